// The contacts as the user sees them: searched, imported, compared, forgotten.
import { addressKey } from "../../domain/address";
import { type CertificateInfo, readCertificates } from "../../domain/pgp/certificate";
import { LIMITS } from "../../domain/pgp/limits";
import { fail, ok } from "../../domain/result";
import { afterVerification } from "../../domain/trust/decisions";
import { keyStatus } from "../../domain/trust/trust-state";
import type { Answers } from "../../messages/calls";
import { database } from "../store/database";
import { contactRow } from "../store/rows";
import { stored } from "../store/unkept";
import { forgetEvents } from "./events";
import { BY_HAND, forgetKeysOf } from "./found-keys";
import { noteFoundKey } from "./note-found-key";
import { contactsWritten, searchIds } from "./search";
import { CONTACT_TABLES, noteUnsigned, update } from "./store";
import { contactOf, trustViews } from "./trust-view";

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

/** Why none of the imported keys can be encrypted to. A key that can only sign is of no use to us. */
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
