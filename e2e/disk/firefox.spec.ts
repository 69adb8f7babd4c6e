// The same as chromium.spec.ts in Firefox: typed, attached or read text is nowhere in its profile, killed or closed.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import type { Page } from "puppeteer-core";
import { demoExtension } from "../browser/build";
import { until } from "../browser/until";
import { callFrom } from "../firefox/call";
import { ask, overlayIn, press, says, type, type Where } from "../firefox/hand";
import { FIREFOX, type Firefox, launchFirefox } from "../firefox/launch";
import { noFirefox, openMail, WHY_NOT } from "../firefox/stage";
import { makePeer } from "../gmail/peer";
import { wordsOf } from "../gmail/words";
import { ALICE, BOB, type Demo, MAIL_URL, startDemo } from "../webmail/demo";
import { entity, pgpMime } from "../webmail/mime-mail";
import { mark, search } from "./marks";
import { fromMozLz4 } from "./moz-lz4";

const words = wordsOf("en");
const canary = (where: string): string => `canary-in-${where}-${process.pid}`;

test.skip(noFirefox(), WHY_NOT);

/** Types a marked word into every field. Returns the number of fields. */
const write = (where: Where, name: string): Promise<number> =>
  ask(
    where,
    `${name} to be written in`,
    (word) => {
      const fields =
        'input:not([type="checkbox"], [type="radio"], [type="file"], [readonly]), textarea:not([readonly]), [contenteditable="true"]';
      const shown = [...document.querySelectorAll<HTMLElement>(fields)].filter(
        (field) => field.checkVisibility() && !field.closest("[inert]"),
      );
      for (const [number, field] of shown.entries()) {
        // As if typed: Firefox ignores values set by a script.
        field.focus();
        document.execCommand("selectAll");
        document.execCommand("insertText", false, `${word}-${number}`);
      }
      return shown.length;
    },
    mark(name),
  );

/** Types into an ordinary field, as a control. Firefox saves no frames made by a script: their control is in the page. */
const layCanary = (page: Page, name: string): Promise<boolean> =>
  ask(
    page,
    "the canary",
    (word) => {
      const bare = document.createElement("textarea");
      document.body.append(bare);
      bare.focus();
      return document.execCommand("insertText", false, word);
    },
    canary(name),
  );

/** Everything that Firefox keeps of its session, as text. */
function sessionOf(profile: string): string {
  const backups = join(profile, "sessionstore-backups");
  const files = existsSync(backups) ? readdirSync(backups).map((name) => join(backups, name)) : [];
  return files.map((path) => fromMozLz4(readFileSync(path))?.toString() ?? "").join("\n");
}

async function keptOf(profile: string, places: readonly string[]): Promise<void> {
  const missing = (): string[] => {
    const kept = sessionOf(profile);
    return places.filter((where) => !kept.includes(canary(where)));
  };
  await until("the session files", () => missing().length === 0, 30_000).catch((error) => {
    throw new Error(`${error}: nothing of ${missing()}`);
  });
}

/** Soft, so that a failure lists the finds after every way to end. */
function expectNothing(profile: string, when: string): void {
  const { found, files, dumps } = search(profile, (_, octets) => fromMozLz4(octets));
  expect.soft(found, when).toEqual([]);
  expect.soft(dumps, `memory written ${when}`).toEqual([]);
  expect(files).toBeGreaterThan(30);
}

/** Saves the session more often than Firefox's usual fifteen seconds. */
const start = (demo: Demo, profile: string): Promise<Firefox> =>
  launchFirefox(demoExtension("firefox"), demo.map, FIREFOX, {
    profile,
    preferences: { "browser.sessionstore.interval": 500 },
  });

async function webmail({ browser }: Firefox): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 860 });
  await page.goto(MAIL_URL);
  await page.bringToFront();
  return page;
}

