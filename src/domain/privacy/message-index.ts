import { addressKey } from "../address";
import type { SignatureState } from "../trust/signature";
import type { TrustState } from "../trust/trust-state";
import { gradeOf, meanOf, rowOf, sumOf } from "./grade";
import {
  type Axis,
  type AxisName,
  type Contribution,
  type Grade,
  INDEX_VERSION,
  type MessageIndex,
} from "./index-types";
import { PATH_UNSEEN, type PathFacts } from "./path-facts";

export interface Participant {
  readonly address: string;
  readonly trust: TrustState;
}

export interface MessageFacts {
  readonly sealed: boolean;
  /** Sealed with authenticated encryption (SEIPDv2, RFC 9580 5.13.2). */
  readonly modern: boolean;
  /** The subject was encrypted, with a placeholder outside (RFC 9788). Left out: it was outside, or there was none. */
  readonly subjectSealed?: boolean;
  readonly signature: SignatureState;
  /** Sender and recipients, with or without the user's own address, which only counts if it is the only one. */
  readonly participants: readonly Participant[];
  /** Left out: no raw source was available. */
  readonly path?: PathFacts;
}

interface Scored {
  readonly points: number;
  readonly reason: string;
  readonly hint: string | null;
}

const SEALED = 60;
const MODERN = 10;
const SIGNED = 30;

/** Points for what a signature proves about who wrote the message. Zero without a proof, whether or not it was tried. */
export const SIGNATURE_POINTS: Readonly<Record<SignatureState, Scored>> = {
  verified: { points: 30, reason: "signature_verified", hint: null },
  own: { points: 30, reason: "signature_own", hint: null },
  known: { points: 20, reason: "signature_known", hint: "verify_signer" },
  "first-contact": { points: 15, reason: "signature_first_contact", hint: "verify_signer" },
  undated: { points: 15, reason: "signature_undated", hint: null },
  "not-checked": { points: 5, reason: "signature_not_checked", hint: "get_signer_key" },
  "unknown-key": { points: 5, reason: "signature_unknown_key", hint: "get_signer_key" },
  "other-address": { points: 0, reason: "signature_other_address", hint: "check_sender" },
  "changed-key": { points: 0, reason: "signature_changed_key", hint: "settle_sender_key" },
  "no-from": { points: 0, reason: "signature_no_from", hint: null },
  "from-mismatch": { points: 0, reason: "signature_from_mismatch", hint: "check_sender" },
  "for-others": { points: 0, reason: "signature_for_others", hint: "check_intended" },
  "date-mismatch": { points: 0, reason: "signature_date_mismatch", hint: "check_date" },
  "revoked-key": { points: 0, reason: "signature_revoked_key", hint: "check_sender" },
  invalid: { points: 0, reason: "signature_invalid", hint: "do_not_rely" },
  none: { points: 0, reason: "signature_none", hint: "ask_signature" },
};

interface PersonScore {
  /**
   * A key of theirs has been used. First contact counts: the key has been with this address since the first message, and the
   * next one will show a change. A key that was only found ("new") does not count.
   */
  readonly known: boolean;
  /** Verified by the user, or familiar by history. */
  readonly proven: boolean;
  /** The most the People axis may reach with this person in it. */
  readonly atMost: number;
}

export const PERSON_SCORES: Readonly<Record<TrustState, PersonScore>> = {
  own: { known: true, proven: true, atMost: 100 },
  verified: { known: true, proven: true, atMost: 100 },
  known: { known: true, proven: true, atMost: 100 },
  "first-contact": { known: true, proven: false, atMost: 80 },
  new: { known: false, proven: false, atMost: 50 },
  "mail-only": { known: false, proven: false, atMost: 40 },
  candidate: { known: false, proven: false, atMost: 40 },
  none: { known: false, proven: false, atMost: 40 },
  expired: { known: false, proven: false, atMost: 40 },
  lost: { known: false, proven: false, atMost: 40 },
  revoked: { known: false, proven: false, atMost: 20 },
  conflict: { known: false, proven: false, atMost: 20 },
  changed: { known: false, proven: false, atMost: 0 },
};

const scoreOf = ({ trust }: Participant): PersonScore => rowOf(PERSON_SCORES, trust);

/**
 * Caps for signatures that speak against the sender: no green badge beside a name that the signature does not fit. Mailing
 * lists, second addresses and old mail cause some of them honestly, so they are no alarm.
 */
