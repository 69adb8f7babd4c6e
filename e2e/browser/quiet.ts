import type { Page } from "@playwright/test";

/**
 * Lets time pass, for tests which show that nothing happens meanwhile, and for matters of time itself, such as a pause in
 * typing. Waiting for an event needs its own condition instead. Keep `ms` as short as the test allows: every run pays for it.
 */
export const quietFor = (page: Page, ms: number): Promise<void> => page.waitForTimeout(ms);
