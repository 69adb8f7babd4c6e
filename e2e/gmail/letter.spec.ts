// A password message for someone without a key: written on the Gmail page, taken from the sent mail, and opened like its
// reader does, from a file, with the network off and nothing installed.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Frame, Page } from "@playwright/test";
import { passwordMessagePage } from "../../scripts/password-message-page";
import "../../src/domain/testing/base64-of-browsers";
import { sealPasswordMessage } from "../../src/domain/password-message/seal";
import { launch } from "../browser/launch";
import { noOverlay } from "../browser/overlays";
import { until } from "../browser/until";
import { FIREFOX, launchPlainFirefox } from "../firefox/launch";
import { BOB } from "../webmail/demo";
import { editorOf, press, pressLock, pressToAsk, startMail } from "./actions";
import { autosaved, expect, leaks, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");
const STRANGER = "press@paper.example";
const SECRET = "the ledger lies under the third stair";
const SHEET = { name: "Gehälter 2026.xlsx", mimeType: "application/x", buffer: Buffer.from("one two three") };
const PASSPHRASE = "river candle owl marble violin frost 4821";
const AXE = readFileSync(join(import.meta.dirname, "../../node_modules/axe-core/axe.min.js"), "utf8");

/** Writes a message with an attachment to these people, and opens the form for a password message. */
async function letterForm({ page }: Stage, to: string): Promise<Frame> {
  await startMail(page, to, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(`Dear all,\n${SECRET} <b>&amp;</b>`);
  await overlay.locator("input[type=file]").setInputFiles(SHEET);
  const button = overlay.getByRole("button", { name: words("nokey_letter") });
  await button.waitFor({ timeout: 20_000 });
  await press(overlay, button);
  await overlay.getByRole("dialog").waitFor();
  return overlay;
}

/** Goes on from the form to the window in which the passphrase is chosen. */
const passphraseWindow = (overlay: Frame): Promise<Page> => pressToAsk(overlay, words("nokey_letter_next"));

const sealAndSend = (asked: Page): Promise<void> =>
  asked.getByRole("button", { name: words("compose_seal_and_send") }).click();

/** A password message made by this process, for tests without a webmail. */
async function madeHere(): Promise<string> {
  const files = [{ name: "photo\u202egnp.exe", type: "text/html", bytes: new TextEncoder().encode("<script>") }];
  const content = { subject: "Plan", text: `Dear all,\n${SECRET}`, at: Date.UTC(2026, 10, 22), files };
  const world = {
    blank: await passwordMessagePage(),
    random: (n: number) => crypto.getRandomValues(new Uint8Array(n)),
  };
  const sealed = await sealPasswordMessage(content, "Alice Martin <alice@demo.example>", PASSPHRASE, world);
  if (!sealed.ok) throw new Error(sealed.code);
  return new TextDecoder().decode(sealed.value);
}

/** Opens the file as its reader does. Records every request except the one for the file itself. */
async function reader(html: string, options: Parameters<typeof launch>[0] = {}) {
  const file = test.info().outputPath("letter.html");
  writeFileSync(file, html);
  const browser = await launch({ ...options, extension: null });
  await browser.context.setOffline(true);
  const page = await browser.context.newPage();
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, requests, file: pathToFileURL(file).href, close: browser.close };
}

async function unlock(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel(words("letter_passphrase")).fill(passphrase);
  await page.getByRole("button", { name: words("letter_open") }).click();
}

test("a stranger gets a letter: sealed here, sent by the page, opened from a file with nothing but the passphrase", async ({
  stage,
}) => {
  test.setTimeout(120_000);
  const overlay = await letterForm(stage, STRANGER);
  const asked = await passphraseWindow(overlay);
  const passphrase = await asked.getByLabel(words("passphrase"), { exact: true }).inputValue();
  expect(passphrase).toMatch(/^([a-z]+ ){6}\d{4}$/);
  await sealAndSend(asked);
  await expect(asked.getByRole("alert").getByText(words("nokey_letter_noted_first"))).toBeVisible();
  await asked.getByLabel(words("nokey_letter_noted")).check();
  await sealAndSend(asked);
  await noOverlay(stage.page, "compose");
  const sent = await until("the sent mail", () => stage.demo.webmail.boxes[0]!.messages().at(-1));
  expect(sent.subject).toBe(words("nokey_letter_subject"));
  expect(sent.text?.trim()).toBe(words("nokey_letter_body", { name: "Alice Martin" }));
  expect(sent.files.map(({ name, type }) => `${name} ${type}`)).toEqual(["letter.html text/html"]);
  await autosaved(stage.page);
  for (const secret of [SECRET, passphrase, SHEET.name]) expect(leaks(stage, secret)).toEqual([]);

  const { page, requests, file, close } = await reader(new TextDecoder().decode(sent.files[0]!.content));
  await expect(page.getByText("from Alice Martin <alice@demo.example>.")).toBeVisible();
  await unlock(page, "river candle owl");
  await expect(page.getByRole("alert")).toHaveText(words("letter_wrong"));
  await unlock(page, ` ${passphrase.replace(" ", "   ")}`);
  await expect(page.getByRole("heading", { name: "Plan" })).toBeFocused();
  expect(await page.locator("#text").innerText()).toBe(`Dear all,\n${SECRET} <b>&amp;</b>`);
  expect(requests).toEqual([file]);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: SHEET.name }).click();
  expect(readFileSync(await (await download).path(), "utf8")).toBe("one two three");
  await close();
});

