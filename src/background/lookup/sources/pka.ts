// PKA, the TXT record older GnuPG looked for: a fingerprint and where to fetch the key.
import { readPka } from "../../../domain/discovery/key-pointer";
import { type AddressParts, pkaName } from "../../../domain/discovery/owner-name";
import { TYPE } from "../../../domain/dns/types";
import { askRecords, type RecordClaim } from "./records";
import { type LookupContext, type SourceAnswer, without } from "./source";

export async function askPka(address: string, parts: AddressParts, context: LookupContext): Promise<SourceAnswer> {
  const name = pkaName(parts);
  if (!name) return without("none", parts.domain);
  const read = async (records: readonly Uint8Array[]): Promise<readonly RecordClaim[]> => {
    const [record, ...more] = records;
    // GnuPG used a record only if it was alone: among several texts, the intended one is unknown.
    const pointer = record && more.length === 0 ? readPka(record) : null;
    return pointer ? [{ fingerprint: pointer.fingerprint, pointer, record: record! }] : [];
  };
  return askRecords(address, { type: TYPE.TXT, names: [[name]], read }, context);
}
