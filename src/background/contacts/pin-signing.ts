// Signs the pin table with the user's own key, keeps it up to date as contacts change, and compares it with the rows.

import type { SecretKey } from "../../domain/pgp/secret-key";
import { readSignedText, signText } from "../../domain/pgp/signed-text";
import { fail, ok, type Result } from "../../domain/result";
import {
  formatPinTable,
  type PinCheck,
  type PinEntry,
  type PinTable,
  parsePinTable,
} from "../../domain/trust/pin-table";
import { unlockedKey } from "../own-keys/vault";
import { database, type IdentityRow } from "../store/database";
import { oneByOne } from "../store/one-by-one";
import { keepTally, tallyState } from "./pin-tally";
import { whenContactsWritten } from "./search";
import { entryOf, textOf } from "./store";

export interface PinSigner {
  readonly identity: IdentityRow;
  readonly secret: SecretKey;
}

/** The oldest unlocked own key. */
export async function openSigner(): Promise<Result<PinSigner, "no-identity" | "locked">> {
  const identities = (await database.identities.toArray()).sort((a, b) => a.createdAt - b.createdAt);
  for (const identity of identities) {
    const secret = await unlockedKey(identity);
    if (secret) return ok({ identity, secret });
  }
  return fail(identities.length === 0 ? "no-identity" : "locked");
}

/** Entries by address. broken: it claims our own key's signature, and that does not verify. */
type Signed =
  | { readonly state: "none" }
  | { readonly state: "broken" }
  | { readonly state: "good"; readonly pins: Map<string, PinEntry> };

async function readSigned(now: number): Promise<Signed> {
  const row = await database.pinTable.get("table");
  const identity = row && (await database.identities.get(row.by));
  // Without the key that signed there is nothing to check against.
  if (!row || !identity) return { state: "none" };
  const read = await readSignedText(row.signed, [identity.certificate], now);
  const table = read.ok && read.value.signers.includes(row.by) ? parsePinTable(read.value.text) : null;
  return table ? { state: "good", pins: new Map(table.pins.map((pin) => [pin.address, pin])) } : { state: "broken" };
}

async function currentEntries(): Promise<Map<string, PinEntry>> {
  const rows = await database.contacts.toArray();
  return new Map(rows.flatMap((row) => entryOf(row) ?? []).map((entry) => [entry.address, entry]));
}

/** Whether the rows match the signed table, apart from our own later changes. */
export async function comparePins(now = Date.now()): Promise<PinCheck> {
  const signed = await readSigned(now);
  if (signed.state === "none") return { state: "unsigned", addresses: [] };
  if (signed.state === "broken") return { state: "altered", addresses: [] };
  const [entries, changed] = await Promise.all([currentEntries(), database.unsignedPins.toCollection().primaryKeys()]);
  const ours = new Set(changed);
  const all = new Set([...entries.keys(), ...signed.pins.keys()]);
  const addresses = [...all].filter((id) => !ours.has(id) && textOf(entries.get(id)) !== textOf(signed.pins.get(id)));
  return addresses.length > 0 ? { state: "altered", addresses: addresses.sort() } : { state: "good", addresses: [] };
}

/**
 * Signs what changed. Only contacts that Cachet changed are signed anew, the others as they were signed before: a row that
 * something else altered stays different until the user decides. `afresh` takes all rows as they are.
 */
export async function signPins(now = Date.now(), afresh = false): Promise<Result<null, "no-identity" | "locked">> {
  // Most changes of a contact only record a day of use: then the second place stays closed.
  if (afresh || (await tallyState()) !== "same") await keepTally(now, afresh).catch(notKept);
  const changed = await database.unsignedPins.toCollection().primaryKeys();
  if (changed.length === 0 && !afresh) return ok(null);
  const signer = await openSigner();
  if (!signer.ok) return signer;
  const signed = await readSigned(now);
  if (signed.state === "broken" && !afresh) return ok(null);
  const pins = signed.state === "good" && !afresh ? await updated(signed.pins, changed) : await currentEntries();
  await store(pins, changed, signer.value, now);
  return ok(null);
}

async function updated(before: Map<string, PinEntry>, changed: readonly string[]): Promise<Map<string, PinEntry>> {
  const pins = new Map(before);
  const rows = await database.contacts.bulkGet([...changed]);
  changed.forEach((id, i) => {
    const entry = entryOf(rows[i]);
    if (entry) pins.set(id, entry);
    else pins.delete(id);
  });
  return pins;
}

async function store(
  pins: Map<string, PinEntry>,
  changed: readonly string[],
  signer: PinSigner,
  now: number,
): Promise<void> {
  const table: PinTable = { madeAt: now, pins: [...pins.values()], certificates: new Map() };
  const signed = await signText(formatPinTable(table), signer.secret, now);
  await database.transaction("rw", database.contacts, database.pinTable, database.unsignedPins, async () => {
    await database.pinTable.put({ id: "table", signed, by: signer.identity.fingerprint });
    // Contacts that changed again during signing remain to be signed.
    const [rows, marks] = await Promise.all([
      database.contacts.bulkGet([...changed]),
      database.unsignedPins.bulkGet([...changed]),
    ]);
    const isDone = (id: string, i: number): boolean =>
      marks[i]?.since === undefined && textOf(entryOf(rows[i])) === textOf(pins.get(id));
    const done = changed.filter(isDone);
    await database.unsignedPins.bulkDelete(done);
  });
}

/** The table is signed even if this fails; changes that the second place lacks stay noted. */
export function notKept(error: unknown): "unread" {
  console.warn("cachet: the second place of the contacts cannot be used", (error as Error).name);
  return "unread";
}

/** Signs once for a burst of changes, such as an import. */
const PATIENCE = 2000;

/** An older table never overwrites a newer one. */
export const inTurn = oneByOne();

/** Starts signing every change as soon as the key is unlocked. */
export function keepPinsSigned(failed: (error: unknown) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  whenContactsWritten(() => {
    clearTimeout(timer);
    timer = setTimeout(() => inTurn(() => signPins()).catch(failed), PATIENCE);
  });
}
