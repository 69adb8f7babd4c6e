// Everything a webmail's page contains or has received: no sealed text may be in it.
import type { Page } from "@playwright/test";

/** All that the page has or could have, shadow trees included: the page may patch attachShadow before us. */
export async function contentsOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
  await session.detach();
  const rest = await page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map(({ value }) => value);
    const { heardHere = [] } = globalThis as Heard;
    const kept = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), JSON.stringify(history.state), name];
    return [location.href, document.cookie, ...kept, ...fields, ...heardHere].join(" ");
  });
  return `${JSON.stringify(root)} ${rest}`;
}

interface Heard {
  heardHere?: string[];
}

/** Runs in every page: records all messages posted to it. */
export function keepMessages(): void {
  const heard: string[] = [];
  (globalThis as Heard).heardHere = heard;
  addEventListener("message", ({ data }) => {
    try {
      heard.push(JSON.stringify(data) ?? "");
    } catch {
      heard.push(String(data));
    }
  });
}
