// Who may receive a message: the least that must hold for every recipient before it is sealed. A message of a class above
// "anyone" is never sent unencrypted.
import { isInside } from "../organisation";
import { SEALABLE, type TrustState } from "./trust-state";

/** anyone: no requirement. key: a key to seal to. known: a key in use for a while, or verified. verified: a verified key. */
export const LEVELS = ["anyone", "key", "known", "verified"] as const;
export type Level = (typeof LEVELS)[number];

export interface MessageClass {
  readonly level: Level;
  /** Only addresses of the user's organisation. */
  readonly inside: boolean;
}

export const ANYONE: MessageClass = { level: "anyone", inside: false };

const MEETS: Readonly<Record<Exclude<Level, "anyone">, readonly TrustState[]>> = {
  key: SEALABLE,
  known: ["known", "verified", "own"],
  verified: ["verified", "own"],
};

export const isAboveDefault = ({ level, inside }: MessageClass): boolean => level !== "anyone" || inside;

/** The requirements of both together. */
export function stricter(a: MessageClass, b: MessageClass): MessageClass {
  const level = LEVELS[Math.max(LEVELS.indexOf(a.level), LEVELS.indexOf(b.level))]!;
  return { level, inside: a.inside || b.inside };
}

interface Recipient {
  readonly address: string;
  readonly state: TrustState;
}

export type Missing = Exclude<Level, "anyone"> | "inside";

/** Recipients who do not meet the class, by what is missing; only the first thing missing is reported. Null: all meet it. */
export function belowClass(
  { level, inside }: MessageClass,
  recipients: readonly Recipient[],
  domains: readonly string[],
): { readonly missing: Missing; readonly addresses: readonly string[] } | null {
  const outside = inside
    ? recipients.filter(({ address, state }) => state !== "own" && !isInside(address, domains))
    : [];
  if (outside.length > 0) return { missing: "inside", addresses: outside.map(({ address }) => address) };
  // Above the default nothing is sent unencrypted, so every recipient needs at least a key.
  const least = inside && level === "anyone" ? "key" : level;
  if (least === "anyone") return null;
  const below = recipients.filter(({ state }) => !MEETS[least].includes(state));
  return below.length > 0 ? { missing: least, addresses: below.map(({ address }) => address) } : null;
}

/**
 * The class as a value for a draft's own header field. `readClass` reads what `writeClass` wrote, and anything else as
 * ANYONE.
 */
export const writeClass = ({ level, inside }: MessageClass): string => (inside ? `${level} inside` : level);

export function readClass(text: string): MessageClass {
  const [level, inside] = text.trim().split(/\s+/);
  return { level: LEVELS.find((one) => one === level) ?? "anyone", inside: inside === "inside" };
}
