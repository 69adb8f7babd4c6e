// Stores a key that a source or the user found for an address. The rules are in domain/trust/decisions.ts.
import { addressKey } from "../../domain/address";
import type { CertificateInfo } from "../../domain/pgp/certificate";
import { certifies } from "../../domain/pgp/cross-signature";
import { afterFoundKey, afterPin, consequenceOf, type FoundKey } from "../../domain/trust/decisions";
import { sourceWeight } from "../../domain/trust/sources";
import { keysByMail } from "../../domain/trust/trust-state";
import { type ContactRow, database, type FoundKeyRow, type KeyRow } from "../store/database";
import { contactRow, findsBy, keyRow } from "../store/rows";
import type { Pen } from "../store/unkept";
import { addEvents } from "./events";
import { isUsable, keepFoundKey, keysOfMany, type Origin, withKey } from "./found-keys";
import { contactsWritten } from "./search";
import { CONTACT_TABLES, named, write } from "./store";
import { stranger } from "./trust-view";

/**
 * `byHand`: the user brought it. `alongside`: fingerprints of the other keys in the same answer. `orKnown`: for automatic finds;
 * what the disk refuses holds for this worker's life.
 */
export interface FoundKeyOptions {
  readonly byHand?: boolean;
  readonly orKnown?: boolean;
  readonly alongside?: readonly string[];
  readonly now?: number;
}

/**
 * Stores a key that a source or the user brought for the address, merged with the known copy, and applies the rules
 * (domain/trust/decisions): pins it if `byHand` and nothing is pinned, holds it, or lets it replace another. An unusable key is
 * stored only as an update of a known key (its revocation or expiry).
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

/** The key known from messages alone, when a better source has just given another and neither was used yet. */
async function outdoneBy(row: ContactRow, fingerprint: string, now: number): Promise<string | null> {
  const keys = (await keysOfMany([row.id])).get(row.id)!.keys;
  return keysByMail(row, keys, now).find((key) => key.fingerprint !== fingerprint)?.fingerprint ?? null;
}

/** The pinned key, if it certifies the address on this key. */
async function certifierOf(address: string, info: CertificateInfo, now: number): Promise<string | null> {
  if (!info.certifications) return null;
  const pinned = (await contactRow(addressKey(address)))?.pinned;
  const old = pinned ? await keyRow(pinned) : undefined;
  if (!old || old.revoked) return null;
  return (await certifies(old.certificate, info, address, now)) ? old.fingerprint : null;
}
