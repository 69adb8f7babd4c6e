// What Alice does at her desk, by role and name: begins a letter, writes on, comes back to it after whatever happened.
import type { Frame } from "@playwright/test";
import { openExtensionPage } from "../browser/launch";
import { atRest, overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "../gmail/actions";
import { callFrom } from "../gmail/own-key";
import { wordsOf } from "../gmail/words";
import { MAIL_URL } from "../webmail/demo";
import type { Letter } from "./letters";
import { enter, type Life } from "./life";

const words = wordsOf("en");

export const openEditor = ({ page }: Life): Frame | undefined => overlayFrames(page, "compose").at(-1);

const filesIn = (overlay: Frame) => overlay.getByRole("list", { name: words("attached_files") }).getByRole("listitem");

export async function begin(life: Life, letter: Letter): Promise<void> {
  await startMail(life.page, letter.to[0]!.address, "");
  await name(await pressLock(life.page, -1), letter);
}

const subjectOf = (overlay: Frame) => overlay.getByRole("textbox", { name: words("compose_subject") });

/** Gives the letter its subject. */
export async function name(overlay: Frame, letter: Letter): Promise<void> {
  await subjectOf(overlay).fill(letter.subject);
  letter.subjectAt = Date.now();
}

/** Types as a hand does, and counts as written what then stands in the editor. */
export async function type(life: Life, letter: Letter, word: string): Promise<void> {
  letter.secrets.add(word);
  const overlay = openEditor(life);
  if (!overlay) throw new Error("no editor to write in");
  await goOn(overlay);
  const editor = editorOf(overlay);
  await editor.press("ControlOrMeta+End");
  await life.page.keyboard.insertText(`${word} `);
  await until("the word to stand there", async () => (await editor.inputValue()).includes(word), 3000);
  letter.words.push({ word, at: Date.now() });
}

/** The editor takes no text while the page covered it, or took the keyboard, and says so. */
async function goOn(overlay: Frame): Promise<void> {
  const button = overlay.getByRole("button", { name: words("pause_go_on") });
  if (await button.isVisible()) await press(overlay, button);
}

/** Whom the webmail put back into its fields was not seen by the writer yet, and is meant. */
async function acceptAll(overlay: Frame): Promise<void> {
  const yes = overlay.getByRole("button", { name: words("compose_newcomers_yes", { who: "" }).trim() });
  if (await yes.isVisible()) await press(overlay, yes);
}

export async function attach(life: Life, letter: Letter, name: string): Promise<void> {
  letter.secrets.add(name);
  const overlay = openEditor(life);
  if (!overlay) throw new Error("no editor to attach to");
  const buffer = Buffer.from(`${name} ${"third board from the left ".repeat(2000)}`);
  await overlay.locator("input[type=file]").setInputFiles([{ name: `${name}.txt`, mimeType: "text/plain", buffer }]);
  await filesIn(overlay).filter({ hasText: name }).waitFor({ timeout: 3000 });
  letter.files.push({ word: name, at: Date.now() });
}

export async function address(life: Life, letter: Letter, to: Letter["to"][number]): Promise<void> {
  const field = life.page.getByRole("dialog").last().getByRole("combobox", { name: "To recipients" });
  await field.fill(to.address);
  await field.press("Enter");
  letter.to.push(to);
}

/** What stands in the editor. */
export interface Found {
  readonly subject: string;
  readonly text: string;
  readonly files: string;
  /** All it says around it. */
  readonly says: string;
}

export async function look(overlay: Frame): Promise<Found> {
  return {
    subject: await subjectOf(overlay).inputValue(),
    text: await editorOf(overlay).inputValue(),
    files: (await filesIn(overlay).allInnerTexts()).join("\n"),
    says: await overlay.innerText("body"),
  };
}

/**
 * The editor with the letter in it, or as much of it as there is: where it still stands, where the webmail opens the box
 * again, or in a new box for the same people.
 */
export async function comeBack(life: Life, letter: Letter): Promise<Frame> {
  if (!life.page.url().startsWith(MAIL_URL)) await enter(life);
  const { page } = life;
  await page.bringToFront();
  if (!(await hasWindow(life))) await startMail(page, letter.to[0]!.address, "");
  // It may come by itself, a moment after the box.
  const overlay = await until("the editor to come by itself", () => openEditor(life), 1000).catch(() =>
    pressLock(page, -1),
  );
  await editorOf(overlay).waitFor();
  await takeUp(overlay, letter);
  return atRest(overlay);
}

/** Whether the webmail has a window open, or opens the one again that it had. */
export function hasWindow({ page }: Life): Promise<boolean> {
  const dialog = page.getByRole("dialog").last();
  return dialog.waitFor({ timeout: page.url().includes("compose=") ? 3000 : 300 }).then(
    () => true,
    () => false,
  );
}

/** From the popup, where what is not offered in the page is listed. Null: it is not there either. */
export async function fromPopup(life: Life, letter: Letter): Promise<Frame | null> {
  const popup = await openExtensionPage(life.browser, "pages/popup/index.html");
  const [latest] = await callFrom<{ id: string }[]>(popup, "draft.list", {});
  if (latest) await callFrom(popup, "draft.continue", { id: latest.id });
  await popup.close();
  if (!latest) return null;
  await life.page.goto("about:blank");
  await enter({ page: life.page, url: MAIL_URL });
  await clearPage(life);
  return comeBack(life, letter);
}

/** Waits for what was kept, which is loaded or offered after the editor stands. */
async function takeUp(overlay: Frame, letter: Letter): Promise<void> {
  const restore = overlay.getByRole("button", { name: words("compose_restore"), exact: true });
  // Nothing but a subject may have been written yet.
  const bare = letter.words.length + letter.files.length === 0;
  const filled = async () =>
    bare
      ? (await subjectOf(overlay).inputValue()) !== ""
      : (await editorOf(overlay).inputValue()).trim() !== "" || (await filesIn(overlay).count()) > 0;
  // Where the browser that had it open is gone, that is not known at once.
  const takeOver = overlay.getByRole("button", { name: words("compose_take_over"), exact: true });
  const button = restore.or(takeOver).first();
  const is = await until(
    "the draft",
    async () => ((await button.isVisible()) ? "offered" : (await filled()) && "there"),
    5000,
  ).catch(() => "nowhere");
  if (is !== "offered") return;
  await press(overlay, button);
  await until("what was offered", filled, 5000).catch(() => {});
}

export const CLOSINGS = ["keep", "put back", "discard"] as const;
export type Closing = (typeof CLOSINGS)[number];

const CLOSING_WORDS = { keep: "close_keep", "put back": "close_put_back", discard: "compose_discard" } as const;

/** Closes the editor with one of its three answers, and waits until it is gone. */
export async function close(life: Life, letter: Letter, how: Closing): Promise<void> {
  const overlay = openEditor(life);
  if (!overlay) throw new Error("no editor to close");
  if (how === "put back") letter.inClear = true;
  await press(overlay, words("compose_close"));
  await press(overlay, overlay.getByRole("button", { name: words(CLOSING_WORDS[how]), exact: true }).last());
  await until("the editor to go", () => overlay.isDetached(), 8000);
}

/** The page's box, with whatever is in it, thrown away by the page's own button. */
export async function clearPage({ page }: Life): Promise<void> {
  for (const dialog of (await page.getByRole("dialog").all()).reverse())
    await dialog.getByRole("button", { name: "Discard draft" }).click();
  await until("no window", async () => (await page.getByRole("dialog").count()) === 0);
}

/** Presses "Seal and send" once; what comes of it is for others to see. */
export async function sealAndSend(life: Life): Promise<void> {
  const overlay = openEditor(life);
  if (!overlay) throw new Error("no editor to send from");
  await goOn(overlay);
  await acceptAll(overlay);
  await press(overlay, sealAndSendOf(overlay));
}
