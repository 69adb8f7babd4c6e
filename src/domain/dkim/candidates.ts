// Which signatures of a message are checked, and in which order. The header alone decides, so that the user knows
// beforehand which domains will be queried.
import { parseAddress } from "../address";
import { claimedFrom } from "../claimed-from";
import type { Failed } from "../result";
import { isAligned } from "./alignment";
import { bodyOf, type RawField, type RawMessage } from "./message";
import { type DkimSignature, readSignature, type SignatureFailure } from "./signature";

export interface Candidate {
  readonly field: RawField;
  readonly signature: DkimSignature;
  /** It speaks for the domain in From. */
  readonly aligned: boolean;
}

export interface Candidates {
  /** The one address in the one From; null where there are several, or none that can be read. */
  readonly sender: string | null;
  /** Those that speak for the sender first, otherwise as they stand in the message: the last signer on top. */
  readonly taken: readonly Candidate[];
  /** Why fields were left out that call themselves signatures, first one first. */
  readonly refused: readonly Failed<SignatureFailure>[];
}

/** Honest messages have fewer signing domains, and each costs a DNS query. */
const MOST_TAKEN = 8;
const MOST_READ = 32;

/** `shown`: addresses that the message is shown to be from besides its own From; a signer must speak for all of them. */
export function candidatesIn({ fields }: Pick<RawMessage, "fields">, shown: readonly string[]): Candidates {
  const sender = senderOf(fields);
  const from = sender === null ? [] : [sender, ...shown];
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
    sender,
    taken: taken.sort((a, b) => Number(b.aligned) - Number(a.aligned)).slice(0, MOST_TAKEN),
    refused: read.flatMap(({ result }) => (result.ok ? [] : [result])),
  };
}

function senderOf(fields: readonly RawField[]): string | null {
  const told = claimedFrom(fields.map((field) => ({ name: field.name, value: bodyOf(field).replaceAll("\r\n", "") })));
  return told.length === 1 ? parseAddress(told[0]!) : null;
}

/** A domain that may be asked about, and whether it speaks for the sender. */
export type SigningDomain = Pick<Candidate, "aligned"> & Pick<DkimSignature, "domain">;

/** Each domain once, in the order of asking. */
export function signersOf({ taken }: Candidates): SigningDomain[] {
  const signers = taken.map(({ signature, aligned }): [string, SigningDomain] => [
    signature.domain,
    { domain: signature.domain, aligned },
  ]);
  return [...new Map(signers).values()];
}
