// What was decided about other people's keys, once more in a place that fails apart (store/places.ts): a contact whose row
// vanished would otherwise be met as somebody new, and nothing would be asked.
//
// The place holds the pin table, sealed by a wrapping key of its own, with a count of how often it was written. The database
// has that count, too, and so does the hint (hint.ts): a database that was cut, or put back as it was last week, is behind, and
// the list in the place is the newer of the two. Every change of a contact notes in its own transaction what the place may hold
// of it (`since`), so what a killed worker left half done is known as that, and is no loss. Written are what is about to be in
// the place, then the place, the hint, and that it is done.
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

/** Of the hint; null where it cannot be read, which says nothing. */
const hinted = (hint = readHint()): Promise<number | null> =>
  hint.then(
    ({ people }) => people,
    () => null,
  );

const editionHere = async (): Promise<number> => (await database.pinEdition.get("edition"))?.edition ?? 0;

/** lost: the database is not what it was, as far as can be told without opening the place. due: something is to be written. */
export async function tallyState(reading = readHint()): Promise<"same" | "due" | "lost"> {
  const [here, hint, changes] = await Promise.all([editionHere(), hinted(reading), database.unsignedPins.toArray()]);
  if (hint !== null && hint !== here) return "lost";
  return changes.some(isUnderWay) ? "due" : "same";
}

const isUnderWay = ({ since }: UnsignedPinRow): boolean => since !== undefined;

/** Null: there is none, or it does not open any more. A place that cannot be read rejects: it may hold anything. */
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

/** What lies here, as it was at one moment. */
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

/** taken: what lies here counts. missed: it is to be brought back. altered: by something else than us; the user is asked. */
function verdictOn(kept: PinEntry, here: Here, list: List): "taken" | "missed" | "altered" {
  const mine = here.pins.get(kept.address);
  const change = here.changes.get(kept.address);
  if (textOf(mine) === textOf(kept) || list.edition < here.edition) return "taken";
  if (change?.since?.some((one) => textOf(one) === textOf(kept))) return "taken";
  return !mine || change || list.edition > here.edition ? "missed" : "altered";
}

/**
 * Brings rows and list in step: what changed here is taken over, what is missing here comes back. `afresh`: the user takes the
 * rows as they are. One after another (pin-signing.ts).
 */
export async function keepTally(now = Date.now(), afresh = false): Promise<void> {
  const [list, hint] = await Promise.all([readList(), hinted()]);
  const kept = afresh ? [] : [...(list?.pins.values() ?? [])];
  const before = await readHere();
  const missed = kept.filter((entry) => verdictOn(entry, before, list!) === "missed");
  for (const entry of missed) await bringBack(entry, before.changes.has(entry.address), now);
  const here = missed.length > 0 ? await readHere() : before;
  const pins = new Map(here.pins);
  // What something else altered stays as it was until the user decides.
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
  // The browser forgot both: whom it was about nobody knows.
  const gone = hint !== null && hint > Math.max(before.edition, there) ? { gone: now } : {};
  const back = missed.length > 0 ? { back: missed.length, gone: null } : {};
  if (hint !== next.edition || missed.length > 0)
    await noteInHint({ people: next.edition, ...back, ...gone }).catch(() => {});
  if (!inStep || here.changes.size > 0) await settle(here, next);
}

const textOfAll = (pins: Pins): string => [...pins.values()].map(textOf).sort().join("\n");

const changing = (here: Here, change: (row: UnsignedPinRow) => UnsignedPinRow): Promise<unknown> =>
  database.unsignedPins.bulkPut([...here.changes.values()].map(change));

/** Of a contact that was changed again meanwhile, the place has what it was before that. */
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
 * As the place has it. Where the contact was met again before the loss was noticed, nothing is overwritten: another key is
 * held until the user chooses, and only what both say is verified.
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
