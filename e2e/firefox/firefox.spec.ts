// The main tasks in the other browser, in order: each test starts where the previous one ended.
import { readdirSync } from "node:fs";
import type { Page } from "puppeteer-core";
import signed from "../../src/domain/dkim/testing/signed.json" with { type: "json" };
import { TYPE } from "../../src/domain/dns/types";
import { until } from "../browser/until";
import { announcePolicy, GOOGLE_POLICY } from "../dns/mail-zones";
import { letter, makePeer } from "../gmail/peer";
import { wordsOf } from "../gmail/words";
import { BULK, SIGNED_WAY } from "../screens/ways";
import { ALICE, BOB, MAIL_URL } from "../webmail/demo";
import { ask, overlayIn, press, says, tabTo, type } from "./hand";
import { ELSEWHERE, expect, type FirefoxStage, noFirefox, openMail, test, WHY_NOT } from "./stage";

const words = wordsOf("en");
const SECRET = "quincemarmalade4711";
const ZED = { name: "Zed", address: "zed@example.org" };
const POLICY_HOST = "mta-sts.example.org";

test.use({ world: "firefox" });
test.describe.configure({ mode: "serial", timeout: 90_000 });
test.skip(noFirefox(), WHY_NOT);

/** Starts a message to these people and opens the sealed editor. */
async function startSealed(page: Page, to: readonly string[], subject: string): Promise<void> {
  await press(page, "Compose");
  await type(page, "input[aria-label='To recipients']", to.map((address) => `${address},`).join(""));
  await type(page, "input[name=subjectbox]", subject);
  const lock = await page.waitForSelector(`>>> [aria-label='${words("compose_lock")}']`);
  await lock?.click();
}

/** The contributions in the badge's panel, as screen readers read them. */
const counted = (page: Page, kind: "badge" | "compose"): Promise<string[]> =>
  ask(overlayIn(page, kind), "the contributions", () => {
    const spoken = [...document.querySelectorAll(".contributions li .visually-hidden")].map(
      (each) => each.textContent!,
    );
    return spoken.length > 0 ? spoken : null;
  });

test("someone without a key is led from a sealed message to the first run, and back", async ({ stage }) => {
  const { demo, firefox, page, bob } = stage;
  await (await firefox.extensionPage("pages/welcome/index.html")).close();
  await demo.webmail.deliver(letter(bob, ALICE.address, "Early", await bob.seal("Too early.", [bob.publicKey])));
  await openMail(page, "Early");
  const reading = overlayIn(page, "read");
  await press(page, words("open_welcome"), reading);
  const welcome = await firefox.extensionPage("pages/welcome/index.html");
  await type(welcome, "input[type=text]", ALICE.name);
  await type(welcome, "input[type=email]", ALICE.address);
  await press(welcome, words("welcome_make"));
  await says(welcome, "h1", words("next_title"));
  await welcome.close();
  await page.bringToFront();
  await says(reading, "[role=alert] h2", words("open_no_key_title"));
});

test("a message is sealed to oneself on the Gmail page, read in place, and has its badge there and in the list", async ({
  stage,
}) => {
  const { demo, page } = stage;
  await startSealed(page, [ALICE.address], "To myself");
  const writing = overlayIn(page, "compose");
  await type(page, "textarea", `Remember: ${SECRET}`, writing);
  await press(page, words("compose_seal_and_send"), writing);

  await openMail(page, "[...]");
  const reading = overlayIn(page, "read");
  await says(reading, `[aria-label='${words("read_region")}']`, `Remember: ${SECRET}`);
  await says(reading, "[role=status]", "Signed by you");
  expect(
    await ask(reading, "the badge", () => document.querySelector(".strip button.badge")?.getAttribute("aria-label")),
  ).toMatch(/^Privacy: [A-E], /);
  // Back in the list the row has a badge, too. It is in a closed shadow root, so only its size can be checked here.
  const size = await ask(page, "the badge in the list", () => {
    location.hash = "#inbox";
    const { width, height } = document.querySelector(".xT > span:not([class])")?.getBoundingClientRect() ?? {};
    return width && { width, height: Math.round(height!) };
  });
  expect(size).toEqual({ width: 16, height: 18 });
  expect(demo.webmail.requests.filter(({ body }) => body.includes(SECRET))).toEqual([]);
});

