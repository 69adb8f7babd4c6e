// How reliable mail to and from one contact is: the key, whose it is, and whether another would be noticed
// (docs/privacy-index.md). The requirements on the key are in key-strength.ts.
import type { KeySource } from "../trust/sources";
import type { TrustState } from "../trust/trust-state";
import { rowOf } from "./grade";
import type { Contribution, PrivacyIndex } from "./index-types";
import { LIFE, LIVES, lifeOfKey, STRENGTH, STRENGTHS, strengthOf } from "./key-strength";
import { type Cap, tally } from "./tally";

export type ContactAxis = "key" | "owner" | "history";
export const CONTACT_AXES: readonly ContactAxis[] = ["key", "owner", "history"];
export type ContactIndex = PrivacyIndex<ContactAxis>;

export interface ContactKeyFacts {
  /** As certificate.ts names it: "Ed25519", "RSA 4096". */
  readonly algorithm: string;
  /** Milliseconds. */
  readonly createdAt: number;
  /** Milliseconds; null: never. */
  readonly expiresAt: number | null;
  readonly status: "good" | "expired" | "revoked";
  readonly sources: readonly { readonly source: KeySource; readonly dnssec: "secure" | "insecure" | "none" }[];
}

export interface ContactFacts {
  readonly address: string;
  readonly state: TrustState;
  /** Null when none is known, or several compete. */
  readonly key: ContactKeyFacts | null;
  /** Days on which they signed with the key, and days on which something was sealed to it. */
  readonly signedDays: number;
  readonly sealedDays: number;
}

interface Judged {
  readonly points: number;
  readonly reason: string;
  readonly hint: string | null;
  readonly evidence?: Readonly<Record<string, string>>;
}

const TRUST = 70;
const SOURCE = 30;
const SIGNED = 60;
const SEALED = 40;
const SIGNED_DAY = 8;
const SEALED_DAY = 5;

/** Points for whose key it is, judged by verification and use. */
export const TRUST_POINTS: Readonly<Record<TrustState, Judged>> = {
  own: { points: TRUST, reason: "contact_own", hint: null },
  verified: { points: TRUST, reason: "contact_verified", hint: null },
  known: { points: 50, reason: "contact_known", hint: "verify" },
  "first-contact": { points: 30, reason: "contact_first_contact", hint: "verify" },
  new: { points: 15, reason: "contact_new", hint: "verify" },
  "mail-only": { points: 5, reason: "contact_mail_only", hint: "verify" },
  candidate: { points: 0, reason: "contact_candidate", hint: "settle_key" },
  none: { points: 0, reason: "contact_none", hint: "get_key" },
  expired: { points: 0, reason: "contact_expired", hint: "ask_new_key" },
  revoked: { points: 0, reason: "contact_revoked", hint: "ask_new_key" },
  lost: { points: 0, reason: "contact_lost", hint: "get_key" },
  conflict: { points: 0, reason: "contact_conflict", hint: "settle_key" },
  changed: { points: 0, reason: "contact_changed", hint: "settle_key" },
};

/** Points for who says that the key is this address's; the best source counts. "-unproven": a DNS answer without DNSSEC proof. */
export const SOURCE_POINTS = {
  own: { points: SOURCE, reason: "contact_source_own" },
  dns: { points: SOURCE, reason: "contact_source_proven" },
  cert: { points: SOURCE, reason: "contact_source_proven" },
  pka: { points: SOURCE, reason: "contact_source_proven" },
  wkd: { points: 20, reason: "contact_source_domain" },
  import: { points: 20, reason: "contact_source_import" },
  server: { points: 15, reason: "contact_source_server" },
  signed: { points: 15, reason: "contact_source_signed" },
  "dns-unproven": { points: 10, reason: "contact_source_unproven" },
  mail: { points: 5, reason: "contact_source_mail" },
  autocrypt: { points: 5, reason: "contact_source_mail" },
  gossip: { points: 5, reason: "contact_source_gossip" },
  candidate: { points: 0, reason: "contact_source_claimed" },
} as const satisfies Record<KeySource | "dns-unproven", Omit<Judged, "hint">>;

