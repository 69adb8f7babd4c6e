// Every screen with a field, each left open in its own tab with a marked word in every field; and a message being read.
import type { Frame, Page } from "@playwright/test";
import { type Launched, openExtensionPage } from "../browser/launch";
import { editorOf, openMail, press, pressLock, pressToAsk, readOverlay, startMail } from "../gmail/actions";
import { callFrom, exportPublicKey, welcomePage } from "../gmail/own-key";
import { makePeer } from "../gmail/peer";
import { wordsOf } from "../gmail/words";
import { ALICE, BOB, type Demo, MAIL_URL } from "../webmail/demo";
import { entity, pgpMime } from "../webmail/mime-mail";
import { mark } from "./marks";
import { writeEverywhere } from "./write";

const words = wordsOf("en");
const STRANGER = "press@paper.example";

export interface Written {
  readonly where: string;
  readonly target: Page | Frame;
  /** Names of the fields. */
  readonly fields: readonly string[];
}

/** @yields each screen once all its fields are filled */
export async function* everyField(browser: Launched, demo: Demo): AsyncIterable<Written> {
  const wrote = async (where: string, target: Page | Frame): Promise<Written> => ({
    where,
    target,
    fields: await writeEverywhere(target, where),
  });
  yield* firstRun(browser, wrote);
  yield* options(browser, wrote);
  yield await contact(browser);
  yield* writing(browser, wrote);
  yield await reading(browser, demo);
}

type Wrote = (where: string, target: Page | Frame) => Promise<Written>;

async function* firstRun(browser: Launched, wrote: Wrote): AsyncIterable<Written> {
  const welcome = await welcomePage(browser);
  await welcome.getByText(words("welcome_passphrase")).click();
  // A shown passphrase is an ordinary text field.
  await welcome.getByRole("button", { name: words("passphrase_show") }).click();
  yield await wrote("make", welcome);
  const bring = await openExtensionPage(browser, "pages/welcome/index.html");
  await bring.getByRole("button", { name: words("welcome_have_one") }).click();
  await bring.getByRole("button", { name: words("import_do") }).waitFor();
  yield await wrote("bring", bring);
  await callFrom(bring, "identity.create", { ...ALICE, passphrase: "wind in the mast" });
}

async function* options(browser: Launched, wrote: Wrote): AsyncIterable<Written> {
  for (const section of ["key", "contacts", "resolvers"]) {
    const page = await openExtensionPage(browser, `pages/options/index.html#${section}`);
    await page.getByRole("heading", { level: 1, name: words(`section_${section}`) }).waitFor();
    for (const details of await page.locator("details").all())
      await details.evaluate((element: HTMLDetailsElement) => (element.open = true));
    for (const choice of await page.locator("select:has(option[value=own])").all()) await choice.selectOption("own");
    yield await wrote(section, page);
  }
}

/** A contact's page, opened from the list. This address is the only marked word stored in clear. */
async function contact(browser: Launched): Promise<Written> {
  const { publicKey, name } = await makePeer({ name: "Carole Petit", address: `${mark("contact")}@demo.example` });
  const page = await openExtensionPage(browser, "pages/options/index.html");
  await callFrom(page, "contact.import", { key: publicKey });
  await page.getByRole("link", { name: words("section_contacts") }).click();
  await page.getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return { where: "contact", target: page, fields: await writeEverywhere(page, "contact-page") };
}

/** A compose window of the webmail in a new tab, with the overlay open in it. */
async function compose(browser: Launched, to: string): Promise<Frame> {
  const mail = await browser.context.newPage();
  await mail.goto(MAIL_URL);
  await startMail(mail, to, "");
  return pressLock(mail);
}

async function* writing(browser: Launched, wrote: Wrote): AsyncIterable<Written> {
  const plain = await compose(browser, ALICE.address);
  const buffer = Buffer.from(mark("attached-content"));
  await plain
    .locator("input[type=file]")
    .setInputFiles({ name: mark("attached-name"), mimeType: "text/plain", buffer });
  yield await wrote("plain", plain);
  await plain.getByText(words("draft_sealed").split("{")[0]!.trim()).first().waitFor();

  const rich = await compose(browser, ALICE.address);
  await editorOf(rich).fill("Dear Alice");
  await editorOf(rich).press("Control+a");
  await rich.page().keyboard.press("Control+b");
  await rich.locator("[contenteditable=true]").waitFor();
  await press(rich, rich.getByRole("button", { name: words("format_link"), exact: true }));
  await rich.getByRole("textbox", { name: words("format_link_address") }).waitFor();
  yield await wrote("rich", rich);

  for (const form of ["invite", "letter"]) {
    const frame = await compose(browser, STRANGER);
    await editorOf(frame).fill("Dear all");
    await press(frame, words(`nokey_${form}`));
    await frame.getByRole("dialog").waitFor();
    yield await wrote(form, frame);
    if (form === "invite") continue;
    yield await wrote("passphrase", await pressToAsk(frame, words("nokey_letter_next")));
  }
}

async function reading(browser: Launched, demo: Demo): Promise<Written> {
  const bob = await makePeer(BOB);
  const page = await openExtensionPage(browser, "pages/options/index.html");
  const ownKey = await exportPublicKey(page);
  await page.close();
  const file = { name: `${mark("read-name")}.txt`, content: mark("read-content") };
  const sealed = await bob.seal(entity(mark("read-text"), mark("read-subject"), file), [ownKey]);
  await demo.webmail.deliver(
    pgpMime({ from: `${BOB.name} <${BOB.address}>`, to: ALICE.address, subject: "[...]" }, sealed),
  );
  const mail = await browser.context.newPage();
  await mail.goto(MAIL_URL);
  await openMail(mail, "[...]");
  const frame = await readOverlay(mail);
  await frame.getByRole("heading", { name: mark("read-subject") }).waitFor();
  await press(frame, frame.getByRole("button", { name: file.name }).first());
  return { where: "read", target: frame, fields: [] };
}
