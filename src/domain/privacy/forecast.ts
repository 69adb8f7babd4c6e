import { SEALABLE, type TrustState } from "../trust/trust-state";
import type { MessageIndex } from "./index-types";
import { indexOf, othersAmong, type Participant } from "./message-index";

export interface Forecast {
  readonly index: MessageIndex;
  /** The one thing that would raise it most: names hint_<id>. Null when there is nothing left to do. */
  readonly hint: { readonly id: string; readonly evidence: Readonly<Record<string, string>> } | null;
}

/** What helps most with a recipient in this state, the most urgent first: whatever prevents sealing, then doubt. */
const HINTS: readonly { readonly trust: TrustState; readonly hint: string }[] = [
  { trust: "changed", hint: "settle_key" },
  { trust: "conflict", hint: "settle_key" },
  { trust: "revoked", hint: "ask_new_key" },
  { trust: "expired", hint: "ask_new_key" },
  { trust: "none", hint: "get_key" },
  { trust: "new", hint: "verify" },
  { trust: "first-contact", hint: "verify" },
];

/**
 * The index the message would have if it were sent now. It is sealed only if it can be sealed to everybody, and a message
 * that is not sealed is not signed either. A key that was only found counts as first contact here: sending pins it.
 */
export function forecastOf(
  participants: readonly Participant[],
  {
    signed,
    modern = false,
    subjectSealed = false,
  }: { readonly signed: boolean; readonly modern?: boolean; readonly subjectSealed?: boolean },
): Forecast {
  const people = othersAmong(participants);
  const sealed = people.length > 0 && people.every((person) => SEALABLE.includes(person.trust));
  const index = indexOf({
    sealed,
    modern: sealed && modern,
    subjectSealed: sealed && subjectSealed,
    signature: sealed && signed ? "own" : "none",
    participants: people.map((person) => (person.trust === "new" ? { ...person, trust: "first-contact" } : person)),
  });
  for (const { trust, hint } of HINTS) {
    const person = people.find((candidate) => candidate.trust === trust);
    if (person) return { index, hint: { id: hint, evidence: { address: person.address } } };
  }
  return { index, hint: null };
}
