// CERT (RFC 4398): type PGP holds a key, type IPGP its fingerprint and where to fetch it.
import { readCert } from "../../../domain/discovery/key-pointer";
import { type AddressParts, hashedPkaName, plainOwnerName } from "../../../domain/discovery/owner-name";
import { TYPE } from "../../../domain/dns/types";
import { keysInRecords } from "./openpgpkey";
import { askRecords, type RecordClaim } from "./records";
import type { LookupContext, SourceAnswer } from "./source";

export async function askCert(address: string, parts: AddressParts, context: LookupContext): Promise<SourceAnswer> {
  const plain = plainOwnerName(parts);
  const names = [[...(plain ? [plain] : []), await hashedPkaName(parts)]];
  const read = async (records: readonly Uint8Array[]): Promise<readonly RecordClaim[] | "bad-key"> => {
    const certs = records.map((record) => ({ record, cert: readCert(record) }));
    const pointed = certs.flatMap(({ record, cert }): RecordClaim[] =>
      cert && "pointer" in cert ? [{ fingerprint: cert.pointer.fingerprint, pointer: cert.pointer, record }] : [],
    );
    const keys = certs.flatMap(({ cert }) => (cert && "key" in cert ? [cert.key] : []));
    if (keys.length === 0) return pointed;
    const held = await keysInRecords(keys, address, context);
    if (held === "bad-key") return pointed.length > 0 ? pointed : "bad-key";
    const inRecord = new Set(held.map(({ fingerprint }) => fingerprint));
    return [...held, ...pointed.filter(({ fingerprint }) => !inRecord.has(fingerprint))];
  };
  return askRecords(address, { type: TYPE.CERT, names, read }, context);
}
