import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { generateKey } from "../../domain/pgp/secret-key";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import { keptKeys, noteInHint } from "../own-keys/hint";
import { database } from "../store/database";
import { dropPlace, inPlace } from "../store/places";
import { deleteContact, verifyContact } from "./address-book";
import { chooseKey, noteSignedBy, pin, rejectKey } from "./decisions";
import { historyOf } from "./events";
import { noteFoundKey } from "./note-found-key";
import { keepTally, tallyState } from "./pin-tally";
import { recipientState, sealingKey } from "./recipient-states";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const NOW = Math.floor(Date.now() / 1000) * 1000;
const BOB = "bob@example.org";
const CAROL = "carol@example.org";
const WKD = { source: "wkd", host: "example.org", dnssec: "none", chain: [] } as const;

const bobs = await generateKey("", BOB, NOW - 86_400_000);
const eves = await generateKey("", BOB, NOW - 86_400_000);
const carols = await generateKey("", CAROL, NOW - 86_400_000);

const find = (address: string, { info }: typeof bobs) => noteFoundKey(address, info, WKD, { now: NOW });
async function meet(address = BOB, key = bobs): Promise<void> {
  await find(address, key);
  await pin(address, key.info.fingerprint, NOW);
}
const verified = async (): Promise<void> => {
  await meet();
  await verifyContact(BOB, true, NOW);
};
const stateOf = async (address = BOB) => (await recipientState(address, NOW)).state;
const told = async () => {
  const { back, gone } = await keptKeys();
  return { back, gone: gone !== null };
};
const NOTHING = { back: 0, gone: false };

/** Copies every row of the database, like a backup of its files; the result restores them. */
async function copied(): Promise<() => Promise<void>> {
  const rows = await Promise.all(database.tables.map((table) => table.toArray()));
  return async () => {
    await emptied();
    await Promise.all(database.tables.map((table, i) => table.bulkPut(rows[i]!)));
  };
}
const emptied = () => Promise.all(database.tables.map((table) => table.clear()));

