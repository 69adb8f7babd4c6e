// The facts behind the user's own index: their keys, whether the browser keeps storage, and the people they write to.
import { lifeOf } from "../../domain/privacy/account-index";
import type { OwnFacts } from "../../domain/privacy/steps";
import { trustViews } from "../contacts/trust-view";
import { identityRows } from "../own-keys/identities";
import { type ContactRow, database, type IdentityRow } from "../store/database";

export interface Own {
  readonly facts: OwnFacts;
  /** In the order of `facts.keys`. */
  readonly identities: readonly IdentityRow[];
  /** Whom to verify next: written to last, with a key that was never compared. */
  readonly toVerify: { readonly name: string; readonly address: string } | null;
}

/** How many recent recipients to consider: enough to suggest whom to verify, whatever the size of the address book. */
const LATEST = 200;
/** How many rows to look at: a contact whose key has expired or is held is neither verified nor ready to be. */
const LOOKED_AT = 10;

export async function ownFacts(now: number): Promise<Own> {
  const [identities, contacts, storageKept] = await Promise.all([
    identityRows(),
    database.contacts.orderBy("lastUsedAt").reverse().limit(LATEST).toArray(),
    storageIsKept(),
  ]);
  const pinned = contacts.filter((contact) => contact.pinned !== null && contact.held === null);
  const [verified, unverified] = await Promise.all([
    inStates(
      pinned.filter((contact) => contact.verifiedAt !== null),
      ["verified"],
      now,
    ),
    inStates(
      pinned.filter((contact) => contact.verifiedAt === null),
      ["first-contact", "known"],
      now,
    ),
  ]);
  const facts: OwnFacts = {
    keys: identities.map(({ protection, backupAt, expiresAt, publishedAt, publishedEnds = null }) => ({
      protection,
      backupAt,
      expiresAt,
      // A copy that has ended is as good as none, even where the key itself lives on.
      published: publishedAt !== undefined && lifeOf(publishedEnds, now) !== "ended",
    })),
    storageKept,
    sealedBefore: contacts.some((contact) => contact.sealedDays.length > 0),
    verified: verified.length,
    unverified: unverified.length,
  };
  const [next] = unverified;
  return { facts, identities, toVerify: next ? { name: next.name, address: next.address } : null };
}

/** The rows whose trust state is one of `states`, in order. */
async function inStates(rows: readonly ContactRow[], states: readonly string[], now: number): Promise<ContactRow[]> {
  const stand = await trustViews(
    rows.slice(0, LOOKED_AT).map(({ address }) => address),
    now,
  );
  return stand.filter(({ state }) => states.includes(state)).map(({ row }) => row);
}

/** Null when the browser does not say. */
async function storageIsKept(): Promise<boolean | null> {
  const storage = globalThis.navigator?.storage;
  if (!storage) return null;
  // Chrome's workers, which alone have no `persist`, answer for the permission a web page would need. An extension with
  // unlimitedStorage is never evicted there: https://developer.chrome.com/docs/extensions/develop/concepts/storage-and-cookies
  if (!("persist" in storage)) return true;
  return storage.persisted().catch(() => null);
}
