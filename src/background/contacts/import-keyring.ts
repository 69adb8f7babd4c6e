// Imports a keyring file. The page splits the file and sends a few keys at a time. It also keeps the progress and the
// user's wish to stop, so a worker that dies in between loses nothing.
import { framePackets } from "../../domain/packets/packets";
import { prefilter } from "../../domain/packets/prefilter";
import { type CertificateInfo, readCertificates } from "../../domain/pgp/certificate";
import { LIMITS } from "../../domain/pgp/limits";
import { ok } from "../../domain/result";
import type { KeyringEntry, KeyringResult } from "../../domain/trust/keyring";
import { keyStatus } from "../../domain/trust/trust-state";
import type { Answers } from "../../messages/calls";
import { database } from "../store/database";
import { BY_HAND, isUsable } from "./found-keys";
import { noteFoundKey } from "./note-found-key";
import { recipientStates } from "./recipient-states";

/** No person's key has more addresses. A larger one would become the key of everybody it names. */
const MOST_ADDRESSES = 30;

/** One after another, so that the first of two keys for one address wins. */
export async function importKeyring(keys: readonly Uint8Array[], now = Date.now()): Promise<Answers["keyring.import"]> {
  const own = new Set((await database.identities.toArray()).map((identity) => identity.fingerprint));
  const entries: KeyringEntry[] = [];
  for (const key of keys) entries.push(await importOne(key, own, now));
  return ok(entries);
}

const unread = (result: KeyringResult): KeyringEntry => ({ name: "", fingerprint: null, addresses: [], result });

async function importOne(bytes: Uint8Array, own: ReadonlySet<string>, now: number): Promise<KeyringEntry> {
  const lean = await prefilter(bytes, { mostCertificates: 1 });
  const read = await readCertificates(lean);
  if (!read.ok) return unread(isObsolete(lean) ? "obsolete" : read.code === "not-a-key" ? "damaged" : read.code);
  const [info] = read.value;
  const entry = { name: info!.userIds[0] ?? "", fingerprint: info!.fingerprint, addresses: [] };
  const refusal = refusalOf(info!, own);
  if (refusal) return { ...entry, result: refusal };
  const [first, ...others] = [...new Set(info!.addresses)];
  const note = async (address: string): Promise<string[]> =>
    (await noteFoundKey(address, info!, BY_HAND, { byHand: true, now })) === "kept" ? [address] : [];
  // The first stores the key; the others find it there, and need not wait for one another.
  const taken = [await note(first!), ...(await Promise.all(others.map(note)))].flat();
  // A newer copy of a known key (revoked or expired) is stored, too, but cannot be encrypted to.
  if (!isUsable(info!, now)) return { ...entry, result: statusOf(info!, now) };
  const states = await recipientStates(taken, now);
  const held = states.some(({ state }) => state === "changed" || state === "conflict");
  return { ...entry, addresses: taken, result: held ? "held" : "taken" };
}

function refusalOf(info: CertificateInfo, own: ReadonlySet<string>): KeyringResult | null {
  if (own.has(info.fingerprint)) return "own";
  if (info.addresses.length === 0) return "no-address";
  if (info.addresses.length > MOST_ADDRESSES) return "many-addresses";
  return info.certificate.length > LIMITS.certificate ? "too-large" : null;
}

function statusOf(info: CertificateInfo, now: number): KeyringResult {
  const status = keyStatus(info, now);
  return status === "good" ? "no-encryption" : status;
}

/** RFC 9580 5.5.2.1: version 3 keys are deprecated. The version is the first octet of the body of the first packet. */
function isObsolete(bytes: Uint8Array): boolean {
  const [packet] = framePackets(bytes).packets;
  return packet !== undefined && [2, 3].includes(bytes[packet.body] ?? 0);
}
