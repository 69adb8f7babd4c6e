// What Alice does, by role and name: begins a letter, continues it, and comes back to it after an incident.
import type { Frame } from "@playwright/test";
import { openExtensionPage } from "../browser/launch";
import { atRest, overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { editorAfter, editorOf, press, pressLock, readOverlay, sealAndSendOf } from "../gmail/actions";
import { callFrom } from "../gmail/own-key";
import { wordsOf } from "../gmail/words";
import { MAIL_URL } from "../webmail/demo";
import { clearPage, hasBox, openBox, showLetter } from "./box";
import type { Letter } from "./letters";
import { enter, type Life } from "./life";

const words = wordsOf("en");

export const openEditor = ({ page }: Life): Frame | undefined => overlayFrames(page, "compose").at(-1);

const filesIn = (overlay: Frame) => overlay.getByRole("list", { name: words("attached_files") }).getByRole("listitem");

export async function begin(life: Life, letter: Letter): Promise<void> {
  await openBox(life, letter);
  await name(await pressLock(life.page, -1), letter);
}

/** Begins a letter as an answer, which quotes the message answered. */
export async function answer(life: Life, letter: Letter, quoted: string): Promise<void> {
  letter.secrets.add(quoted);
  await showLetter(life, letter.answers!);
  const read = await readOverlay(life.page);
  await press(read, words("read_reply"));
  const overlay = await editorAfter(read, () => openEditor(life));
  await until("the quote", async () => (await textIn(overlay)).includes(quoted), 8000);
  letter.words.push({ word: quoted, at: Date.now() });
  await name(await atRest(overlay), letter);
}

/** The editor's text, plain or formatted. */
const textIn = (overlay: Frame): Promise<string> =>
  editorOf(overlay).evaluate((box) => ("value" in box ? String(box.value) : (box as HTMLElement).innerText));

const subjectOf = (overlay: Frame) => overlay.getByRole("textbox", { name: words("compose_subject") });

/** Gives the letter its subject. */
export async function name(overlay: Frame, letter: Letter): Promise<void> {
  await subjectOf(overlay).fill(letter.subject);
  letter.subjectAt = Date.now();
}

/** Types like a person, and counts as written what is then in the editor. */
export async function type(life: Life, letter: Letter, word: string, bold = false): Promise<void> {
  letter.secrets.add(word);
  const overlay = openEditor(life);
  if (!overlay) throw new Error("no editor to write in");
  await goOn(overlay);
  const editor = editorOf(overlay);
  await editor.press("ControlOrMeta+End");
  // The first formatting replaces the plain editor.
  if (bold) await embolden(overlay);
  await life.page.keyboard.insertText(word);
  if (bold) await editor.press("ControlOrMeta+b");
  await life.page.keyboard.insertText(" ");
  await until("the word to stand there", async () => (await textIn(overlay)).includes(word), 3000);
  const written = { word, at: Date.now() };
  letter.words.push(written);
  if (bold && (await boldIn(overlay)).includes(word)) letter.bold.push(written);
}

async function embolden(overlay: Frame): Promise<void> {
  const button = overlay.getByRole("button", { name: words("format_bold"), exact: true });
  await editorOf(overlay).press("ControlOrMeta+b");
  await until("bold", async () => (await button.getAttribute("aria-pressed")) === "true", 3000);
}

const boldIn = async (overlay: Frame): Promise<string> =>
  (await editorOf(overlay).locator("b, strong").allInnerTexts()).join("\n");

/** After the page covered it or took the focus, the editor pauses: this presses its button to go on. */
async function goOn(overlay: Frame): Promise<void> {
  const button = overlay.getByRole("button", { name: words("pause_go_on") });
  if (await button.isVisible()) await press(overlay, button);
}

/** Confirms recipients that the webmail put back into its fields: new to the overlay, but intended. */
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

/** The editor's content. */
export interface Found {
  readonly subject: string;
  readonly text: string;
  readonly bold: string;
  readonly files: string;
  /** All of the overlay's other text. */
  readonly says: string;
}

export async function look(overlay: Frame): Promise<Found> {
  return {
    subject: await subjectOf(overlay).inputValue(),
    text: await textIn(overlay),
    bold: await boldIn(overlay),
    files: (await filesIn(overlay).allInnerTexts()).join("\n"),
    says: await overlay.innerText("body"),
  };
}

/**
 * The editor with the letter, or what remains of it: still open, in the box that the webmail reopens, or in a new box for the
 * same people.
 */
export async function comeBack(life: Life, letter: Letter): Promise<Frame> {
  if (!life.page.url().startsWith(MAIL_URL)) await enter(life);
  const { page } = life;
  await page.bringToFront();
  if (!(await hasBox(life))) await openBox(life, letter);
  // The editor may open by itself, a moment after the box.
  const overlay = await until("the editor to come by itself", () => openEditor(life), 1000).catch(() =>
    pressLock(page, -1),
  );
  await editorOf(overlay).waitFor();
  await takeUp(overlay, letter);
  return atRest(overlay);
}

/** Opens the draft from the popup, which also lists those that the page does not offer. Null: it is not there either. */
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

/** Waits for the saved draft, which is loaded or offered once the editor is open. */
async function takeUp(overlay: Frame, letter: Letter): Promise<void> {
  const restore = overlay.getByRole("button", { name: words("compose_restore"), exact: true });
  // True when nothing but perhaps a subject was written yet.
  const bare = letter.words.length + letter.files.length === 0;
  const filled = async () =>
    bare
      ? (await subjectOf(overlay).inputValue()).includes(letter.subject)
      : (await textIn(overlay)).trim() !== "" || (await filesIn(overlay).count()) > 0;
  // It takes a moment until a draft's former browser is known to be gone.
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

/** Presses "Seal and send" once, without checking the outcome. */
export async function sealAndSend(life: Life): Promise<void> {
  const overlay = openEditor(life);
  if (!overlay) throw new Error("no editor to send from");
  await goOn(overlay);
  await acceptAll(overlay);
  await press(overlay, sealAndSendOf(overlay));
}
