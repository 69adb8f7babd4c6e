import { visible } from "../../dom/visible";
import { placeFirst } from "../place";
import type { MessageView } from "../site";

const MARK = "-----BEGIN PGP ";
const END = /-----END\s+PGP\s+(MESSAGE|SIGNATURE)-----/;
const NO_TEXT = "script, style, template, noscript, textarea, [contenteditable=''], [contenteditable='true'], head";

/** Armor anywhere on any page: the smallest element with both its ends. The page does not say who wrote it. */
export function genericMessages(added: ParentNode): MessageView[] {
  const element = added instanceof Document ? added.documentElement : (added as Element);
  if (!element.textContent?.includes(MARK)) return [];
  const document = element.ownerDocument;
  // XPath searches text nodes natively, which spares a walk through the page in script.
  const hits = document.evaluate(
    `.//text()[contains(., "${MARK}")]`,
    element,
    null,
    XPathResult.ORDERED_NODE_SNAPSHOT_TYPE,
  );
  const views = new Map<HTMLElement, MessageView>();
  for (let i = 0; i < hits.snapshotLength; i += 1) {
    const body = containerOf(hits.snapshotItem(i) as Text);
    if (body && !views.has(body) && visible(body)) views.set(body, messageView(body));
  }
  return [...views.values()];
}

function containerOf(text: Text): HTMLElement | null {
  const nearest = text.parentElement;
  if (!nearest || nearest.closest(NO_TEXT)) return null;
  for (
    let element: HTMLElement | null = nearest;
    element && element !== element.ownerDocument.body;
    element = element.parentElement
  ) {
    if (END.test(element.textContent ?? "")) return element;
  }
  return nearest;
}

const messageView = (body: HTMLElement): MessageView => ({
  root: body,
  body,
  id: () => null,
  thread: () => null,
  from: () => null,
  to: () => [],
  date: () => null,
  attachments: () => [],
  clipped: () => false,
  rawSource: null,
  placeBadge: (badge) => placeFirst(badge, body),
  reply: () => false,
});
