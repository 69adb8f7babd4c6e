// A browser with the extension built for the private tree's root, its resolvers the misbehaving front.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { LookupOutcome, RecipientState } from "../../src/messages/types";
import { copyForTests } from "../browser/build";
import { type Launched, launch } from "../browser/launch";
import { makeKey } from "../gmail/actions";
import { callFrom, welcomePage } from "../gmail/own-key";
import { ALICE, type Demo, MAIL_URL, startDemo } from "../webmail/demo";
import type { Rig } from "./rig";
import { test as withRig } from "./rig-test";

export interface Stage {
  readonly browser: Launched;
  /** One of the extension's own pages. */
  readonly own: Page;
  /** The demo webmail. */
  readonly mail: Page;
  /** How many messages the webmail was given to send. */
  readonly sent: () => number;
  readonly look: (address: string) => Promise<Looked>;
}

export interface Looked {
  readonly outcome: LookupOutcome;
  readonly state: RecipientState;
}

interface Build {
  /** Folder of a build that believes the tree's root. */
  readonly build: string;
}

export const test = withRig.extend<{ stage: Stage }, Build>({
  build: [
    async ({ rig }, use) => {
      const dir = mkdtempSync(join(tmpdir(), "cachet-anchored-"));
      copyForTests("chrome", dir, rig.anchor);
      await use(dir);
      rmSync(dir, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  stage: async ({ rig, build }, use) => {
    await play(rig, build, use);
  },
});

/** Plays with an extension folder, and tidies up. */
export async function play(rig: Rig, extension: string, act: (stage: Stage) => Promise<void>): Promise<void> {
  const demo = await startDemo();
  const browser = await launch({
    extension,
    map: { ...demo.map, ...rig.map },
    certificates: [...demo.certificates, rig.certificate.cert],
  });
  try {
    await act(await openStage(demo, browser));
  } finally {
    rig.mode = "honest";
    rig.front.delayMs = 0;
    await browser.close();
    await demo.close();
  }
}

async function openStage(demo: Demo, browser: Launched): Promise<Stage> {
  const own = await welcomePage(browser);
  await makeKey(own, ALICE);
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
