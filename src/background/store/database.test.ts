import "fake-indexeddb/auto";
import Dexie from "dexie";
import { describe, expect, it } from "vitest";
import { processorTime } from "../../domain/testing/processor-time";
import { recipientStates } from "../contacts/recipient-states";
import { stranger } from "../contacts/trust-view";
import { database } from "./database";

const NOW = Date.UTC(2026, 10, 22);

describe("the store", () => {
  it("takes over contacts of the version before", async () => {
    const before = new Dexie("cachet");
    before.version(1).stores({
      contacts: "id, lastUsedAt",
      keys: "fingerprint, *keyIds",
      finds: "id, contact",
      lookups: "id, contact",
    });
    const row = { id: "bob@example.org", address: "bob@example.org", name: "Bob", held: null, rejected: [] };
    await before.table("contacts").bulkPut([
      { ...row, pinned: "a".repeat(40), verifiedAt: 5, sealedDays: [], signedDays: [] },
      { ...row, id: "eve@example.org", pinned: null, verifiedAt: null, sealedDays: [], signedDays: [] },
    ]);
    before.close();
    expect(await database.contacts.get("bob@example.org")).toEqual({
      ...row,
      pinned: "a".repeat(40),
      verifiedAt: 5,
      sealedDays: [],
      signedDays: [],
      retired: [],
      vouched: [],
      everVerified: true,
      notice: null,
      refreshAt: 0,
      refreshedAt: null,
    });
    expect(await database.contacts.where("refreshAt").belowOrEqual(NOW).primaryKeys()).toEqual(["bob@example.org"]);
    await database.contacts.clear();
  });

  it("finds one recipient among 10,000 in a handful of reads", async () => {
    const prints = Array.from({ length: 10_000 }, (_, i) => i.toString(16).padStart(40, "0"));
    const address = (i: number) => `person${i}@example.org`;
    await database.contacts.bulkPut(prints.map((pinned, i) => ({ ...stranger(address(i)), pinned })));
    await database.keys.bulkPut(
      prints.map((fingerprint) => ({
        fingerprint,
        certificate: new Uint8Array(1000),
        keyIds: [fingerprint.slice(-16)],
        userIds: [],
        createdAt: 0,
        expiresAt: null,
        revoked: false,
        algorithm: "Ed25519",
      })),
    );
    const find = { source: "wkd", host: "", dnssec: "none", chain: [], at: NOW } as const;
    await database.finds.bulkPut(
      prints.map((fingerprint, i) => ({ ...find, id: `${i}`, contact: address(i), fingerprint })),
    );
    await recipientStates([address(1)], NOW);
    const started = processorTime();
    const [state] = await recipientStates([address(5000)], NOW);
    expect(processorTime() - started).toBeLessThan(200);
    expect(state).toMatchObject({ state: "first-contact", key: { fingerprint: prints[5000] } });
  });
});
