// What uses, choices and restored tables do to the key that stands for somebody. The rules are in domain/trust/decisions.ts.
import { addressKey, domainPart } from "../../domain/address";
import type { CertificateInfo } from "../../domain/pgp/certificate";
import { fail, ok } from "../../domain/result";
import {
  afterChoice,
  afterPin,
  afterRejection,
  afterRestoration,
  afterUse,
  type Restoration,
  restorationOf,
} from "../../domain/trust/decisions";
import type { PinEntry } from "../../domain/trust/pin-table";
import { claimedKeys, competingKeys } from "../../domain/trust/trust-state";
import type { Answers } from "../../messages/calls";
import { type ContactRow, database, type KeyRow } from "../store/database";
import { inTransaction } from "../store/handle";
import { contactRow, keyRow, keysWithIds } from "../store/rows";
import { stored, storedOrKnown } from "../store/unkept";
import { BY_HAND, keepFoundKey, keyRowOf, type Origin, withKey } from "./found-keys";
import { recipientState } from "./recipient-states";
import { contactsWritten } from "./search";
import { CONTACT_TABLES, named, note, update, write } from "./store";
import { currentKey, stranger, type TrustView, trustViews } from "./trust-view";

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
 * A good signature by this key was seen on mail from this address. If nothing is pinned and this is the only key known for the
 * address, it becomes the pin: reading is a first use, as sealing is, and from then on another key is noticed. A key known
 * from messages alone is not pinned, as their author could have signed, too. `sent`: the date of that mail.
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
 * The reader's provider authenticated a message as from the domain of this address, and it was signed by the key that messages
 * had named for the address: as far as the domain can tell, the key is theirs.
 */
export async function noteVouchedFor(address: string, key: KeyRow, now = Date.now()): Promise<void> {
  const origin: Origin = { source: "signed", host: domainOf(address), dnssec: "none", chain: [] };
  await storedOrKnown(
    (pen) => keepFoundKey(address, key, origin, now, pen),
    (work) => inTransaction([...CONTACT_TABLES, database.keys, database.finds], work),
  );
}

const domainOf = (address: string): string => domainPart(address).toLowerCase();

/** Keys, the user's own included, with any of these ids (16 hex digits, lower case). */
export async function findSigners(keyIds: readonly string[]): Promise<KeyRow[]> {
  const [keys, identities] = await Promise.all([keysWithIds(keyIds), database.identities.toArray()]);
  const own = identities.filter((identity) => identity.keyIds.some((id) => keyIds.includes(id))).map(keyRowOf);
  return [...own, ...keys.filter((key) => own.every((mine) => mine.fingerprint !== key.fingerprint))];
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

/** The user has seen the notice of an automatic change. */
export async function dismissNotice(address: string, now = Date.now()): Promise<Answers["recipient.dismissNotice"]> {
  await update(address, (row) => (row.notice === null ? null : { ...row, notice: null }), now);
  return ok(null);
}

/** Restores one row of a saved pin table; `info` is the pinned key, null for a row without one. */
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
