import { QUOTES } from "../../dom/lines";
import { visible } from "../../dom/visible";
import { placeFirst } from "../place";
import type { MessageView } from "../site";
import { framedSender, framedSource } from "./around-letter";

const MARK = "-----BEGIN PGP ";
/** At the start of its line: quoted with "> " or named in a sentence it is nobody's letter. */
const BEGIN = /(?:^|\n)[^\S\n]*-----BEGIN PGP (SIGNED MESSAGE|MESSAGE|PUBLIC KEY BLOCK)-----/;
/** What signed text quotes ends within it, as "- -----END PGP MESSAGE-----". */
const ENDS: Readonly<Record<string, RegExp>> = {
  MESSAGE: /-----END\s+PGP\s+MESSAGE-----/,
  "SIGNED MESSAGE": /-----END\s+PGP\s+SIGNATURE-----/,
  "PUBLIC KEY BLOCK": /-----END\s+PGP\s+PUBLIC\s+KEY\s+BLOCK-----/,
};
const NO_TEXT = "script, style, template, noscript, textarea, [contenteditable=''], [contenteditable='true'], head";

/** Armor anywhere on any page: the smallest element with both its ends. */
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
  const [, kind] = BEGIN.exec(text.data) ?? [];
  if (!nearest || !kind || nearest.closest(`${NO_TEXT}, ${QUOTES}`)) return null;
  for (
    let element: HTMLElement | null = nearest;
    element && element !== element.ownerDocument.body;
    element = element.parentElement
  ) {
    if (ENDS[kind]!.test(element.textContent ?? "")) return element;
  }
  return nearest;
}

const messageView = (body: HTMLElement): MessageView => ({
  root: body,
  body,
  id: () => null,
  thread: () => null,
  from: () => framedSender(body.ownerDocument),
  to: () => [],
  date: () => null,
  attachments: () => [],
  clipped: () => false,
  rawSource: framedSource(body),
  placeBadge: (badge) => placeFirst(badge, body),
  answers: () => false,
  reply: () => false,
});