const SIGNATURE_CAPS: Partial<Readonly<Record<SignatureState, Exclude<Grade, "u">>>> = {
  invalid: "e",
  "changed-key": "e",
  "from-mismatch": "d",
  "revoked-key": "d",
  "other-address": "c",
  "for-others": "c",
  "date-mismatch": "c",
  "not-checked": "c",
  // The signer is certain; that it was sent just now is not.
  undated: "b",
};

interface Limit {
  readonly cap: string;
  readonly atBest: Exclude<Grade, "u">;
  readonly when: (facts: MessageFacts) => boolean;
}

/** Facts that cap the grade, whatever the score. */
const LIMITS: readonly Limit[] = [
  ...(Object.keys(SIGNATURE_CAPS) as (keyof typeof SIGNATURE_CAPS)[]).map((signature) => ({
    cap: SIGNATURE_POINTS[signature].reason,
    atBest: SIGNATURE_CAPS[signature]!,
    when: (f: MessageFacts) => f.signature === signature,
  })),
  { cap: "people_changed", atBest: "e", when: (f) => f.participants.some((person) => person.trust === "changed") },
  // The key to which the user encrypted is known only from a message.
  {
    cap: "people_mail_only",
    atBest: "c",
    when: (f) => f.signature === "own" && f.participants.some((person) => person.trust === "mail-only"),
  },
  // However good the path and the people, every provider on the path could read the message.
  { cap: "not_sealed", atBest: "c", when: (f) => !f.sealed },
];
/** Worst first; the first match is named. */
const CAPS = LIMITS.toSorted((a, b) => b.atBest.localeCompare(a.atBest));

/**
 * The index of one message. An unknown axis is left out of the mean. Two kinds of message have no grade ("u"), because too
 * little is known to warn or to praise: one in clear whose path is unknown, and a sealed one from strangers whose signature
 * could not be checked, because the key is missing or nobody says whose it is.
 */
export function indexOf(facts: MessageFacts): MessageIndex {
  const path = facts.path ?? PATH_UNSEEN;
  const known = path.transport !== null;
  return indexWith(facts, { known, contributions: pathOf(path, facts.sealed), gradesClear: known });
}

/** The path axis, of a received message or of a forecast. */
export interface PathPart {
  readonly known: boolean;
  readonly contributions: readonly Contribution[];
  /** Whether enough is known to grade a message in clear. */
  readonly gradesClear: boolean;
}

/** The index with the given path; `facts.path` is ignored. */
export function indexWith(facts: MessageFacts, path: PathPart): MessageIndex {
  const contributions = [...contentOf(facts), ...path.contributions, ...peopleOf(facts.participants)];
  const axes: Record<AxisName, Axis> = {
    content: { known: true, points: sumOf(contributions, "content") },
    path: { known: path.known, points: sumOf(contributions, "path") },
    people: { known: true, points: sumOf(contributions, "people") },
  };
  const score = meanOf(Object.values(axes));
  const strangers = othersAmong(facts.participants).every(({ trust }) => trust === "none" || trust === "mail-only");
  const unproven = facts.signature === "unknown-key" || facts.signature === "not-checked";
  const ungraded = facts.sealed ? unproven && strangers : !path.gradesClear;
  const earned = ungraded ? "u" : gradeOf(score);
  const rule = CAPS.find((one) => one.when(facts) && holdsBack(one.atBest, earned));
  return { version: INDEX_VERSION, grade: rule?.atBest ?? earned, score, axes, contributions, cap: rule?.cap ?? null };
}

/** A rule that warns is always named; one that only limits praise is named only if it lowers the grade ("u" is no praise). */
const holdsBack = (atBest: Grade, earned: Grade): boolean => atBest === "e" || (earned !== "u" && earned < atBest);

const TRANSPORT = 70;
const DKIM = 15;
const FEW_HANDS = 15;

/** Points for the one proven hop. TLS of an unnamed version is worth as much as the oldest. */
export const TRANSPORT_POINTS: Readonly<Record<NonNullable<PathFacts["transport"]>, Scored>> = {
  internal: { points: 100, reason: "path_internal", hint: null },
  modern: { points: TRANSPORT, reason: "path_modern", hint: null },
  tls: { points: 25, reason: "path_tls", hint: null },
  weak: { points: 25, reason: "path_weak", hint: "seal" },
  clear: { points: 0, reason: "path_clear", hint: "seal" },
};

