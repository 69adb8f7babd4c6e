// What a hostile or slow page may do while somebody writes, in Firefox.
import type { Page } from "puppeteer-core";
import { until } from "../browser/until";
import { makePeer } from "../gmail/peer";
import { wordsOf } from "../gmail/words";
import { ALICE, BOB, MAIL_URL } from "../webmail/demo";
import { askedWindow, expectGone } from "./asked";
import { call } from "./call";
import { ask, overlayIn, press, says, type, visit } from "./hand";
import { expect, type FirefoxStage, noFirefox, test, WHY_NOT } from "./stage";

const words = wordsOf("en");
const SECRET = "gravel-7730-lantern";
/** The first sealed file: the page uploads one after the other. */
const FIRST = "PGPMIME version identification";
const ZOE = { name: "Zoe", address: "zoe@demo.example" };

test.use({ world: "writing" });
test.describe.configure({ mode: "serial", timeout: 90_000 });
test.skip(noFirefox(), WHY_NOT);

const holds = (where: Page | ReturnType<typeof overlayIn>, value: string) =>
  ask(
    where,
    `the editor to hold "${value}"`,
    (wanted) => document.querySelector<HTMLTextAreaElement>("[data-editor]")?.value === wanted,
    value,
  );
const pageBox = (page: Page) =>
  page.evaluate(() => document.querySelector("[aria-label='Message Body']")?.textContent ?? "");
const shown = (page: Page) => page.evaluate(() => document.querySelector("[role=dialog]")?.textContent ?? "");
const bobsMail = ({ demo }: FirefoxStage) => demo.webmail.boxes[1]!.messages();
const clean = ({ demo }: FirefoxStage, text: string): void =>
  expect(demo.webmail.requests.filter(({ body }) => body.includes(text))).toEqual([]);

/** Starts a message to Bob in a freshly loaded page, with this text in the overlay's editor. */
async function writing({ page }: FirefoxStage, text: string): Promise<ReturnType<typeof overlayIn>> {
  await page.bringToFront();
  await visit(page, MAIL_URL);
  await press(page, "Compose");
  await type(page, "input[aria-label='To recipients']", `${BOB.address},`);
  await type(page, "input[name=subjectbox]", "Plan");
  await (await page.waitForSelector(`>>> [aria-label='${words("compose_lock")}']`))?.click();
  const overlay = overlayIn(page, "compose");
  await type(page, "textarea", text, overlay);
  return overlay;
}

/** Presses "Seal and send" in a page whose uploads wait until the returned function is called. */
async function sealedWhileUploading(page: Page, overlay: ReturnType<typeof overlayIn>): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const { fetch } = window;
    const held = new Promise<void>((go) => Object.assign(window, { letGo: go }));
    window.fetch = async (...asked) => {
      if (String(asked[0]).endsWith("api/upload")) await held;
      return fetch(...asked);
    };
  });
  await press(page, words("compose_seal_and_send"), overlay);
  await says(overlay, "[role=status]", words("compose_attaching"));
  // The status appears before the page has any part; once the page has the first file, it has the text, too.
  await until("the first file in the page", async () => (await shown(page)).includes(FIRST));
  return () => page.evaluate(() => (window as unknown as { letGo(): void }).letGo());
}

test("closed while the page uploads, what was sealed is taken back, nothing is sent, and the text is kept or put back", async ({
  stage,
}) => {
  const { page } = stage;
  await call(stage, "identity.create", { name: ALICE.name, address: ALICE.address });
  const overlay = await writing(stage, SECRET);
  const letGo = await sealedWhileUploading(page, overlay);
  await press(page, words("compose_close"), overlay);
  await says(overlay, "[role=alertdialog]", words("seal_stopped"));
  expect(await shown(page)).not.toContain(FIRST);
  await press(page, words("close_back"), overlay);
  await holds(overlay, SECRET);
  await letGo();
  clean(stage, SECRET);

  await press(page, words("compose_close"), overlay);
  await press(page, words("close_put_back"), overlay);
  const asked = await askedWindow(stage);
  expect(await pageBox(page)).not.toContain(SECRET);
  await press(asked, words("consent_put_back_yes"));
  await expectGone(asked);
  await page.bringToFront();
  await until("the text in the page", async () => (await pageBox(page)).includes(SECRET));
  expect(await shown(page)).not.toContain("encrypted.asc");
  expect(bobsMail(stage)).toEqual([]);
});

