import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const { session } = fakeBrowser().storage;
const { extendIdentity } = await import("./extend");
const { createIdentity, listIdentities } = await import("./identities");
const { ownFacts } = await import("../home/own-facts");
const { nextSteps } = await import("../home/steps");
const { database } = await import("../store/database");
const { forget, openAtRest, unlockedKey } = await import("./vault");

const YEAR = 365 * 24 * 60 * 60 * 1000;
const MADE = Date.UTC(2024, 5, 1);
const LATER = MADE + 2 * YEAR - 1000;
const PASSPHRASE = "wind in the mast";

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  session.items.clear();
});

async function make(passphrase?: string): Promise<string> {
  const made = await createIdentity(
    { name: "Ada", address: "ada@example.org", ...(passphrase ? { passphrase } : {}) },
    MADE,
  );
  if (!made.ok) throw new Error(made.code);
  return made.value.fingerprint;
}

const ids = async (): Promise<string[]> => {
  const answer = await nextSteps(LATER);
  return answer.ok ? answer.value.map(({ id }) => id) : [];
};

describe("a longer life", () => {
  it("lasts, in the row, in the certificate and in what is kept at rest; and the step is done", async () => {
    const fingerprint = await make();
    expect(await ids()).toContain("extend");
    const answer = await extendIdentity({ fingerprint, passphrase: null }, LATER);
    expect(answer).toMatchObject({ value: { fingerprint, expiresAt: LATER + 2 * YEAR, locked: false } });
    expect(await ids()).not.toContain("extend");
    const row = (await database.identities.get(fingerprint))!;
    expect((await listIdentities()).ok && row.expiresAt).toBe(LATER + 2 * YEAR);
    // As read by the next worker.
    await forget(fingerprint);
    const key = await unlockedKey(row);
    expect(((await key!.getExpirationTime()) as Date).getTime()).toBe(LATER + 2 * YEAR);
  });

  it("asks the passphrase even while the key is open, and keeps it", async () => {
    const fingerprint = await make(PASSPHRASE);
    const before = await database.identities.get(fingerprint);
    for (const passphrase of [null, "another"])
      expect(await extendIdentity({ fingerprint, passphrase }, LATER)).toMatchObject({ code: "wrong-passphrase" });
    expect(await database.identities.get(fingerprint)).toEqual(before);
    const answer = await extendIdentity({ fingerprint, passphrase: PASSPHRASE }, LATER);
    expect(answer).toMatchObject({ value: { protection: "passphrase", locked: false } });
    expect(await openAtRest(fingerprint, null)).toMatchObject({ code: "wrong-passphrase" });
    expect(await openAtRest(fingerprint, PASSPHRASE)).toMatchObject({ ok: true });
  });

  it("knows no key that is not there", async () => {
    expect(await extendIdentity({ fingerprint: "0".repeat(40), passphrase: null }, LATER)).toMatchObject({
      code: "unknown",
    });
  });

  it("does not make the published copy last: once that ends the key is to be published again", async () => {
    const fingerprint = await make();
    const found = { publishedAt: MADE, publishedEnds: MADE + 2 * YEAR };
    await database.identities.update(fingerprint, found);
    await extendIdentity({ fingerprint, passphrase: null }, LATER);
    const published = async (now: number) => (await ownFacts(now)).facts.keys[0]!.published;
    expect(await published(LATER)).toBe(true);
    expect(await published(MADE + 2 * YEAR + 1)).toBe(false);
  });
});
