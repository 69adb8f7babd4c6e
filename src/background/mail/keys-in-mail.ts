// Keys that come with mail: in its text, in its header (Autocrypt), or as gossip about the other recipients. A page may
// be hostile and anybody can write any header, so nothing found here pins or replaces a key.
import { addressKey } from "../../domain/address";
import {
  type AutocryptHeader,
  afterGossip,
  afterMessage,
  effectiveDate,
  NO_PEER,
  type PeerState,
  readAutocrypt,
  readGossip,
  withoutAhead,
} from "../../domain/discovery/autocrypt";
import { readHeaders } from "../../domain/mime/headers";
import { type CertificateInfo, certificateForAddress, readCertificates } from "../../domain/pgp/certificate";
import { LIMITS } from "../../domain/pgp/limits";
import { fail, ok, type Result } from "../../domain/result";
import type { MailKey } from "../../domain/trust/mail-key";
import type { KeySource } from "../../domain/trust/sources";
import { KEYLESS, keyStatus } from "../../domain/trust/trust-state";
import type { Answers, Request } from "../../messages/calls";
import { isUsable, type Origin } from "../contacts/found-keys";
import { noteFoundKey } from "../contacts/note-found-key";
import { recipientState } from "../contacts/recipient-states";
import { trustViews } from "../contacts/trust-view";
import { database } from "../store/database";
import { inTransaction } from "../store/handle";
import { findsBy } from "../store/rows";
import { storedOrKnown, unkept } from "../store/unkept";

const origin = (source: KeySource, host: string) => ({ source, host, dnssec: "none", chain: [] }) as const;

// Keys in the text of a message ----------------------------------------------------------------------------------

/** Describes the keys in an armored block. A key already known is quietly updated (a new expiry, a revocation). */
export async function lookAtKey(
  { armored, from }: Request<"mail.key">,
  now = Date.now(),
): Promise<Answers["mail.key"]> {
  const read = await keysIn(armored);
  if (!read.ok) return read;
  return ok(await Promise.all(read.value.map((info) => mailKeyOf(info, from, now))));
}

async function mailKeyOf(info: CertificateInfo, from: string | null, now: number): Promise<MailKey> {
  const names = (wanted: string): string | undefined =>
    info.addresses.find((address) => addressKey(address) === addressKey(wanted));
  const named = from === null ? undefined : names(from);
  const address = named ?? info.addresses[0] ?? null;
  const { fingerprint, userIds, addresses, createdAt } = info;
  const compared = address === null ? "new" : await compare(address, fingerprint);
  if (compared === "same") await noteFoundKey(address!, info, origin("mail", ""), { now, orKnown: true });
  const status = keyStatus(info, now);
  return {
    fingerprint,
    userIds,
    addresses,
    createdAt,
    status: isUsable(info, now) ? "usable" : status === "good" ? "cannot-seal" : status,
    address,
    sender: named !== undefined,
    compared,
  };
}

async function compare(address: string, fingerprint: string): Promise<MailKey["compared"]> {
  if (await database.identities.get(fingerprint)) return "own";
  const prints = await knownPrints(address);
  if (prints.includes(fingerprint)) return "same";
  return prints.length > 0 ? "different" : "new";
}

async function knownPrints(address: string): Promise<string[]> {
  const finds = await findsBy("contact", [addressKey(address)]);
  return finds.map((find) => find.fingerprint);
}

/** The user keeps one key for one of its addresses. It is treated like any found key: held if another key is pinned. */
export async function keepMailKey(
  { armored, fingerprint, address }: Request<"mail.keepKey">,
  now = Date.now(),
): Promise<Answers["mail.keepKey"]> {
  const read = await keysIn(armored);
  if (!read.ok) return read;
  const info = read.value.find(
    (key) => key.fingerprint === fingerprint && key.addresses.some((own) => addressKey(own) === addressKey(address)),
  );
  if (!info) return fail("not-a-key");
  if ((await noteFoundKey(address, info, origin("mail", ""), { now })) === "unusable") return fail("unusable");
  return ok(await recipientState(address, now));
}

