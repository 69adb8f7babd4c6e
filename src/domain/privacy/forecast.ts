import { domainPart } from "../address";
import { SEALABLE, type TrustState } from "../trust/trust-state";
import { type ForecastDelivery, named, pathForecast } from "./forecast-path";
import type { MessageIndex } from "./index-types";
import { indexWith, othersAmong, type Participant } from "./message-index";

export interface ForecastRecipient extends Participant {
  /** Left out: not looked up yet. */
  readonly delivery?: ForecastDelivery;
}

/** The facts about the message itself. */
export interface Writing {
  readonly signed: boolean;
  readonly modern?: boolean;
  readonly subjectSealed?: boolean;
  /** There is an unprotected subject that could be sealed. */
  readonly subjectBare?: boolean;
}

export interface Forecast {
  readonly index: MessageIndex;
  /** The one step that would raise it most: names hint_<id>. Null when no step is left. */
  readonly hint: { readonly id: string; readonly evidence: Readonly<Record<string, string>> } | null;
}

interface Plan {
  readonly people: readonly ForecastRecipient[];
  readonly writing: Writing;
}

/** Trust states that prevent encryption, most urgent first. */
const BLOCKERS: readonly { readonly trust: TrustState; readonly hint: string }[] = [
  { trust: "changed", hint: "settle_key" },
  { trust: "conflict", hint: "settle_key" },
  { trust: "revoked", hint: "ask_new_key" },
  { trust: "expired", hint: "ask_new_key" },
  { trust: "candidate", hint: "choose_candidate" },
  { trust: "lost", hint: "get_key" },
  { trust: "none", hint: "get_key" },
];

/** A step that would raise the score: the recipients it concerns (none: it does not apply), and the plan after it. */
interface Raise {
  readonly hint: string;
  readonly about: (plan: Plan) => readonly ForecastRecipient[] | "message";
  readonly after: (plan: Plan, those: readonly ForecastRecipient[]) => Plan;
}

const withTransport = (plan: Plan, those: readonly ForecastRecipient[], transport: "dane" | "mta-sts"): Plan => ({
  ...plan,
  people: plan.people.map((one) =>
    one.delivery && those.includes(one) ? { ...one, delivery: { ...one.delivery, transport } } : one,
  ),
});

/** Of two steps with equal gain the one with less work comes first. */
export const RAISES: readonly Raise[] = [
  {
    hint: "seal_subject",
    about: ({ writing }) => (writing.subjectBare ? "message" : []),
    after: (plan) => ({ ...plan, writing: { ...plan.writing, subjectSealed: true } }),
  },
  {
    hint: "read_policies",
    about: ({ people }) =>
      people.filter(({ delivery }) => delivery?.transport === "announced" && delivery.policy === "off"),
    after: (plan, those) => withTransport(plan, those, "mta-sts"),
  },
  {
    hint: "allow_policy",
    about: ({ people }) =>
      people.filter(({ delivery }) => delivery?.transport === "announced" && delivery.policy === "blocked"),
    after: (plan, those) => withTransport(plan, those, "mta-sts"),
  },
  {
    hint: "verify",
    about: ({ people }) => people.filter(({ trust }) => ["mail-only", "new", "first-contact"].includes(trust)),
    after: (plan, those) => ({
      ...plan,
      people: plan.people.map((one) => (those.includes(one) ? { ...one, trust: "verified" as const } : one)),
    }),
  },
  {
    hint: "ask_delivery",
    about: ({ people }) => people.filter(({ delivery }) => delivery?.transport === "opportunistic"),
    after: (plan, those) => withTransport(plan, those, "dane"),
  },
];

/**
 * The index the message would have if it were sent now, and the one step that would raise it most: whatever prevents sealing,
 * then an address that takes no mail, then the step with the highest score after it. The message is sealed only if it can be
 * sealed to everybody, and signed only if it is sealed. A key that was only found counts as first contact, since sending pins
 * it.
 */
export function forecastOf(participants: readonly ForecastRecipient[], writing: Writing): Forecast {
  const plan: Plan = { people: othersAmong(participants) as ForecastRecipient[], writing };
  const index = indexAfter(plan);
  for (const { trust, hint } of BLOCKERS) {
    const person = plan.people.find((candidate) => candidate.trust === trust);
    if (person) return { index, hint: { id: hint, evidence: { address: person.address } } };
  }
  const lost = plan.people.find(({ delivery }) => delivery?.transport === "no-mail");
  if (lost) return { index, hint: { id: "check_address", evidence: { address: lost.address } } };
  return { index, hint: bestHint(plan, index.score) };
}

/** The step with the largest gain; null when none gains anything. */
function bestHint(plan: Plan, score: number): Forecast["hint"] {
  let best: { readonly gain: number; readonly hint: NonNullable<Forecast["hint"]> } | null = null;
  for (const { hint, about, after } of RAISES) {
    const found = about(plan);
    const those = found === "message" ? [] : found;
    if (found !== "message" && those.length === 0) continue;
    const gain = indexAfter(after(plan, those)).score - score;
    if (gain <= (best?.gain ?? 0)) continue;
    const domains = named(those.flatMap(({ delivery }) => delivery ?? []));
    best = { gain, hint: { id: hint, evidence: { address: those.map(({ address }) => address).join(", "), domains } } };
  }
  return best?.hint ?? null;
}

function indexAfter({ people, writing }: Plan): MessageIndex {
  const { signed, modern = false, subjectSealed = false } = writing;
  const sealed = people.length > 0 && people.every((person) => SEALABLE.includes(person.trust));
  const facts = {
    sealed,
    modern: sealed && modern,
    subjectSealed: sealed && subjectSealed,
    signature: sealed && signed ? ("own" as const) : ("none" as const),
    participants: people.map((person) =>
      person.trust === "new" ? { ...person, trust: "first-contact" as const } : person,
    ),
  };
  const index = indexWith(facts, pathForecast(people.map(deliveryOf)));
  if (sealed) return index;
  // The message has not travelled yet and will not travel unencrypted, so nobody could have read it.
  const contributions = index.contributions.map((part) =>
    part.reason === "not_sealed" ? { ...part, reason: "forecast_not_sealed" } : part,
  );
  return { ...index, contributions };
}

const deliveryOf = ({ address, delivery }: ForecastRecipient): ForecastDelivery =>
  delivery ?? {
    transport: "unknown",
    policy: "none",
    domain: domainPart(address),
    operator: null,
  };
