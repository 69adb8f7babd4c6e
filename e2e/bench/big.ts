// A message of 25 MiB sealed in the compose overlay, and one with a file of 25 MiB opened in the read overlay, as a user does.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { entityPieces } from "../../src/domain/mime/build";
import { noOverlay } from "../browser/overlays";
import { until } from "../browser/until";
import { openMail, press, pressLock, readOverlay, startMail } from "../gmail/actions";
import { ALICE, BOB } from "../webmail/demo";
import { pgpMime } from "../webmail/mime-mail";
import type { Stage } from "./stage";
import { type Watched, watched } from "./tasks";

const MIB = 1024 * 1024;
/** Sealed, this becomes the 25 MiB that webmails accept: base64 inside the seal, and base64 again as armor. */
const FITS = Math.floor(13.4 * MIB);

export async function sealBig({ mail, demo }: Stage): Promise<Watched> {
  const folder = mkdtempSync(join(tmpdir(), "cachet-big-"));
  try {
    const file = join(folder, "tide tables.bin");
    writeFileSync(file, randomBytes(FITS));
    await mail.bringToFront();
    await startMail(mail, BOB.address, "Tides");
    const overlay = await pressLock(mail);
    const seen = await watched(mail, async () => {
      await overlay.locator("input[type=file]").setInputFiles(file);
      await overlay.getByText("tide tables.bin").first().waitFor();
      await press(overlay, overlay.getByRole("button", { name: "Seal", exact: true }));
      await noOverlay(mail, "compose", 60_000);
    });
    await until("the upload", () => demo.webmail.requests.some(({ url }) => url.endsWith("/upload")));
    await mail.getByRole("button", { name: "Discard draft" }).last().click();
    return seen;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function openBig({ mail, demo, seal }: Stage): Promise<Watched> {
  const entity = entityPieces(
    {
      text: "The tables you asked for.",
      attachments: [{ name: "tide tables.bin", type: "application/octet-stream", bytes: randomBytes(25 * MIB) }],
      headers: { subject: "Tides", from: null, to: [], cc: [] },
      legacyDisplay: false,
      hp: "cipher",
    },
    randomBytes(24),
  );
  const armored = await seal(Buffer.concat([...entity]));
  await demo.webmail.deliver(
    pgpMime({ from: `${BOB.name} <${BOB.address}>`, to: ALICE.address, subject: "A large file" }, armored),
  );
  await mail.bringToFront();
  return watched(mail, async () => {
    await openMail(mail, "A large file");
    const overlay = await readOverlay(mail);
    await overlay.getByText("tide tables.bin").first().waitFor({ timeout: 60_000 });
    const saved = mail.waitForEvent("download", { timeout: 60_000 });
    await press(overlay, overlay.getByRole("button", { name: /^Save tide tables/ }));
    await saved;
  });
}
