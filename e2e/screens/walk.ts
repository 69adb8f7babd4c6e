// Walks through every screen of the built extension once, each in a state that people meet, and hands it to a visitor:
// the tests look whether it is accessible and fits, the picture script whether it is beautiful.
import type { Frame, Page } from "@playwright/test";
import { typePassphrase } from "../browser/asked";
import { type Launched, launch, openExtensionPage } from "../browser/launch";
import { atRest, drawn, noOverlay, overlayFrame } from "../browser/overlays";
import { unlockWindow } from "../browser/press";
import { editorOf, makeKey, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "../gmail/actions";
import { callFrom, exportPublicKey, welcomePage } from "../gmail/own-key";
import { letter, makePeer, type Peer } from "../gmail/peer";
import { type Words, wordsOf } from "../gmail/words";
import { ALICE, BOB, type Demo, MAIL_URL, startDemo } from "../webmail/demo";
import { badgeOf } from "./badge-name";
import { choosing, replaced, unproven, verifying } from "./keys";
import { popupOver } from "./popup-over";
import { BULK, CLEAR_WAY } from "./ways";

export interface Screen {
  readonly name: string;
  /** What to look at: a page of the extension, or an overlay's frame. */
  readonly target: Page | Frame;
  /** The tab it stands in. */
  readonly page: Page;
}

export type Visit = (screen: Screen) => Promise<void>;

export interface Walk {
  readonly locale: string;
  readonly colourScheme?: "light" | "dark";
}

interface Scene {
  readonly demo: Demo;
  readonly browser: Launched;
  readonly words: Words;
  readonly bob: Peer;
  readonly visit: Visit;
}

const PASSPHRASE = "wind in the mast";
/** The key directory of everybody here: the browser lets nobody read it without a permission. */
const BLOCKED = "openpgpkey.demo.example";
const CAROL = { name: "Carole Petit", address: "carole@demo.example" };
const TEXT = {
  en: {
    hello: "Hello",
    subject: "Venue for Thursday",
    text: "The back room is ours from six.\n\nBob",
    clear: "See you on Thursday.",
  },
  fr: {
    hello: "Bonjour",
    subject: "Salle de jeudi",
    text: "L’arrière-salle est à nous dès dix-huit heures.\n\nBob",
    clear: "À jeudi.",
  },
};

export async function walk({ locale, colourScheme = "light" }: Walk, visit: Visit): Promise<void> {
  const demo = await startDemo();
  const bob = await makePeer(BOB);
  await demo.publish(BOB.address, bob.publicKey);
  demo.keys.directory("demo.example", { cors: false });
  const browser = await launch({ map: demo.map, certificates: demo.certificates, colourScheme, locale });
  browser.context.setDefaultTimeout(8000);
  try {
    const scene = { demo, browser, words: wordsOf(locale), bob, visit };
    await screens(scene, locale === "fr" ? TEXT.fr : TEXT.en);
    await counted(scene, locale);
  } finally {
    await browser.close();
    await demo.close();
  }
}

async function screens(scene: Scene, text: typeof TEXT.en): Promise<void> {
  const { browser } = scene;
  const welcome = await welcomePage(browser);
  const mail = await browser.context.newPage();
  await mail.goto(MAIL_URL);
  await mail.getByRole("button", { name: "Compose" }).waitFor();
  await withoutKey(scene, mail, text);
  await firstRun(scene, welcome);
  const aliceKey = await exportPublicKey(welcome);
  await options(scene, "none");
  await popup(scene, mail);
  await reading(scene, mail, aliceKey, text);
  await writing(scene, mail, text);
  await options(scene, "some");
  await verifying(scene);
  await unproven(scene);
  await choosing(scene, mail);
  await replaced(scene, mail, aliceKey);
  await heldKey(scene, mail, aliceKey, text);
}

async function withoutKey({ visit, demo, bob, words, browser }: Scene, mail: Page, text: typeof TEXT.en) {
  await demo.webmail.deliver(letter(bob, ALICE.address, text.hello, await bob.seal(text.text, [bob.publicKey])));
  await openMail(mail, text.hello);
  const frame = await readOverlay(mail, 0, words);
  await frame.getByRole("alert").waitFor();
  await visit({ name: "read-no-identity", target: frame, page: mail });
  const page = await popupOver(browser, mail);
  await lookAt(visit, "popup-no-key", page);
  await page.close();
}

async function firstRun({ visit, words }: Scene, page: Page): Promise<void> {
  const shown = (name: string) => visit({ name, target: page, page });
  await page.bringToFront();
  await page.getByRole("button", { name: words("welcome_make") }).waitFor();
  await shown("welcome");
  await page.getByText(words("welcome_passphrase")).click();
  await page.getByLabel(words("passphrase"), { exact: true }).fill("mast");
  await page.getByRole("button", { name: words("welcome_make") }).click();
  await page.getByText(words("error_name_missing")).waitFor();
  await shown("welcome-wrong");
  await page.reload();
  await page.getByRole("button", { name: words("welcome_have_one") }).click();
  await page.getByRole("button", { name: words("import_do") }).click();
  await shown("welcome-import");
  await page.getByRole("button", { name: words("import_back") }).click();
  await makeKey(page, ALICE, { passphrase: PASSPHRASE, words });
  await shown("welcome-done");
  await page.reload();
  await page.getByRole("heading", { name: words("already_title") }).waitFor();
  await shown("welcome-again");
}

/** All of the page that says how the letter is counted. */
async function counted({ browser, visit }: Scene, language: string): Promise<void> {
  const page = await openExtensionPage(browser, `pages/privacy-index/${language}.html`);
  for (const details of await page.locator("details").all()) await openDetails(details);
  await visit({ name: "counted", target: page, page });
  await page.close();
}

const SECTIONS = ["key", "publish", "contacts", "sites", "resolvers", "appearance"] as const;

async function options({ browser, visit, words }: Scene, contacts: "none" | "some"): Promise<void> {
  const page = await openExtensionPage(browser, "pages/options/index.html");
  const go = async (hash: string, heading: string) => {
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await drawn(page.mainFrame());
  };
  if (contacts === "none")
    for (const section of SECTIONS) {
      await go(section, words(`section_${section}`));
      if (section === "key") for (const details of await page.locator("details").all()) await openDetails(details);
      await visit({ name: `options-${section}`, target: page, page });
      if (section === "key") {
        await page.getByRole("button", { name: words("export_secret"), exact: true }).click();
        await page.getByRole("dialog").waitFor();
        await visit({ name: "options-key-leaves", target: page, page });
        await page.keyboard.press("Escape");
      }
      if (section !== "resolvers") continue;
      await go(`resolvers/${BLOCKED}`, words("section_resolvers"));
      await page.getByText(words("allow_host", { host: BLOCKED })).waitFor();
      await visit({ name: "options-allow", target: page, page });
    }
  else {
    await go("contacts", words("section_contacts"));
    await visit({ name: "options-contacts-some", target: page, page });
    await gradedMessages(page);
    const [own] = await callFrom<{ fingerprint: string }[]>(page, "identity.list", {});
    // Done since the first look: the page says so once.
    await callFrom(page, "identity.export", { fingerprint: own!.fingerprint, what: "backup", current: PASSPHRASE });
  }
  await home({ page, visit, words, name: contacts === "none" ? "options-home" : "options-home-some" });
  await page.close();
}

interface AtHome {
  readonly page: Page;
  readonly visit: Visit;
  readonly words: Words;
  readonly name: string;
}

/** The first page, all of it open, and with an answer that can be taken back. */
async function home({ page, visit, words, name }: AtHome): Promise<void> {
  await page.goto(`${page.url().split("#")[0]}#home`);
  await page.reload();
  await page.getByText(words("home_either_way")).waitFor();
  for (const details of await page.locator("details").all()) await openDetails(details);
  const button = (word: string) => page.getByRole("button", { name: words(word) }).first();
  await button("step_later").click();
  await button("home_undo").waitFor();
  await visit({ name, target: page, page });
  await button("home_undo").click();
}

/** As the background remembers them: a quarter of a year of messages, in every grade. */
const gradedMessages = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise((done, failed) => {
        const opening = indexedDB.open("cachet");
        opening.onerror = failed;
        opening.onsuccess = () => {
          const database = opening.result;
          const transaction = database.transaction("verdicts", "readwrite");
          const now = Date.now();
          for (let n = 0; n < 200; n++) {
            const seenAt = now - ((n * 37) % 80) * 86_400_000;
            const kind = n % 20 === 0 ? "sent" : "read";
            const row = {
              id: `n${n}`,
              kind,
              grade: "abcaubdbeb"[n % 10],
              version: 2,
              path: null,
              seenAt,
              usedAt: seenAt,
            };
            transaction.objectStore("verdicts").put(row);
          }
          transaction.oncomplete = () => {
            database.close();
            done();
          };
        };
      }),
  );

