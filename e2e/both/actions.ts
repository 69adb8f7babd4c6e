// What a person does in the demo webmail and in Cachet, in either browser.
import { holds, type Place, says, type Tab } from "../browser/driver";
import { until } from "../browser/until";
import { wordsOf } from "../gmail/words";
import type { Stored } from "../webmail/mailbox";
import { pressRow } from "../webmail/press-row";
import type { World } from "./stage";

export const words = wordsOf("en");
export const EDITOR = "[data-editor]";
const REGION = `[aria-label='${words("read_region")}']`;
const LOCK = words("compose_lock");
const TO = "[role=dialog] input[aria-label='To recipients']";

let count = 0;
/** Words that no other step uses, whose way can be followed. */
export const secret = (): string => `gravel-${++count}-${Math.random().toString(36).slice(2, 8)}`;

/** Delivers a letter and opens it in the list. */
export async function receive({ demo, page }: World, raw: string | Uint8Array, subject: string): Promise<Stored> {
  const stored = await demo.webmail.deliver(raw);
  await openMail(page, subject);
  return stored;
}

async function openMail(page: Tab, subject: string): Promise<void> {
  await page.bringToFront();
  await page.ask(`"${subject}" in the list`, pressRow, subject);
}

/** Waits for the opened text of the message in front. */
export const reads = (page: Tab, text: string, nth = -1): Promise<string> =>
  says(page.overlay("read", nth), REGION, text);

/** Starts a mail and fills its fields. */
export async function startMail(page: Tab, to: string, subject: string): Promise<void> {
  await page.press("Compose");
  await page.type(TO, `${to},`);
  if (subject) await page.type("input[name=subjectbox]", subject);
}

/** The same, and opens the sealed editor. */
export async function startSealed(page: Tab, to: string, subject: string): Promise<Place> {
  await startMail(page, to, subject);
  return pressLock(page);
}

/** The editor with the draft, which returned by itself, or is offered, or opens by the lock. */
export async function takeUp(page: Tab): Promise<Place> {
  const overlay = page.overlay("compose");
  const locked = (): Promise<boolean> =>
    until(
      "the editor or the lock",
      async () => (await page.overlays("compose")) > 0 || (await page.hasLock(LOCK)),
    ).then(async () => (await page.overlays("compose")) === 0);
  if (await locked()) await page.pressLock(LOCK);
  const offered = await overlay.ask(
    "the draft, or its offer",
    (editor, restore) => {
      const has = document.querySelector<HTMLTextAreaElement>(editor)?.value;
      const offer = [...document.querySelectorAll("button")].some((each) => each.textContent?.trim() === restore);
      return has ? "there" : offer ? "offered" : null;
    },
    EDITOR,
    words("compose_restore"),
  );
  if (offered === "offered") await overlay.press(words("compose_restore"));
  return overlay;
}

/** Presses the lock and returns the overlay that opens, its editor ready. */
export async function pressLock(page: Tab): Promise<Place> {
  await page.pressLock(LOCK);
  const overlay = page.overlay("compose");
  await overlay.ask("the editor", (editor) => document.querySelector(editor) !== null, EDITOR);
  return overlay;
}

export const write = async (overlay: Place, text: string): Promise<void> => {
  await overlay.type(EDITOR, text);
  await holds(overlay, EDITOR, text);
};

export const sealAndSend = (overlay: Place): Promise<void> => overlay.press(words("compose_seal_and_send"));

export const bobsMail = ({ demo }: World) => demo.webmail.boxes[1]!.messages();

/** The next message in Bob's mailbox, as his own program opens it. */
export async function bobReads(world: World, before: number): Promise<string> {
  const message = await until("mail for Bob", () => bobsMail(world)[before]);
  const sealed = message.files.find(({ name }) => name === "encrypted.asc");
  return world.bob.open(sealed ? Buffer.from(sealed.content).toString() : message.text!);
}

/** Requests whose body has this text in clear. */
export const leaks = ({ demo }: World, text: string): string[] =>
  demo.webmail.requests.filter(({ url, body }) => `${url}${body}`.includes(text)).map(({ url }) => url);
