// Formatted sealed mail in Firefox, whose policy for extension frames in web pages differs: it is drawn as its sender made it,
// and nothing in it runs, sends a request or navigates.
import { until } from "../browser/until";
import { makePeer } from "../gmail/peer";
import { wordsOf } from "../gmail/words";
import { CANARY_HOST, HOSTILE } from "../security/mail-html/hostile-html";
import { ALICE, BOB, MAIL_URL } from "../webmail/demo";
import { htmlEntity, pgpMime } from "../webmail/mime-mail";
import { askedWindow, expectGone } from "./asked";
import { call } from "./call";
import { ask, overlayIn, press, says, visit } from "./hand";
import { expect, type FirefoxStage, noFirefox, openMail, test, WHY_NOT } from "./stage";

const words = wordsOf("en");
const C = `https://${CANARY_HOST}`;
const SECRET = "gravel-5512-orchard";

test.use({ world: "mail-html" });
test.describe.configure({ mode: "serial", timeout: 90_000 });
test.skip(noFirefox(), WHY_NOT);

async function aliceKey(stage: FirefoxStage): Promise<string> {
  const known = await call<{ fingerprint: string }[]>(stage, "identity.list", {});
  const { fingerprint } =
    known[0] ??
    (await call<{ fingerprint: string }>(stage, "identity.create", { name: ALICE.name, address: ALICE.address }));
  return (await call<{ text: string }>(stage, "identity.export", { fingerprint, what: "public" })).text;
}

async function receive(stage: FirefoxStage, subject: string, html: string): Promise<void> {
  const key = await aliceKey(stage);
  const bob = await makePeer(BOB);
  const outer = { from: `${BOB.name} <${BOB.address}>`, to: ALICE.address, subject };
  await stage.demo.webmail.deliver(pgpMime(outer, await bob.seal(htmlEntity(html), [key])));
  await stage.page.bringToFront();
  await visit(stage.page, MAIL_URL);
  await openMail(stage.page, subject);
}

const askedOf = ({ firefox }: FirefoxStage): string[] => firefox.refused.filter((url) => url.includes(CANARY_HOST));

test("formatted sealed mail is drawn as it was made, names its remote pictures, and loads them only on a click", async ({
  stage,
}) => {
  const picture = `<img src="${C}/cat.gif" alt="A cat">`;
  await receive(stage, "Drawn", `<p style="color:rgb(1,2,3)">${SECRET}</p>${picture}<a href="${C}/page">Read on</a>`);
  const overlay = overlayIn(stage.page, "read");
  const drawn = await ask(overlay, "the drawn mail", () => {
    const box = document.querySelector("iframe")?.contentDocument?.querySelector<HTMLElement>(".cachet-mail");
    const text = box?.querySelector("p");
    return text && { text: box!.innerText, colour: getComputedStyle(text).color, height: box!.clientHeight };
  });
  expect(drawn.text).toContain(SECRET);
  expect(drawn.text).toContain("A cat");
  expect(drawn.colour).toBe("rgb(1, 2, 3)");
  expect(drawn.height).toBeGreaterThan(20);
  expect(await ask(overlay, "no excuse", () => [document.body.innerText])).not.toContain(words("html_blocked"));
  await says(overlay, "body", CANARY_HOST);
  expect(askedOf(stage)).toEqual([]);
  await press(stage.page, words("html_remote_load"), overlay);
  // Firefox gives no frame proof that it is visible, so a window asks.
  const asked = await askedWindow(stage);
  expect(askedOf(stage)).toEqual([]);
  await press(asked, words("html_remote_load"));
  await expectGone(asked);
  await until("the picture to be asked for", () => askedOf(stage).length > 0);
});

test("hostile HTML in the overlay runs nothing, asks for nothing and moves neither frame nor tab", async ({
  stage,
}) => {
  const before = askedOf(stage).length;
  const all = HOSTILE.map(([, html]) => `<table><tr><td>${html}</td></tr></table>`).join("\n");
  await receive(stage, "Hostile", `<p>${SECRET}</p>${all}<p>the end</p>`);
  const overlay = overlayIn(stage.page, "read");
  const found = await ask(
    overlay,
    "the drawn mail",
    (secret) => {
      const frames = document.querySelectorAll("iframe");
      const inner = frames[0]?.contentDocument;
      const box = inner?.querySelector<HTMLElement>(".cachet-mail");
      if (!inner || !box?.innerText.includes(secret)) return null;
      const each = [...inner.documentElement.getElementsByTagName("*")];
      return {
        frames: frames.length,
        at: inner.URL,
        foreign: each.filter(({ namespaceURI }) => namespaceURI !== "http://www.w3.org/1999/xhtml").length,
        handlers: each.flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith("on"))),
        placed: each.filter((one) => /^(fixed|absolute|sticky)$/.test(getComputedStyle(one).position)).length,
        ran: "pwned" in globalThis || "pwned" in frames[0]!.contentWindow!,
      };
    },
    SECRET,
  );
  expect(found).toEqual({ frames: 1, at: "about:srcdoc", foreign: 0, handlers: [], placed: 0, ran: false });
  expect(await stage.page.evaluate(() => "pwned" in globalThis)).toBe(false);
  expect(stage.page.url()).toContain(MAIL_URL);
  const tabs = (await stage.firefox.browser.pages()).map((page) => page.url());
  expect(tabs.filter((url) => url.includes(CANARY_HOST))).toEqual([]);
  expect(askedOf(stage).length).toBe(before);
  expect(await stage.page.content()).not.toContain(SECRET);
});
