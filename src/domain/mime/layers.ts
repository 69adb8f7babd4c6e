// The one cryptographic status of a message: its outermost contiguous layers (RFC 9787 3.2, 4.2). What stands under or beside
// material that nobody sealed or signed is a thing to open on its own, and never makes the message sealed or signed. That is
// what the attacks that wrap, prepend or append (EFAIL; "Johnny, you are fired"; covert content) live from.
import { armorKindOf, type OpenPgpKind, openPgpKindOf } from "./armor-mark";
import { decodeText } from "./charset";
import { MIME_LIMITS } from "./limits";
import { bodyBeginning, decodeBody, octetsAt, type Part, type Span } from "./tree";

export interface EncryptedLayer {
  readonly kind: "encrypted";
  /**
   * pgp-mime: RFC 3156 4. exchange: the three parts it is turned into on the way through Exchange, which is also how Cachet
   * sends. file: the whole message is one encrypted file. inline: its whole text is one armored message.
   */
  readonly form: "pgp-mime" | "exchange" | "file" | "inline";
  /** The part whose body (`decodeBody`) is the OpenPGP message, armored or binary. */
  readonly ciphertext: Part;
  /** Text beside it that nobody vouches for: to be left out, or to be shown apart, never with what was decrypted. */
  readonly cover: Part | null;
}

export type SignedLayer =
  | {
      readonly kind: "signed";
      /** RFC 3156 5. */
      readonly form: "pgp-mime";
      /** What the signature is over, in `inner.source`; `signedOctets` gives it with the line ends it was made for. */
      readonly signedRange: Span;
      readonly inner: Part;
      /** Its body is the detached signature. */
      readonly signature: Part;
      /** As told, without "pgp-"; null when not told. Never to be relied on. */
      readonly micalg: string | null;
    }
  | {
      readonly kind: "signed";
      /** The whole text is one clearsigned message (RFC 9580 7). */
      readonly form: "inline";
      readonly clearsigned: Part;
    };

export interface ClearLayer {
  readonly kind: "clear";
  readonly root: Part;
  /** OpenPGP material somewhere within, in order. */
  readonly nested: readonly Nested[];
}

export type Layer = EncryptedLayer | SignedLayer | ClearLayer;

export interface Nested {
  readonly kind: "encrypted" | "signed" | "signature" | "keys";
  readonly form: "pgp-mime" | "file" | "inline";
  /** The multipart for pgp-mime: read as a message of its own (its `whole` span), it is that layer. */
  readonly part: Part;
}

/** What the message, or a decrypted or signed payload, is. */
export function layersOf(root: Part): Layer {
  return (
    pgpMimeEncrypted(root) ??
    pgpMimeSigned(root) ??
    exchange(root) ??
    loneFile(root) ??
    inline(root) ?? { kind: "clear", root, nested: nestedIn(root) }
  );
}

/**
 * The layer directly inside another one, if the payload is nothing but that layer; else null, and the payload is what is
 * shown. `around` counts the layers already opened: too-deep, when one more is beyond what mail has. Only RFC 3156's forms
 * count: the others are how whole messages are sent.
 */
export function contiguousLayer(payload: Part, around: number): EncryptedLayer | SignedLayer | "too-deep" | null {
  const layer = pgpMimeEncrypted(payload) ?? pgpMimeSigned(payload);
  return layer && around >= MIME_LIMITS.layers ? "too-deep" : layer;
}

/** RFC 3156 4: protocol, exactly two parts, of those types, the first saying Version: 1. */
function pgpMimeEncrypted(part: Part): EncryptedLayer | null {
  if (part.type !== "multipart/encrypted" || !says(part, "application/pgp-encrypted")) return null;
  const [version, data] = plainChildren(part, 2);
  if (!version || !data || version.type !== "application/pgp-encrypted" || !saysVersion(version)) return null;
  if (data.type !== "application/octet-stream") return null;
  return { kind: "encrypted", form: "pgp-mime", ciphertext: data, cover: null };
}

/** RFC 3156 5: protocol, exactly two parts, the second of that type. */
function pgpMimeSigned(part: Part): SignedLayer | null {
  if (part.type !== "multipart/signed" || !says(part, "application/pgp-signature")) return null;
  const [inner, signature] = part.children;
  if (part.ambiguous || part.children.length !== 2 || !inner || !signature) return null;
  if (signature.type !== "application/pgp-signature" || signature.ambiguous) return null;
  const micalg = part.params.get("micalg")?.trim().toLowerCase().replace(/^pgp-/, "") ?? null;
  return { kind: "signed", form: "pgp-mime", signedRange: inner.whole, inner, signature, micalg };
}

const VERSION_NAME = /^PGP\/?MIME versions? identification$/i;
const FILE_NAME = /\.(?:asc|pgp|gpg)$/i;
const COVER = new Set(["text/plain", "text/html"]);

