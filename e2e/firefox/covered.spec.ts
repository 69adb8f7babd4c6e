// Firefox proves to no frame that it is seen: what lies over an overlay is looked for by our script in the page.
import { wordsOf } from "../gmail/words";
import { ALICE } from "../webmail/demo";
import { ask, overlayIn, press, says, type } from "./hand";
import { expect, noFirefox, test, WHY_NOT } from "./stage";

const words = wordsOf("en");
const SECRET = "gravel-3381-pavilion";
const PASSPHRASE = "wind in the mast";
const CONSENT = "pages/consent/index.html";

test.describe.configure({ mode: "serial", timeout: 90_000 });
test.skip(noFirefox(), WHY_NOT);

test("a layer that lets clicks through stops Seal and send, and the passphrase has a window of its own", async ({
  stage,
}) => {
  const { demo, firefox, page } = stage;
  const welcome = await firefox.extensionPage("pages/welcome/index.html");
  await type(welcome, "input[name=name]", ALICE.name);
  await type(welcome, "input[name=email]", ALICE.address);
  await press(welcome, words("welcome_passphrase"));
  await type(welcome, "input[type=password]", PASSPHRASE);
  await press(welcome, words("welcome_make"));
  await says(welcome, "h1", words("next_title"));
  await welcome.evaluate(() => {
    const { browser } = globalThis as unknown as { browser: { runtime: { sendMessage(m: object): Promise<unknown> } } };
    return browser.runtime.sendMessage({ call: "vault.lock", request: {} });
  });
  await welcome.close();
  await page.bringToFront();
  await press(page, "Compose");
  await type(page, "input[aria-label='To recipients']", `${ALICE.address},`);
  await type(page, "input[name=subjectbox]", "Plan");
  await (await page.waitForSelector(`>>> [aria-label='${words("compose_lock")}']`))?.click();
  const writing = overlayIn(page, "compose");
  await type(page, "textarea", SECRET, writing);

  await page.evaluate(() => {
    const layer = document.createElement("div");
    layer.id = "layer";
    layer.style.cssText = "position:fixed;inset:0;z-index:2147483647;background:#fff;pointer-events:none!important";
    document.body.append(layer);
  });
  await press(page, words("compose_seal_and_send"), writing);
  await says(writing, "[role=alert]", words("overlay_covered"));
  expect(demo.webmail.boxes[0]!.messages()).toEqual([]);
  await page.evaluate(() => document.querySelector("#layer")!.remove());

  // Uncovered it goes as far as the passphrase, which no frame asks for.
  await press(page, words("compose_seal_and_send"), writing);
  await says(writing, ".unlock", words("unlock_window"));
  await press(page, words("unlock"), writing);
  const unlock = await firefox.extensionPage(CONSENT);
  await says(unlock, ".locked-keys", ALICE.address);
  await ask(unlock, "presses to be taken", () => !document.documentElement.hasAttribute("data-waiting"));
  expect(demo.webmail.boxes[0]!.messages()).toEqual([]);
});
