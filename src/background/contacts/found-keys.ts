// Other people's certificates and where they were found. Which of them is trusted is decided in decisions.ts.
import type { Table } from "dexie";
import { addressKey } from "../../domain/address";
import type { KeySummary, Provenance } from "../../domain/discovery/lookup";
import type { CertificateInfo } from "../../domain/pgp/certificate";
import { mergeCertificates } from "../../domain/pgp/merge";
import { type SourceWeight, sourceWeight } from "../../domain/trust/sources";
import { keyStatus } from "../../domain/trust/trust-state";
import { database, type FoundKeyRow, type IdentityRow, type KeyRow } from "../store/database";
import { inTransaction } from "../store/handle";
import { findsBy, keyRow, keyRows } from "../store/rows";
import { noteTrustChange } from "../store/trust-changes";
import { onDisk, type Pen, stored, storedOrKnown } from "../store/unkept";
import { addEvents } from "./events";

export type Origin = Omit<Provenance, "at">;

/** Imported by the user, who vouches for it. */
export const BY_HAND: Origin = { source: "import", host: "", dnssec: "none", chain: [] };

/** A key, with the weight of its sources for one address. */
export interface StoredKey extends KeyRow {
  readonly weight: SourceWeight;
}

/** Everything known about the keys of one address. */
export interface KnownKeys {
  readonly keys: readonly StoredKey[];
  readonly finds: readonly FoundKeyRow[];
}

/** Whether mail can be encrypted to it now. */
export const isUsable = (info: CertificateInfo, now: number): boolean =>
  info.canEncrypt && keyStatus(info, now) === "good";

/** A certificate as it will be kept, and the copy it was made from; `before` is undefined for a new one. */
interface Prepared {
  readonly before: KeyRow | undefined;
  readonly after: KeyRow;
}

/**
 * A found certificate, merged with the stored copy. A revocation once seen stays, whatever later copies say. Checking signatures
 * takes longer than a transaction lives, so this runs before it, and `keep` checks whether the result still applies.
 */
async function prepare(info: CertificateInfo): Promise<Prepared> {
  const before = await keyRow(info.fingerprint);
  if (!before) return { before, after: rowOf(info) };
  if (isSame(before.certificate, info.certificate)) {
    const expiresAt = info.expiresAt;
    return { before, after: { ...before, expiresAt, revoked: before.revoked || isGone(info) } };
  }
  const merged = await mergeCertificates(before.certificate, info);
  // A merge fails over the size limit. Then only a revocation or the like counts, as the owner's word against using the key.
  if (!merged) return { before, after: { ...before, revoked: before.revoked || isGone(info) } };
  return { before, after: { ...rowOf(merged), revoked: before.revoked || isGone(merged) } };
}

/** Permanently unusable for encryption. */
const isGone = (info: CertificateInfo): boolean => info.revoked || !info.canEncrypt;

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((octet, i) => octet === b[i]);

const rowOf = (info: CertificateInfo): KeyRow => ({
  fingerprint: info.fingerprint,
  certificate: info.certificate,
  keyIds: info.keyIds,
  userIds: info.userIds,
  createdAt: info.createdAt,
  expiresAt: info.expiresAt,
  revoked: isGone(info),
  algorithm: info.algorithm,
});

type Then<T> = (key: KeyRow, before: KeyRow | undefined, pen: Pen) => Promise<T>;

/**
 * Merges a certificate into the stored one and runs `then` in the same transaction, on keys and `tables`. Starts over when the
 * key was written in the meantime. `orKnown`: what the disk refuses holds for this worker's life.
 */
export async function withKey<T>(
  info: CertificateInfo,
  tables: readonly Table[],
  then: Then<T>,
  orKnown = false,
): Promise<T> {
  const onTheDisk = (): Promise<T> => mergedOnDisk(info, tables, then);
  if (!orKnown) return stored(onTheDisk);
  return storedOrKnown(async (pen) => {
    if (pen === onDisk) return onTheDisk();
    const { before, after } = await prepare(info);
    return then(after, before, pen);
  });
}

