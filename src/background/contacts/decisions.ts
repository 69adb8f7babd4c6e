// Who the user writes to and which key stands for whom. The rules are in domain/trust; this file keeps the rows.
import { addressKey } from "../../domain/address";
import { type CertificateInfo, readCertificates } from "../../domain/pgp/certificate";
import { certifies } from "../../domain/pgp/cross-signature";
import { LIMITS } from "../../domain/pgp/limits";
import { fail, ok } from "../../domain/result";
import type { RecipientState } from "../../domain/trust/contact";
import {
  afterChoice,
  afterFoundKey,
  afterPin,
  afterRejection,
  afterRestoration,
  afterUse,
  afterVerification,
  consequenceOf,
  type FoundKey,
  type Restoration,
  restorationOf,
} from "../../domain/trust/decisions";
import type { PinEntry } from "../../domain/trust/pin-table";
import { isByMail, sourceWeight } from "../../domain/trust/sources";
import {
  claimedKeys,
  competingKeys,
  keyStatus,
  keysByMail,
  SEALABLE,
  type TrustState,
  trustStateOf,
} from "../../domain/trust/trust-state";
import type { Answers } from "../../messages/calls";
import {
  type ContactRow,
  database,
  type FoundKeyRow,
  inTransaction,
  type KeyRow,
  type LookupRow,
} from "../store/database";
import { contactRow, findsBy, keyRow, keysWithIds, lookupsOf } from "../store/rows";
import { type Pen, stored, storedOrKnown, unkeptOf } from "../store/unkept";
import { addEvents, forgetEvents } from "./events";
import {
  forgetKeysOf,
  isUsable,
  keepFoundKey,
  keyRowOf,
  keysOfMany,
  type Origin,
  summaryOf,
  withKey,
} from "./found-keys";
import { contactsWritten, searchIds } from "./search";
import { CONTACT_TABLES, named, note, noteUnsigned, update, write } from "./store";
import { contactOf, currentKey, rivalsOf, stranger, type TrustView, trustViews } from "./trust-view";
import { uncheckedOf } from "./unchecked";

/** State of each address, in the order asked; nothing is looked up. */
export async function recipientStates(addresses: readonly string[], now = Date.now()): Promise<RecipientState[]> {
  const [all, lookups] = await Promise.all([trustViews(addresses, now), lookupsOf(addresses.map(addressKey))]);
  const outcomesOf = (id: string): LookupRow[] => lookups.filter((lookup) => lookup.contact === id);
  return all.map((view, i) => {
    const key = currentKey(view, now);
    return {
      address: addresses[i]!,
      state: view.state,
      key: key && summaryOf(key, view.known.finds, now),
      rivals: rivalsOf(view, now),
      vouched: view.row.vouched,
      notice: view.row.notice,
      outcomes: outcomesOf(view.row.id).map((lookup) => ({ ...lookup.outcome, cached: true })),
      strong: null,
      ...uncheckedOf(view, outcomesOf(view.row.id), now),
      ...unkeptIn(view.row.id),
    };
  });
}

function unkeptIn(contact: string): Pick<RecipientState, "unkept"> {
  const unkept = unkeptOf(contact);
  return unkept ? { unkept } : {};
}

export async function recipientState(address: string, now = Date.now()): Promise<RecipientState> {
  return (await recipientStates([address], now))[0]!;
}

/** The one key mail to this address is sealed to; null when there is none, or it is held, expired or revoked. */
export async function sealingKey(address: string, now = Date.now()): Promise<KeyRow | null> {
  const [view] = await trustViews([address], now);
  return SEALABLE.includes(view!.state) ? currentKey(view!, now) : null;
}

export interface KeyTrust {
  /** About this key, whatever other keys the address has. */
  readonly state: TrustState;
  readonly verifiedAt: number | null;
  readonly pinned: string | null;
  /** It was found, kept or compared for this address; whom else it names are words. */
  readonly speaks: boolean;
}