beforeEach(async () => {
  browser.storage.session = storageArea();
  browser.storage.local = storageArea();
  await emptied();
  await dropPlace("people");
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

describe("a database that lost rows", () => {
  const losses: [string, (before: () => Promise<void>) => Promise<unknown>][] = [
    ["all of them", () => emptied()],
    ["an hour of them", (before) => before()],
    ["the contact alone", () => database.contacts.delete(BOB)],
    [
      "contact, keys and finds",
      () => Promise.all([database.contacts, database.keys, database.finds].map((t) => t.clear())),
    ],
    [
      "the contacts with what was not signed yet",
      () => Promise.all([database.contacts, database.unsignedPins, database.pinTable].map((t) => t.clear())),
    ],
  ];

  it.each(losses)("(%s) still knows whose key was verified, and says what came back", async (_, lose) => {
    const putBack = await copied();
    await verified();
    await keepTally(NOW);
    await lose(putBack);
    await keepTally(NOW);
    expect(await told()).toEqual({ back: 1, gone: false });
    expect(["verified", "lost"]).toContain(await stateOf());
    expect((await recipientState(BOB, NOW)).notice).toMatchObject({ because: "brought-back" });
    const history = await historyOf(BOB);
    expect(history.ok && history.value[0]).toMatchObject({ kind: "brought-back", at: NOW });
    // Finding the same key again confirms it; there was nothing to decide.
    await find(BOB, bobs);
    expect(await stateOf()).toBe("verified");
  });

  it.each(losses)("(%s) seals nothing to another key without a question", async (_, lose) => {
    const putBack = await copied();
    await verified();
    await keepTally(NOW);
    await lose(putBack);
    await keepTally(NOW);
    await find(BOB, eves);
    expect(await stateOf()).toBe("changed");
    expect(await sealingKey(BOB, NOW)).toBeNull();
    await noteSignedBy(BOB, eves.info.fingerprint, NOW);
    expect(await stateOf()).toBe("changed");
  });

  it("is seen before anything is answered, and only then", async () => {
    const putBack = await copied();
    await meet();
    expect(await tallyState()).toBe("due");
    await keepTally(NOW);
    expect(await tallyState()).toBe("same");
    await putBack();
    expect(await tallyState()).toBe("lost");
    await keepTally(NOW);
    expect([await tallyState(), await told()]).toEqual(["same", { back: 1, gone: false }]);
    await keepTally(NOW);
    expect(await told()).toEqual({ back: 1, gone: false });
  });

  it("also where the browser's hint cannot be read, once both are compared", async () => {
    await verified();
    await keepTally(NOW);
    await emptied();
    browser.storage.local = undefined as never;
    expect(await tallyState()).toBe("same");
    await keepTally(NOW);
    expect(await stateOf()).toBe("lost");
  });

  it("takes back a verification that was withdrawn, a choice and a rejection, as they were last", async () => {
    await verified();
    await meet(CAROL, carols);
    await keepTally(NOW);
    const putBack = await copied();
    await verifyContact(BOB, false, NOW);
    await find(CAROL, eves);
    await rejectKey(CAROL, eves.info.fingerprint, NOW);
    await keepTally(NOW);
    await putBack();
    await keepTally(NOW);
    expect(await stateOf()).toBe("first-contact");
    expect((await database.contacts.get(CAROL))!.rejected).toEqual([eves.info.fingerprint]);
    expect(await told()).toEqual({ back: 2, gone: false });
  });

  it("keeps a key held that was held", async () => {
    await verified();
    await find(BOB, eves);
    await keepTally(NOW);
    await database.contacts.clear();
    await keepTally(NOW);
    expect(await stateOf()).toBe("changed");
    await chooseKey(BOB, eves.info.fingerprint, NOW);
    await keepTally(NOW);
    await database.contacts.clear();
    await keepTally(NOW);
    expect(await recipientState(BOB, NOW)).toMatchObject({
      state: "first-contact",
      key: { fingerprint: eves.info.fingerprint },
    });
  });
});

describe("whoever was met again before the loss was seen", () => {
  it("has another key held, and is asked about", async () => {
    await verified();
    await keepTally(NOW);
    await emptied();
    await meet(BOB, eves);
    await keepTally(NOW);
    expect(await stateOf()).toBe("changed");
    expect(await sealingKey(BOB, NOW)).toBeNull();
    await keepTally(NOW);
    expect(await told()).toEqual({ back: 1, gone: false });
    expect(await historyOf(BOB).then((answer) => answer.ok && answer.value.length)).toBe(3);
  });

  it("is as verified as before with the same key", async () => {
    await verified();
    await keepTally(NOW);
    await emptied();
    await meet();
    await keepTally(NOW);
    expect(await stateOf()).toBe("verified");
  });
});

describe("what is in neither place", () => {
  it("is said to be gone", async () => {
    await verified();
    await keepTally(NOW);
    await emptied();
    await dropPlace("people");
    expect(await tallyState()).toBe("lost");
    await keepTally(NOW);
    expect(await told()).toEqual({ back: 0, gone: true });
    expect(await tallyState()).toBe("same");
  });

  it("was put back from the same old copy in both: said to be gone, too", async () => {
    await meet();
    await keepTally(NOW);
    const [putBack, list] = [await copied(), await inPlace("people", (place) => place.keys.toArray())];
    await verifyContact(BOB, true, NOW);
    await keepTally(NOW);
    await putBack();
    await inPlace("people", (place) => place.keys.bulkPut(list));
    await keepTally(NOW);
    expect(await told()).toEqual({ back: 0, gone: true });
  });
});

describe("the second place", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["gone", () => dropPlace("people")],
    ["empty", () => inPlace("people", (place) => place.keys.clear())],
    ["without its wrapping key", () => inPlace("people", (place) => place.wrapping.clear())],
    [
      "with other octets",
      () => inPlace("people", (place) => place.keys.toCollection().modify({ sealed: new Uint8Array(40) })),
    ],
  ])("that is %s is written anew from rows that are sound, and nobody is told of a loss", async (_, damage) => {
    await verified();
    await keepTally(NOW);
    await damage();
    await keepTally(NOW);
    expect([await stateOf(), await told()]).toEqual(["verified", NOTHING]);
    await emptied();
    await keepTally(NOW);
    expect(await stateOf()).toBe("lost");
  });

  it("put back from an old copy does not undo what came after it", async () => {
    await verified();
    await keepTally(NOW);
    const old = await inPlace("people", (place) => place.keys.toArray());
    await verifyContact(BOB, false, NOW);
    await keepTally(NOW);
    await inPlace("people", (place) => place.keys.bulkPut(old));
    await keepTally(NOW);
    expect([await stateOf(), await told()]).toEqual(["first-contact", NOTHING]);
  });

  it("has no address in clear, and nothing of whom the user deleted", async () => {
    await meet();
    await meet(CAROL, carols);
    await keepTally(NOW);
    const octets = async () => {
      const rows = await inPlace("people", (place) => place.keys.toArray());
      return rows
        .map((row) => `${new TextDecoder("latin1").decode(row.sealed)} ${JSON.stringify({ ...row, sealed: 0 })}`)
        .join();
    };
    const both = (await octets()).length;
    expect(await octets()).not.toMatch(/bob|example/);
    await deleteContact(BOB);
    await keepTally(NOW);
    expect((await octets()).length).toBeLessThan(both);
    await emptied();
    await keepTally(NOW);
    expect([await stateOf(), await stateOf(CAROL)]).toEqual(["none", "lost"]);
  });

  it("is not there before anything was decided about anybody", async () => {
    await find(BOB, bobs);
    await keepTally(NOW);
    expect((await indexedDB.databases()).map((one) => one.name)).not.toContain("cachet-people");
    expect(await tallyState()).toBe("same");
  });

  it("that cannot be read decides nothing", async () => {
    await verified();
    await keepTally(NOW);
    await emptied();
    const real = indexedDB.open.bind(indexedDB);
    const spy = vi.spyOn(indexedDB, "open").mockImplementation((...given) => {
      if (given[0] !== "cachet-people") return real(...given);
      const failed = { error: new DOMException("", "UnknownError") } as unknown as IDBOpenDBRequest;
      setTimeout(() => failed.onerror?.({ target: failed, preventDefault() {}, stopPropagation() {} } as never));
      return failed;
    });
    await expect(keepTally(NOW)).rejects.toThrow();
    spy.mockRestore();
    expect(await tallyState()).toBe("lost");
    await keepTally(NOW);
    expect(await told()).toEqual({ back: 1, gone: false });
  });
});