test("a letter whose text, page or policy was changed shows nothing of it", async () => {
  const html = await madeHere();
  const at = html.indexOf('id="sealed">') + 400;
  const flipped = html.slice(0, at) + (html[at] === "A" ? "B" : "A") + html.slice(at + 1);
  const altered = await reader(flipped);
  await unlock(altered.page, PASSPHRASE);
  await expect(altered.page.getByRole("alert")).toHaveText(words("letter_altered"));
  expect(await altered.page.content()).not.toContain(SECRET);

  const cut = html.replace(/(id="sealed">.{40})[^<]*/, "$1");
  writeFileSync(test.info().outputPath("letter.html"), cut);
  await altered.page.reload();
  await expect(altered.page.getByText(words("letter_damaged"))).toBeVisible();

  // The policy runs no altered script: the page stays as delivered, without its form.
  writeFileSync(test.info().outputPath("letter.html"), html.replace("<script>", "<script>/**/"));
  await altered.page.reload();
  await expect(altered.page.getByRole("button")).toHaveCount(0);
  await altered.close();
});

test("the letter can send nothing anywhere, saves its attachments under honest names, and is accessible", async () => {
  const { page, requests, file, close } = await reader(await madeHere(), { locale: "fr", colourScheme: "dark" });
  // Text that fades in is briefly pale, and axe would measure that.
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  const french = wordsOf("fr");
  await expect(page.getByRole("heading", { name: french("letter_title") })).toBeVisible();
  const axe = async (): Promise<unknown> => {
    const session = await page.context().newCDPSession(page);
    return session.send("Runtime.evaluate", {
      expression: `${AXE}; axe.run(document, { resultTypes: ["violations"] }).then((r) => JSON.stringify(r.violations.map((v) => v.id + v.nodes[0].html)))`,
      awaitPromise: true,
    });
  };
  expect(await axe()).toMatchObject({ result: { value: "[]" } });
  await page.getByLabel(french("letter_passphrase")).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  const link = page.getByRole("link", { name: "photognp.exe" });
  const download = page.waitForEvent("download");
  await link.click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("photognp.exe");
  expect(readFileSync(await saved.path(), "utf8")).toBe("<script>");
  expect(await axe()).toMatchObject({ result: { value: "[]" } });

  expect(requests.filter((url) => url !== file && !url.startsWith("blob:"))).toEqual([]);

  // And its script cannot reach the network even if made to try:
  await page.evaluate(async () => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    document.addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
    new Image().src = "http://127.0.0.1:9/x.png";
    await fetch("http://127.0.0.1:9/").catch(() => {});
    try {
      document.body.innerHTML = "<i></i>";
    } catch {}
    document.body.append(Object.assign(document.createElement("iframe"), { src: "http://127.0.0.1:9/" }));
  });
  const refusals = () => page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen.sort());
  await expect.poll(refusals).toEqual(["connect-src", "frame-src", "img-src", "require-trusted-types-for"]);
  await close();
});

test("Firefox opens the letter from a file as well", async () => {
  test.skip(!process.env.CI && !existsSync(FIREFOX), `${FIREFOX} is not installed; see e2e/lab/install.sh`);
  const file = test.info().outputPath("letter.html");
  writeFileSync(file, await madeHere());
  const firefox = await launchPlainFirefox();
  try {
    const page = await firefox.browser.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.type("#passphrase", "not this one");
    await page.keyboard.press("Enter");
    const said = () => page.$eval("#problem", (element) => element.textContent);
    await until("the refusal", async () => (await said()) === words("letter_wrong"));
    await page.type("#passphrase", PASSPHRASE);
    await page.keyboard.press("Enter");
    await until("the text", () => page.$eval("#text", (element) => (element as HTMLElement).innerText.trim()));
    expect(await page.$eval("#text", (element) => element.textContent)).toBe(`Dear all,\n${SECRET}`);
  } finally {
    await firefox.close();
  }
});

test("a passphrase that is easily guessed seals nothing, and the others are told they need it too", async ({
  stage,
}) => {
  const overlay = await letterForm(stage, `${BOB.address}, ${STRANGER}`);
  await expect(overlay.getByText("The others have keys")).toBeVisible();
  const asked = await passphraseWindow(overlay);
  await asked.getByLabel(words("passphrase"), { exact: true }).fill("summer2026");
  await asked.getByLabel(words("nokey_letter_noted")).check();
  await sealAndSend(asked);
  await expect(asked.getByRole("alert")).toContainText(words("nokey_passphrase_weak"));
  expect(stage.demo.webmail.boxes[0]!.messages()).toEqual([]);
});

test("an invitation is put into the page with the own key, and what was written stays a sealed draft", async ({
  stage,
}) => {
  const { page } = stage;
  await startMail(page, STRANGER, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(SECRET);
  await press(overlay, overlay.getByRole("button", { name: words("nokey_invite") }));
  await expect(overlay.getByText("not sealed: everyone")).toBeVisible();
  await press(overlay, words("nokey_invite_put"));
  await noOverlay(page, "compose");
  const dialog = page.getByRole("dialog").last();
  await expect(dialog.getByRole("textbox", { name: "Message Body" })).toContainText("I need your public key");
  await expect(dialog.getByRole("textbox", { name: "Subject" })).toHaveValue(words("nokey_invite_subject"));
  await expect(dialog.getByText(/OpenPGP_0x[0-9A-F]{16}\.asc/)).toBeVisible();
  await autosaved(page);
  expect(leaks(stage, SECRET)).toEqual([]);
  const again = await pressLock(page);
  await press(again, words("compose_restore"));
  await until("the draft", async () => (await editorOf(again).inputValue()).includes(SECRET));
});
