// The fixtures of the Firefox tests, which share one browser: starting it takes longer than most of them.
import { existsSync } from "node:fs";
import { test as base, expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import { demoExtension, ensureBuilt } from "../browser/build";
import { makePeer, type Peer } from "../gmail/peer";
import { BOB, type Demo, MAIL_URL, startDemo } from "../webmail/demo";
import { pressRow } from "../webmail/press-row";
import { ask, visit } from "./hand";
import { FIREFOX, type Firefox, launchFirefox } from "./launch";

export interface FirefoxStage {
  readonly demo: Demo;
  readonly firefox: Firefox;
  /** Alice's webmail. */
  readonly page: Page;
  /** Bob, whose key is in the DNS. */
  readonly bob: Peer;
}

/** A webmail on a port, which Firefox's match patterns cannot express. */
export const ELSEWHERE = "elsewhere.demo.example:8443";

export const noFirefox = (): boolean => !process.env.CI && !existsSync(FIREFOX);
export const WHY_NOT = `${FIREFOX} is not installed; see e2e/lab/install.sh`;

export const test = base.extend<object, { stage: FirefoxStage; world: string }>({
  /** Test files with different worlds get separate Firefoxes, so that leftovers of one do not affect another. */
  world: ["", { scope: "worker", option: true }],
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
    async ({}, use) => {
      ensureBuilt("firefox");
      const demo = await startDemo();
      const firefox = await launchFirefox(demoExtension("firefox"), {
        ...demo.map,
        [ELSEWHERE]: demo.webmail.port,
      });
      try {
        const bob = await makePeer(BOB);
        await demo.publish(BOB.address, bob.publicKey);
        const page = await firefox.browser.newPage();
        await page.setViewport({ width: 1280, height: 860 });
        await visit(page, MAIL_URL);
        await use({ demo, firefox, page, bob });
      } finally {
        await firefox.close();
        await demo.close();
      }
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

export { expect };

/** Opens the conversation with this subject from the list. */
export async function openMail(page: Page, subject: string): Promise<void> {
  await page.bringToFront();
  await ask(page, `"${subject}" in the list`, pressRow, subject);
}
