// Rates a key by itself: whether its algorithm can be broken, and how long it is valid. As of November 2026.
import { ENDS_SOON } from "./account-index";

export type Strength = "strong" | "fair" | "weak" | "unknown";

export const STRENGTH = 70;
export const LIFE = 30;

export const STRENGTHS: Readonly<Record<Strength, { points: number; reason: string; hint: string | null }>> = {
  strong: { points: STRENGTH, reason: "contact_strength_strong", hint: null },
  fair: { points: 50, reason: "contact_strength_fair", hint: null },
  weak: { points: 0, reason: "contact_strength_weak", hint: "ask_stronger_key" },
  unknown: { points: 0, reason: "contact_strength_unknown", hint: null },
};

/** By the names of certificate.ts. RFC 9580 9.2 lists the curves. */
const CURVES: Readonly<Record<string, Strength>> = {
  Ed25519: "strong",
  Curve25519: "strong",
  X25519: "strong",
  Ed448: "strong",
  X448: "strong",
  "NIST P-256": "strong",
  "NIST P-384": "strong",
  "NIST P-521": "strong",
  "Brainpool P-256": "strong",
  "Brainpool P-384": "strong",
  "Brainpool P-512": "strong",
  // Sound, but in no OpenPGP standard.
  secp256k1: "fair",
};

/**
 * RSA keys below 3072 bits should not be generated, and below 2048 not used (RFC 9580 12.4). DSA and Elgamal should not be
 * used at all (12.5, 12.6). An unknown name may be anything.
 */
export function strengthOf(algorithm: string): Strength {
  if (Object.hasOwn(CURVES, algorithm)) return CURVES[algorithm]!;
  if (/^(?:DSA|ELGAMAL)\b/i.test(algorithm)) return "weak";
  const bits = Number(/^RSA (\d{3,5})$/.exec(algorithm)?.[1] ?? Number.NaN);
  if (Number.isNaN(bits)) return "unknown";
  if (bits >= 3072) return "strong";
  return bits >= 2048 ? "fair" : "weak";
}

/** endless: no expiry is set, so a lost key stays valid forever. old: the same, and made long ago. */
export type KeyLife = "ends" | "endless" | "old" | "ending" | "expired" | "revoked";

export const LIVES: Readonly<Record<KeyLife, { points: number; reason: string; hint: string | null }>> = {
  ends: { points: LIFE, reason: "contact_life_ends", hint: null },
  endless: { points: 20, reason: "contact_life_endless", hint: null },
  old: { points: 10, reason: "contact_life_old", hint: "ask_stronger_key" },
  ending: { points: 15, reason: "contact_life_ending", hint: "ask_key_life" },
  expired: { points: 0, reason: "contact_life_expired", hint: "ask_new_key" },
  revoked: { points: 0, reason: "contact_life_revoked", hint: "ask_new_key" },
};

/** A key made this long ago without an expiry is perhaps no longer maintained; milliseconds. */
export const OLD_AFTER = 10 * 365 * 24 * 60 * 60 * 1000;

/** `now` and all times in milliseconds. */
export function lifeOfKey(
  {
    status,
    createdAt,
    expiresAt,
  }: { status: "good" | "expired" | "revoked"; createdAt: number; expiresAt: number | null },
  now: number,
): KeyLife {
  if (status !== "good") return status;
  if (expiresAt === null) return now - createdAt > OLD_AFTER ? "old" : "endless";
  if (expiresAt <= now) return "expired";
  return expiresAt - now > ENDS_SOON ? "ends" : "ending";
}