/** Who vouches for the signature of the sender's domain: Cachet's own check, the provider, or a forwarder that broke it. */
function signedFor({ dkim, dkimHere = false, sealer }: PathFacts): string | null {
  if (dkimHere) return "path_dkim_here";
  if (dkim) return "path_dkim";
  return sealer === undefined ? null : "path_arc";
}

function pathOf(path: PathFacts, sealed: boolean): Contribution[] {
  const { transport, reason, strangers, handedOverBy, sealer } = path;
  const part = (points: number, of: number, name: string, evidence: Record<string, string>, hint: string | null) =>
    ({ axis: "path", points, of, reason: name, evidence, hint }) satisfies Contribution;
  if (transport === null) return [part(0, 0, `path_${reason.replaceAll("-", "_")}`, {}, null)];
  const hop = rowOf(TRANSPORT_POINTS, transport);
  if (transport === "internal") return [part(hop.points, 100, hop.reason, {}, null)];
  const few = strangers.length <= 1;
  const signed = signedFor(path);
  return [
    // Sealing helps against a bad connection, and that is done.
    part(hop.points, TRANSPORT, hop.reason, { host: handedOverBy }, sealed ? null : hop.hint),
    part(signed ? DKIM : 0, DKIM, signed ?? "path_no_dkim", sealer === undefined ? {} : { sealer }, null),
    part(
      few ? FEW_HANDS : 0,
      FEW_HANDS,
      few ? "path_few_hands" : "path_many_hands",
      { names: strangers.join(", ") },
      null,
    ),
  ];
}

function contentOf({ sealed, modern, subjectSealed = false, signature }: MessageFacts): Contribution[] {
  const part = (scored: Scored, of: number): Contribution => ({ axis: "content", of, evidence: {}, ...scored });
  const envelope = sealed
    ? { points: SEALED, reason: "sealed", hint: null }
    : { points: 0, reason: "not_sealed", hint: "seal" };
  const form = modern
    ? { points: MODERN, reason: "modern", hint: null }
    : subjectSealed
      ? { points: MODERN, reason: "subject_sealed", hint: null }
      : { points: 0, reason: "not_modern", hint: null };
  // The kind of encryption does not matter for a message without any.
  return [
    part(envelope, SEALED),
    ...(sealed ? [part(form, MODERN)] : []),
    part(rowOf(SIGNATURE_POINTS, signature), SIGNED),
  ];
}

/** Every participant once; the user only if there is nobody else, since the question is whether the others are who they seem. */
export function othersAmong(participants: readonly Participant[]): Participant[] {
  const unique = [...new Map(participants.map((person) => [addressKey(person.address), person])).values()];
  const others = unique.filter((person) => person.trust !== "own");
  return others.length > 0 ? others : unique;
}

/** If the page names nobody, the axis is known to be empty and counts as 0, never as good. */
function peopleOf(participants: readonly Participant[]): Contribution[] {
  const people = othersAmong(participants);
  const part = (points: number, of: number, reason: string, evidence: Record<string, string>, hint: string | null) =>
    ({ axis: "people", points, of, reason, evidence, hint }) satisfies Contribution;
  if (people.length === 0) return [part(0, 100, "people_unseen", {}, null)];

  const unknown = people.filter((person) => !scoreOf(person).known);
  const unproven = people.filter((person) => !scoreOf(person).proven);
  const shareOf = (missing: readonly Participant[], of: number) =>
    Math.round((of * (people.length - missing.length)) / people.length);
  const evidence = (missing: readonly Participant[]) => ({
    count: String(people.length - missing.length),
    total: String(people.length),
    address: missing[0]?.address ?? "",
  });
  const known = shareOf(unknown, 60);
  const proven = shareOf(unproven, 40);
  const listed = [
    part(known, 60, "people_known", evidence(unknown), unknown.length > 0 ? "get_key" : null),
    part(proven, 40, "people_proven", evidence(unproven), unproven.length > 0 ? "verify" : null),
  ];
  const weakest = people.reduce((a, b) => (scoreOf(b).atMost < scoreOf(a).atMost ? b : a));
  const over = known + proven - scoreOf(weakest).atMost;
  // The cap is a negative contribution of its own, so that the sum on screen equals the score.
  return over > 0 ? [...listed, part(-over, 0, "people_weakest", { address: weakest.address }, null)] : listed;
}
