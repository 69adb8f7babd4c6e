// Certificates of other people and where they were found. Which of them is trusted is contacts.ts.
import { addressKey } from "../domain/address";
import type { CertificateInfo } from "../domain/pgp/certificate";
import { keyStatus } from "../domain/trust/trust-state";
import type { KeySummary, Provenance } from "../messages/types";
import { database, type FindRow, type IdentityRow, type KeyRow } from "./store/database";

export type Origin = Omit<Provenance, "at">;

/** Everything known about the keys of one address. */
export interface KnownKeys {
  readonly keys: readonly KeyRow[];
  readonly finds: readonly FindRow[];
}

/** True when mail could be sealed to it now. */
export const isUsable = (info: CertificateInfo, now: number): boolean =>
  info.canEncrypt && keyStatus(info, now) === "good";

/**
 * Which copy of a certificate to keep. A revocation once seen stays, whatever older copies a source still hands out; a
 * copy that has run out does not replace one that has not.
 */
function newerCopy(stored: KeyRow | undefined, found: KeyRow, now: number): KeyRow {
  if (!stored) return found;
  const userIds = [...new Set([...stored.userIds, ...found.userIds])];
  if (stored.revoked && !found.revoked) return { ...stored, userIds };
  const stale = keyStatus(found, now) === "expired" && keyStatus(stored, now) === "good";
  return stale ? { ...stored, userIds } : { ...found, userIds };
}

/** Stores a certificate and where it was found. Runs inside the caller's transaction on keys and finds. */
export async function keepFind(address: string, info: CertificateInfo, origin: Origin, now: number): Promise<void> {
  const contact = addressKey(address);
  const row: KeyRow = {
    fingerprint: info.fingerprint,
    certificate: info.certificate,
    keyIds: info.keyIds,
    userIds: info.userIds,
    createdAt: info.createdAt,
    expiresAt: info.expiresAt,
    revoked: info.revoked,
    algorithm: info.algorithm,
  };
  await database.keys.put(newerCopy(await database.keys.get(info.fingerprint), row, now));
  const id = `${contact}|${info.fingerprint}|${origin.source}`;
  await database.finds.put({ ...origin, id, contact, fingerprint: info.fingerprint, at: now });
}

/** Keys by contact id, in one read per table however many are asked. */
export async function keysOfMany(contacts: readonly string[]): Promise<Map<string, KnownKeys>> {
  const finds = await database.finds.where("contact").anyOf(contacts).toArray();
  const fingerprints = [...new Set(finds.map((find) => find.fingerprint))];
  const rows = (await database.keys.bulkGet(fingerprints)).filter((row) => row !== undefined);
  const byFingerprint = new Map(rows.map((row) => [row.fingerprint, row]));
  return new Map(
    contacts.map((contact) => {
      const own = finds.filter((find) => find.contact === contact);
      const prints = [...new Set(own.map((find) => find.fingerprint))];
      return [contact, { finds: own, keys: prints.flatMap((print) => byFingerprint.get(print) ?? []) }];
    }),
  );
}

export function summaryOf(row: KeyRow, finds: readonly FindRow[], now: number): KeySummary {
  return {
    fingerprint: row.fingerprint,
    userIds: row.userIds,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    algorithm: row.algorithm,
    status: keyStatus(row, now),
    sources: finds
      .filter((find) => find.fingerprint === row.fingerprint)
      .map(({ source, host, dnssec, chain, at }) => ({ source, host, dnssec, chain, at })),
  };
}

/** The user's own certificate in the shape of everybody else's. */
export function keyRowOf(identity: IdentityRow): KeyRow {
  return {
    fingerprint: identity.fingerprint,
    certificate: identity.certificate,
    keyIds: identity.keyIds,
    userIds: identity.addresses.map((address) => `${identity.name} <${address}>`.trim()),
    createdAt: identity.createdAt,
    expiresAt: identity.expiresAt,
    revoked: false,
    algorithm: identity.algorithm,
  };
}

/** Removes the finds of an address, and its keys where no other address has them. */
export async function forgetKeysOf(contact: string): Promise<void> {
  const gone = await database.finds.where("contact").equals(contact).toArray();
  await database.finds.bulkDelete(gone.map((find) => find.id));
  const still = new Set((await database.finds.toArray()).map((find) => find.fingerprint));
  await database.keys.bulkDelete(gone.map((find) => find.fingerprint).filter((print) => !still.has(print)));
}
