// Inline OpenPGP in the text a page shows.
import { type Armor, armorIn, clean } from "../../domain/inline-armor";
import { type Point, readLines } from "./lines";

export interface ShownArmor {
  readonly kind: Armor["kind"];
  readonly text: string;
  readonly start: Point;
  readonly end: Point;
  /** The body holds nothing but this block. */
  readonly alone: boolean;
}

const BEGIN = /^-----BEGIN\s+PGP\s+(SIGNED\s+)?MESSAGE-----$/;

/** A cheap first check, so that messages without armor cost one native call. */
const mayHoldArmor = (element: Element): boolean => /-----[\u200b-\u200f\ufeff]*BEGIN/.test(element.textContent ?? "");

/** Finds the armor blocks of a message body, in steps. */
export function* armorBlocks(body: Element): Generator<void, ShownArmor[]> {
  if (!mayHoldArmor(body)) return [];
  const lines = yield* readLines(body, { of: "message" });
  const blocks = armorIn(lines);
  const others = lines.filter((line, i) => line.text.trim() !== "" && !blocks.some((b) => i >= b.first && i <= b.last));
  const alone = others.length === 0 && blocks.length === 1 && !lines.some((line) => line.wall);
  return blocks.flatMap(({ kind, text, first, last }) => {
    const start = lines[first]?.start;
    const end = lines.slice(first, last + 1).findLast((line) => line.end)?.end;
    return start && end ? [{ kind, text, start, end, alone }] : [];
  });
}

/** Removes quoted armor from a reply's text, so that ciphertext never nests. */
export function withoutQuotedArmor(text: string): string {
  const lines = text.split("\n");
  const kept: string[] = [];
  let depth = "";
  for (const line of lines) {
    const quote = /^\s*((?:>\s*)+)(.*)$/.exec(line);
    if (!depth && quote && BEGIN.test(clean(quote[2]!))) depth = quote[1]!;
    if (!depth) kept.push(line);
    else if (!quote || /^-----END\s+PGP\s+(MESSAGE|SIGNATURE)-----$/.test(clean(quote[2]!))) {
      if (!quote) kept.push(line);
      depth = "";
    }
  }
  return kept.join("\n");
}