async function compose(firefox: Firefox, name: string, before = async (_: Page): Promise<void> => {}): Promise<number> {
  const page = await webmail(firefox);
  await press(page, "Compose");
  await type(page, "input[aria-label='To recipients']", `${ALICE.address},`);
  const lock = await page.waitForSelector(`>>> [aria-label='${words("compose_lock")}']`);
  await lock?.click();
  const writing = overlayIn(page, "compose");
  await ask(writing, "the editor", () => document.querySelector("[data-editor]:not([readonly])") !== null);
  await before(page);
  const fields = await write(writing, name);
  await layCanary(page, name);
  return fields;
}

async function ownPages(firefox: Firefox): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const welcome = await firefox.extensionPage("pages/welcome/index.html");
  await welcome.bringToFront();
  await press(welcome, words("welcome_passphrase"));
  await press(welcome, words("passphrase_show"));
  counts.make = await write(welcome, "make");
  await layCanary(welcome, "make");
  const bring = await firefox.openExtensionPage("pages/welcome/index.html");
  await press(bring, words("welcome_have_one"));
  await ask(bring, "the field for a key", () => document.querySelector("textarea") !== null);
  counts.bring = await write(bring, "bring");
  await layCanary(bring, "bring");
  await callFrom(bring, "identity.create", { ...ALICE, passphrase: "wind in the mast" });
  for (const section of ["key", "contacts"]) {
    const page = await firefox.openExtensionPage(`pages/options/index.html#${section}`);
    await says(page, "h1", words(`section_${section}`));
    await ask(page, "what is folded", () => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      return document.querySelector("input") !== null;
    });
    counts[section] = await write(page, section);
    await layCanary(page, section);
  }
  return counts;
}

async function reading(firefox: Firefox, demo: Demo): Promise<void> {
  const page = await firefox.openExtensionPage("pages/options/index.html");
  const [own] = await callFrom<{ fingerprint: string }[]>(page, "identity.list", {});
  const request = { fingerprint: own!.fingerprint, what: "public" };
  const { text } = await callFrom<{ text: string }>(page, "identity.export", request);
  await page.close();
  const bob = await makePeer(BOB);
  const file = { name: `${mark("read-name")}.txt`, content: mark("read-content") };
  const sealed = await bob.seal(entity(mark("read-text"), mark("read-subject"), file), [text]);
  const outer = { from: `${BOB.name} <${BOB.address}>`, to: ALICE.address, subject: "[...]" };
  await demo.webmail.deliver(pgpMime(outer, sealed));
  const mail = await webmail(firefox);
  await openMail(mail, "[...]");
  await says(overlayIn(mail, "read"), "body", mark("read-text"));
  await layCanary(mail, "read");
}

test("no word that was typed, attached or read is in clear in Firefox's profile, however it ends", async () => {
  test.setTimeout(240_000);
  const demo = await startDemo();
  const profile = mkdtempSync(join(tmpdir(), "cachet-firefox-disk-"));
  let firefox = await start(demo, profile);
  try {
    const counts = await ownPages(firefox);
    counts.plain = await compose(firefox, "plain");
    counts.rich = await compose(firefox, "rich", async (page) => {
      await press(page, words("format_bold"), overlayIn(page, "compose"));
      await ask(
        overlayIn(page, "compose"),
        "the rich editor",
        () => document.querySelector("[contenteditable=true]") !== null,
      );
    });
    await reading(firefox, demo);
    expect(counts).toEqual({ make: 3, bring: 1, key: 3, contacts: 2, plain: 2, rich: 2 });
    await keptOf(profile, [...Object.keys(counts), "read"]);
    expectNothing(profile, "while it runs");
    await firefox.kill();
    expectNothing(profile, "after it was killed");

    firefox = await start(demo, profile);
    const page = await firefox.openExtensionPage("pages/options/index.html");
    await callFrom(page, "identity.list", {});
    await compose(firefox, "closed");
    await keptOf(profile, ["closed"]);
    await firefox.close();
    expectNothing(profile, "after it was closed");
  } finally {
    await firefox.close().catch(() => {});
    await demo.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});
