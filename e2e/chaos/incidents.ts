// What happens to a person who writes letters. Each strikes once, and may last until the step is over.

import { reloadExtension, stopWorker } from "../browser/worker";
import type { Random } from "../hostile/fuzz/random";
import { killBrowser, type Life, restart } from "./life";

export interface Incident {
  /** Of a hundred, how many; the dear ones are rarer. */
  readonly weight: number;
  /** The editor may be gone afterwards. */
  readonly breaks: boolean;
  strike(life: Life, random: Random): Promise<void>;
  /** Puts back what it changed for a while. */
  mend?(life: Life): Promise<void>;
}

export const INCIDENTS: Readonly<Record<string, Incident>> = {
  "worker stopped": {
    weight: 30,
    breaks: false,
    async strike({ browser, page }) {
      await stopWorker(browser.context, browser.extensionId);
      await page.bringToFront();
    },
  },
  "page loaded again": {
    weight: 12,
    breaks: true,
    async strike(life) {
      life.url = life.page.url();
      await life.page.reload();
    },
  },
  "tab crashed": {
    weight: 8,
    breaks: true,
    async strike(life) {
      const { page } = life;
      life.url = page.url();
      const crashed = page.waitForEvent("crash");
      await page.goto("chrome://crash").catch(() => {});
      await crashed;
      life.page = await life.browser.context.newPage();
      await page.close();
    },
  },
  "browser killed": {
    weight: 5,
    breaks: true,
    async strike(life) {
      life.url = life.page.url();
      await killBrowser(life);
      await restart(life);
    },
  },
  "extension loaded again": {
    weight: 5,
    breaks: true,
    async strike(life) {
      life.browser = { ...life.browser, worker: await reloadExtension(life.browser) };
    },
  },
};

export const kinds = Object.keys(INCIDENTS);

/** One by its weight. */
export function drawIncident(random: Random, among: readonly string[] = kinds): string {
  const sum = among.reduce((all, kind) => all + INCIDENTS[kind]!.weight, 0);
  let left = random(sum);
  for (const kind of among) {
    left -= INCIDENTS[kind]!.weight;
    if (left < 0) return kind;
  }
  throw new Error("no incident to draw from");
}