const openDetails = (details: import("@playwright/test").Locator): Promise<void> =>
  details.evaluate((element) => {
    (element as HTMLDetailsElement).open = true;
  });

/** To the front once it knows the page behind which it opened: a tab that is not in front is drawn once a second. */
async function lookAt(visit: Visit, name: string, popup: Page): Promise<void> {
  await popup.bringToFront();
  await visit({ name, target: popup, page: popup });
}

async function popup({ browser, visit }: Scene, mail: Page): Promise<void> {
  const over = async (name: string, page: Page, { locked = false, address = "", sketch = false } = {}) => {
    const shown = await popupOver(browser, page, address);
    for (const details of await shown.locator("details").all()) await openDetails(details);
    if (sketch) {
      await shown.locator(".sketch button").click();
      await shown.locator(".sketch-text").waitFor();
    }
    await lookAt(visit, name, shown);
    if (locked) await callFrom(shown, "vault.lock", {});
    await shown.close();
  };
  await over("popup-webmail", mail);
  await over("popup-sketch", mail, { sketch: true });
  const other = await browser.context.newPage();
  await other.goto("https://elsewhere.demo.example/").catch(() => {});
  await over("popup-nothing", other);
  await over("popup-elsewhere", other, { address: "https://elsewhere.demo.example/" });
  await over("popup-http", other, { address: "http://elsewhere.demo.example/", locked: true });
  await other.close();
  await over("popup-locked", mail);
}

