import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { onDisk } from "../browser/on-disk";
import { noOverlay } from "../browser/overlays";
import { quietFor } from "../browser/quiet";
import { until } from "../browser/until";
import { ALICE } from "../webmail/demo";
import { editorOf, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "./actions";
import { expect, leaks, test } from "./stage";

const MIB = 1024 * 1024;
const sha256 = (octets: Uint8Array): string => createHash("sha256").update(octets).digest("hex");
const file = (buffer: Buffer): string => onDisk({ name: "Gezeiten 2026.bin", buffer });

test("the largest file webmails take is sealed, sent, and read back to the octet", async ({ stage }) => {
  test.setTimeout(120_000);
  const { page, demo } = stage;
  const content = randomBytes(13 * MIB);
  await startMail(page, ALICE.address, "");
  const overlay = await pressLock(page);
  await overlay.getByRole("textbox", { name: "Subject" }).fill("Tide tables");
  await editorOf(overlay).fill("All of them.");
  await overlay.locator("input[type=file]").setInputFiles(file(content));
  await expect(overlay.getByText(/Sealed, about 2\d(?:\.\d)?\sMB of 2\d(?:\.\d)?\sMB/)).toBeVisible();
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose", 60_000);
  const sent = await until("the message", () => demo.webmail.boxes[0]!.messages().at(-1), 30_000);
  expect(sent.files.at(-1)!.content.length).toBeLessThanOrEqual(25 * MIB);
  expect(leaks(stage, "Gezeiten 2026")).toEqual([]);

  await openMail(page, "[...]");
  const read = await readOverlay(page);
  await expect(read.getByText("All of them.")).toBeVisible({ timeout: 30_000 });
  const saved = page.waitForEvent("download");
  await press(read, read.getByRole("button", { name: /^Save Gezeiten/ }));
  const download = await saved;
  expect(download.suggestedFilename()).toBe("Gezeiten 2026.bin");
  expect(sha256(readFileSync(await download.path()))).toBe(sha256(content));
});

test("what would be larger than webmails take is refused before sealing, with both sizes", async ({ stage }) => {
  const { page, demo } = stage;
  await startMail(page, ALICE.address, "Tide tables");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill("All of them.");
  await overlay.locator("input[type=file]").setInputFiles(file(Buffer.alloc(20 * MIB)));
  await expect(overlay.getByRole("alert").filter({ hasText: "Too large" })).toHaveText(
    /would be about 3\d(?:\.\d)?\sMB, and most providers take 2\d(?:\.\d)?\sMB at most/,
  );
  const before = demo.webmail.requests.length;
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByText("This message is too large to send sealed.")).toBeVisible();
  await expect(overlay.getByText("Sealing…")).toHaveCount(0);
  expect(demo.webmail.requests.slice(before).filter(({ url }) => /upload|send/.test(url))).toEqual([]);
  await press(overlay, "Remove Gezeiten 2026.bin");
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  await until("the message", () => demo.webmail.boxes[0]!.messages().some(({ own }) => own));
});

test("sealing of a large message shows how far it is, and stopped it gives everything back", async ({ stage }) => {
  const { page, demo } = stage;
  await startMail(page, ALICE.address, "");
  const overlay = await pressLock(page);
  await overlay.getByRole("textbox", { name: "Subject" }).fill("Tide tables");
  await editorOf(overlay).fill("All of them.");
  await overlay.locator("input[type=file]").setInputFiles(file(randomBytes(13 * MIB)));
  await press(overlay, sealAndSendOf(overlay));
  await overlay.getByRole("progressbar").waitFor();
  await press(overlay, overlay.getByRole("button", { name: "Stop", exact: true }));
  await expect(sealAndSendOf(overlay)).toBeEnabled();
  await expect(editorOf(overlay)).toHaveValue("All of them.");
  await expect(overlay.getByRole("textbox", { name: "Subject" })).toHaveValue("Tide tables");
  await expect(overlay.getByRole("list", { name: "Attached files" })).toContainText("Gezeiten 2026.bin");
  // A seal that ends after all must not reach the page.
  await quietFor(page, 3000);
  expect(demo.webmail.requests.filter(({ url }) => /upload|send/.test(url))).toEqual([]);
  await expect(overlay.getByRole("progressbar")).toHaveCount(0);
});
