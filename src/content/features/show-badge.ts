import type { Overlay } from "../dom/overlay-frame";
import { type MessageView, nameOf } from "../sites/site";
import { type FeatureContext, pageInfo } from "./feature-context";
import { giveSource } from "./give-source";
import type { SealedFinder } from "./sealed-parts";

/** Puts the privacy badge into the header of messages received in clear. A sealed one has it in its overlay's strip. */
export function showBadge(context: FeatureContext, finder: SealedFinder): (view: MessageView) => void {
  const badges = new WeakMap<Element, Overlay | "waiting" | "refused">();
  /** The message a badge is about: the page may reuse the element for another. */
  const names = new WeakMap<Element, string>();

  const mount = (view: MessageView): void => {
    if (finder.knownSealed(view) || !view.root.isConnected) {
      badges.delete(view.root);
      return;
    }
    const overlay = context.mount({
      kind: "badge",
      title: context.word("badge"),
      dark: context.site.dark(),
      height: 28,
      place: (host) => view.placeBadge(host),
      job: () => ({
        kind: "badge",
        ...pageInfo(context),
        messageKey: view.id(),
        threadKey: view.thread(),
        from: view.from()?.address ?? null,
        to: view.to().map((person) => person.address),
      }),
      onMessage: (message) => {
        if (message.event === "resize") overlay.resize(message.height, message.width);
      },
      calls: giveSource(view, context),
      onLost: (why) => {
        if (why === "blocked") badges.set(view.root, "refused");
        else badges.delete(view.root);
      },
      signal: context.signal,
    });
    badges.set(view.root, overlay);
  };

  const ended = (view: MessageView): undefined => {
    const known = badges.get(view.root);
    if (known && typeof known !== "string") known.remove();
    badges.delete(view.root);
  };

  return (view) => {
    const name = nameOf(view);
    const known = names.get(view.root) === name ? badges.get(view.root) : ended(view);
    names.set(view.root, name);
    if (finder.knownSealed(view)) {
      if (known && typeof known !== "string") known.remove();
      badges.delete(view.root);
      return;
    }
    if (known === "waiting" || known === "refused" || known?.host.isConnected) return;
    if (known) known.remove();
    badges.set(view.root, "waiting");
    finder
      .find(view)
      .then(() => {
        if (finder.knownSealed(view)) badges.delete(view.root);
        else context.whenInView(view.root, () => mount(view), context.signal);
      })
      .catch(() => badges.delete(view.root));
  };
}
