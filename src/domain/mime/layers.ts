// The one cryptographic status of a message: its outermost contiguous layers (RFC 9787 3.2, 4.2). OpenPGP material under or
// beside unprotected material is opened on its own and never makes the message sealed or signed. Attacks that wrap, prepend
// or append rely on the opposite (EFAIL; "Johnny, you are fired"; covert content).
import { armorKindOf, type OpenPgpKind, openPgpKindOf } from "./armor-mark";
import { decodeText } from "./charset";
import { MIME_LIMITS } from "./limits";
import { bodyBeginning, decodeBody, octetsAt, type Part } from "./tree";

export interface EncryptedLayer {
  readonly kind: "encrypted";
  /**
   * pgp-mime: RFC 3156 4. exchange: the three parts that Exchange makes of it in transit, which is also the form Cachet
   * sends. file: the whole message is one encrypted file. inline: its whole text is one armored message.
   */
  readonly form: "pgp-mime" | "exchange" | "file" | "inline";
  /** The part whose body (`decodeBody`) is the OpenPGP message, armored or binary. */
  readonly ciphertext: Part;
}

export type SignedLayer =
  | {
      readonly kind: "signed";
      /** RFC 3156 5. */
      readonly form: "pgp-mime";
      /** The signed part, whole; `signedOctets` returns it with the line ends that were signed. */
      readonly inner: Part;
      /** The part whose body is the detached signature. */
      readonly signature: Part;
    }
  | {
      readonly kind: "signed";
      /** The whole text is one clearsigned message (RFC 9580 7). */
      readonly form: "inline";
      readonly clearsigned: Part;
    };

/** The layer of a message, or of a decrypted or signed payload; null if it is neither sealed nor signed as a whole. */
export function layersOf(root: Part): EncryptedLayer | SignedLayer | null {
  return pgpMimeEncrypted(root) ?? pgpMimeSigned(root) ?? exchange(root) ?? loneFile(root) ?? inline(root);
}

/**
 * The layer directly inside another one, if the payload consists of that layer only; else null, and the payload is shown.
 * `around` counts the layers already opened. too-deep: one more would exceed what honest mail has. Only the forms of RFC 3156
 * count, since the others are ways to send whole messages.
 */
export function contiguousLayer(payload: Part, around: number): EncryptedLayer | SignedLayer | "too-deep" | null {
  const layer = pgpMimeEncrypted(payload) ?? pgpMimeSigned(payload);
  return layer && around >= MIME_LIMITS.layers ? "too-deep" : layer;
}

/** RFC 3156 4: the protocol parameter, exactly two parts with the right types, the first with Version: 1. */
function pgpMimeEncrypted(part: Part): EncryptedLayer | null {
  if (part.type !== "multipart/encrypted" || !says(part, "application/pgp-encrypted")) return null;
  const [version, data] = plainChildren(part, 2);
  if (!version || !data || version.type !== "application/pgp-encrypted" || !saysVersion(version)) return null;
  if (data.type !== "application/octet-stream") return null;
  return { kind: "encrypted", form: "pgp-mime", ciphertext: data };
}

/** RFC 3156 5: the protocol parameter, exactly two parts, the second with the right type. */
function pgpMimeSigned(part: Part): SignedLayer | null {
  if (part.type !== "multipart/signed" || !says(part, "application/pgp-signature")) return null;
  const [inner, signature] = part.children;
  if (part.ambiguous || part.children.length !== 2 || !inner || !signature) return null;
  if (signature.type !== "application/pgp-signature" || signature.ambiguous) return null;
  return { kind: "signed", form: "pgp-mime", inner, signature };
}

const VERSION_NAME = /^PGP\/?MIME versions? identification$/i;
const FILE_NAME = /\.(?:asc|pgp|gpg)$/i;
const COVER = new Set(["text/plain", "text/html"]);

/** Exactly a text, the version part and the file. The text is unprotected and left out. */
function exchange(part: Part): EncryptedLayer | null {
  if (part.type !== "multipart/mixed" || part.ambiguous || part.children.length !== 3) return null;
  const [cover, version, data] = part.children;
  if (!cover || !version || !data || !isCover(cover)) return null;
  const told = version.type === "application/pgp-encrypted" || VERSION_NAME.test(version.fileName ?? "");
  if (!told || version.ambiguous || version.children.length > 0 || !saysVersion(version)) return null;
  if (data.ambiguous || data.children.length > 0 || !FILE_NAME.test(data.fileName ?? "")) return null;
  if (openPgpKindOf(data) !== "encrypted") return null;
  return { kind: "encrypted", form: "exchange", ciphertext: data };
}

