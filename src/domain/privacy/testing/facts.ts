// Messages to judge, for tests.
import fc from "fast-check";
import type { SignatureState } from "../../trust/signature";
import type { TrustState } from "../../trust/trust-state";
import {
  type MessageFacts,
  type Participant,
  PERSON_SCORES,
  SIGNATURE_POINTS,
  TRANSPORT_POINTS,
} from "../message-index";
import type { PathFacts } from "../path-facts";

export const TRUST = Object.keys(PERSON_SCORES) as TrustState[];
export const SIGNATURES = Object.keys(SIGNATURE_POINTS) as SignatureState[];
/** "unknown": the path is not known. */
export const TRANSPORTS = [...Object.keys(TRANSPORT_POINTS), "unknown"];

export const people = (...states: TrustState[]): Participant[] =>
  states.map((trust, i) => ({ address: `person${i}@example.org`, trust }));

export const pathOf = (transport: string, dkim: boolean, strangers: number): PathFacts => ({
  reason: transport === "unknown" ? "not-joined" : "proven",
  transport: transport === "unknown" ? null : (transport as NonNullable<PathFacts["transport"]>),
  dkim,
  strangers: Array.from({ length: strangers }, (_, i) => `relay${i}.example`),
  handedOverBy: "mail.example.org",
});

const anyPath = fc.tuple(fc.constantFrom(...TRANSPORTS), fc.boolean(), fc.nat(4)).map((parts) => pathOf(...parts));

/** Every message that the types allow. */
export const anyFacts: fc.Arbitrary<MessageFacts> = fc.record(
  {
    path: anyPath,
    sealed: fc.boolean(),
    modern: fc.boolean(),
    subjectSealed: fc.boolean(),
    signature: fc.constantFrom(...SIGNATURES),
    participants: fc.array(fc.constantFrom(...TRUST), { maxLength: 8 }).map((states) => people(...states)),
  },
  { requiredKeys: ["sealed", "modern", "signature", "participants"] },
);
