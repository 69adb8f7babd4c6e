// Calls to the background, made from an extension page.
import type { Page } from "puppeteer-core";
import { ask } from "./hand";
import type { FirefoxStage } from "./stage";

/** Makes a call from an open page. */
export async function callFrom<T>(page: Page, name: string, request: object): Promise<T> {
  const answer = await ask(
    page,
    name,
    async (message) => {
      const { runtime } = (globalThis as unknown as { browser: typeof import("webextension-polyfill") }).browser;
      // The call must name the running build: others get no answer.
      const build = await (await fetch("/build.txt")).text();
      return (await runtime.sendMessage({ ...message, call: `${build}/${message.call}` })) as {
        ok: boolean;
        value: unknown;
      };
    },
    { call: name, request },
  );
  return answer.value as T;
}

/** Makes a call from a page opened for it. */
export async function call<T>({ firefox }: FirefoxStage, name: string, request: object): Promise<T> {
  const page = await firefox.openExtensionPage("pages/options/index.html");
  const answer = await callFrom<T>(page, name, request);
  await page.close();
  return answer;
}
