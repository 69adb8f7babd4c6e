// A second copy of the decisions about other people's keys, in a store that fails independently (store/places.ts).
// Without it, a contact whose row vanished would be treated as new and the user would not be asked.
//
// The place holds the pin table, encrypted by its own wrapping key, with a count of its writes. The database and the
// hint (hint.ts) hold that count too: a database that was truncated or restored from last week is behind, so the
// place's list is the newer one. Every change of a contact records in its own transaction what the place may hold of it
// (`since`), so work that a killed worker left half done is not mistaken for a loss. The order of writes: the
// intention, the place, the hint, completion.
import { addressKey } from "../../domain/address";
import { afterRestoration } from "../../domain/trust/decisions";
import { formatPinTable, type PinEntry, parsePinTable } from "../../domain/trust/pin-table";
import { noteInHint, readHint } from "../own-keys/hint";
import { type ContactRow, database, type UnsignedPinRow } from "../store/database";
import { inTransaction } from "../store/handle";
import { ifPlace, inPlace } from "../store/places";
import { contactRow } from "../store/rows";
import { troubleOf } from "../store/trouble";
import { stored } from "../store/unkept";
import { unwrap, wrap } from "../store/wrapped";
import { contactsWritten } from "./search";
import { CONTACT_TABLES, entryOf, textOf, write } from "./store";
import { stranger } from "./trust-view";

const ROW = "pins";

type Pins = ReadonlyMap<string, PinEntry>;

interface List {
  readonly edition: number;
  readonly pins: Pins;
}

/** The count in the hint; null when it cannot be read, which proves nothing. */
const hinted = (hint = readHint()): Promise<number | null> =>
  hint.then(
    ({ people }) => people,
    () => null,
  );

const editionHere = async (): Promise<number> => (await database.pinEdition.get("edition"))?.edition ?? 0;

/** lost: the database is behind, as far as that shows without opening the place. due: something needs writing. */
export async function tallyState(reading = readHint()): Promise<"same" | "due" | "lost"> {
  const [here, hint, changes] = await Promise.all([editionHere(), hinted(reading), database.unsignedPins.toArray()]);
  if (hint !== null && hint !== here) return "lost";
  return changes.some(isUnderWay) ? "due" : "same";
}

const isUnderWay = ({ since }: UnsignedPinRow): boolean => since !== undefined;

/** Null: there is none, or it no longer decrypts. Rejects when the place cannot be read, since it may hold anything. */
const readList = (): Promise<List | null> =>
  ifPlace("people", null, async (place) => {
    const row = await place.keys.get(ROW);
    try {
      const table = row && parsePinTable(new TextDecoder().decode(await unwrap(place, row)));
      return table ? { edition: table.madeAt, pins: byAddress(table.pins) } : null;
    } catch (error) {
      if (troubleOf(error)) throw error;
      return null;
    }
  });

const byAddress = (pins: readonly PinEntry[]): Map<string, PinEntry> => new Map(pins.map((pin) => [pin.address, pin]));

const putList = ({ edition, pins }: List): Promise<unknown> =>
  inPlace("people", async (place) => {
    const text = formatPinTable({ madeAt: edition, pins: [...pins.values()], certificates: new Map() });
    await place.keys.put({ ...(await wrap(place, ROW, new TextEncoder().encode(text))), edition, identity: null });
  });

/** A consistent snapshot of the database's side. */
interface Here extends List {
  readonly changes: ReadonlyMap<string, UnsignedPinRow>;
}

const readHere = (): Promise<Here> =>
  database.transaction("r", database.contacts, database.unsignedPins, database.pinTable, async () => {
    const rows = await database.contacts.toArray();
    const changes = (await database.unsignedPins.toArray()).filter(isUnderWay);
    return {
      edition: await editionHere(),
      pins: byAddress(rows.flatMap((row) => entryOf(row) ?? [])),
      changes: new Map(changes.map((change) => [change.id, change])),
    };
  });

/** taken: the row here counts. missed: it must be restored. altered: by something other than us, so the user is asked. */
function verdictOn(kept: PinEntry, here: Here, list: List): "taken" | "missed" | "altered" {
  const mine = here.pins.get(kept.address);
  const change = here.changes.get(kept.address);
  if (textOf(mine) === textOf(kept) || list.edition < here.edition) return "taken";
  if (change?.since?.some((one) => textOf(one) === textOf(kept))) return "taken";
  return !mine || change || list.edition > here.edition ? "missed" : "altered";
}

