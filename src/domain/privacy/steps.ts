// The user's next steps and the gain of each. The gain is computed by applying the step and scoring again, so that the figure
// on screen is the real rise.
import { type AccountFacts, type AccountIndex, ENOUGH_VERIFIED, lifeOf, weakestKey } from "./account-index";
import { backupAges, type DeviceFacts } from "./device-index";

/** One of the user's own keys. */
export interface KeyFacts {
  readonly protection: DeviceFacts["protection"];
  readonly backupAt: number | null;
  readonly expiresAt: number | null;
  readonly published: boolean;
}

/** The facts behind the account's index and the steps. Times are in milliseconds. */
export interface OwnFacts {
  readonly keys: readonly KeyFacts[];
  readonly storageKept: boolean | null;
  readonly sealedBefore: boolean;
  readonly verified: number;
  /** Contacts whose key is in use and could be compared. */
  readonly unverified: number;
}

export const accountsOf = ({ keys, storageKept, sealedBefore, verified }: OwnFacts): AccountFacts[] =>
  keys.map(({ protection, backupAt, expiresAt, published }) => ({
    device: { protection, backupAt, storageKept },
    expiresAt,
    published,
    sealedBefore,
    verified,
  }));

const indexOf = (facts: OwnFacts, now: number): AccountIndex | null =>
  weakestKey(accountsOf(facts), now)?.index ?? null;

/** 0 without a key. */
export const scoreOf = (facts: OwnFacts, now: number): number => indexOf(facts, now)?.score ?? 0;

export type StepId = "make-key" | "extend" | "backup" | "passphrase" | "try" | "publish" | "verify" | "storage";

interface StepRule {
  readonly id: StepId;
  /** Whether it can be done now. */
  readonly open: (facts: OwnFacts, now: number) => boolean;
  /** The facts after the step. */
  readonly after: (facts: OwnFacts, now: number) => OwnFacts;
  /** Indexes of the keys that lack it; none for a step that is about no key in particular. */
  readonly keys: (facts: OwnFacts, now: number) => number[];
}

const whole = (id: StepId, open: StepRule["open"], after: StepRule["after"]): StepRule => ({
  id,
  open,
  after,
  keys: () => [],
});

/** Steps about one key each; done once no key lacks them. */
function perKey(
  id: StepId,
  lacks: (key: KeyFacts, now: number) => boolean,
  given: (key: KeyFacts, now: number) => KeyFacts,
): StepRule {
  return {
    id,
    open: ({ keys }, now) => keys.some((key) => lacks(key, now)),
    after: (facts, now) => ({ ...facts, keys: facts.keys.map((key) => (lacks(key, now) ? given(key, now) : key)) }),
    keys: ({ keys }, now) => keys.flatMap((key, i) => (lacks(key, now) ? [i] : [])),
  };
}

/** The lifetime of a new or extended key (domain/pgp/secret-key.ts). */
const TWO_YEARS = 2 * 365 * 24 * 60 * 60 * 1000;

const newKey = (now: number): KeyFacts => ({
  protection: "device",
  backupAt: null,
  expiresAt: now + TWO_YEARS,
  published: false,
});

/** Of two steps with equal gain the earlier is named first: without a key nothing works; a lost key loses all mail. */
const RULES: readonly StepRule[] = [
  whole(
    "make-key",
    ({ keys }) => keys.length === 0,
    (facts, now) => ({ ...facts, keys: [newKey(now)] }),
  ),
  perKey(
    "extend",
    ({ expiresAt }, now) => lifeOf(expiresAt, now) !== "good",
    (key, now) => ({ ...key, expiresAt: now + TWO_YEARS }),
  ),
  perKey(
    "backup",
    ({ backupAt }, now) => backupAt === null || backupAges(backupAt, now),
    (key, now) => ({ ...key, backupAt: now }),
  ),
  perKey(
    "passphrase",
    ({ protection }) => protection === "device",
    (key) => ({ ...key, protection: "passphrase" }),
  ),
  whole(
    "try",
    ({ keys, sealedBefore }) => keys.length > 0 && !sealedBefore,
    (facts) => ({ ...facts, sealedBefore: true }),
  ),
  perKey(
    "publish",
    ({ published }) => !published,
    (key) => ({ ...key, published: true }),
  ),
  whole(
    "verify",
    ({ keys, verified, unverified }) => keys.length > 0 && unverified > 0 && verified < ENOUGH_VERIFIED,
    (facts) => ({ ...facts, verified: facts.verified + 1, unverified: facts.unverified - 1 }),
  ),
  whole(
    "storage",
    ({ keys, storageKept }) => keys.length > 0 && storageKept === false,
    (facts) => ({ ...facts, storageKept: true }),
  ),
];

export interface OpenStep {
  readonly id: StepId;
  /**
   * How much the score rises once it is done for every key that lacks it. 0 if another key is then the weakest: the step is
   * still worth doing, since only both together raise the account.
   */
  readonly gain: number;
  /** Indexes of the keys that lack it; empty for a step that is about no key in particular. */
  readonly keys: readonly number[];
}

/** The facts after the step. */
export const afterStep = (id: StepId, facts: OwnFacts, now: number): OwnFacts =>
  RULES.find((rule) => rule.id === id)!.after(facts, now);

/** The steps that can be done: first those that lift a cap on the grade, then the largest gain first. */
export function openSteps(facts: OwnFacts, now: number): OpenStep[] {
  const before = indexOf(facts, now);
  return RULES.filter((rule) => rule.open(facts, now))
    .map(({ id, after, keys }) => {
      const then = indexOf(after(facts, now), now);
      const step: OpenStep = { id, gain: (then?.score ?? 0) - (before?.score ?? 0), keys: keys(facts, now) };
      return { step, frees: before !== null && before.cap !== null && then?.cap === null };
    })
    .sort((a, b) => Number(b.frees) - Number(a.frees) || b.step.gain - a.step.gain)
    .map(({ step }) => step);
}

/** A finished step as it is stored; verified people are counted: `verify-2`. */
export type Finished = Exclude<StepId, "make-key" | "verify"> | `verify-${number}`;

/** The steps that are finished now; those that do not apply count as finished. None without a key. */
export function finishedSteps(facts: OwnFacts, now: number): Finished[] {
  if (facts.keys.length === 0) return [];
  const people = Array.from(
    { length: Math.min(facts.verified, ENOUGH_VERIFIED) },
    (_, i) => `verify-${i + 1}` as const,
  );
  const others = RULES.flatMap(({ id, open }): Finished[] =>
    id === "make-key" || id === "verify" || open(facts, now) ? [] : [id],
  );
  return [...others, ...people];
}
