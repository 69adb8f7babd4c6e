// Starts the features over one webmail's adapter, all on one signal. Runs once per document and extension run.
// entries/ has a script for each webmail, so that a tab loads only the code of its own.
import { noteFault } from "../messages/fault";
import browser from "../platform/browser";
import { abortWhenGone, extensionGone, nudge } from "./dom/alive";
import { whenInView } from "./dom/in-view";
import { showNotice } from "./dom/notice";
import { watchAdded } from "./dom/observer";
import { overlayMounter, type Themed } from "./dom/overlay-frame";
import { onThemeChange } from "./dom/theme";
import type { FeatureContext } from "./features/feature-context";
import { sayHello } from "./features/hello";
import { noteSource } from "./features/mail-headers";
import { pageHealth } from "./features/page-health";
import { answerPageState } from "./features/page-state";
import { readSealed } from "./features/read-sealed";
import { replySealed, waiting } from "./features/reply-sealed";
import { sealCompose } from "./features/seal-compose";
import { sealedFinder } from "./features/sealed-parts";
import { showBadge } from "./features/show-badge";
import { onVerdictNews, type VerdictWatcher } from "./features/verdict-news";
import { isolated } from "./isolated";
import type { SiteMatch } from "./sites/site";
import { languageFor, word } from "./words";

/** `watchers`: features that show verdicts in lists and conversations, for sites that have them. */
export function start(match: SiteMatch, watchers: readonly VerdictWatcher[] = []): void {
  // A page may turn out to be a webmail when the general adapter is in it already.
  if (isolated.cachetRuns?.() === "generic" && match.id !== "generic") isolated.cachetYields?.();
  if (isolated.cachetRuns?.()) return;
  // The frame may have gone to another page between the question for this script and its arrival.
  if (isolated.cachetAsked !== match.id && !match.matches(document, new URL(location.href))) return;
  const controller = new AbortController();
  const { signal } = controller;
  const gone = (): void => controller.abort();
  isolated.cachetRuns = () => (signal.aborted || extensionGone() ? null : match.id);
  nudge(document);
  abortWhenGone(document, gone, signal);

  const site = match.create(document);
  const interfaceLanguage = browser.i18n.getUILanguage();
  let language = languageFor("auto", interfaceLanguage);
  const said = new Map<string, AbortController>();
  const themed: Themed = new Set();
  isolated.cachetBusy = () => themed.size > 0;
  isolated.cachetYields = () => {
    if (themed.size === 0) gone();
  };
  const context: FeatureContext = {
    document,
    site,
    signal,
    mount: overlayMounter(document, signal, themed),
    word: (name) => word(language, name),
    notice: (name, again = false) => {
      if (said.has(name) && !again) return;
      said.get(name)?.abort();
      const end = new AbortController();
      said.set(name, end);
      const words = { text: word(language, name), close: word(language, "close"), dark: site.dark() };
      showNotice(document, words, AbortSignal.any([signal, end.signal]));
    },
    sourceSeen: (source) => noteSource(source, gone),
    whenInView,
    trusted: (event) => event.isTrusted,
  };

  const finder = sealedFinder(signal);
  const compose = sealCompose(context);
  const read = readSealed(context, finder, replySealed(context, compose));
  const badge = showBadge(context, finder);
  const verdicts = watchers.map((watcher) => watcher(context, gone));
  const again = (): void => {
    for (const watcher of verdicts) watcher.again();
  };
  if (verdicts.length > 0) onVerdictNews(again, signal);
  /** The theme at the last drawing; null before the first. */
  let dark: boolean | null = null;
  const drawAgain = (): void => {
    dark = site.dark();
    for (const box of site.composes(document)) compose.box(box);
    again();
  };
  onThemeChange(
    document,
    () => {
      const now = site.dark();
      if (dark === null || dark === now) return;
      for (const turn of themed) turn(now);
      drawAgain();
    },
    signal,
  );
  const checkHealth = pageHealth(context);
  const hello = sayHello(
    site,
    (setting, reply) => {
      language = languageFor(setting, interfaceLanguage);
      if (reply) compose.openNext(reply, waiting(context), true);
      drawAgain();
    },
    gone,
  );
  if (window.top === window) answerPageState(context, { ...read, ...compose });

  watchAdded(
    document,
    {
      added(subtree) {
        for (const view of site.messages(subtree)) {
          read.message(view);
          badge(view);
        }
        for (const box of site.composes(subtree)) compose.box(box);
        for (const watcher of verdicts) watcher.added(subtree);
      },
      looked() {
        read.looked();
        for (const watcher of verdicts) watcher.looked();
        hello();
        checkHealth();
      },
      gone,
      failed: (error) => noteFault("the page could not be read", error),
    },
    signal,
  );
}
