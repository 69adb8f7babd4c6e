// The fixtures of a test: the demo world, Alice's browser with her key, and Bob, who uses another OpenPGP program and
// whose key is found over DNS.

import { test as base, expect, type Page } from "@playwright/test";
import { makeCertificate } from "../browser/certificate";
import { type House, openHouse } from "../browser/house";
import type { Launched } from "../browser/launch";
import { quietFor } from "../browser/quiet";
import { ALICE, BOB, DEMO_HOSTS, type Demo, MAIL_URL, startDemo } from "../webmail/demo";
import { makeKey } from "./actions";
import { exportPublicKey, welcomePage } from "./own-key";
import { makePeer, type Peer } from "./peer";
import { wordsOf } from "./words";

export interface Stage {
  readonly demo: Demo;
  readonly browser: Launched;
  /** Alice's webmail. */
  readonly page: Page;
  readonly bob: Peer;
  /** Alice's public key, armored. Empty when she has none. */
  readonly aliceKey: string;
}

export interface StageOptions {
  /** Protects Alice's key. */
  readonly passphrase: string;
  /** False: Alice has only just installed. */
  readonly withKey: boolean;
  /** Language of Alice's browser. */
  readonly language: "en" | "fr";
}

export const test = base.extend<StageOptions & { stage: Stage }, { house: House }>({
  passphrase: ["", { option: true }],
  withKey: [true, { option: true }],
  language: ["en", { option: true }],
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
    async ({}, use) => {
      const house = openHouse(makeCertificate(DEMO_HOSTS));
      await use(house);
      await house.close();
    },
    { scope: "worker" },
  ],
  stage: async ({ house, passphrase, withKey, language }, use) => {
    const demo = await startDemo({ certificate: house.certificate });
    await house.begin(demo.map);
    const bob = await makePeer(BOB);
    await demo.publish(BOB.address, bob.publicKey);
    const options = { passphrase, withKey, language };
    const { browser, made: aliceKey } = await house.tenant(JSON.stringify(options), { locale: language }, (browser) =>
      firstRun(browser, options),
    );
    const page = await browser.context.newPage();
    await page.goto(MAIL_URL);
    await page.getByRole("button", { name: "Compose" }).waitFor();
    await use({ demo, browser, page, bob, aliceKey });
    await house.end();
    await demo.close();
  },
});

export { expect };

/** Finishes the welcome page that the installation opened; left in front, it would hide the webmail. */
async function firstRun(browser: Launched, { passphrase, withKey, language }: StageOptions): Promise<string> {
  const welcome = await welcomePage(browser);
  if (withKey) await makeKey(welcome, ALICE, { passphrase, words: wordsOf(language) });
  const key = withKey ? await exportPublicKey(welcome) : "";
  await welcome.close();
  return key;
}

/** Places in the world outside the overlay where this secret is found. */
export function leaks({ demo }: Stage, secret: string): string[] {
  const inBase64 = [0, 1, 2].map((pad) =>
    Buffer.from(`${"x".repeat(pad)}${secret}`)
      .toString("base64")
      .slice(pad === 0 ? 0 : 4, -4),
  );
  const holds = (text: string): boolean =>
    [secret, encodeURIComponent(secret), ...inBase64].some((form) => text.includes(form));
  return [
    ...demo.webmail.requests.filter(({ url, body }) => holds(url) || holds(body)).map(({ url }) => `request ${url}`),
    ...demo.webmail.boxes.flatMap((box) => [
      ...box
        .revisions()
        .filter(holds)
        .map(() => "draft"),
      ...box
        .messages()
        .filter(({ id }) => holds(box.raw(id)!.toString()))
        .map(() => "message"),
    ]),
  ];
}

/** The demo page saves within half a second of an input. */
export const autosaved = (page: Page): Promise<void> => quietFor(page, 700);
