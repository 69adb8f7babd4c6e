// Copies of sealed header fields in the text, for readers that do not support protected headers; hidden by those that do.
import type { Part } from "./tree";

/** RFC 9788 4.5.3.3. */
export const LEGACY_DISPLAY_CLASS = "header-protection-legacy-display";

/** The text part declares that it begins with such a copy; only believed inside a payload with hp="cipher". */
export const hasLegacyDisplay = (part: Part): boolean => part.params.get("hp-legacy-display")?.trim() === "1";

/**
 * A part that consists of such a copy, as Enigmail and older Thunderbird put it first in the payload. Only in a payload with
 * protected-headers="v1", and only as its first part.
 */
export const isLegacyDisplayPart = (part: Part): boolean =>
  (part.type === "text/plain" || part.type === "text/rfc822-headers") &&
  part.disposition !== "attachment" &&
  part.params.get("protected-headers")?.trim().toLowerCase() === "v1";

const HEADER_LINES = /^(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\n/;

/** Removes the lines up to the first empty one, if all are header fields. Lines end with line feeds. */
export function withoutLegacyDisplay(text: string): string {
  const copy = HEADER_LINES.exec(text.slice(0, 20_000));
  return copy ? text.slice(copy[0].length) : text;
}

const OPENING = new RegExp(`^(<body(?:\\s[^>]*)?>\\s*)<div\\s+class=["']?${LEGACY_DISPLAY_CLASS}["']?\\s*>`, "i");

/** The same for HTML: removes that element if it is the first of the body. Works on text, since the result is sanitised later. */
export function withoutLegacyDisplayHtml(html: string): string {
  const body = html.slice(0, 100_000).search(/<body[\s>]/i);
  if (body < 0) return html;
  const opening = OPENING.exec(html.slice(body, body + 20_000));
  if (!opening) return html;
  const from = body + opening[1]!.length;
  const tags = /<(\/?)div(?:\s[^<>]*)?>/gi;
  tags.lastIndex = from;
  let depth = 0;
  for (let tag = tags.exec(html); tag; tag = tags.exec(html)) {
    depth += tag[1] ? -1 : 1;
    if (depth === 0) return html.slice(0, from) + html.slice(tags.lastIndex);
  }
  return html;
}

/** Escapes text between tags. */
export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
