// What the user can do with pins: check them, accept them as they are, save them to a file and restore them from one.
import { addressKey } from "../../domain/address";
import { readCertificates } from "../../domain/pgp/certificate";
import { readSignedText, signText } from "../../domain/pgp/signed-text";
import { fail, ok } from "../../domain/result";
import { formatPinTable, type PinEntry, parsePinTable } from "../../domain/trust/pin-table";
import type { Answers, Request } from "../../messages/calls";
import { database } from "../store/database";
import { restorePin } from "./decisions";
import { comparePins, inTurn, notKept, openSigner, signPins } from "./pin-signing";
import { keepTally } from "./pin-tally";
import { entryOf } from "./store";

export async function checkPins(now = Date.now()): Promise<Answers["pins.check"]> {
  return ok(await inTurn(() => comparePins(now)));
}

export async function acceptPins(now = Date.now()): Promise<Answers["pins.accept"]> {
  const signed = await inTurn(() => signPins(now, true));
  return signed.ok ? ok(await inTurn(() => comparePins(now))) : signed;
}

/** At browser start: signs what was left unsigned and reports how many pins were altered by something else. */
export async function checkPinsAtStart(): Promise<void> {
  await inTurn(() => keepTally().catch(notKept));
  await inTurn(() => signPins());
  const { state, addresses } = await inTurn(() => comparePins());
  if (state === "altered") console.warn(`cachet: ${addresses.length} pins are not as they were signed`);
}

export async function savePins(now = Date.now()): Promise<Answers["pins.save"]> {
  const signer = await openSigner();
  if (!signer.ok) return signer;
  const pins = (await database.contacts.toArray()).flatMap((row) => entryOf(row) ?? []);
  const prints = [...new Set(pins.flatMap(({ pinned }) => pinned ?? []))];
  const keys = (await database.keys.bulkGet(prints)).filter((key) => key !== undefined);
  const certificates = new Map(keys.map(({ fingerprint, certificate }) => [fingerprint, certificate]));
  const text = await signText(formatPinTable({ madeAt: now, pins, certificates }), signer.value.secret, now);
  return ok({ text, fileName: `cachet-contacts-${new Date(now).toISOString().slice(0, 10)}.asc` });
}

type Refused = Extract<Answers["pins.restore"], { ok: true }>["value"]["refused"][number];

export async function restorePins(
  { text }: Request<"pins.restore">,
  now = Date.now(),
): Promise<Answers["pins.restore"]> {
  const identities = await database.identities.toArray();
  if (identities.length === 0) return fail("no-identity");
  const certificates = identities.map(({ certificate }) => certificate);
  const read = await readSignedText(text, certificates, now);
  if (!read.ok) return fail("not-a-table");
  if (read.value.signers.length === 0) return fail("not-ours");
  const table = parsePinTable(read.value.text);
  if (!table) return fail("not-a-table");
  const refused: Refused[] = [];
  let restored = 0;
  for (const entry of table.pins) {
    const because = await restoreOne(entry, table.certificates, now);
    if (because) refused.push({ address: entry.address, because });
    else restored++;
  }
  return ok({ restored, refused });
}

/** Null when the entry was restored. */
async function restoreOne(
  entry: PinEntry,
  certificates: ReadonlyMap<string, Uint8Array>,
  now: number,
): Promise<Refused["because"] | null> {
  const bytes = entry.pinned === null ? null : certificates.get(entry.pinned);
  if (bytes === null) return restorePin(entry, null, now);
  const read = bytes && (await readCertificates(bytes));
  const info = read?.ok ? read.value.find(({ fingerprint }) => fingerprint === entry.pinned) : undefined;
  const names = info?.addresses.some((address) => addressKey(address) === addressKey(entry.address));
  return info && names ? restorePin(entry, info, now) : "bad-key";
}
