// Runs the build of an early commit in Chromium and saves what it stored:
//   git archive <commit> | tar -x -C <folder>; npm ci and npx vite build --mode chrome there
//   npx tsx e2e/disk/keep-old-profile.ts <folder> <commit>
// Those in e2e/disk/old-profiles were made with Chromium 156: a82871a (database 1), 5c0e9d6 (3), d6a7bcb (6).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import * as openpgp from "openpgp";
import { launch, openExtensionPage } from "../browser/launch";
import { keep, named, OLD } from "./old-profile";

const [folder, name] = process.argv.slice(2) as [string, string];

/** Makes a call in the form used before calls named their build. */
async function old<T>(page: Page, call: string, request: object): Promise<T> {
  const answer = await page.evaluate(
    (message) => {
      const { runtime } = (
        globalThis as unknown as { chrome: { runtime: { sendMessage(m: unknown): Promise<unknown> } } }
      ).chrome;
      // No named functions here: tsx would insert a helper that the page does not have.
      const request = Object.fromEntries(
        Object.entries(message.request).map(([key, value]) =>
          typeof value === "string" && value.startsWith("octets:")
            ? [key, Uint8Array.fromBase64(value.slice(7))]
            : [key, value],
        ),
      );
      return runtime.sendMessage({ call: message.call, request }) as Promise<{ ok: boolean; value: unknown }>;
    },
    { call, request },
  );
  if (!answer?.ok) throw new Error(`${call}: ${JSON.stringify(answer)}`);
  return answer.value as T;
}

const octets = (bytes: Uint8Array): string => `octets:${Buffer.from(bytes).toString("base64")}`;

async function publicKey(who: { name: string; address: string }): Promise<string> {
  const { publicKey } = await openpgp.generateKey({ userIDs: [{ name: who.name, email: who.address }] });
  return publicKey;
}

/** Early builds saved text alone, later ones a whole entity with separate files. */
async function saveDraft(overlay: Page): Promise<void> {
  const { id, file, place, text, subject, fileName, content } = OLD.draft;
  const { own, verified } = OLD;
  const common = { id, place, composeKey: null, account: own.address };
  const mime = await import(join(folder, "src/domain/mime/draft.ts")).catch(() => null);
  if (!mime) {
    await old(overlay, "draft.save", { ...common, text, to: [verified.address], subject });
    return;
  }
  const attachments = [{ name: fileName, type: "text/plain", bytes: new Uint8Array() }];
  const mail = { text, html: null, subject, to: [verified], cc: [], bcc: [], attachments };
  const entity = octets(mime.draftToEntity(mail, crypto.getRandomValues(new Uint8Array(24))));
  await old(overlay, "draft.save", { ...common, entity, files: [file] });
  const bytes = octets(new TextEncoder().encode(content));
  await old(overlay, "draft.saveFile", { id, file, account: own.address, bytes });
}

const extension = named(join(folder, "dist/chrome"));
const profile = mkdtempSync(join(tmpdir(), "cachet-old-"));
try {
  const browser = await launch({ extension, profile });
  const page = await openExtensionPage(browser, "pages/options/index.html");
  // In its own tab, where it has no ticket and shows nothing.
  const overlay = await openExtensionPage(browser, "pages/overlays/compose/index.html");
  const { own, verified, imported, settings } = OLD;
  const { fingerprint } = await old<{ fingerprint: string }>(page, "identity.create", {
    name: own.name,
    address: own.address,
  });
  await saveDraft(overlay);
  for (const who of [verified, imported]) await old(page, "contact.import", { key: await publicKey(who) });
  await old(page, "contact.verify", { address: verified.address, verified: true });
  await old(page, "settings.set", settings);
  await old(page, "identity.protect", { fingerprint, current: null, next: own.passphrase });
  await browser.close();
  console.log(`${name}: ${keep(profile, name)} bytes`);
} finally {
  for (const made of [extension, profile]) rmSync(made, { recursive: true, force: true, maxRetries: 3 });
}
