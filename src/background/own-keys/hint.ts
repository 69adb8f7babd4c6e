// A record, kept apart from the keys, of which keys existed, so that a page can say what is missing when all else is
// lost. It is in storage.local, which content scripts can reach in browsers that cannot close it to them. So it is only
// a hint: it unlocks nothing, selects no import, outranks no key, and is validated when read.
import { parseAddress } from "../../domain/address";
import type { KeptKeys } from "../../domain/identity";
import browser from "../../platform/browser";
import { database, type IdentityRow } from "../store/database";
import { oneByOne } from "../store/one-by-one";

const KEY = "own-keys";
const MOST = 20;

export interface Hint {
  readonly keys: readonly { readonly id: string; readonly address: string }[];
  /** When a key came back from its second place, until the user was told. */
  readonly renewed: number | null;
  /** When the browser reported a loss of stored data, likewise. */
  readonly lost: number | null;
  /** The newest edition of the list of contacts' keys (pin-tally.ts); 0: none was written. */
  readonly people: number;
  /** Number of contacts restored from the second place, likewise. */
  readonly back: number;
  /** When some of them were lost for good, likewise. */
  readonly gone: number | null;
}

interface Closable {
  setAccessLevel?(level: { accessLevel: "TRUSTED_CONTEXTS" }): Promise<void>;
}

const area = (): typeof browser.storage.local & Closable => browser.storage.local;

/** Closes storage.local to content scripts, in browsers that can. */
export const closeHint = async (): Promise<void> => area().setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });

/** Enough to recognise one's own key, and harmless if a content script reads it. */
const shortened = (address: string): string => {
  const at = address.lastIndexOf("@");
  return `${[...address.slice(0, at)][0]}…${address.slice(at)}`;
};

const idOf = (fingerprint: string): string => fingerprint.slice(-16);

const isTime = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value);

/** Malformed fields are ignored. */
export async function readHint(): Promise<Hint> {
  const { keys, renewed, lost, people, back, gone } = ((await area().get(KEY))[KEY] ?? {}) as Record<string, unknown>;
  const sound = (Array.isArray(keys) ? keys.slice(0, MOST) : []).filter(
    (one): one is Hint["keys"][number] =>
      typeof one?.id === "string" &&
      /^[0-9a-f]{16}$/.test(one.id) &&
      typeof one.address === "string" &&
      one.address.length <= 254 &&
      parseAddress(one.address.replace("…", "")) !== null,
  );
  return {
    keys: sound.map(({ id, address }) => ({ id, address })),
    renewed: isTime(renewed) ? renewed : null,
    lost: isTime(lost) ? lost : null,
    people: isTime(people) ? people : 0,
    back: isTime(back) ? back : 0,
    gone: isTime(gone) ? gone : null,
  };
}

const inTurn = oneByOne();

/** One storage key holds everything, and several writers use it at once: the keys, the pin list, the losses. */
const change = (after: (hint: Hint) => Promise<Hint> | Hint): Promise<void> =>
  inTurn(async () => {
    const before = await readHint();
    const hint = await after(before);
    if (hint !== before) await area().set({ [KEY]: hint });
  });

/** Records the keys that exist. A key recorded earlier and now missing stays recorded, unless the user deleted it. */
export const noteKeys = (deleted: readonly string[] = []): Promise<void> =>
  change(async (hint) => {
    const keys = keysNoted(hint, await database.identities.toArray(), deleted);
    return JSON.stringify(keys) === JSON.stringify(hint.keys) ? hint : { ...hint, keys };
  });

function keysNoted(hint: Hint, rows: readonly IdentityRow[], deleted: readonly string[]): Hint["keys"] {
  const closed = area().setAccessLevel !== undefined;
  const present = rows.flatMap(({ fingerprint, addresses: [address = ""] }) => ({
    id: idOf(fingerprint),
    address: closed ? address : shortened(address),
  }));
  const away = new Set([...present.map(({ id }) => id), ...deleted.map(idOf)]);
  return [...present, ...hint.keys.filter(({ id }) => !away.has(id))].slice(0, MOST);
}

export const noteInHint = (what: Partial<Omit<Hint, "keys">>): Promise<void> =>
  change((hint) => ({ ...hint, ...what }));

/** Keys that existed and are missing. */
export async function missingKeys(reading = readHint()): Promise<Hint["keys"]> {
  const [{ keys }, rows] = await Promise.all([reading, database.identities.toArray()]);
  const here = new Set(rows.map(({ fingerprint }) => idOf(fingerprint)));
  return keys.filter(({ id }) => !here.has(id));
}

/** Empty when none are missing or the hint cannot be read; the user is told that there is no key either way. */
export async function missingAddresses(): Promise<string[]> {
  const missing = await missingKeys().catch(() => []);
  return missing.map(({ address }) => address);
}

export async function keptKeys(): Promise<KeptKeys> {
  const reading = readHint();
  const [missing, { renewed, lost, back, gone }] = await Promise.all([missingKeys(reading), reading]);
  return { missing, renewed, lost, back, gone };
}

/** The user has read the notice, or says that they no longer need what is missing. */
export const putHintAway = (what: "told" | "missing"): Promise<void> =>
  change(async (hint) => {
    const missing = what === "missing" ? await missingKeys() : [];
    const keys = hint.keys.filter(({ id }) => !missing.some((one) => one.id === id));
    return { ...hint, keys, renewed: null, lost: null, back: 0, gone: null };
  });