async function reading({ visit, demo, bob, words }: Scene, mail: Page, aliceKey: string, text: typeof TEXT.en) {
  const shown = (name: string, target: Frame) => visit({ name, target, page: mail });
  await mail.bringToFront();
  const receive = async (subject: string, body: string, way = "") => {
    await demo.webmail.deliver(way + letter(bob, ALICE.address, subject, body));
    await mail.goto(MAIL_URL);
    await openMail(mail, subject);
  };
  await receive(text.subject, await bob.seal(text.text, [aliceKey]), CLEAR_WAY);
  const frame = await readOverlay(mail, 0, words);
  await frame.getByRole("button", { name: words("unlock"), exact: true }).waitFor();
  await shown("read-locked", frame);
  await atRest(frame);
  const asked = await unlockWindow(frame, words);
  await visit({ name: "unlock-window", target: asked, page: asked });
  await typePassphrase(asked, PASSPHRASE, words);
  await frame.getByText(text.text.split("\n")[0]!).waitFor();
  await shown("read-unknown-signer", frame);
  await press(frame, words("find_key", { name: BOB.name }));
  await frame.getByText(words("signature_first_contact", { name: BOB.name })).waitFor();
  await shown("read-opened", frame);
  await press(frame, badgeOf(frame, words));
  await frame.getByRole("list", { name: words("trace_label") }).waitFor();
  await shown("read-panel", frame);

  const signed = await bob.clearsign(text.text);
  await receive(`2. ${text.subject}`, signed.replace(/Bob\n/, "Rob\n"));
  const altered = await readOverlay(mail, 0, words).catch(() => overlayFrame(mail, "read"));
  await altered.getByRole("button", { name: words("read_ask_again") }).waitFor();
  await shown("read-invalid", altered);

  await receive(`3. ${text.subject}`, await bob.seal(text.text, [bob.publicKey]));
  const foreign = await readOverlay(mail, 0, words);
  await foreign.getByRole("alert").waitFor();
  await shown("read-no-key", foreign);

  await receive(`4. ${text.subject}`, text.clear, BULK);
  const badge = await overlayFrame(mail, "badge");
  await badgeOf(badge, words).waitFor();
  await shown("badge", badge);
  await press(badge, badgeOf(badge, words));
  await badge.getByRole("list", { name: words("trace_label") }).waitFor();
  await shown("badge-panel", badge);
}

