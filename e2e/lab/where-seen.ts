import type { Lab } from "./lab";

/** Every encoding of a word in mail and web forms: plain, and base64 at each of its three offsets. */
function forms(word: string): string[] {
  const encoded = [0, 1, 2].map((shift) => {
    const text = Buffer.from("x".repeat(shift) + word).toString("base64");
    return text.slice(shift === 0 ? 0 : 4, -4);
  });
  return [word, ...encoded];
}

/**
 * Where a word is or ever was: stored mail, IMAP commands, submitted mail, posted forms. Use one long word, which no line break
 * divides.
 */
export function whereSeen(lab: Lab, word: string): string[] {
  const places = [...Object.entries(lab.seen()), ...lab.stored().map(({ path, text }) => [path, text] as const)];
  return places.filter(([, text]) => forms(word).some((form) => text.includes(form))).map(([place]) => place);
}
