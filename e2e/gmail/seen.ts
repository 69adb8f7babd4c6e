import type { Frame } from "@playwright/test";
import PostalMime from "postal-mime";
import { type Launched, openExtensionPage } from "../browser/launch";
import { overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { editorOf, press, pressLock } from "./actions";
import { callFrom } from "./own-key";
import type { Stage } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");

/** The text of the last message in Bob's mailbox, opened with Bob's own program, as inline armor or PGP/MIME. */
export async function bobReads({ demo, bob }: Stage): Promise<string> {
  const message = await until("mail for Bob", () => demo.webmail.boxes[1]!.messages().at(-1));
  const sealed = message.files.find(({ name }) => name === "encrypted.asc");
  if (!sealed) return bob.open(message.text!);
  const entity = await PostalMime.parse(await bob.open(Buffer.from(sealed.content).toString()));
  // Without the copy of the subject, which readers that support protected headers do not show.
  return entity.text!.replace(/^Subject: .*\n\n/, "").replace(/\n$/, "");
}

/** The editor with the draft: it either reopened by itself or opens by the lock. */
export async function restored({ page }: Stage): Promise<Frame> {
  const lock = page.getByRole("button", { name: words("compose_lock"), pressed: false }).first();
  const overlay = await until("the editor, or the lock to press", async () => {
    const back = overlayFrames(page, "compose").at(-1);
    if (!back) return (await lock.isVisible()) ? pressLock(page) : null;
    return (await editorOf(back).isVisible()) ? back : null;
  });
  return takeUp(overlay);
}

/** Continues the draft in an editor that has loaded it already, or offers it. */
export async function takeUp(overlay: Frame): Promise<Frame> {
  const restore = overlay.getByRole("button", { name: words("compose_restore"), exact: true });
  await until("the draft", async () => (await editorOf(overlay).inputValue()) !== "" || (await restore.isVisible()));
  if (await restore.isVisible()) await press(overlay, restore);
  return overlay;
}

/** Marks Bob's key as verified by Alice; `importing` first stores the key, which she may have found before. */
export async function verifyBob({ browser, page, bob }: Stage, { importing = false } = {}): Promise<void> {
  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  if (importing) await callFrom(popup, "contact.import", { key: bob.publicKey });
  await callFrom(popup, "contact.verify", { address: bob.address, verified: true });
  await popup.close();
  await page.bringToFront();
}

/** Locks the key as the popup does. */
export async function lock(browser: Launched): Promise<void> {
  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  await callFrom(popup, "vault.lock", {});
  await popup.close();
}