const IN_DNS: readonly KeySource[] = ["dns", "cert", "pka"];

/**
 * Caps on the grade; the first that holds counts. changed, conflict, revoked: somebody may be impersonating the contact, or
 * hold their key. An expired key only means that nothing can be sealed to it.
 */
const CAPS: readonly (Cap & { readonly when: (facts: ContactFacts) => boolean })[] = [
  { cap: "contact_changed", atBest: "e", when: ({ state }) => state === "changed" },
  { cap: "contact_revoked", atBest: "e", when: ({ state, key }) => state === "revoked" || key?.status === "revoked" },
  { cap: "contact_expired", atBest: "d", when: ({ state, key }) => state === "expired" || key?.status === "expired" },
  { cap: "contact_conflict", atBest: "e", when: ({ state }) => state === "conflict" },
  { cap: "contact_mail_only", atBest: "c", when: ({ state }) => state === "mail-only" },
  {
    cap: "contact_strength_weak",
    atBest: "d",
    when: ({ key }) => key !== null && strengthOf(key.algorithm) === "weak",
  },
  {
    cap: "contact_strength_unknown",
    atBest: "c",
    when: ({ key }) => key !== null && strengthOf(key.algorithm) === "unknown",
  },
];

/**
 * `now`: milliseconds. Without a key, or with one that a directory merely claims, there is no grade, because nothing speaks
 * for or against the contact.
 */
export function contactIndex(facts: ContactFacts, now: number): ContactIndex {
  const part = (axis: ContactAxis, of: number, judged: Judged): Contribution<ContactAxis> => ({
    axis,
    of,
    ...judged,
    evidence: { address: facts.address, ...judged.evidence },
  });
  if (facts.state === "none" || facts.state === "lost")
    return tally(CONTACT_AXES, [part("owner", 0, TRUST_POINTS[facts.state])]);
  const trust = part("owner", TRUST, rowOf(TRUST_POINTS, facts.state));
  const { key } = facts;
  const contributions = key
    ? [
        part("key", STRENGTH, {
          ...rowOf(STRENGTHS, strengthOf(key.algorithm)),
          evidence: { algorithm: key.algorithm },
        }),
        part("key", LIFE, rowOf(LIVES, lifeOfKey(key, now))),
        trust,
        part("owner", SOURCE, sourceOf(key.sources)),
      ]
    : [trust];
  const rule = CAPS.find(({ when }) => when(facts)) ?? null;
  const index = tally(CONTACT_AXES, [...contributions, ...historyOf(facts, part)], rule);
  return facts.state === "candidate" ? { ...index, grade: "u", cap: null } : index;
}

function sourceOf(sources: ContactKeyFacts["sources"]): Judged {
  const rows = sources.map(({ source, dnssec }) =>
    rowOf<string, Omit<Judged, "hint">>(
      SOURCE_POINTS,
      IN_DNS.includes(source) && dnssec !== "secure" ? "dns-unproven" : source,
    ),
  );
  const best = rows.reduce((a, b) => (b.points > a.points ? b : a), { points: 0, reason: "contact_source_none" });
  return { ...best, hint: null };
}

/**
 * Whether another key would be noticed. Use makes that likelier day by day; verification makes it certain at once. Not judged
 * for the user's own key.
 */
function historyOf(
  { state, signedDays, sealedDays }: ContactFacts,
  part: (axis: ContactAxis, of: number, judged: Judged) => Contribution<ContactAxis>,
): Contribution<ContactAxis>[] {
  if (state === "own") return [];
  if (state === "verified") return [part("history", 100, { points: 100, reason: "contact_compared", hint: null })];
  const days = (of: number, each: number, count: number, reason: string): Contribution<ContactAxis> =>
    part("history", of, { points: Math.min(of, each * count), reason, hint: null, evidence: { count: String(count) } });
  return [
    days(SIGNED, SIGNED_DAY, signedDays, "contact_signed_days"),
    days(SEALED, SEALED_DAY, sealedDays, "contact_sealed_days"),
  ];
}