/** Exactly a text, the version and the file, and nothing beside them. */
function exchange(part: Part): EncryptedLayer | null {
  if (part.type !== "multipart/mixed" || part.ambiguous || part.children.length !== 3) return null;
  const [cover, version, data] = part.children;
  if (!cover || !version || !data || !isCover(cover)) return null;
  const told = version.type === "application/pgp-encrypted" || VERSION_NAME.test(version.fileName ?? "");
  if (!told || version.ambiguous || version.children.length > 0 || !saysVersion(version)) return null;
  if (data.ambiguous || data.children.length > 0 || !FILE_NAME.test(data.fileName ?? "")) return null;
  if (openPgpKindOf(data) !== "encrypted") return null;
  return { kind: "encrypted", form: "exchange", ciphertext: data, cover };
}

/** Webmail that writes HTML makes the one line of text a multipart/alternative. */
function isCover(part: Part): boolean {
  if (part.type === "multipart/alternative") return part.children.length > 0 && part.children.every(isPlainCover);
  return isPlainCover(part);
}

const isPlainCover = (part: Part): boolean =>
  COVER.has(part.type) && part.disposition !== "attachment" && part.fileName === null;

function loneFile(part: Part): EncryptedLayer | null {
  if (part.ambiguous || !isFile(part) || openPgpKindOf(part) !== "encrypted") return null;
  return { kind: "encrypted", form: "file", ciphertext: part, cover: null };
}

/** Text all of which is armor; beside it at most its own HTML rendering, which is not looked at. */
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
  return { kind: "encrypted", form: "inline", ciphertext: text, cover: html ?? null };
}

/** Nothing before it, nothing after it, and no second one. */
function isOneBlock(text: string, kind: "encrypted" | "clearsigned"): boolean {
  const words = kind === "encrypted" ? "-----END PGP MESSAGE-----" : "-----END PGP SIGNATURE-----";
  const trimmed = text.trim();
  const end = trimmed.indexOf(`\n${words}`);
  if (end < 0 || end + 1 + words.length !== trimmed.length) return false;
  return (
    trimmed.lastIndexOf("\n-----BEGIN PGP SIGNED MESSAGE") <= 0 && trimmed.lastIndexOf("\n-----BEGIN PGP MESSAGE") <= 0
  );
}

function nestedIn(part: Part): Nested[] {
  if (pgpMimeEncrypted(part)) return [{ kind: "encrypted", form: "pgp-mime", part }];
  if (pgpMimeSigned(part)) return [{ kind: "signed", form: "pgp-mime", part }];
  if (part.children.length > 0) return part.children.flatMap(nestedIn);
  const kind = openPgpKindWithin(part);
  if (!kind) return [];
  const form = isFile(part) ? "file" : "inline";
  return [{ kind: kind === "clearsigned" ? "signed" : kind, form, part }];
}

/** Of a leaf; null when it is nothing of OpenPGP's. */
export function openPgpKindWithin(part: Part): OpenPgpKind | null {
  if (isFile(part)) return openPgpKindOf(part);
  return part.type === "text/plain" ? (armorKindOf(part) ?? armorFurtherOn(part)) : null;
}

/** Octets of a text that are searched for armor with words before it. */
const SEARCHED = 65_536;
const LATER = /^-----BEGIN PGP (SIGNED )?MESSAGE-----\s*$/m;

function armorFurtherOn(part: Part): OpenPgpKind | null {
  const mark = LATER.exec(bodyBeginning(part, SEARCHED));
  return mark ? (mark[1] ? "clearsigned" : "encrypted") : null;
}

const FILE_TYPES = /^application\/(?:pgp-encrypted|pgp-signature|pgp-keys|pgp)$/;

/** Says by type or name that it is an OpenPGP file. */
const isFile = (part: Part): boolean =>
  FILE_TYPES.test(part.type) || /\.(?:asc|pgp|gpg|sig)$/i.test(part.fileName ?? "");

const says = (part: Part, protocol: string): boolean => part.params.get("protocol")?.trim().toLowerCase() === protocol;

/** The children when there are exactly so many, none of them a multipart or told in two ways. */
function plainChildren(part: Part, count: number): readonly Part[] {
  const plain = !part.ambiguous && part.children.every((child) => child.children.length === 0 && !child.ambiguous);
  return plain && part.children.length === count ? part.children : [];
}

/** RFC 3156 4: the control information holds a "Version: 1" field. */
const saysVersion = (part: Part): boolean => /^\s*version:\s*1\s*$/i.test(bodyBeginning(part, 200));

/**
 * The octets of a signed part as RFC 3156 5 has them signed: with CRLF. A view where they came that way, as they do in any
 * raw source but those that a webmail turned into text.
 */
export function signedOctets({ inner, signedRange }: Extract<SignedLayer, { form: "pgp-mime" }>): Uint8Array {
  const raw = octetsAt(inner, signedRange);
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
