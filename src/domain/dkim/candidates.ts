// Which signatures of a message are looked at, and in which order. Known from the header alone, so that whoever decides to
// look knows beforehand about which domains something is asked.
import { isAligned } from "./alignment";
import type { RawField } from "./message";
import { bodyOf } from "./message";
import { readSignature, type Signature, type SignatureCode } from "./signature";

export interface Candidate {
  readonly field: RawField;
  readonly signature: Signature;
  /** It speaks for the domain in From. */
  readonly aligned: boolean;
}

export interface Candidates {
  /** Those that speak for the sender first, otherwise as they stand in the message: the last signer on top. */
  readonly taken: readonly Candidate[];
  /** Why fields were left out that call themselves signatures, first one first. */
  readonly refused: readonly { readonly code: SignatureCode; readonly detail: string }[];
}

/** More domains than this do not sign one message, and each is a question to the DNS. */
const MOST_TAKEN = 8;
const MOST_READ = 32;

/** `from`: addresses that all must be spoken for. */
export function candidatesIn(fields: readonly RawField[], from: readonly string[]): Candidates {
  const read = fields
    .filter(({ name }) => name === "dkim-signature")
    .slice(0, MOST_READ)
    .map((field) => ({ field, result: readSignature(bodyOf(field)) }));
  const taken = read.flatMap(({ field, result }): Candidate[] => {
    if (!result.ok) return [];
    const aligned = from.length > 0 && from.every((address) => isAligned(result.value.domain, address));
    return [{ field, signature: result.value, aligned }];
  });
  return {
    taken: taken.sort((a, b) => Number(b.aligned) - Number(a.aligned)).slice(0, MOST_TAKEN),
    refused: read.flatMap(({ result }) => (result.ok ? [] : [{ code: result.code, detail: result.detail?.[0] ?? "" }])),
  };
}

/** Domains that may be asked about, each once, in the order of asking. */
export const domainsOf = ({ taken }: Candidates): string[] => [
  ...new Set(taken.map(({ signature }) => signature.domain)),
];