/**
 * Reconciles rows and list: changes here are copied to the list, rows missing here are restored. `afresh`: the user accepts the
 * rows as they are. Callers must serialise this (pin-signing.ts).
 */
export async function keepTally(now = Date.now(), afresh = false): Promise<void> {
  const [list, hint] = await Promise.all([readList(), hinted()]);
  const kept = afresh ? [] : [...(list?.pins.values() ?? [])];
  const before = await readHere();
  const missed = kept.filter((entry) => verdictOn(entry, before, list!) === "missed");
  for (const entry of missed) await bringBack(entry, before.changes.has(entry.address), now);
  const here = missed.length > 0 ? await readHere() : before;
  const pins = new Map(here.pins);
  // The list keeps its entry for rows altered by something else, until the user decides.
  for (const entry of kept) if (verdictOn(entry, here, list!) !== "taken") pins.set(entry.address, entry);

  const there = list?.edition ?? 0;
  const newest = Math.max(here.edition, there, hint ?? 0);
  if (newest === 0 && pins.size === 0) return;
  const inStep = here.edition === newest && there === newest && textOfAll(pins) === textOfAll(list?.pins ?? new Map());
  const next = { edition: inStep ? newest : newest + 1, pins };
  if (!inStep) {
    await changing(here, (change) => ({ ...change, since: [...change.since!, pins.get(change.id) ?? null] }));
    await putList(next);
  }
  // Both copies were lost, so the affected contacts are unknown.
  const gone = hint !== null && hint > Math.max(before.edition, there) ? { gone: now } : {};
  const back = missed.length > 0 ? { back: missed.length, gone: null } : {};
  if (hint !== next.edition || missed.length > 0)
    await noteInHint({ people: next.edition, ...back, ...gone }).catch(() => {});
  if (!inStep || here.changes.size > 0) await settle(here, next);
}

const textOfAll = (pins: Pins): string => [...pins.values()].map(textOf).sort().join("\n");

const changing = (here: Here, change: (row: UnsignedPinRow) => UnsignedPinRow): Promise<unknown> =>
  database.unsignedPins.bulkPut([...here.changes.values()].map(change));

/** If a contact changed again meanwhile, the place holds its earlier state. */
const settle = (here: Here, { edition, pins }: List): Promise<unknown> =>
  database.transaction("rw", database.contacts, database.unsignedPins, database.pinTable, async () => {
    const ids = [...here.changes.keys()];
    const rows = await database.contacts.bulkGet(ids);
    await database.unsignedPins.bulkPut(
      ids.map((id, i) => {
        const entry = pins.get(id) ?? null;
        return textOf(entryOf(rows[i])) === textOf(entry) ? { id } : { id, since: [entry] };
      }),
    );
    await database.pinEdition.put({ id: "edition", edition });
  });

/**
 * Restores a contact from the place. If the contact was stored again before the loss was noticed, nothing is overwritten: another
 * key is held until the user chooses, and a key counts as verified only if both say so.
 */
async function bringBack(kept: PinEntry, isMetAgain: boolean, now: number): Promise<void> {
  const { address, ...decided } = kept;
  const id = addressKey(address);
  await stored(() =>
    inTransaction(CONTACT_TABLES, async () => {
      const row = (await contactRow(id)) ?? stranger(address);
      const after = isMetAgain && entryOf(row) ? merged(row, kept) : { ...row, ...decided };
      // Due at once: the key itself may be gone, too.
      await write(row, { ...after, notice: noticeOf(after, now), refreshAt: now }, now, "brought-back");
      await database.unsignedPins.put({ id, since: [kept] });
    }),
  );
  contactsWritten();
}

function merged(row: ContactRow, kept: PinEntry): ContactRow {
  const after = afterRestoration({ ...row, name: row.name || kept.name }, kept);
  return kept.verifiedAt === null ? { ...after, verifiedAt: null } : after;
}

const noticeOf = ({ pinned, notice }: ContactRow, at: number): ContactRow["notice"] =>
  pinned === null ? notice : { kind: "replaced", from: pinned, to: pinned, at, because: "brought-back" };