/** How a key stands for an address. */
export async function trustOf(address: string, fingerprint: string, now = Date.now()): Promise<KeyTrust> {
  const [view] = await trustViews([address], now);
  const { row, known, own, state } = view!;
  const key = known.keys.find((one) => one.fingerprint === fingerprint);
  if (own) {
    const mine = own.fingerprint === fingerprint;
    return { state: mine ? "own" : "changed", verifiedAt: null, pinned: own.fingerprint, speaks: mine || !!key };
  }
  const pinned = row.pinned === fingerprint;
  const answer = (answered: TrustState): KeyTrust => ({
    state: answered,
    verifiedAt: pinned ? row.verifiedAt : null,
    pinned: row.pinned,
    speaks: pinned || key !== undefined,
  });
  // A rival that is held says nothing against the key that was pinned before it.
  if (pinned) return answer(trustStateOf({ ...row, held: null }, known.keys, now));
  if (!key) return answer(row.pinned !== null || state === "conflict" || SEALABLE.includes(state) ? "changed" : "none");
  // What a key signed before another took its place is not held against it; that it vouched for nobody is verified no more.
  if (row.retired.includes(fingerprint)) return answer(isByMail(key.weight) ? "mail-only" : "first-contact");
  if (row.pinned !== null || row.rejected.includes(fingerprint)) return answer("changed");
  const status = keyStatus(key, now);
  if (status === "revoked") return answer(status);
  if (status === "expired") return answer(key.weight === "full" ? status : "mail-only");
  // A state owed to better sources says nothing for this key.
  const competes = [
    ...competingKeys(row, known.keys, now),
    ...(state === "candidate" ? claimedKeys(row, known.keys, now) : []),
  ];
  return answer(competes.includes(key) ? state : "changed");
}

/** First use: pins the key when nothing is pinned. False when another key is pinned already. */
export async function pin(address: string, fingerprint: string, now = Date.now()): Promise<boolean> {
  const key = await keyRow(fingerprint);
  const row = await note(
    address,
    (before) => (before.pinned !== null ? null : named(afterPin(before, fingerprint), key?.userIds ?? [])),
    now,
  );
  return row !== null || (await contactRow(addressKey(address)))?.pinned === fingerprint;
}

const used = (row: ContactRow, use: "sealed" | "signed", now: number, sent: number | null = null): ContactRow => ({
  ...afterUse(row, use, now, sent),
  firstUsedAt: row.firstUsedAt ?? now,
  lastUsedAt: now,
});

/** Sealed to, or seen signed by, the pinned key of the address; does nothing for an address without a pinned key. */
export async function recordUse(address: string, use: "sealed" | "signed", now = Date.now()): Promise<void> {
  await note(address, (row) => (row.pinned === null ? null : used(row, use, now)), now);
}

/**
 * A good signature by this key was seen on mail from this address. The only key known for an address that nothing is
 * pinned for is pinned by it: reading is a first use as sealing is, and from then on another key would show. A key that
 * messages alone name stays as it is: whoever wrote them could have signed, too. `sent`: the date of that mail.
 */
export async function noteSignedBy(
  address: string,
  fingerprint: string,
  now = Date.now(),
  sent: number | null = null,
): Promise<void> {
  const [view] = await trustViews([address], now);
  const { state, row } = view!;
  if (state === "mail-only") return;
  const seen = () =>
    note(address, (before) => (before.pinned === fingerprint ? used(before, "signed", now, sent) : null), now);
  if (row.pinned !== null) await seen();
  else if (
    state === "new" &&
    currentKey(view!, now)?.fingerprint === fingerprint &&
    (await pin(address, fingerprint, now))
  )
    await seen();
}

/**
 * The reader's provider found a message to be from the domain of this address, and the key that messages had named for it
 * signed that message: so it is theirs, as far as their domain can tell.
 */
