import type { Page } from "@playwright/test";

/**
 * Lets time pass, for tests that show that nothing happens in it, and for what is a matter of time itself: how long a hand
 * rests. Whoever waits for something waits for that. As short as the bound is honest: everybody pays for it at each run.
 */
export const quietFor = (page: Page, ms: number): Promise<void> => page.waitForTimeout(ms);