test("a clear message's badge opens by click and by keyboard, and tells the way in words", async ({ stage }) => {
  const { demo, firefox, page, bob } = stage;
  await demo.webmail.deliver(BULK + letter(bob, ALICE.address, "News", "Just a postcard."));
  await openMail(page, "News");
  const badge = overlayIn(page, "badge");
  const state = () =>
    ask(badge, "the badge", () => {
      const button = document.querySelector("button.badge");
      const { outlineStyle } = getComputedStyle(button!);
      return { open: button!.getAttribute("aria-expanded"), focused: button!.matches(":focus"), outlineStyle };
    });
  await press(page, "Privacy: D, exposed", badge);
  const stations = await ask(
    badge,
    "the picture of the way",
    (label) => {
      const list = [...document.querySelectorAll("ol")].find((each) => each.ariaLabel === label);
      const texts = [...(list?.querySelectorAll("li") ?? [])].map((each) => each.innerText.replace(/\s+/g, " "));
      return texts.at(-1)?.includes("United States") && texts;
    },
    words("trace_label"),
  );
  expect(stations).toEqual([
    BOB.address,
    `${words("leg_unknown")} news.example`,
    `${words("leg_clear")} ${words("leg_claimed")} tracker.example`,
    `${words("leg_modern")} ${words("leg_claimed")} SendGrid United States`,
    `${words("leg_modern")} You Google United States`,
  ]);
  expect(await counted(page, "badge")).toContain("Path: 70 of 70.");
  await says(badge, ".note", words("hint_seal"));

  await page.keyboard.press("Escape");
  await until("the panel to close", async () => (await state()).open === "false");
  expect((await state()).focused).toBe(true);
  await page.evaluate(() => document.querySelector<HTMLElement>("input[type=search]")?.focus());
  await tabTo(page, "Privacy: D, exposed", badge);
  expect(await state()).toEqual({ open: "false", focused: true, outlineStyle: "solid" });
  await page.keyboard.press("Enter");
  await until("the panel to open", async () => (await state()).open === "true");
  await press(page, words("index_how"), badge);
  const explained = await firefox.extensionPage("pages/privacy-index/en.html");
  await says(explained, "h1", "The privacy index");
  await explained.close();
  await page.bringToFront();
  expect(demo.dns.queries).toEqual([]);
});

test("the domain's signature is checked on a click that says who learns of it, and nothing is asked before", async ({
  stage,
}) => {
  const { demo, page } = stage;
  const { rsa } = signed.keys;
  const strings = [rsa.slice(0, 200), rsa.slice(200)].flatMap((part) => [part.length, ...Buffer.from(part)]);
  demo.dns.tree.set("rsa._domainkey.demo.example", TYPE.TXT, [Uint8Array.from(strings)]);
  const { source } = signed.messages.find(({ name }) => name === "relaxed/relaxed plain")!;
  await demo.webmail.deliver(Buffer.from(SIGNED_WAY + atob(source), "latin1"));
  await openMail(page, "The tide is out");
  const badge = overlayIn(page, "badge");
  await press(page, /^Privacy:/, badge);
  await says(badge, ".domain-signature", "(dns.quad9.net and cloudflare-dns.com)");
  expect(demo.dns.queries).toEqual([]);
  await press(page, words("dkim_check"), badge);
  await says(badge, ".domain-signature [role=status]", words("dkim_word_pass"));
  await says(badge, ".domain-signature [role=status]", words("dkim_note_secure"));
  const { DNSKEY, DS, TXT } = TYPE;
  const chain = ["example", "demo.example"].flatMap((zone) => [`${zone} ${DS}`, `${zone} ${DNSKEY}`]);
  const asked = new Set(demo.dns.queries.map(({ name, type: asked }) => `${name} ${asked}`));
  expect([...asked].sort()).toEqual([` ${DNSKEY}`, ...chain, `rsa._domainkey.demo.example ${TXT}`].sort());
});

const policyRequests = ({ demo }: FirefoxStage): number =>
  demo.keys.requests.filter(({ host }) => host === POLICY_HOST).length;

