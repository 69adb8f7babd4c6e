// Finds inline OpenPGP in text: RFC 9580 6.2 (armor) and 7 (cleartext signature framework). Where pages mangle armor
// (no-break spaces, lost or doubled blank lines), the damage that cannot change meaning is repaired; signed text is
// left as it is.

/** A line of text. No block extends across a wall (a picture, a form field). */
export interface ArmorLine {
  readonly text: string;
  readonly wall: boolean;
}

export interface Armor {
  readonly kind: "message" | "signed" | "key" | "clipped";
  /** Empty when clipped. */
  readonly text: string;
  /** Indexes of the first and last line. */
  readonly first: number;
  readonly last: number;
}

const BEGIN_ANY = /^-----BEGIN\s+PGP\s+(SIGNED\s+MESSAGE|MESSAGE|PUBLIC\s+KEY\s+BLOCK)-----$/;
const BEGIN_SIGNATURE = /^-----BEGIN\s+PGP\s+SIGNATURE-----$/;
const END_MESSAGE = /^-----END\s+PGP\s+MESSAGE-----$/;
const END_KEY = /^-----END\s+PGP\s+PUBLIC\s+KEY\s+BLOCK-----$/;
const END_SIGNATURE = /^-----END\s+PGP\s+SIGNATURE-----$/;
const END = { message: END_MESSAGE, signed: END_SIGNATURE, key: END_KEY } as const;
const HEADER = /^[A-Za-z][A-Za-z0-9-]*: /;
const DATA = /^[A-Za-z0-9+/]{16,}={0,2}$/;
const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

export const clean = (text: string): string => text.replace(ZERO_WIDTH, "").trim();
const squeeze = (text: string): string => clean(text).replace(/\s+/g, "");

/**
 * All blocks in these lines, in order. Armor lines that are quoted ("> ") or mentioned in prose do not count, because they do
 * not begin the line or are not alone on it.
 */
export function armorIn(lines: readonly ArmorLine[]): Armor[] {
  const found: Armor[] = [];
  let first = -1;
  let kind: "message" | "signed" | "key" = "message";
  let signature = -1;
  const reset = (): void => {
    first = -1;
    signature = -1;
  };
  for (const [index, line] of lines.entries()) {
    if (line.wall) {
      reset();
      continue;
    }
    const text = line.text.includes("-----") ? clean(line.text) : "";
    if (!text.startsWith("-----")) continue;
    const begin = BEGIN_ANY.exec(text);
    if (begin) {
      // The nearest BEGIN counts: armor does not nest, and signed text would have it dash-escaped.
      reset();
      first = index;
      kind = begin[1] === "MESSAGE" ? "message" : begin[1]!.startsWith("SIGNED") ? "signed" : "key";
    } else if (first >= 0 && kind === "signed" && BEGIN_SIGNATURE.test(text)) signature = index;
    else if (first >= 0 && END[kind].test(text) && (kind !== "signed" || signature > 0)) {
      const block = lines.slice(first, index + 1).map((l) => l.text);
      const whole =
        kind === "signed"
          ? signedText(block, signature - first)
          : messageText(block, kind === "key" ? "PUBLIC KEY BLOCK" : "MESSAGE");
      if (whole) found.push({ kind, text: whole, first, last: index });
      reset();
    }
  }
  if (
    first >= 0 &&
    // Half a key is useless and not reported. A message without its end cannot be opened.
    kind !== "key" &&
    looksCut(
      lines.slice(first + 1).map((l) => clean(l.text)),
      kind === "signed",
    )
  ) {
    found.push({ kind: "clipped", text: "", first, last: lines.length - 1 });
  }
  return found;
}

/** A lone BEGIN counts as clipped armor only if what follows does not look like prose. */
const looksCut = (rest: readonly string[], signed: boolean): boolean =>
  signed
    ? rest.some((l) => /^Hash: /.test(l) || BEGIN_SIGNATURE.test(l))
    : rest.slice(0, 12).some((l) => DATA.test(squeeze(l)) && squeeze(l).length >= 40);

/** BEGIN, headers, one blank line, data, END. Null when nothing in it can be data. */
function messageText(block: readonly string[], label: "MESSAGE" | "SIGNATURE" | "PUBLIC KEY BLOCK"): string | null {
  const inner = block.slice(1, -1).map(clean);
  const headers: string[] = [];
  let at = 0;
  while (at < inner.length && HEADER.test(inner[at]!)) headers.push(inner[at++]!);
  const data = inner.slice(at).map(squeeze).filter(Boolean);
  if (!data.some((line) => DATA.test(line))) return null;
  return [`-----BEGIN PGP ${label}-----`, ...headers, "", ...data, `-----END PGP ${label}-----`, ""].join("\n");
}

function signedText(block: readonly string[], signature: number): string | null {
  const tail = messageText(block.slice(signature), "SIGNATURE");
  if (!tail) return null;
  const hashes: string[] = [];
  let at = 1;
  while (at < signature && /^Hash: /.test(clean(block[at]!))) hashes.push(clean(block[at++]!));
  if (at < signature && clean(block[at]!) === "") at += 1;
  return ["-----BEGIN PGP SIGNED MESSAGE-----", ...hashes, "", ...block.slice(at, signature), tail].join("\n");
}

/** The signature of a clearsigned text without its line breaks, which identifies the block whatever a page did to the text. */
export const signatureOf = (signed: string): string =>
  squeeze(/-----BEGIN PGP SIGNATURE-----\n([\s\S]*)-----END/.exec(signed)?.[1] ?? "");

/** Blocks in plain text. */
export const armorInText = (text: string): Armor[] =>
  armorIn(text.split("\n").map((line) => ({ text: line, wall: false })));
