// Decodes octets to text, for forty years of mail.

/** `guessed`: the declared charset was unknown or did not fit the octets, so some characters may be wrong. */
export interface DecodedText {
  readonly text: string;
  readonly guessed: boolean;
}

/** Labels of mailers that know no better. RFC 6532 and custom make them UTF-8, as long as the octets can be read as that. */
const UNTOLD = /^(?:|us-?ascii|ascii|ansi_x3\.4-1968|unknown-8bit|x-unknown|utf-?8|unicode-1-1-utf-8)$/;
/** Labels that the Encoding standard lacks. */
const ALIASES: Readonly<Record<string, string>> = {
  latin9: "iso-8859-15",
  "latin-9": "iso-8859-15",
  "latin-1": "iso-8859-1",
  cp932: "shift_jis",
  "x-gbk": "gbk",
  "cp-1252": "windows-1252",
};

/** Never throws. `label`: the charset as declared; empty if none is. */
export function decodeText(bytes: Uint8Array, label: string): DecodedText {
  const told = label.trim().toLowerCase();
  if (UNTOLD.test(told)) return decodeUtf8(bytes);
  const decoder = decoderFor(ALIASES[told] ?? told, bytes.length);
  if (decoder) {
    try {
      return { text: decoder.decode(bytes), guessed: false };
    } catch {
      // Not in the declared charset.
    }
  }
  const utf8 = tried("utf-8", bytes);
  return { text: utf8 ?? windows1252(bytes), guessed: true };
}

function decodeUtf8(bytes: Uint8Array): DecodedText {
  const strict = tried("utf-8", bytes);
  if (strict !== null) return { text: strict, guessed: false };
  // Either UTF-8 with one octet lost or damaged, and then other characters beyond ASCII are intact; or not UTF-8 at all.
  const loose = new TextDecoder().decode(bytes);
  return { text: /[\u0080-\ufffc]/.test(loose) ? loose : windows1252(bytes), guessed: true };
}

function tried(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decoderFor(label: string, length: number): TextDecoder | null {
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    // Half a code unit at the end means a wrong label; decoding would turn all text into characters of another script.
    if (decoder.encoding.startsWith("utf-16") && length % 2 === 1) return null;
    return decoder.encoding === "x-user-defined" ? null : decoder;
  } catch {
    return null;
  }
}

const windows1252 = (bytes: Uint8Array): string => new TextDecoder("windows-1252").decode(bytes);
