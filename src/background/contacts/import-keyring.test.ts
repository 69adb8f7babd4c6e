import "fake-indexeddb/auto";
import { generateKey, type KeyOptions, readKey } from "openpgp";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { database } from "../store/database";
import { importKeyring } from "./import-keyring";

const DAY = 86_400;

async function keyOf(names: readonly string[], options: Partial<KeyOptions> = {}): Promise<Uint8Array> {
  const { publicKey } = await generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: names.map((name) => ({ name, email: `${name}@example.org` })),
    ...options,
    format: "object",
  } as KeyOptions & { format: "object" });
  return Uint8Array.from(publicKey.write());
}

const results = async (keys: readonly Uint8Array[]) => {
  const answer = await importKeyring(keys);
  if (!answer.ok) throw new Error("failed");
  return answer.value;
};

describe("importing many keys", () => {
  let ada: Uint8Array;
  beforeAll(async () => {
    ada = await keyOf(["ada"]);
  });
  afterEach(() => Promise.all(database.tables.map((table) => table.clear())));

  it("takes each key for the addresses it names and pins it", async () => {
    const [entry] = await results([ada]);
    expect(entry).toMatchObject({ name: "ada <ada@example.org>", addresses: ["ada@example.org"], result: "taken" });
    expect((await database.contacts.get("ada@example.org"))?.pinned).toBe(entry!.fingerprint);
  });

  it("holds an address whose key is another already, and keeps the first", async () => {
    const other = await keyOf(["ada"]);
    const entries = await results([ada, other]);
    expect(entries.map(({ result }) => result)).toEqual(["taken", "held"]);
    expect((await database.contacts.get("ada@example.org"))?.pinned).toBe(entries[0]!.fingerprint);
  });

  it("says of each key that is not taken why, and goes on with the next", async () => {
    const { privateKey } = await generateKey({
      type: "ecc",
      curve: "ed25519Legacy",
      userIDs: [{ name: "Old" }],
      format: "object",
    });
    const nameless = Uint8Array.from(privateKey.toPublic().write());
    const expired = await keyOf(["eve"], { date: new Date(Date.now() - 10 * DAY * 1000), keyExpirationTime: DAY });
    const signsOnly = await keyOf(["sid"], { subkeys: [{ sign: true }] });
    const crowd = await keyOf(Array.from({ length: 31 }, (_, i) => `member${i}`));
    const obsolete = Uint8Array.of(0x99, 0, 9, 3, 0, 0, 0, 0, 0, 0, 1, 0);
    const damaged = Uint8Array.of(1, 2, 3);
    const unknown = Uint8Array.of(0x99, 0, 6, 4, 0, 0, 0, 0, 99);
    const entries = await results([nameless, expired, signsOnly, crowd, obsolete, damaged, unknown, ada]);
    expect(entries.map(({ result }) => result)).toEqual([
      "no-address",
      "expired",
      "no-encryption",
      "many-addresses",
      "obsolete",
      "damaged",
      "unsupported",
      "taken",
    ]);
    expect(await database.contacts.count()).toBe(1);
  });

  it("leaves the user's own key alone", async () => {
    const fingerprint = (await readKey({ binaryKey: ada })).getFingerprint();
    await database.identities.put({ fingerprint, addresses: ["ada@example.org"] } as never);
    expect((await results([ada]))[0]!.result).toBe("own");
    expect(await database.contacts.count()).toBe(0);
  });
});
