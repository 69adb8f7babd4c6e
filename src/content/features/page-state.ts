import type { Runtime } from "webextension-polyfill";
import { fromOurselves } from "../../messages/from-ourselves";
import type { PageState, PageStateRequest } from "../../messages/page-state";
import browser from "../../platform/browser";
import { type Covered, documentsOf, measured } from "./abilities";
import type { FeatureContext } from "./feature-context";

/** Answers the popup's question about this page; only extension pages may ask. */
export function answerPageState(context: FeatureContext, covered: Covered): void {
  const listener = (
    message: unknown,
    sender: Runtime.MessageSender,
    reply: (answer: unknown) => void,
  ): true | undefined => {
    if (
      !fromOurselves(sender, browser.runtime.id) ||
      (message as Partial<PageStateRequest> | null)?.ask !== "page-state"
    )
      return undefined;
    const { site, document } = context;
    const { state, missing } = site.health();
    const answer: PageState = {
      site: site.id,
      health: state,
      missing,
      account: site.account(),
      abilities: measured(site, documentsOf(document), covered),
    };
    reply(answer);
    return true;
  };
  browser.runtime.onMessage.addListener(listener as Parameters<typeof browser.runtime.onMessage.addListener>[0]);
  context.signal.addEventListener("abort", () =>
    browser.runtime?.onMessage?.removeListener(
      listener as Parameters<typeof browser.runtime.onMessage.removeListener>[0],
    ),
  );
}
