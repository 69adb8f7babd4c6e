// How ready the user is to write and receive private mail: the device, the key, and the people (docs/privacy-index.md).
import { type DeviceFacts, deviceIndex } from "./device-index";
import type { Contribution, PrivacyIndex } from "./index-types";
import { type Cap, tally } from "./tally";

export type AccountAxis = "device" | "key" | "people";
export const ACCOUNT_AXES: readonly AccountAxis[] = ["device", "key", "people"];
export type AccountIndex = PrivacyIndex<AccountAxis>;

export interface AccountFacts {
  readonly device: DeviceFacts;
  /** When the key expires, milliseconds; null: never. */
  readonly expiresAt: number | null;
  /** A check found the key where other people look for it. */
  readonly published: boolean;
  /** A message has been sealed to somebody. */
  readonly sealedBefore: boolean;
  /** Contacts with a verified key that is still valid. */
  readonly verified: number;
}

/** Within this time before its expiry, extending a key is suggested; milliseconds. */
export const ENDS_SOON = 30 * 24 * 60 * 60 * 1000;

export type Life = "good" | "ending" | "ended";

export function lifeOf(expiresAt: number | null, now: number): Life {
  if (expiresAt === null || expiresAt - now > ENDS_SOON) return "good";
  return expiresAt > now ? "ending" : "ended";
}

interface Judged {
  readonly points: number;
  readonly reason: string;
  readonly hint: string | null;
  readonly evidence?: Readonly<Record<string, string>>;
}

const KEY = 40;
const LIFE = 30;
const PUBLISHED = 30;
const SEALED = 30;
/** Points by the number of verified people. A count and not a share, because writing to a new person must not cost points. */
const VERIFIED = [0, 30, 50, 70] as const;
export const ENOUGH_VERIFIED = 3;

const LIVES: Readonly<Record<Life, Judged>> = {
  good: { points: LIFE, reason: "account_life_good", hint: null },
  // Worth no more than an expired one, so that extending it is among the steps with the largest gain while there is time.
  ending: { points: 0, reason: "account_life_ending", hint: "extend" },
  ended: { points: 0, reason: "account_life_ended", hint: "extend" },
};

interface Row {
  readonly axis: AccountAxis;
  readonly of: number;
  readonly judge: (facts: AccountFacts, now: number) => Judged;
}

/** The points of each axis add up to 100. The index of the device counts as one axis, unchanged. */
const ROWS: readonly Row[] = [
  {
    axis: "device",
    of: 100,
    judge: ({ device }, now) => ({ points: deviceIndex(device, now).score, reason: "account_device", hint: null }),
  },
  { axis: "key", of: KEY, judge: () => ({ points: KEY, reason: "account_key", hint: null }) },
  { axis: "key", of: LIFE, judge: ({ expiresAt }, now) => LIVES[lifeOf(expiresAt, now)] },
  {
    axis: "key",
    of: PUBLISHED,
    judge: ({ published }) =>
      published
        ? { points: PUBLISHED, reason: "account_published", hint: null }
        : { points: 0, reason: "account_not_published", hint: "publish" },
  },
  {
    axis: "people",
    of: SEALED,
    judge: ({ sealedBefore }) =>
      sealedBefore
        ? { points: SEALED, reason: "account_sealed", hint: null }
        : { points: 0, reason: "account_never_sealed", hint: "try" },
  },
  {
    axis: "people",
    of: VERIFIED[ENOUGH_VERIFIED],
    judge: ({ verified }) => {
      const counted = Math.min(verified, ENOUGH_VERIFIED);
      return {
        points: VERIFIED[counted]!,
        reason: `account_verified_${counted}`,
        hint: counted < ENOUGH_VERIFIED ? "verify_people" : null,
      };
    },
  },
];

/** Nobody can encrypt to an expired key, however well it is kept. */
const ENDED: Cap = { cap: "account_life_ended", atBest: "e" };

/** The index for one key. `now`: milliseconds. */
export function accountIndex(facts: AccountFacts, now: number): AccountIndex {
  const contributions = ROWS.map(
    ({ axis, of, judge }): Contribution<AccountAxis> => ({ axis, of, evidence: {}, ...judge(facts, now) }),
  );
  return tally(ACCOUNT_AXES, contributions, lifeOf(facts.expiresAt, now) === "ended" ? ENDED : null);
}

export interface WeakestKey {
  readonly index: AccountIndex;
  /** Its index among the keys. */
  readonly at: number;
}

/**
 * An account with several keys is worth as much as its weakest: the lowest score, and the grade of a key that a rule caps.
 * Null without a key.
 */
export function weakestKey(keys: readonly AccountFacts[], now: number): WeakestKey | null {
  if (keys.length === 0) return null;
  const indexes = keys.map((facts) => accountIndex(facts, now));
  const at = indexes.reduce((worst, { score }, i) => (score < indexes[worst]!.score ? i : worst), 0);
  const index = indexes[at]!;
  const held = indexes.find(({ cap }) => cap !== null);
  return { at, index: held && index.cap === null ? { ...index, grade: held.grade, cap: held.cap } : index };
}