describe("a row that something else than Cachet altered", () => {
  it("is neither taken over nor overwritten, until the user takes it as it is", async () => {
    await meet();
    await keepTally(NOW);
    await database.contacts.update(BOB, { pinned: eves.info.fingerprint });
    await meet(CAROL, carols);
    await keepTally(NOW);
    expect((await database.contacts.get(BOB))!.pinned).toBe(eves.info.fingerprint);
    await database.contacts.delete(BOB);
    await keepTally(NOW);
    expect((await database.contacts.get(BOB))!.pinned).toBe(bobs.info.fingerprint);
    await database.contacts.update(BOB, { pinned: eves.info.fingerprint });
    await keepTally(NOW, true);
    await database.contacts.delete(BOB);
    await keepTally(NOW);
    expect((await database.contacts.get(BOB))!.pinned).toBe(eves.info.fingerprint);
  });
});

/** Simulates a killed worker: from the nth write on, requests to stores have no effect. */
function killAt(write: number): { restore(): void; reached: () => boolean } {
  let writes = 0;
  const real = {
    put: IDBObjectStore.prototype.put,
    add: IDBObjectStore.prototype.add,
    delete: IDBObjectStore.prototype.delete,
  };
  const { set } = browser.storage.local;
  const dead = (): boolean => ++writes >= write;
  for (const kind of ["put", "add", "delete"] as const)
    IDBObjectStore.prototype[kind] = function (this: IDBObjectStore, ...given: never[]) {
      if (dead()) throw new Error("the worker is dead");
      return (real[kind] as (...all: never[]) => IDBRequest).apply(this, given);
    } as never;
  browser.storage.local.set = async (items) => {
    if (dead()) throw new Error("the worker is dead");
    return set(items);
  };
  return {
    restore() {
      Object.assign(IDBObjectStore.prototype, real);
      browser.storage.local.set = set;
    },
    reached: () => writes >= write,
  };
}

describe("a worker killed at any write", () => {
  const settled = async () => {
    await meet();
    await keepTally(NOW);
  };
  const acts: [string, () => Promise<unknown>, () => Promise<unknown>, readonly string[]][] = [
    ["meeting somebody", async () => {}, () => meet(), ["none", "new", "first-contact"]],
    ["verifying", settled, () => verifyContact(BOB, true, NOW), ["first-contact", "verified"]],
    ["deleting a contact", settled, () => deleteContact(BOB), ["first-contact", "none"]],
    ["a key that turns up", settled, () => find(BOB, eves), ["first-contact", "changed"]],
    [
      "turning a key down",
      () => settled().then(() => find(BOB, eves)),
      () => rejectKey(BOB, eves.info.fingerprint, NOW),
      ["first-contact", "changed"],
    ],
  ];
  it.each(acts)("%s: nobody is told of a loss, and the places agree after it", async (_, before, act, allowed) => {
    for (let write = 1; ; write++) {
      await emptied();
      await dropPlace("people");
      browser.storage.local = storageArea();
      await before();
      const kill = killAt(write);
      await act()
        .then(() => keepTally(NOW))
        .catch(() => {});
      kill.restore();
      const state = await stateOf();
      expect(allowed).toContain(state);
      await keepTally(NOW);
      expect([await stateOf(), await told(), await tallyState()], `write ${write}`).toEqual([state, NOTHING, "same"]);
      // The present decisions survive a loss of the database, too.
      await emptied();
      await keepTally(NOW);
      const isPinned = state !== "none" && state !== "new";
      expect(await stateOf(), `write ${write}`).toBe(isPinned ? "lost" : "none");
      if (!kill.reached()) {
        expect(write).toBeGreaterThan(4);
        break;
      }
    }
  });

  it("a second change before the next worker brings them in step is no loss either", async () => {
    for (let write = 1; ; write++) {
      await emptied();
      await dropPlace("people");
      browser.storage.local = storageArea();
      await settled();
      await find(BOB, eves);
      const kill = killAt(write);
      await keepTally(NOW).catch(() => {});
      kill.restore();
      await rejectKey(BOB, eves.info.fingerprint, NOW);
      await verifyContact(BOB, true, NOW);
      await keepTally(NOW);
      expect([await stateOf(), await told()], `write ${write}`).toEqual(["verified", NOTHING]);
      if (!kill.reached()) break;
    }
  });
});

it("a hint that somebody else wrote opens nothing", async () => {
  await meet();
  await keepTally(NOW);
  await noteInHint({ people: 0, back: -3, gone: "x" as never });
  expect(await tallyState()).toBe("lost");
  await keepTally(NOW);
  expect([await stateOf(), await tallyState()]).toEqual(["first-contact", "same"]);
});