async function writing({ visit, bob, words }: Scene, mail: Page, text: typeof TEXT.en): Promise<void> {
  const shown = (name: string, target: Page | Frame) => visit({ name, target, page: mail });
  await mail.goto(MAIL_URL);
  await startMail(mail, "", text.subject);
  await mail.getByRole("button", { name: words("compose_lock") }).waitFor();
  await shown("page-lock", mail);
  const frame = await pressLock(mail, 0, words);
  await shown("compose-empty", frame);
  const dialog = mail.getByRole("dialog").last();
  for (const { address } of [bob, CAROL]) {
    const box = dialog.getByRole("combobox", { name: "To recipients" });
    await box.click();
    await box.fill(address);
    await box.press("Enter");
  }
  const chip = (address: string) => frame.locator("fieldset").getByRole("button", { name: address });
  await chip(CAROL.address)
    .filter({ hasText: words("chip_unanswered") })
    .waitFor();
  await editorOf(frame, words).fill(text.text);
  await shown("compose-written", frame);
  await press(frame, badgeOf(frame, words));
  await frame.getByRole("region", { name: words("index_panel") }).waitFor();
  await shown("compose-panel", frame);
  await press(frame, badgeOf(frame, words));
  await press(frame, chip(BOB.address));
  await shown("compose-card", frame);
  await press(frame, chip(BOB.address));
  await press(frame, words("compose_more"));
  await press(frame, frame.getByRole("button", { name: words("class_title") }));
  await frame.getByRole("combobox", { name: words("class_title") }).selectOption("verified");
  await shown("compose-class", frame);
  await frame.getByRole("combobox", { name: words("class_title") }).selectOption("anyone");
  await press(frame, words("class_done"));
  await editorOf(frame, words).focus();
  await press(frame, sealAndSendOf(frame, words));
  await frame.getByRole("button", { name: words("compose_send_unanswered") }).waitFor();
  await shown("compose-no-key", frame);
  await press(frame, words("nokey_invite"));
  await frame.getByRole("dialog").waitFor();
  await shown("compose-invite", frame);
  await press(frame, words("cancel"));
  await press(frame, words("nokey_letter"));
  await frame.getByRole("dialog").waitFor();
  await shown("compose-letter", frame);
  await press(frame, words("cancel"));
  await press(frame, words("compose_send_unanswered"));
  await frame.getByRole("alertdialog").waitFor();
  await shown("compose-confirm", frame);
  await press(frame, words("cancel"));
  await press(frame, words("compose_close"));
  await frame.getByRole("alertdialog").waitFor();
  await shown("compose-close", frame);
  await press(frame, words("compose_discard"));
  await noOverlay(mail, "compose");
}

/** Another key turns up under Bob's address after the user verified his. */
async function heldKey(
  { visit, demo, browser, bob, words }: Scene,
  mail: Page,
  aliceKey: string,
  text: typeof TEXT.en,
) {
  const impostor = await makePeer(bob);
  await demo.publish(bob.address, impostor.publicKey);
  const page = await openExtensionPage(browser, "pages/options/index.html");
  await callFrom(page, "recipient.lookup", { address: bob.address, source: "dns", force: true });
  await page.goto(`${page.url().split("#")[0]}#contacts/${encodeURIComponent(bob.address)}`);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: bob.name }).waitFor();
  await visit({ name: "options-contact-held", target: page, page });
  await page.close();
  await mail.bringToFront();
  await demo.webmail.deliver(
    letter(bob, ALICE.address, `5. ${text.subject}`, await impostor.seal(text.clear, [aliceKey])),
  );
  await mail.goto(MAIL_URL);
  await openMail(mail, `5. ${text.subject}`);
  const frame = await readOverlay(mail, 0, words);
  await frame.getByText(words("signature_changed_key_title", { name: bob.name })).waitFor();
  await visit({ name: "read-changed-key", target: frame, page: mail });
  await press(frame, words("check_key", { name: bob.name }));
  await frame.getByRole("button", { name: words("rivals_later") }).waitFor();
  await visit({ name: "read-rivals", target: frame, page: mail });
}