test("somebody the page adds while the overlay has the focus holds sealing until accepted", async ({ stage }) => {
  const { demo, page } = stage;
  const zoe = await makePeer(ZOE);
  await demo.publish(ZOE.address, zoe.publicKey);
  const overlay = await writing(stage, SECRET);
  // Waiting for the draft gives the page time to make a chip of the typed address.
  await says(overlay, ".foot", "Draft sealed");
  await page.evaluate((address) => {
    const field = document.querySelector<HTMLInputElement>("[role=dialog] [role=combobox]")!;
    field.value += `, ${address}`;
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  }, ZOE.address);
  await says(overlay, "[role=alert]", words("compose_newcomers", { who: ZOE.address }));
  await press(page, words("compose_seal_and_send"), overlay);
  await says(overlay, "[role=alert]", "Nothing was sealed");
  expect(bobsMail(stage)).toEqual([]);
  // The pointer arrived only with the press, so the window asks for confirmation.
  await press(page, words("compose_newcomers_yes", { who: ZOE.address }), overlay);
  const asked = await askedWindow(stage);
  expect(bobsMail(stage)).toEqual([]);
  await ask(asked, "yes", () => document.querySelector("[data-yes]") !== null);
  await asked.click("[data-yes]");
  await expectGone(asked);
  await page.bringToFront();
  await ask(overlay, "nobody to be held", () => !document.querySelector(".note.bad[role=alert]"));
  await press(page, words("compose_seal_and_send"), overlay);
  await until("mail for Bob", () => bobsMail(stage).length === 1);
});

test("an editor whose keyboard the page takes dims, takes nothing, and goes on with a press", async ({ stage }) => {
  const { page } = stage;
  const overlay = await writing(stage, "gravel ");
  const stopped = () =>
    ask(overlay, "the editor", () => {
      const editor = document.querySelector("[data-editor]");
      return editor && { inert: editor.closest("[inert]") !== null };
    });
  expect(await stopped()).toEqual({ inert: false });
  await page.evaluate(() => {
    const thief = document.body.appendChild(document.createElement("input"));
    thief.id = "thief";
    thief.focus();
  });
  await page.keyboard.type("lantern");
  await says(overlay, ".paused[role=alert]", words("pause_taken"));
  expect(await stopped()).toEqual({ inert: true });
  await press(page, words("pause_go_on"), overlay);
  await ask(overlay, "no alarm", () => document.querySelector(".paused") === null);
  await page.keyboard.type("pier");
  await holds(overlay, "gravel pier");
});

test("what is written in a window of its own is sealed there, and goes out by way of the page", async ({ stage }) => {
  const { firefox, page, bob } = stage;
  const before = bobsMail(stage).length;
  // A text of its own: the page may still save the one put back into it before.
  const text = "harbour-5521-kettle";
  const overlay = await writing(stage, text);
  await press(page, words("window_open"), overlay);
  const own = await firefox.extensionPage("pages/overlays/compose/window.html");
  await own.bringToFront();
  await holds(own, text);
  await says(overlay, ".moved", words("window_here"));
  await type(own, "textarea", `${text} at nine`);
  await press(own, words("compose_seal_and_send"));
  await expectGone(own);
  const mail = await until("mail for Bob", () => bobsMail(stage)[before]);
  const sealed = mail.files.find(({ name }) => name === "encrypted.asc")!;
  expect(await bob.open(Buffer.from(sealed.content).toString())).toContain(`${text} at nine`);
  expect(await pageBox(page)).not.toContain(text);
  clean(stage, text);
});

test("what the page lays in its box while it uploads is not sent with what was sealed", async ({ stage }) => {
  const { page } = stage;
  const before = bobsMail(stage).length;
  const text = "gravel-7731-jetty";
  const overlay = await writing(stage, text);
  const letGo = await sealedWhileUploading(page, overlay);
  await page.evaluate(() => {
    const box = document.querySelector("[aria-label='Message Body']")!;
    box.textContent = "Not what the writer saw.";
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await letGo();
  await says(overlay, "[role=alert]", words("seal_page_changed_text"));
  await holds(overlay, text);
  expect(bobsMail(stage)).toHaveLength(before);
  clean(stage, text);
});
