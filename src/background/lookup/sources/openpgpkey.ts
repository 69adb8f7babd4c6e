// OPENPGPKEY (RFC 7929): the key itself, in the DNS.
import { type AddressParts, ownerNames } from "../../../domain/discovery/owner-name";
import { TYPE } from "../../../domain/dns/types";
import { directoryKeys } from "../../../domain/pgp/directory-keys";
import { askRecords, type RecordClaim } from "./records";
import type { LookupContext, SourceAnswer } from "./source";

/** Keys in records, as claims; "bad-key" when none of them is a key for the address. */
export async function keysInRecords(
  records: readonly Uint8Array[],
  address: string,
  { issuers }: LookupContext,
): Promise<readonly RecordClaim[] | "bad-key"> {
  const read = await Promise.all(records.map((record) => directoryKeys(record, { address, issuers })));
  const keys = read.flatMap((result) => (result.ok ? result.value : []));
  return keys.length === 0 ? "bad-key" : keys.map((info) => ({ fingerprint: info.fingerprint, info }));
}

export async function askOpenpgpkey(
  address: string,
  parts: AddressParts,
  context: LookupContext,
): Promise<SourceAnswer> {
  const names = (await ownerNames(parts)).map((name) => [name]);
  const read = (records: readonly Uint8Array[]) => keysInRecords(records, address, context);
  return askRecords(address, { type: TYPE.OPENPGPKEY, names, read }, context);
}
