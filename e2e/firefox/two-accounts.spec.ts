// Two accounts of one person in Firefox: neither speaks with the other's key, and which one does is settled in a window.
import { until } from "../browser/until";
import { wordsOf } from "../gmail/words";
import { ALICE, BOB, MAIL_URL } from "../webmail/demo";
import { call } from "./call";
import { ask, overlayIn, press, says, type } from "./hand";
import { expect, type FirefoxStage, noFirefox, openMail, test, WHY_NOT } from "./stage";

const words = wordsOf("en");
const SECRET = "saffron-2208-pontoon";

test.use({ world: "two-accounts" });
test.describe.configure({ mode: "serial", timeout: 90_000 });
test.skip(noFirefox(), WHY_NOT);

const ownAddresses = async (stage: FirefoxStage): Promise<string[][]> =>
  (await call<{ addresses: string[] }[]>(stage, "identity.list", {})).map(({ addresses }) => addresses);

test("from an account without a key nothing is signed with the other's, until a key is made for it in a window of our own", async ({
  stage,
}) => {
  const { demo, firefox, page } = stage;
  await call(stage, "identity.create", { name: ALICE.name, address: ALICE.address });
  await page.bringToFront();
  await page.goto(MAIL_URL.replace("/u/0/", "/u/1/"));
  await press(page, "Compose");
  await type(page, "input[aria-label='To recipients']", `${ALICE.address},`);
  await type(page, "input[name=subjectbox]", "Boats");
  const lock = await page.waitForSelector(`>>> [aria-label='${words("compose_lock")}']`);
  await lock?.click();
  const writing = overlayIn(page, "compose");
  await says(writing, "h2", words("speaks_none", { from: BOB.address }));
  await press(page, words("compose_seal_and_send"), writing);
  await says(writing, "[role=alert]", words("refused_whose_key"));
  expect(demo.webmail.boxes[0]!.messages()).toHaveLength(0);
  expect(await ownAddresses(stage)).toEqual([[ALICE.address]]);

  await page.bringToFront();
  await press(page, words("speaks_make"), writing);
  const asked = await firefox.extensionPage("pages/consent/index.html");
  await asked.bringToFront();
  await ask(asked, "a window that takes presses", () => !document.documentElement.hasAttribute("data-waiting"));
  expect(await ownAddresses(stage)).toEqual([[ALICE.address]]);
  await asked.bringToFront();
  await ask(asked, "a window that takes presses", () => !document.documentElement.hasAttribute("data-waiting"));
  await asked.click("[data-yes]");
  await page.bringToFront();
  await says(writing, "[role=status]", words("speaks_own", { from: BOB.address, signer: BOB.name }));
  await type(page, "textarea", SECRET, writing);
  await press(page, words("compose_seal_and_send"), writing);
  await until("mail for Alice", () => demo.webmail.boxes[0]!.messages().at(-1));
  expect(await ownAddresses(stage)).toEqual([[ALICE.address], [BOB.address]]);

  await page.goto(MAIL_URL);
  await openMail(page, "[...]");
  const reading = overlayIn(page, "read");
  await says(reading, `[aria-label='${words("read_region")}']`, SECRET);
  await says(reading, "[role=status]", words("signature_own_other", { address: BOB.address }));
});
