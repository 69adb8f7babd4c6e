// The quote an answer begins with, and who was no part of what it quotes. Loaded with the first draft that has one.
import { addressKey } from "../../../../domain/address";
import { deliveryAddress } from "../../../../domain/discovery/strong-address";

export interface Body {
  readonly text: string;
  readonly html: string | null;
}

/** By its words, however it is written: formatted, it has the same marks for those who read no HTML. */
export const holdsQuote = (text: string): boolean => /^>/m.test(text);

/** Those it goes to by now who are not among those it quotes; `isOwn`: another address of the user's is nobody new. */
export function newToQuote(
  quotedFor: readonly string[],
  recipients: readonly string[],
  isOwn: (address: string) => boolean,
): string[] {
  const known = new Set(quotedFor.map(keyOf));
  return recipients.filter((address) => !known.has(keyOf(address)) && !isOwn(address));
}

const keyOf = (address: string): string => addressKey(deliveryAddress(address));

/** Without the quote and the line that leads to it ("On ..., ... wrote:"); what was written between its lines stays. */
export function withoutQuote({ text, html }: Body): Body {
  const lines = text.split("\n");
  const isQuote = (line: string | undefined): boolean => line?.startsWith(">") ?? false;
  const lead = leadBefore(lines, lines.findIndex(isQuote));
  const kept = lines.filter((line, at) => at !== lead && !isQuote(line)).join("\n");
  return { text: kept.trimEnd(), html: html === null ? null : htmlWithoutQuote(html) };
}

/** -1: none. It ends with a colon in every language that Cachet writes. */
function leadBefore(lines: readonly string[], first: number): number {
  const at = lines.slice(0, Math.max(0, first)).findLastIndex((line) => line.trim() !== "");
  return at >= 0 && /:\s*$/.test(lines[at]!) ? at : -1;
}

/** Nothing of it is loaded or run: the document has no window, and the editor takes what it knows. */
function htmlWithoutQuote(html: string): string {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const isQuote = (node: Node): boolean => node.nodeName === "BLOCKQUOTE" || (node.textContent ?? "").startsWith(">");
  const blocks = [...body.childNodes];
  const first = blocks.findIndex(
    (block) => isQuote(block) || (block instanceof Element && block.querySelector("blockquote") !== null),
  );
  const lead = leadBefore(
    blocks.map((block) => block.textContent ?? ""),
    first,
  );
  for (const [at, block] of blocks.entries()) if (at === lead || isQuote(block)) block.remove();
  for (const quote of body.querySelectorAll("blockquote")) quote.remove();
  return body.innerHTML;
}
