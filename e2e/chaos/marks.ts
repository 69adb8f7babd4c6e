// Words that occur nowhere else in the world, so that each can be looked for everywhere.

export interface Marks {
  /** A new word of this life. */
  next(): string;
  /** The words of this life in a text, however often: as they are, in URLs, in base64, and in UTF-16. */
  within(octets: Buffer): Set<string>;
}

const DIGITS = 4;
const BASE64 = /^[A-Za-z0-9+/]+/;

/** No two lives of one machine have the same, or what one left on the disk would be the other's. */
export function marksOf(seed: number): Marks {
  const stem = `qzv${seed.toString(36).padStart(7, "0").slice(-7)}x`;
  const plain = new RegExp(`${stem}[0-9a-z]{${DIGITS}}`, "g");
  // What base64 makes of the middle of the stem does not depend on its neighbours.
  const coded = [0, 1, 2].map((before) => ({
    before,
    text: Buffer.from("_".repeat(before) + stem)
      .toString("base64")
      .slice(before === 0 ? 0 : 4, -4),
  }));
  let made = 0;

  const uncoded = (text: string): Buffer[] =>
    coded.flatMap(({ before, text: piece }) => {
      const found: Buffer[] = [];
      for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
        const run = BASE64.exec(text.slice(at, at + 40))![0];
        const start = stem.slice(0, before === 0 ? 0 : 3 - before);
        found.push(Buffer.concat([Buffer.from(start), Buffer.from(run, "base64")]));
      }
      return found;
    });

  return {
    next: () => stem + (made++).toString(36).padStart(DIGITS, "0"),
    within(octets) {
      const text = octets.toString("latin1");
      const wide = octets.includes(Buffer.from(stem, "utf16le")) ? text.replaceAll("\0", "") : "";
      const all = [text, wide, ...uncoded(text).map((each) => each.toString("latin1"))];
      return new Set(all.flatMap((each) => each.match(plain) ?? []));
    },
  };
}
