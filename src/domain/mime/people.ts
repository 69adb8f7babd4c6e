// The people in address lists, with their display names decoded.
import type { Person } from "../address";
import { addressesIn } from "./headers";
import { decodeWords } from "./words";

/** Null if part of the list cannot be read; see `addressesIn`. `value`: a field value as returned by `readHeaders`. */
export function peopleIn(value: string): Person[] | null {
  const addresses = addressesIn(value);
  if (!addresses) return null;
  const names = namesIn(value);
  return addresses.map((address, index) => ({
    address: address as Person["address"],
    // If the two parsers disagree, no name is shown, rather than one beside somebody else's address.
    name: names.length === addresses.length ? names[index]! : "",
  }));
}

/** The words before each "<", or nothing. Splits as `addressesIn` does, but keeps quoted words. */
function namesIn(value: string): string[] {
  const names: string[] = [];
  let words = "";
  let name: string | null = null;
  let filled = false;
  let quoted = false;
  let angled = false;
  let depth = 0;
  const end = (): void => {
    if (filled) names.push(name ?? "");
    words = "";
    name = null;
    filled = false;
  };
  for (let at = 0; at < value.length; at++) {
    const char = value[at]!;
    if (char === "\\" && (quoted || depth > 0)) {
      at += 1;
      if (quoted) words += value[at] ?? "";
    } else if (depth > 0) depth += char === "(" ? 1 : char === ")" ? -1 : 0;
    else if (char === '"') quoted = !quoted;
    else if (quoted) words += char;
    else if (char === "(") depth = 1;
    else if (char === "<") {
      angled = true;
      filled = true;
      name = decodeWords(words.trim()).trim();
    } else if (char === ">") angled = false;
    else if ((char === "," || char === ";") && !angled) end();
    else if (char === ":" && !angled) {
      words = "";
      filled = false;
    } else {
      words += char;
      filled ||= /\S/.test(char);
    }
  }
  end();
  return names;
}
