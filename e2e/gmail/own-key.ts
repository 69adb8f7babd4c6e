import type { Page } from "@playwright/test";
import { type Launched, openExtensionPage } from "../browser/launch";
import { until } from "../browser/until";

/** The page that the installation opened; in a profile that is not new, it is opened here. */
export async function welcomePage({ context, extensionId }: Launched): Promise<Page> {
  const find = () => context.pages().find((page) => page.url().includes("/pages/welcome/"));
  return until("the welcome page", find, 5000).catch(() =>
    openExtensionPage({ context, extensionId } as Launched, "pages/welcome/index.html"),
  );
}

/** Makes one call from an extension page; throws when the answer is a failure. */
export async function callFrom<T = unknown>(page: Page, name: string, request: unknown): Promise<T> {
  const answer = await page.evaluate(
    async ([call, body]) => {
      const { runtime } = (
        globalThis as unknown as { chrome: { runtime: { sendMessage(m: unknown): Promise<unknown> } } }
      ).chrome;
      // The call must name the running build: others get no answer.
      const build = await (await fetch("/build.txt")).text();
      return (await runtime.sendMessage({ call: `${build}/${call}`, request: body })) as {
        ok: boolean;
        value?: unknown;
      };
    },
    [name, request] as const,
  );
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return answer.value as T;
}

/** The first own key of this browser, public part, armored. */
export async function exportPublicKey(page: Page): Promise<string> {
  const [identity] = await callFrom<{ fingerprint: string }[]>(page, "identity.list", {});
  const request = { fingerprint: identity!.fingerprint, what: "public" };
  return (await callFrom<{ text: string }>(page, "identity.export", request)).text;
}

/** The stored verdicts, in the order in which they were first given. */
export function verdictsKept({ worker }: Launched): Promise<{ kind: string; grade: string }[]> {
  return worker.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("cachet");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction("verdicts").objectStore("verdicts").index("seenAt").getAll();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result.map(({ kind, grade }) => ({ kind, grade })));
          };
        };
      }),
  );
}