async function mergedOnDisk<T>(info: CertificateInfo, tables: readonly Table[], then: Then<T>): Promise<T> {
  for (;;) {
    const { before, after } = await prepare(info);
    const done = await inTransaction([database.keys, ...tables], async () => {
      const current = await keyRow(info.fingerprint);
      const unchanged = current
        ? before !== undefined && isSame(current.certificate, before.certificate) && current.revoked === before.revoked
        : before === undefined;
      return unchanged ? { value: await then(after, before, onDisk) } : null;
    });
    if (done) return done.value;
  }
}

/** Stores a certificate and where it was found. Runs inside the caller's transaction on keys, finds, events, trustChanges. */
export async function keepFoundKey(
  address: string,
  key: KeyRow,
  origin: Origin,
  now: number,
  pen = onDisk,
): Promise<void> {
  const contact = addressKey(address);
  await pen.put("keys", key);
  const { fingerprint } = key;
  const id = `${contact}|${fingerprint}|${origin.source}`;
  const finds = await findsBy("contact", [contact]);
  const isNew = finds.every((find) => find.id !== id);
  // Two keys for one address are a doubt, whether one of them is pinned or not.
  if (isNew && finds.some((find) => find.fingerprint !== fingerprint)) await noteTrustChange(pen);
  await pen.put("finds", { ...origin, id, contact, fingerprint, at: now });
  if (isNew) await addEvents(contact, [{ at: now, kind: "found", fingerprint, detail: origin.source }], pen);
}

/**
 * A newer copy of a known key, found by its fingerprint: a renewal or a revocation needs no address. Does nothing for unknown
 * keys.
 */
export async function renewKey(info: CertificateInfo, now: number): Promise<void> {
  const then: Then<void> = async (key, before, pen) => {
    if (!before) return;
    await pen.put("keys", key);
    if (before.revoked || !key.revoked) return;
    const finds = await findsBy("fingerprint", [key.fingerprint]);
    for (const contact of new Set(finds.map((find) => find.contact)))
      await addEvents(contact, [{ at: now, kind: "revoked", fingerprint: key.fingerprint }], pen);
  };
  await withKey(info, [database.finds, database.events, database.trustChanges], then, true);
}

/** Keys by contact id, in one read per table however many are asked. */
export async function keysOfMany(contacts: readonly string[]): Promise<Map<string, KnownKeys>> {
  const finds = await findsBy("contact", contacts);
  const fingerprints = [...new Set(finds.map((find) => find.fingerprint))];
  const rows = await keyRows(fingerprints);
  const byFingerprint = new Map(rows.map((row) => [row.fingerprint, row]));
  return new Map(
    contacts.map((contact) => {
      const own = finds.filter((find) => find.contact === contact);
      const prints = [...new Set(own.map((find) => find.fingerprint))];
      return [contact, { finds: own, keys: prints.flatMap((print) => storedKey(byFingerprint.get(print), own)) }];
    }),
  );
}

function storedKey(row: KeyRow | undefined, finds: readonly FoundKeyRow[]): StoredKey[] {
  if (!row) return [];
  const own = finds.filter((find) => find.fingerprint === row.fingerprint);
  return [{ ...row, weight: sourceWeight(own.map((find) => find.source)) }];
}

export function summaryOf(row: KeyRow, finds: readonly FoundKeyRow[], now: number): KeySummary {
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

/** The user's own certificate in the form of a contact's key. */
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
  const prints = [...new Set(gone.map((find) => find.fingerprint))];
  const still = new Set((await database.finds.where("fingerprint").anyOf(prints).toArray()).map((f) => f.fingerprint));
  await database.keys.bulkDelete(prints.filter((print) => !still.has(print)));
}
