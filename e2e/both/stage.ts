// The stage of behaviours that are written once and played in Firefox and in Chromium. A browser is started once for a file's
// tests, which therefore share its world: each uses subjects and people of its own.
import { test as base, expect } from "@playwright/test";
import { demoExtension, ensureBuilt } from "../browser/build";
import { callFrom, type Driver, type Tab } from "../browser/driver";
import { inChromium } from "../browser/in-chromium";
import { launch } from "../browser/launch";
import { inFirefox } from "../firefox/in-firefox";
import { launchFirefox } from "../firefox/launch";
import { noFirefox } from "../firefox/stage";
import { makePeer, type Peer } from "../gmail/peer";
import { ALICE, BOB, type Demo, MAIL_URL, startDemo } from "../webmail/demo";

export interface World {
  readonly demo: Demo;
  readonly driver: Driver;
  /** Alice's webmail. */
  readonly page: Tab;
  /** Uses another OpenPGP program; his key is in the DNS. */
  readonly bob: Peer;
  /** Alice's public key, armored. */
  readonly aliceKey: string;
}

type BrowserName = Driver["name"];

const START: Record<BrowserName, (demo: Demo) => Promise<Driver>> = {
  async Chromium(demo) {
    ensureBuilt("chrome");
    return inChromium(await launch({ map: demo.map, certificates: demo.certificates }));
  },
  async Firefox(demo) {
    ensureBuilt("firefox");
    return inFirefox(await launchFirefox(demoExtension("firefox"), demo.map));
  },
};

interface Entered {
  readonly name: BrowserName;
  readonly world: World;
}

async function enter(name: BrowserName): Promise<World> {
  const demo = await startDemo();
  const driver = await START[name](demo);
  const bob = await makePeer(BOB);
  await demo.publish(BOB.address, bob.publicKey);
  const welcome = await driver.openedPage("pages/welcome/index.html");
  const { fingerprint } = await callFrom<{ fingerprint: string }>(welcome, "identity.create", { ...ALICE });
  const aliceKey = (await callFrom<{ text: string }>(welcome, "identity.export", { fingerprint, what: "public" })).text;
  await welcome.close();
  return { demo, driver, bob, aliceKey, page: await driver.newTab(MAIL_URL) };
}

async function leave({ world: { driver, demo } }: Entered): Promise<void> {
  await driver.close();
  await demo.close();
}

interface Lobby {
  enter(name: BrowserName): Promise<World>;
}

export const test = base.extend<{ inBrowser: BrowserName; world: World }, { lobby: Lobby }>({
  inBrowser: ["Firefox", { option: true }],
  lobby: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
    async ({}, use) => {
      let entered: Entered | null = null;
      await use({
        async enter(name) {
          if (entered?.name === name) return entered.world;
          if (entered) await leave(entered);
          entered = null;
          entered = { name, world: await enter(name) };
          return entered.world;
        },
      });
      if (entered) await leave(entered);
    },
    { scope: "worker", timeout: 60_000 },
  ],
  world: async ({ lobby, inBrowser }, use) => {
    const world = await lobby.enter(inBrowser);
    await world.page.bringToFront();
    await world.page.goto(MAIL_URL);
    await use(world);
  },
});

/** Defines tests once for each browser. */
export function inBoth(define: () => void): void {
  for (const name of ["Firefox", "Chromium"] as const)
    test.describe(`in ${name}`, () => {
      test.use({ inBrowser: name });
      test.skip(name === "Firefox" && noFirefox(), "Firefox is not installed; see e2e/lab/install.sh");
      define();
    });
}

export { expect };