async function keysIn(armored: string): Promise<Result<CertificateInfo[], "not-a-key" | "too-large">> {
  const read = await readCertificates(armored);
  if (!read.ok) return fail(read.code === "too-large" ? "too-large" : "not-a-key");
  // Nobody sends a public key by mailing the secret one.
  const keys = read.value.filter((info) => !info.hasSecret);
  if (keys.length === 0) return fail("not-a-key");
  return keys.some((info) => info.certificate.length > LIMITS.certificate) ? fail("too-large") : ok(keys);
}

// Keys in headers ------------------------------------------------------------------------------------------------

/** The header of a message whose source the page fetched anyway. */
export async function noteHeaders(
  { headers }: Request<"mail.headers">,
  now = Date.now(),
): Promise<Answers["mail.headers"]> {
  const fields = readHeaders(headers);
  const news = fields && readAutocrypt(fields, now);
  if (!news || (await isOwn(news.address))) return ok(null);
  const info = news.header && (await usableKey(news.header, now));
  const key = info?.fingerprint ?? null;
  const mutual = news.header?.mutual ?? false;
  const newer = await changePeer(news.address, now, (peer) => afterMessage(peer, news.at, key, mutual));
  if (info && newer) await keepFromHeader(news.address, info, origin("autocrypt", ""), now);
  return ok(null);
}

/**
 * Notes keys gossiped about the recipients in the header inside an opened message. The caller ensures that a known or verified
 * contact signed it; `by` is their address.
 */
export async function noteGossip(
  text: string,
  { recipients, sent, by }: { recipients: readonly string[]; sent: number; by: string },
  now = Date.now(),
): Promise<void> {
  for (const header of readGossip(readHeaders(text.slice(0, GOSSIP_WITHIN)) ?? [], recipients)) {
    if (await isOwn(header.address)) continue;
    const info = await usableKey(header, now);
    if (!info) continue;
    const at = effectiveDate(sent, now);
    const newer = await changePeer(header.address, now, (peer) => afterGossip(peer, at, info.fingerprint));
    if (newer) await keepFromHeader(header.address, info, origin("gossip", by), now);
  }
}

/** readHeaders refuses more, and a long body must not keep the header from being read. */
const GOSSIP_WITHIN = 262_144;

const isOwn = async (address: string): Promise<boolean> =>
  (await database.identities.toArray()).some((row) => row.addresses.some((own) => addressKey(own) === address));

async function usableKey({ keydata, address }: AutocryptHeader, now: number): Promise<CertificateInfo | null> {
  const read = await certificateForAddress(keydata, address, now);
  return read.ok && isUsable(read.value, now) ? read.value : null;
}

/** True when the message was not older than what is known. */
async function changePeer(address: string, now: number, change: (peer: PeerState) => PeerState): Promise<boolean> {
  return storedOrKnown(
    async (pen) => {
      const kept = unkept("peers").get(address) ?? (await database.peers.get(address));
      const before = withoutAhead(kept ?? NO_PEER, now);
      const after = change(before);
      if (after === before) return false;
      await pen.put("peers", { ...after, id: address });
      return true;
    },
    (work) => inTransaction([database.peers], work),
  );
}

/**
 * From is easily forged: a header must not stop mail to a contact whose key works. So a second key only counts where the first
 * is unusable; the peer state records it anyway. While keys are known from mail alone and none is pinned, another key in the
 * sender's own header is a doubt, and is shown.
 */
async function keepFromHeader(address: string, info: CertificateInfo, from: Origin, now: number): Promise<void> {
  const [view] = await trustViews([address], now);
  const { state, row } = view!;
  const known = (await knownPrints(address)).includes(info.fingerprint);
  const doubt = from.source === "autocrypt" && state === "mail-only" && row.pinned === null;
  if (known || doubt || KEYLESS.includes(state)) await noteFoundKey(address, info, from, { now, orKnown: true });
}
