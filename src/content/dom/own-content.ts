// An overlay belongs to the content at one place in the page and must never remain beside other content. Otherwise Bob's
// decrypted words could appear under Carol's name when a page draws the next message into the element of the last one.
import { isOwnHost } from "./own-host";
import { visible } from "./visible";

const ATTRIBUTES = { attributes: true, attributeFilter: ["class", "style", "hidden", "open"] };

interface Watch {
  /** Handles what the page has done until now. */
  look(): void;
  forget(): void;
}
const watches = new Set<Watch>();

/** Makes a change of our own, which does not count as the page's. */
export function byUs(change: () => void): void {
  for (const watch of [...watches]) watch.look();
  change();
  for (const watch of watches) watch.forget();
}

/** The element's neighbour among the page's own nodes. */
function neighbour(of: Node, side: "previousSibling" | "nextSibling"): Node | null {
  let node = of[side];
  while (node && isOwnHost(node)) node = node[side];
  return node;
}

/** Whether the page shows the element, apart from our own concealment. */
function shownByPage(element: HTMLElement): boolean {
  const { style } = element;
  const concealed = style.getPropertyValue("display") === "none" && style.getPropertyPriority("display") !== "";
  if (concealed) style.removeProperty("display");
  const shown = visible(element);
  if (concealed) style.setProperty("display", "none", "important");
  return shown;
}

/**
 * Calls `changed` before the next frame is painted when the page touches `body` in any way, hides it, or moves it or the host
 * of the overlay.
 */
export function watchOwn(body: HTMLElement, host: HTMLElement, changed: () => void, signal: AbortSignal): void {
  const stood = [host.parentNode, neighbour(host, "previousSibling"), neighbour(host, "nextSibling")] as const;
  const inside = body.contains(host);
  const moved = (): boolean =>
    !host.isConnected ||
    !body.isConnected ||
    host.parentNode !== stood[0] ||
    // For a host beside the body only the body counts as neighbour: pages add elements around a message.
    (stood[1] !== neighbour(host, "previousSibling") && (inside || stood[1] === body)) ||
    (stood[2] !== neighbour(host, "nextSibling") && (inside || stood[2] === body));
  const touched = ({ target, type, addedNodes, removedNodes }: MutationRecord): boolean =>
    body.contains(target) &&
    (type !== "childList" || [...addedNodes, ...removedNodes].some((node) => !isOwnHost(node))) &&
    !isOwnHost(target);
  const take = (records: readonly MutationRecord[]): void => {
    if (signal.aborted || records.length === 0) return;
    if (moved() || records.some(touched) || !shownByPage(body)) changed();
    observer.takeRecords(); // discards the mutations of the check itself
  };
  const observer = new MutationObserver(take);
  observer.observe(body, { ...ATTRIBUTES, childList: true, characterData: true, subtree: true });
  for (let node = body.parentElement; node; node = node.parentElement)
    observer.observe(node, { ...ATTRIBUTES, childList: true });
  const watch = { look: () => take(observer.takeRecords()), forget: () => void observer.takeRecords() };
  watches.add(watch);
  signal.addEventListener("abort", () => {
    observer.disconnect();
    watches.delete(watch);
  });
}