export async function noteVouchedFor(address: string, key: KeyRow, now = Date.now()): Promise<void> {
  const origin: Origin = { source: "signed", host: domainOf(address), dnssec: "none", chain: [] };
  await storedOrKnown(
    (pen) => keepFoundKey(address, key, origin, now, pen),
    (work) => inTransaction([...CONTACT_TABLES, database.keys, database.finds], work),
  );
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

/** Keys, the user's own included, with any of these ids (16 hex digits, lower case). */
export async function findSigners(keyIds: readonly string[]): Promise<KeyRow[]> {
  const [keys, identities] = await Promise.all([keysWithIds(keyIds), database.identities.toArray()]);
  const own = identities.filter((identity) => identity.keyIds.some((id) => keyIds.includes(id))).map(keyRowOf);
  return [...own, ...keys.filter((key) => own.every((mine) => mine.fingerprint !== key.fingerprint))];
}

/**
 * `byHand`: the user brought it. `alongside`: fingerprints of the other keys in the same answer. `orKnown`: nobody brought it,
 * so what the disk does not take holds for this worker's life.
 */
export interface FoundKeyOptions {
  readonly byHand?: boolean;
  readonly orKnown?: boolean;
  readonly alongside?: readonly string[];
  readonly now?: number;
}

/**
 * A source or the user brought a key for the address: stores it, merged with the copy known here, and does what the rules
 * say (domain/trust/decisions): pins it if `byHand` and nothing is pinned, holds it or puts it in the place of another. An
 * unusable key is stored only as news about a key already known here (its revocation, its expiry).
 */
export async function noteFoundKey(
  address: string,
  info: CertificateInfo,
  origin: Origin,
  { byHand = false, orKnown = false, alongside = [], now = Date.now() }: FoundKeyOptions = {},
): Promise<"kept" | "unusable"> {
  const usable = isUsable(info, now);
  const vouchedBy = usable ? await certifierOf(address, info, now) : null;
  const tables = [...CONTACT_TABLES, database.finds];
  const found = async (key: KeyRow, known: KeyRow | undefined, pen: Pen): Promise<"kept" | "unusable"> => {
    const id = addressKey(address);
    const { fingerprint } = info;
    const earlier = await findsOf(id, fingerprint);
    if (!usable && earlier.length === 0) return "unusable";
    await keepFoundKey(address, key, origin, now, pen);
    const row = await contactRow(id);
    if (key.revoked && known?.revoked === false)
      await addEvents(id, [{ at: now, kind: "revoked", fingerprint: key.fingerprint }], pen);
    if (!usable || key.revoked) return usable ? "kept" : "unusable";
    const before = row ?? stranger(address);
    if (!byHand && before.pinned === null) {
      const isNews =
        sourceWeight([origin.source]) === "full" && sourceWeight(earlier.map(({ source }) => source)) !== "full";
      const outdone = isNews ? await outdoneBy(before, fingerprint, now) : null;
      const notice = { kind: "replaced", from: outdone!, to: fingerprint, at: now, because: "better-source" } as const;
      if (outdone) await write(before, named({ ...before, notice }, info.userIds), now, null, pen);
      return "kept";
    }
    const crossSigned = vouchedBy !== null && vouchedBy === before.pinned;
    const found: FoundKey = { fingerprint, source: origin.source, dnssec: origin.dnssec, crossSigned, alongside };
    const consequence = consequenceOf(before, found);
    const pinning = byHand && before.pinned === null;
    const after = named(pinning ? afterPin(before, fingerprint) : afterFoundKey(before, found, now), info.userIds);
    const replaced = consequence === "published" || consequence === "cross-signed" ? { replaced: consequence } : null;
    if (after !== before) await write(before, after, now, replaced, pen);
    return "kept";
  };
  const outcome = await withKey(info, tables, found, orKnown);
  contactsWritten();
  return outcome;
}

const findsOf = async (contact: string, fingerprint: string): Promise<FoundKeyRow[]> =>
  (await findsBy("contact", [contact])).filter((find) => find.fingerprint === fingerprint);

/** The key that messages had named, where a better source has just named another, before either was used. */
async function outdoneBy(row: ContactRow, fingerprint: string, now: number): Promise<string | null> {
  const keys = (await keysOfMany([row.id])).get(row.id)!.keys;
  return keysByMail(row, keys, now).find((key) => key.fingerprint !== fingerprint)?.fingerprint ?? null;
}

/** The pinned key of the address, where it certifies the address on this one. */
async function certifierOf(address: string, info: CertificateInfo, now: number): Promise<string | null> {
  if (!info.certifications) return null;
  const pinned = (await contactRow(addressKey(address)))?.pinned;
  const old = pinned ? await keyRow(pinned) : undefined;
  if (!old || old.revoked) return null;
  return (await certifies(old.certificate, info, address, now)) ? old.fingerprint : null;
}

/** The user settles a changed key or a conflict. */
export async function chooseKey(
  address: string,
  fingerprint: string,
  now = Date.now(),
): Promise<Answers["recipient.choose"]> {
  const [view] = await trustViews([address], now);
  const { row, known } = view!;
  const chosen = known.keys.find((key) => key.fingerprint === fingerprint);
  if (!chosen) return fail("unknown");
  const others = undecided(view!, now);
  if (row.pinned !== null) others.push(row.pinned);
  const choice = (before: ContactRow) => ({ ...afterChoice(before, fingerprint, others), chosen: fingerprint });
  await update(address, (before) => named(choice(before), chosen.userIds), now, "chosen");
  return ok(await recipientState(address, now));
}

/** Keys of the address the user has to choose among, the pinned one aside. */
function undecided({ row, known }: TrustView, now: number): string[] {
  const all = [...competingKeys(row, known.keys, now), ...claimedKeys(row, known.keys, now)];
  return all.map((key) => key.fingerprint).filter((fingerprint) => fingerprint !== row.pinned);
}

/** The user says that a key is not the contact's. */
export async function rejectKey(
  address: string,
  fingerprint: string,
  now = Date.now(),
): Promise<Answers["recipient.reject"]> {
  const [view] = await trustViews([address], now);
  const { row, known } = view!;
  if (row.pinned === fingerprint || !known.keys.some((key) => key.fingerprint === fingerprint)) return fail("unknown");
  const remaining = competingKeys(row, known.keys, now)
    .map((key) => key.fingerprint)
    .filter((other) => other !== fingerprint && other !== row.pinned);
  await update(address, (before) => afterRejection(before, fingerprint, remaining), now);
  return ok(await recipientState(address, now));
}

/** The user has seen what happened without them. */
export async function dismissNotice(address: string, now = Date.now()): Promise<Answers["recipient.dismissNotice"]> {
  await update(address, (row) => (row.notice === null ? null : { ...row, notice: null }), now);
  return ok(null);
}

export async function searchContacts(
  query: string,
  offset: number,
  limit: number,
  now = Date.now(),
): Promise<Answers["contact.search"]> {
  const { total, ids } = await searchIds(query, offset, limit);
  return ok({ total, items: (await trustViews(ids, now)).map((view) => contactOf(view, now)) });
}

export async function getContact(address: string, now = Date.now()): Promise<Answers["contact.get"]> {
  if (!(await contactRow(addressKey(address)))) return fail("unknown");
  return ok(contactOf((await trustViews([address], now))[0]!, now));
}

const BY_HAND: Origin = { source: "import", host: "", dnssec: "none", chain: [] };

/** Why nothing of what was imported can be sealed to; a key that never could (signing only) is no key for us. */
function whyUnusable(keys: readonly CertificateInfo[], now: number): "revoked" | "expired" | "not-a-key" {
  const statuses = keys.map((key) => keyStatus(key, now));
  if (statuses.includes("revoked")) return "revoked";
  return statuses.includes("expired") ? "expired" : "not-a-key";
}

/** Keys handed over by a contact in person or as a file; each counts for every address it names. */
export async function importContacts(key: string | Uint8Array, now = Date.now()): Promise<Answers["contact.import"]> {
  const read = await readCertificates(key);
  if (!read.ok) return fail(read.code === "too-large" ? "too-large" : "not-a-key");
  const withAddress = read.value.filter((info) => info.addresses.length > 0);
  if (withAddress.length === 0) return fail("no-address");
  if (withAddress.some((info) => info.certificate.length > LIMITS.certificate)) return fail("too-large");
  const touched: string[] = [];
  for (const info of withAddress) {
    for (const address of info.addresses) {
      const kept = await noteFoundKey(address, info, BY_HAND, { byHand: true, now });
      if (kept === "kept") touched.push(address);
    }
  }
  if (touched.length === 0) return fail(whyUnusable(withAddress, now));
  const contacts = (await trustViews(touched, now)).map((view) => contactOf(view, now));
  return ok({
    contacts,
    changed: contacts.filter((contact) => contact.state === "changed").map((contact) => contact.address),
  });
}

export async function verifyContact(
  address: string,
  verified: boolean,
  now = Date.now(),
): Promise<Answers["contact.verify"]> {
  const row = await update(address, (before) => afterVerification(before, verified, now), now);
  return row ? getContact(address, now) : fail("unknown");
}

export async function deleteContact(address: string): Promise<Answers["contact.delete"]> {
  const id = addressKey(address);
  const tables = [...CONTACT_TABLES, database.keys, database.finds, database.lookups];
  const forget = () =>
    database.transaction("rw", tables, async () => {
      await noteUnsigned(id, await database.contacts.get(id));
      await database.contacts.delete(id);
      await database.lookups.where("contact").equals(id).delete();
      await forgetKeysOf(id);
      await forgetEvents(id);
    });
  await stored(forget);
  contactsWritten();
  return ok(null);
}

/** Takes back one row of a saved pin table; `info` is the pinned key, null for a row that has none. */
export async function restorePin(
  saved: PinEntry,
  info: CertificateInfo | null,
  now: number,
): Promise<"other-key" | "rejected" | null> {
  const restore = async (key: KeyRow | null): Promise<Restoration> => {
    const row = (await contactRow(addressKey(saved.address))) ?? stranger(saved.address);
    const restoration = restorationOf(row, saved);
    if (restoration === "rejected") return restoration;
    if (key) await keepFoundKey(saved.address, key, BY_HAND, now);
    const after = afterRestoration({ ...row, name: row.name || saved.name }, saved);
    await write(row, after, now, null);
    return restoration;
  };
  const tables = [...CONTACT_TABLES, database.finds];
  const done = info
    ? await withKey(info, tables, restore)
    : await stored(() => inTransaction(tables, () => restore(null)));
  contactsWritten();
  return done === "taken" ? null : done === "held" ? "other-key" : "rejected";
}
