// What each address is worth: its row, the keys known for it, and the resulting trust state. Reads only.
import { addressKey } from "../../domain/address";
import type { KeySummary } from "../../domain/discovery/lookup";
import { holds } from "../../domain/speaker";
import type { Contact } from "../../domain/trust/contact";
import { claimedKeys, competingKeys, STRANGER, type TrustState, trustStateOf } from "../../domain/trust/trust-state";
import { type ContactRow, database, type IdentityRow, type KeyRow } from "../store/database";
import { contactRows } from "../store/rows";
import { type KnownKeys, keyRowOf, keysOfMany, summaryOf } from "./found-keys";

const NO_KEYS: KnownKeys = { keys: [], finds: [] };

/** The row of an address that was never used; not stored. */
export function stranger(address: string): ContactRow {
  return {
    ...STRANGER,
    id: addressKey(address),
    address: address.trim(),
    name: "",
    refreshAt: null,
    refreshedAt: null,
    firstUsedAt: null,
    lastUsedAt: null,
  };
}

const ownerOf = (identities: readonly IdentityRow[], address: string): IdentityRow | undefined =>
  identities.find((identity) => holds(identity, address));

/** One contact with its keys, as of now. */
export interface TrustView {
  readonly row: ContactRow;
  readonly known: KnownKeys;
  readonly own: IdentityRow | undefined;
  readonly state: TrustState;
}

/** In the order asked, in three reads however many are asked. */
export async function trustViews(addresses: readonly string[], now: number): Promise<TrustView[]> {
  const ids = addresses.map(addressKey);
  const [rows, known, identities] = await Promise.all([
    contactRows(ids),
    keysOfMany([...new Set(ids)]),
    database.identities.toArray(),
  ]);
  return addresses.map((address, i) => {
    const row = rows[i] ?? stranger(address);
    const own = ownerOf(identities, ids[i]!);
    const keys = known.get(ids[i]!) ?? NO_KEYS;
    return { row, known: keys, own, state: trustStateOf(row, keys.keys, now, own !== undefined) };
  });
}

const only = <K>(keys: readonly K[]): K | null => (keys.length === 1 ? keys[0]! : null);

/** The key to show: the own one, the pinned one in whatever status, or the only candidate. Null while keys compete. */
export function currentKey({ row, known, own, state }: TrustView, now: number): KeyRow | null {
  if (own) return keyRowOf(own);
  if (state === "changed" || state === "conflict" || state === "none" || state === "lost") return null;
  if (state === "candidate") return only(claimedKeys(row, known.keys, now));
  return (
    known.keys.find((key) => key.fingerprint === row.pinned) ??
    competingKeys(row, known.keys, now)[0] ??
    known.keys.find((key) => !row.rejected.includes(key.fingerprint)) ??
    null
  );
}

/** The keys to choose from: those that compete while the address is held, pinned first, or those a directory claims. */
export function rivalsOf({ row, known, state }: TrustView, now: number): KeySummary[] {
  if (state === "candidate") return claimedKeys(row, known.keys, now).map((key) => summaryOf(key, known.finds, now));
  if (state !== "changed" && state !== "conflict") return [];
  return competingKeys(row, known.keys, now).map((key) => summaryOf(key, known.finds, now));
}

export function contactOf(view: TrustView, now: number): Contact {
  const { row, known, state } = view;
  const key = currentKey(view, now);
  return {
    address: row.address,
    name: row.name,
    state,
    key: key && summaryOf(key, known.finds, now),
    rivals: rivalsOf(view, now),
    vouched: row.vouched,
    notice: row.notice,
    verifiedAt: row.verifiedAt,
    firstUsedAt: row.firstUsedAt,
    lastUsedAt: row.lastUsedAt,
    days: { signed: row.signedDays.length, sealed: row.sealedDays.length },
  };
}
