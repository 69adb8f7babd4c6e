import { existsSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { demoExtension, ensureBuilt } from "../browser/build";
import { until } from "../browser/until";
import { letter, makePeer } from "../gmail/peer";
import { ALICE, BOB, MAIL_URL, startDemo } from "../webmail/demo";
import { ask, FIREFOX, type Firefox, fill, launchFirefox, overlayIn, press } from "./launch";

const SECRET = "quincemarmalade4711";

/** Tabs of Firefox that show the welcome page; by what is in them, since their address is told late. */
async function welcomePages({ browser }: Firefox): Promise<number> {
  const paths = (await browser.pages()).map((page) => page.evaluate(() => location.pathname).catch(() => ""));
  return (await Promise.all(paths)).filter((path) => path === "/pages/welcome/index.html").length;
}

test("Firefox: a sealed message leads whoever has no key yet to the welcome page", async () => {
  test.skip(!process.env.CI && !existsSync(FIREFOX), `${FIREFOX} is not installed; see e2e/lab/install.sh`);
  test.setTimeout(120_000);
  ensureBuilt("firefox");
  const demo = await startDemo();
  const bob = await makePeer(BOB);
  const firefox = await launchFirefox(demoExtension("firefox"), demo.map);
  try {
    await until("the welcome page of a new installation", async () => (await welcomePages(firefox)) === 1);
    await demo.webmail.deliver(letter(bob, ALICE.address, "Hello", await bob.seal("At six.", [bob.publicKey])));
    const page = await firefox.browser.newPage();
    await page.goto(MAIL_URL);
    await ask(page, "the message in the list", () => {
      const row = [...document.querySelectorAll<HTMLElement>("[role=grid] tr")].find((each) =>
        each.textContent?.includes("Hello"),
      );
      row?.click();
      return row !== undefined;
    });
    await press(overlayIn(page, "read"), "Set up Cachet");
    await until("another welcome page", async () => (await welcomePages(firefox)) === 2);
  } finally {
    await firefox.close();
    await demo.close();
  }
});

test("Firefox: make a key, seal to oneself on the Gmail page, read it in place, see the badge", async () => {
  test.skip(!process.env.CI && !existsSync(FIREFOX), `${FIREFOX} is not installed; see e2e/lab/install.sh`);
  test.setTimeout(120_000);
  ensureBuilt("firefox");
  const demo = await startDemo();
  const firefox = await launchFirefox(demoExtension("firefox"), demo.map);
  try {
    const welcome = await firefox.openExtensionPage("pages/welcome/index.html");
    await fill(welcome, "input[name=name]", ALICE.name);
    await fill(welcome, "input[name=email]", ALICE.address);
    await press(welcome, "Make my key");
    await ask(
      welcome,
      "the key to be made",
      () => document.querySelector("h1")?.textContent === "Done. Now write to someone.",
    );
    await welcome.close();

    const page = await firefox.browser.newPage();
    await page.goto(MAIL_URL);
    await press(page, "Compose");
    await fill(page, "input[aria-label='To recipients']", `${ALICE.address},`);
    await fill(page, "input[name=subjectbox]", "To myself");
    // A real press: what our script shows in a page takes no other.
    const lock = await page.waitForSelector(">>> [aria-label='Seal this message']");
    await lock?.click();
    const writing = overlayIn(page, "compose");
    await fill(writing, "textarea", `Remember: ${SECRET}`);
    await press(writing, "Seal and send");

    await ask(
      page,
      "the message in the list",
      (subject) => {
        const row = [...document.querySelectorAll<HTMLElement>("[role=grid] tr")].find((each) =>
          each.textContent?.includes(subject),
        );
        row?.click();
        return row !== undefined;
      },
      "[...]",
    );
    const reading = overlayIn(page, "read");
    const text = await ask(
      reading,
      "the opened message",
      (secret) => {
        const message = document.querySelector("[aria-label='Sealed message']")?.textContent ?? "";
        return message.includes(secret) ? message : null;
      },
      SECRET,
    );
    expect(text).toContain("Remember:");
    expect(
      await ask(reading, "the signature", () => document.querySelector("[role=status]")?.textContent?.trim()),
    ).toBe("Signed by you");
    const badge = await ask(reading, "the badge", () => {
      const names = [...document.querySelectorAll("button")].map(
        (each) => each.getAttribute("aria-label") ?? each.textContent ?? "",
      );
      return names.find((name) => name.startsWith("Privacy:"));
    });
    expect(badge).toMatch(/^Privacy: [A-E], /);
    // Back in the list the row has one, too: of a size, and in a closed root, so that is all that can be seen of it here.
    const size = await ask(page, "the badge in the list", () => {
      location.hash = "#inbox";
      const { width, height } = document.querySelector(".xT > span:not([class])")?.getBoundingClientRect() ?? {};
      return width && { width, height: Math.round(height!) };
    });
    expect(size).toEqual({ width: 16, height: 18 });
    expect(demo.webmail.requests.filter(({ body }) => body.includes(SECRET))).toEqual([]);
  } finally {
    await firefox.close();
    await demo.close();
  }
});