/** Webmails that write HTML turn the one line of text into a multipart/alternative. */
function isCover(part: Part): boolean {
  if (part.type === "multipart/alternative") return part.children.length > 0 && part.children.every(isPlainCover);
  return isPlainCover(part);
}

const isPlainCover = (part: Part): boolean =>
  COVER.has(part.type) && part.disposition !== "attachment" && part.fileName === null;

function loneFile(part: Part): EncryptedLayer | null {
  if (part.ambiguous || !isFile(part) || openPgpKindOf(part) !== "encrypted") return null;
  return { kind: "encrypted", form: "file", ciphertext: part };
}

/** Text that is all armor; beside it at most its own HTML version, which is ignored. */
function inline(root: Part): EncryptedLayer | SignedLayer | null {
  if (root.ambiguous) return null;
  const pair = root.type === "multipart/alternative" && root.children.length === 2;
  const [text, html] = pair ? root.children : [root];
  if (text?.type !== "text/plain" || text.ambiguous || text.disposition === "attachment") return null;
  if (html && html.type !== "text/html") return null;
  const kind = armorKindOf(text);
  if (kind !== "encrypted" && kind !== "clearsigned") return null;
  if (!isOneBlock(decodeText(decodeBody(text), "").text, kind)) return null;
  if (kind === "clearsigned") return { kind: "signed", form: "inline", clearsigned: text };
  return { kind: "encrypted", form: "inline", ciphertext: text };
}

/** Whether the text is one block, with nothing before or after it. */
function isOneBlock(text: string, kind: "encrypted" | "clearsigned"): boolean {
  const words = kind === "encrypted" ? "-----END PGP MESSAGE-----" : "-----END PGP SIGNATURE-----";
  const trimmed = text.trim();
  const end = trimmed.indexOf(`\n${words}`);
  if (end < 0 || end + 1 + words.length !== trimmed.length) return false;
  return (
    trimmed.lastIndexOf("\n-----BEGIN PGP SIGNED MESSAGE") <= 0 && trimmed.lastIndexOf("\n-----BEGIN PGP MESSAGE") <= 0
  );
}

/** The OpenPGP kind of a leaf; null if it has none. */
export function openPgpKindWithin(part: Part): OpenPgpKind | null {
  if (isFile(part)) return openPgpKindOf(part);
  return part.type === "text/plain" ? (armorKindOf(part) ?? armorFurtherOn(part)) : null;
}

/** Octets of a text that are searched for armor after other text. */
const SEARCHED = 65_536;
const LATER = /^-----BEGIN PGP (SIGNED )?MESSAGE-----\s*$/m;

function armorFurtherOn(part: Part): OpenPgpKind | null {
  const mark = LATER.exec(bodyBeginning(part, SEARCHED));
  return mark ? (mark[1] ? "clearsigned" : "encrypted") : null;
}

const FILE_TYPES = /^application\/(?:pgp-encrypted|pgp-signature|pgp-keys|pgp)$/;

/** Whether its type or name says that it is an OpenPGP file. */
const isFile = (part: Part): boolean =>
  FILE_TYPES.test(part.type) || /\.(?:asc|pgp|gpg|sig)$/i.test(part.fileName ?? "");

const says = (part: Part, protocol: string): boolean => part.params.get("protocol")?.trim().toLowerCase() === protocol;

/** The children if there are exactly `count`, none of them a multipart or ambiguous; else none. */
function plainChildren(part: Part, count: number): readonly Part[] {
  const plain = !part.ambiguous && part.children.every((child) => child.children.length === 0 && !child.ambiguous);
  return plain && part.children.length === count ? part.children : [];
}

/** RFC 3156 4: the control information holds a "Version: 1" field. */
const saysVersion = (part: Part): boolean => /^\s*version:\s*1\s*$/i.test(bodyBeginning(part, 200));

/**
 * The octets of a signed part with CRLF, as RFC 3156 5 has them signed. A view if they arrived that way, as in every raw
 * source except those that a webmail converted to text.
 */
export function signedOctets({ inner }: Extract<SignedLayer, { form: "pgp-mime" }>): Uint8Array {
  const raw = octetsAt(inner, inner.whole);
  let bare = 0;
  for (let at = 0; at < raw.length; at++) if (raw[at] === 10 && raw[at - 1] !== 13) bare++;
  if (bare === 0) return raw;
  const out = new Uint8Array(raw.length + bare);
  for (let at = 0, to = 0; at < raw.length; at++) {
    if (raw[at] === 10 && raw[at - 1] !== 13) out[to++] = 13;
    out[to++] = raw[at]!;
  }
  return out;
}
