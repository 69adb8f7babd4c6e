// Firefox gives no frame proof that it is visible: our script in the page checks what lies over an overlay.
import { until } from "../browser/until";
import { letter } from "../gmail/peer";
import { wordsOf } from "../gmail/words";
import { ALICE } from "../webmail/demo";
import { askedWindow, expectGone } from "./asked";
import { callFrom } from "./call";
import { overlayIn, press, says, type } from "./hand";
import { expect, noFirefox, openMail, test, WHY_NOT } from "./stage";

const words = wordsOf("en");
const SECRET = "gravel-3381-pavilion";
const PASSPHRASE = "wind in the mast";

test.use({ world: "covered" });
test.describe.configure({ mode: "serial", timeout: 90_000 });
test.skip(noFirefox(), WHY_NOT);

/** Alice's public key, armored. */
let ownKey = "";

test("a layer that lets clicks through stops Seal and send, and the passphrase has a window of its own", async ({
  stage,
}) => {
  const { demo, firefox, page } = stage;
  const welcome = await firefox.extensionPage("pages/welcome/index.html");
  await type(welcome, "input[type=text]", ALICE.name);
  await type(welcome, "input[type=email]", ALICE.address);
  await press(welcome, words("welcome_passphrase"));
  await type(welcome, "input[type=password]", PASSPHRASE);
  await press(welcome, words("welcome_make"));
  await says(welcome, "h1", words("next_title"));
  const [own] = await callFrom<{ fingerprint: string }[]>(welcome, "identity.list", {});
  const request = { fingerprint: own!.fingerprint, what: "public" };
  ownKey = (await callFrom<{ text: string }>(welcome, "identity.export", request)).text;
  await callFrom(welcome, "vault.lock", {});
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

  // Uncovered, sealing proceeds up to the passphrase, which no frame asks for.
  await press(page, words("compose_seal_and_send"), writing);
  await says(writing, ".unlock", words("unlock_window"));
  await press(page, words("unlock"), writing);
  const unlock = await askedWindow(stage);
  await says(unlock, ".locked-keys", ALICE.address);
  expect(demo.webmail.boxes[0]!.messages()).toEqual([]);
  await press(unlock, words("cancel"));
  await expectGone(unlock);
});

test("putting text back in the page is always confirmed in the window", async ({ stage }) => {
  const { page } = stage;
  const writing = overlayIn(page, "compose");
  const body = () => page.evaluate(() => document.querySelector("[aria-label='Message Body']")?.textContent ?? "");
  await page.bringToFront();
  await press(page, words("compose_close"), writing);
  for (const button of ["cancel", "consent_put_back_yes"]) {
    await press(page, words("close_put_back"), writing);
    const asked = await askedWindow(stage);
    await says(asked, "h1", words("consent_put_back_title"));
    expect(await body()).not.toContain(SECRET);
    await press(asked, words(button));
    await expectGone(asked);
    await page.bringToFront();
    if (button !== "cancel") break;
    await says(writing, "[role=alertdialog]", words("close_put_back"));
    expect(await body()).not.toContain(SECRET);
  }
  await until("the text in the page", async () => (await body()).includes(SECRET));
});

test("a sealed message opens by itself once its window had the passphrase", async ({ stage }) => {
  const { demo, page, bob } = stage;
  await demo.webmail.deliver(letter(bob, ALICE.address, "Tide", await bob.seal("Low water at six.", [ownKey])));
  await openMail(page, "Tide");
  const reading = overlayIn(page, "read");
  await press(page, words("unlock"), reading);
  const unlock = await askedWindow(stage);
  await type(unlock, "input[type=password]", PASSPHRASE);
  await unlock.keyboard.press("Enter");
  await expectGone(unlock);
  await says(reading, `[aria-label='${words("read_region")}']`, "Low water at six.");
});
