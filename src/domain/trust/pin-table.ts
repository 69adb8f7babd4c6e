// The pin table as text, to be signed by the user's own key, so that a table restored, synchronised or changed by another
// program can be told from the one the user made.

/** The signed part of one contact. Times in milliseconds, fingerprints in lower-case hex. */
export interface PinEntry {
  readonly address: string;
  readonly name: string;
  readonly pinned: string | null;
  readonly held: string | null;
  readonly rejected: readonly string[];
  readonly retired: readonly string[];
  readonly verifiedAt: number | null;
  readonly everVerified: boolean;
}

export interface PinTable {
  readonly madeAt: number;
  readonly pins: readonly PinEntry[];
  /** Certificates by fingerprint; the table that Cachet keeps for itself has none. */
  readonly certificates: ReadonlyMap<string, Uint8Array>;
}

/**
 * Whether the pins are those that the user's own key signed. unsigned: not signed yet. altered: another program changed the
 * pins of `addresses`; an empty list if the signature itself is broken.
 */
export interface PinCheck {
  readonly state: "good" | "unsigned" | "altered";
  readonly addresses: readonly string[];
}

const TYPE = "cachet-pins";
const VERSION = 1;

/** The only way to write an entry: members in this order, lists sorted. Equal entries are equal texts. */
export const canonicalEntry = (entry: PinEntry): string =>
  JSON.stringify({
    address: entry.address,
    name: entry.name,
    pinned: entry.pinned,
    held: entry.held,
    rejected: [...entry.rejected].sort(),
    retired: [...entry.retired].sort(),
    verifiedAt: entry.verifiedAt,
    everVerified: entry.everVerified,
  });

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** JSON, one entry or certificate (base64) per line, sorted by address and fingerprint. */
export function formatPinTable({ madeAt, pins, certificates }: PinTable): string {
  const entries = [...pins].sort((a, b) => byCode(a.address, b.address)).map(canonicalEntry);
  const keys = [...certificates]
    .sort(([a], [b]) => byCode(a, b))
    .map(([fingerprint, bytes]) => `${JSON.stringify(fingerprint)}:${JSON.stringify(bytes.toBase64())}`);
  const lines = (items: readonly string[]): string => items.map((item) => `\n${item}`).join(",");
  return `{"type":"${TYPE}","version":${VERSION},"madeAt":${madeAt},"pins":[${lines(entries)}],"certificates":{${lines(keys)}}}\n`;
}

/** Null when the text is not a pin table of this version. One malformed entry makes the whole table invalid. */
export function parsePinTable(text: string): PinTable | null {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(raw) || raw.type !== TYPE || raw.version !== VERSION || typeof raw.madeAt !== "number") return null;
  if (!Array.isArray(raw.pins) || !raw.pins.every(isEntry) || !isObject(raw.certificates)) return null;
  const certificates = new Map<string, Uint8Array>();
  for (const [fingerprint, base64] of Object.entries(raw.certificates)) {
    const bytes = typeof base64 === "string" ? decoded(base64) : null;
    if (!isFingerprint(fingerprint) || !bytes) return null;
    certificates.set(fingerprint, bytes);
  }
  return { madeAt: raw.madeAt, pins: raw.pins, certificates };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isFingerprint = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(value);

const isList = (value: unknown): boolean => Array.isArray(value) && value.every(isFingerprint);

function isEntry(value: unknown): value is PinEntry {
  return (
    isObject(value) &&
    typeof value.address === "string" &&
    value.address.length <= 254 &&
    typeof value.name === "string" &&
    (value.pinned === null || isFingerprint(value.pinned)) &&
    (value.held === null || isFingerprint(value.held)) &&
    isList(value.rejected) &&
    isList(value.retired) &&
    (value.verifiedAt === null || typeof value.verifiedAt === "number") &&
    typeof value.everVerified === "boolean"
  );
}

function decoded(base64: string): Uint8Array | null {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    return null;
  }
}
