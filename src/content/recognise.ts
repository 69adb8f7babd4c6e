// On hosts that the user enabled: tells which webmail a document is, and has the background start that webmail's script in it.
// A page may become a webmail long after it loaded, once its own script has drawn it; until then it is treated as any page.
import type { EnabledWebmail } from "../domain/webmails";
import { call } from "../messages/call";
import { abortWhenGone, extensionGone, nudge } from "./dom/alive";
import { isolated } from "./isolated";
import { whichWebmail } from "./which-webmail";

/** Least time in ms between two looks at a page that no adapter knows. */
const LOOK_AGAIN_MS = 1000;

export function recognise(document: Document): void {
  if (isolated.cachetLooks?.()) return;
  const controller = new AbortController();
  const { signal } = controller;
  const end = (): void => controller.abort();
  isolated.cachetLooks = () => !signal.aborted && !extensionGone();
  nudge(document);
  abortWhenGone(document, end, signal);
  const look = lookOnce(document, end);
  look();
  if (!signal.aborted) lookAgain(document, look, end, signal);
}

/** Asks for the adapter of what the document is now, unless it runs already. Ends once that is no longer in question. */
function lookOnce(document: Document, end: () => void): () => void {
  let awaited: EnabledWebmail | null = null;
  const ask = async (site: EnabledWebmail): Promise<void> => {
    awaited = site;
    isolated.cachetAsked = site;
    const answer = await call("site.start", { site }).catch(() => null);
    if (awaited === site) awaited = null;
    // A script that did not start is asked for at the next look, but not where the user took the permission back.
    if (answer === null || (!answer.ok && answer.code !== "gone")) end();
    else if (site !== "generic" && isolated.cachetRuns?.() === site) end();
  };
  return () => {
    const running = isolated.cachetRuns?.() ?? null;
    if (running !== null && running !== "generic") return end();
    const site = whichWebmail(document, new URL(document.URL));
    if (site === running || site === awaited) return;
    if (running === null || !isolated.cachetBusy?.()) void ask(site);
  };
}

/** At most one look in LOOK_AGAIN_MS, and none while the page adds nothing. */
function lookAgain(document: Document, look: () => void, end: () => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const observer = new MutationObserver(() => {
    if (extensionGone()) return end();
    timer ??= setTimeout(() => {
      timer = null;
      look();
    }, LOOK_AGAIN_MS);
  });
  observer.observe(document, { childList: true, subtree: true });
  signal.addEventListener("abort", () => {
    observer.disconnect();
    if (timer !== null) clearTimeout(timer);
  });
}