test("the way of each recipient is foreseen; a policy's host that needs the browser's permission is allowed in the options", async ({
  stage,
}) => {
  const { demo, firefox, page } = stage;
  const zed = await makePeer(ZED);
  await demo.keys.publishInDirectory(ZED.address, zed.publicKey);
  announcePolicy(demo.dns.tree, "example.org");
  demo.keys.instead = ({ host }) =>
    host === POLICY_HOST ? { type: "text/plain", body: GOOGLE_POLICY, cors: false } : null;
  const options = await firefox.openExtensionPage("pages/options/index.html#resolvers");
  await press(options, words("resolvers_policies_tick"));
  await says(options, "[role=status]", words("saved"));
  await options.close();

  await page.bringToFront();
  await page.goto(MAIL_URL);
  await startSealed(page, [BOB.address], "Plan");
  const writing = overlayIn(page, "compose");
  await press(page, /^Privacy: B/, writing);
  await says(writing, ".panel", "77 of 100");
  expect(await counted(page, "compose")).toContain("Path: 70 of 70.");
  await says(writing, ".panel .note", words("hint_verify", { address: BOB.address }));
  await type(page, "input[aria-label='To recipients']", `${ZED.address},`);
  await says(writing, ".panel", "62 of 100");
  await says(writing, ".panel .note", words("hint_allow_policy", { domains: "example.org (Google)" }));

  const card = ".popover.pinned";
  await press(page, /^zed@example\.org/, writing);
  await says(writing, card, words("policy_blocked"));
  await says(writing, card, "Taken in by Google (United States)");
  const before = policyRequests(stage);
  const allow = words("allow_host", { host: POLICY_HOST });
  for (const answer of ["Deny", "Allow"] as const) {
    await press(page, allow, writing);
    const asking = await firefox.extensionPage("pages/options/index.html");
    await press(asking, allow);
    expect(await firefox.answerPrompt(answer)).toContain(POLICY_HOST);
    if (answer === "Allow") await says(asking, "[role=status]", words("allow_done", { host: POLICY_HOST }));
    await asking.close();
    await page.bringToFront();
    if (answer === "Deny") await says(writing, card, words("policy_blocked"));
  }
  await says(writing, card, words("delivery_mta_sts", { domain: "example.org" }));
  expect(policyRequests(stage)).toBeGreaterThan(before);
  await says(writing, ".contributions", "Path: 70 of 70.");
});

test("the popup's button and the browser's prompt enable a webmail at a port of its own, and a refusal is told", async ({
  stage,
}) => {
  const { firefox } = stage;
  const { popup } = firefox;
  const popupSays = (text: string) => until(`"${text}" in the popup`, async () => (await popup.text())?.includes(text));
  const page = await firefox.browser.newPage();
  await page.goto(`https://${ELSEWHERE}/mail/u/0/`);
  await page.bringToFront();
  await popup.open();
  await popupSays(words("popup_off_why_ports", { host: "elsewhere.demo.example" }));
  const enable = words("popup_enable", { host: ELSEWHERE });
  await popup.press(enable);
  expect(await firefox.answerPrompt("Deny")).toContain("elsewhere.demo.example");
  await popupSays(words("popup_not_granted"));
  await popup.press(enable);
  await firefox.answerPrompt("Allow");
  await popupSays(words("popup_works_part", { host: ELSEWHERE }));
  await page.reload();
  await popup.open();
  await popupSays(words("popup_works_part", { host: ELSEWHERE }));
  // The first test's message, which no key here opens, as the overlay must say.
  await openMail(page, "Early");
  await says(overlayIn(page, "read"), "[role=alert] h2", words("open_no_key_title"));
  await page.close();
});

test("the home tells where one stands; its steps are done and put away by keyboard", async ({ stage }) => {
  const { firefox } = stage;
  const open = () => firefox.openExtensionPage("pages/options/index.html");
  const scoreOn = async (home: Page): Promise<number> =>
    Number(
      await ask(home, "the index", () => {
        const name = document.querySelector("[role=img][aria-label^='Your index']")?.ariaLabel ?? "";
        return /\d+/.exec(name)?.[0];
      }),
    );
  const titlesOn = (home: Page) =>
    ask(home, "the steps", () => {
      const titles = [...document.querySelectorAll(".home-step h2")].map((each) => each.textContent);
      return titles.length > 0 ? titles : null;
    });
  const focusOn = (home: Page, name: string): Promise<unknown> =>
    ask(home, `the focus on "${name}"`, (wanted) => document.activeElement?.textContent === wanted, name);
  const home = await open();
  const before = await scoreOn(home);
  const steps = await titlesOn(home);
  expect(steps).toHaveLength(3);
  expect(steps[0]).toBe(words("step_backup_title"));

  await tabTo(home, words("step_dismiss"));
  await home.keyboard.press("Enter");
  await says(home, "[role=status]", words("home_dismissed", { title: steps[0]! }));
  await focusOn(home, words("home_undo"));
  await home.keyboard.press("Enter");
  await focusOn(home, words("backup_make"));
  await home.keyboard.press(" ");
  await tabTo(home, words("leave_do"));
  await home.keyboard.press("Enter");
  await says(home, ".home-step h2", words("done_backup"));
  await until("the backup on disk", () => readdirSync(firefox.downloads).some((name) => /-backup\.asc$/.test(name)));
  await until("the score to rise", async () => (await scoreOn(home)) > before);
  const [, next] = await titlesOn(home);
  await tabTo(home, words("step_dismiss"));
  await home.keyboard.press("Enter");
  await says(home, "[role=status]", words("home_dismissed", { title: next! }));
  await home.close();

  const again = await open();
  expect(await titlesOn(again)).not.toContain(next);
  await tabTo(again, words("index_panel"));
  await again.keyboard.press("Enter");
  await says(again, "details[open] .contributions", words("reason_device_backup"));
  await again.close();
});
