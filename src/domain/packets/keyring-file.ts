import { type Split, splitCertificates } from "./split-certificates";

const BEGIN = /^[^\S\r\n]*-----BEGIN PGP (?:PUBLIC|PRIVATE) KEY BLOCK-----[^\S\r\n]*$/gm;
const END = /^[^\S\r\n]*-----END PGP (?:PUBLIC|PRIVATE) KEY BLOCK-----/m;

/**
 * Every certificate of a keyring file: binary, or armored in one block or several with text between them. Never throws. Text
 * without a block gives an empty list, not cut.
 */
export function readKeyringFile(bytes: Uint8Array): Split {
  // RFC 9580 4.2: every packet begins with the high bit set, which no ASCII text does.
  if (bytes.length > 0 && bytes[0]! >= 0x80 && bytes[0] !== 0xef) return splitCertificates(bytes);
  const text = new TextDecoder().decode(bytes);
  const certificates: Uint8Array[] = [];
  let cut = false;
  for (const begin of text.matchAll(BEGIN)) {
    const inner = text.slice(begin.index + begin[0].length);
    const end = END.exec(inner);
    const block = end ? decodeBlock(inner.slice(0, end.index)) : null;
    const split = block ? splitCertificates(block) : { certificates: [], cut: true };
    certificates.push(...split.certificates);
    cut ||= split.cut;
  }
  return { certificates, cut };
}

/** RFC 9580 6.2: headers, a blank line, base64, a checksum line that readers must ignore. Null when it is not base64. */
function decodeBlock(inner: string): Uint8Array | null {
  const lines = inner.split(/\r?\n/).map((line) => line.trim());
  const blank = lines.indexOf("", 1);
  const body = lines.slice(blank + 1).filter((line) => line !== "" && !/^=[A-Za-z0-9+/]{4}$/.test(line));
  try {
    return Uint8Array.from(atob(body.join("")), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}
