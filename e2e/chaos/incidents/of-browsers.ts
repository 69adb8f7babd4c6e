// The whole browser ends in various ways and is restarted.
import { cpSync, rmSync } from "node:fs";
import type { Incident } from "../incidents";
import { killBrowser, type Life, remember, restart } from "../life";
import { atMost } from "../pass";

/** A browser that does not close is killed, as a user would do. */
async function closeBrowser(life: Life): Promise<void> {
  await atMost(20_000, "closing", life.browser.context.close()).catch(() => killBrowser(life));
}

export const OF_BROWSERS: Readonly<Record<string, Incident>> = {
  "browser killed": {
    weight: 5,
    breaks: true,
    async strike(life) {
      remember(life);
      await killBrowser(life);
      await restart(life);
    },
  },
  "browser closed": {
    weight: 3,
    breaks: true,
    async strike(life) {
      remember(life);
      await closeBrowser(life);
      await restart(life);
    },
  },
  "profile copied to a new folder": {
    weight: 2,
    breaks: true,
    async strike(life) {
      remember(life);
      await closeBrowser(life);
      const before = life.profile;
      const copy = `${before.replace(/-copy\d*$/, "")}-copy${Date.now()}`;
      cpSync(before, copy, { recursive: true, verbatimSymlinks: true });
      rmSync(before, { recursive: true, force: true, maxRetries: 3 });
      await restart(life, copy);
    },
  },
};
