// Typed, attached or read text is nowhere in the browser's profile: not while it runs, nor after a crash, a close or a kill.
// As a control, each document has an ordinary field, which Chromium does write into its session files.
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type Launched, launch } from "../browser/launch";
import { until } from "../browser/until";
import { pressLock, startMail } from "../gmail/actions";
import { ALICE, type Demo, MAIL_URL, startDemo } from "../webmail/demo";
import { search } from "./marks";
import { everyField } from "./screens";
import { keptControls, layCanary, writeEverywhere } from "./write";

const canary = (where: string): string => `canary-in-${where}-${process.pid}`;

/** Waits until the session files contain the control of each of these documents. */
async function keptOf(profile: string, places: readonly string[]): Promise<void> {
  const sessions = join(profile, "Default", "Sessions");
  const missing = (): string[] => {
    const kept = readdirSync(sessions).map((name) => readFileSync(join(sessions, name)));
    return places.filter((where) => !kept.some((octets) => octets.includes(Buffer.from(canary(where), "utf16le"))));
  };
  await until("the session files", () => missing().length === 0, 30_000).catch((error) => {
    throw new Error(`${error}: nothing of ${missing()}`);
  });
}

/** The process of the browser that has this profile. */
const processOf = (profile: string): number => Number(/\d+$/.exec(readlinkSync(join(profile, "SingletonLock")))![0]);

/** Starts the browser with crash reports enabled, as by default. */
const start = (demo: Demo, profile: string): Promise<Launched> =>
  launch({ map: demo.map, certificates: demo.certificates, profile, ignoreDefaultArgs: ["--disable-breakpad"] });

/** Soft, so that a failure lists the finds after every way to end. */
function expectNothing(profile: string, when: string): void {
  const { found, files, dumps } = search(profile);
  // Contacts' addresses are stored in clear: docs/decisions/0023. LevelDB cuts records that cross two blocks of its log.
  const stored = /IndexedDB.*: c(?:o(?:n(?:t(?:a(?:ct?)?)?)?)?)?,/;
  expect
    .soft(
      found.filter((one) => !stored.test(one)),
      when,
    )
    .toEqual([]);
  expect.soft(dumps, `memory written ${when}`).toEqual([]);
  expect(files).toBeGreaterThan(50);
}

/** A new field must be added here, and a screen that shows it to screens.ts. */
const FIELDS = [
  ...["make: Name", "make: Address", "make: Passphrase", "bring: Or paste the key as text"],
  ...["key: Current", "key: New", "key: Passphrase for the file"],
  ...["contacts: Search names and addresses", "contacts: Or paste the key as text"],
  ...["resolvers: Web address", "resolvers: Web address", "resolvers: Web address"],
  ...["plain: Subject", "plain: Message", "rich: Subject", "rich: Message", "rich: Web address"],
  ...["invite: Subject, readable by all", "invite: Invitation", "letter: Subject, readable by all"],
  "passphrase: Passphrase",
];

test("no word that was typed, attached or read is in clear in the profile, however the browser ends", async () => {
  test.setTimeout(240_000);
  const demo = await startDemo();
  const profile = mkdtempSync(join(tmpdir(), "cachet-disk-"));
  let browser = await start(demo, profile);
  try {
    const places: string[] = [];
    const fields: string[] = [];
    for await (const written of everyField(browser, demo)) {
      fields.push(...written.fields);
      expect.soft(await keptControls(written.target), written.where).toEqual([]);
      if (written.where === "passphrase") continue; // closes with the overlay
      places.push(written.where);
      await layCanary(written.target, canary(written.where));
    }
    expect(fields).toEqual(FIELDS);
    await keptOf(profile, places);
    expectNothing(profile, "while it runs");

    for (const page of browser.context.pages().slice(-2)) {
      const crashed = page.waitForEvent("crash");
      await page.goto("chrome://crash").catch(() => {});
      await crashed;
    }
    expectNothing(profile, "after two tabs crashed");
    await browser.close();
    expectNothing(profile, "after it was closed");

    browser = await start(demo, profile);
    const mail = await browser.context.newPage();
    await mail.goto(MAIL_URL);
    await startMail(mail, ALICE.address, "");
    const overlay = await pressLock(mail);
    await writeEverywhere(overlay, "killed");
    await layCanary(overlay, canary("killed"));
    await keptOf(profile, ["killed"]);
    process.kill(processOf(profile), "SIGKILL");
    await until("the browser to be gone", () => !browser.context.pages().some((page) => !page.isClosed())).catch(
      () => {},
    );
    expectNothing(profile, "after it was killed");
  } finally {
    await browser.close().catch(() => {});
    await demo.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
