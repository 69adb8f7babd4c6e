// A browser with the extension built for the private tree's root, and the misbehaving front as its resolvers.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { LookupOutcome } from "../../src/domain/discovery/lookup";
import type { RecipientState } from "../../src/domain/trust/contact";
import { copyForTests } from "../browser/build";
import { makeCertificate } from "../browser/certificate";
import { type House, openHouse } from "../browser/house";
import { type Launched, openExtensionPage } from "../browser/launch";
import { makeKey } from "../gmail/actions";
import { callFrom, welcomePage } from "../gmail/own-key";
import { ALICE, DEMO_HOSTS, type Demo, MAIL_URL, startDemo } from "../webmail/demo";
import { test as withRig } from "./rig-test";

export interface Stage {
  readonly browser: Launched;
  /** One of the extension's own pages. */
  readonly own: Page;
  /** The demo webmail. */
  readonly mail: Page;
  /** Number of messages sent through the webmail. */
  readonly sent: () => number;
  readonly look: (address: string) => Promise<Looked>;
}

export interface Looked {
  readonly outcome: LookupOutcome;
  readonly state: RecipientState;
}

interface Shared {
  /** Folder of a build that trusts the tree's root. */
  readonly build: string;
  readonly house: House;
}

/** Runs a test with the extension in this folder. */
export type Play = (extension: string, act: (stage: Stage) => Promise<void>) => Promise<void>;

export const test = withRig.extend<{ stage: Stage; play: Play }, Shared>({
  build: [
    async ({ rig }, use) => {
      const dir = mkdtempSync(join(tmpdir(), "cachet-anchored-"));
      copyForTests("chrome", dir, rig.anchor);
      await use(dir);
      rmSync(dir, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  house: [
    async ({ rig }, use) => {
      const house = openHouse(makeCertificate(DEMO_HOSTS), [rig.certificate.cert]);
      await use(house);
      await house.close();
    },
    { scope: "worker" },
  ],
  play: async ({ rig, house }, use) => {
    await use(async (extension, act) => {
      const demo = await startDemo({ certificate: house.certificate });
      await house.begin({ ...demo.map, ...rig.map });
      try {
        const { browser } = await house.tenant(extension, { extension }, async (browser) => {
          await makeKey(await welcomePage(browser), ALICE);
        });
        await act(await openStage(demo, browser));
      } finally {
        rig.mode = "honest";
        rig.front.delayMs = 0;
        rig.front.queries.length = 0;
        await house.end();
        await demo.close();
      }
    });
  },
  stage: async ({ play, build }, use) => {
    await play(build, use);
  },
});

async function openStage(demo: Demo, browser: Launched): Promise<Stage> {
  const own = await openExtensionPage(browser, "pages/welcome/index.html");
  const mail = await browser.context.newPage();
  await mail.goto(MAIL_URL);
  await mail.getByRole("button", { name: "Compose" }).waitFor();
  return {
    browser,
    own,
    mail,
    sent: () => demo.webmail.boxes.reduce((sum, box) => sum + box.messages().length, 0),
    look: (address) => callFrom<Looked>(own, "recipient.lookup", { address, source: "dns", force: true }),
  };
}
