import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Finished, scoreOf } from "../../domain/privacy/steps";

vi.mock("../../platform/browser");
const { getHome } = await import("./home");
const { ownFacts } = await import("./own-facts");
const { answerStep, markSeen, nextSteps } = await import("./steps");
const { getSettings } = await import("../settings/settings");
const { database } = await import("../store/database");
type IdentityRow = import("../store/database").IdentityRow;
type ContactRow = import("../store/database").ContactRow;
type VerdictRow = import("../store/database").VerdictRow;

const NOW = Date.UTC(2026, 10, 23, 12);
const DAY = 24 * 60 * 60 * 1000;

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  browserKeepsStorage(true);
});

/** As in Firefox, whose background page has persist(). */
function browserKeepsStorage(kept: boolean): void {
  vi.stubGlobal("navigator", { storage: { persisted: async () => kept, persist: async () => kept } });
}
afterEach(() => {
  vi.unstubAllGlobals();
});

const identity: IdentityRow = {
  fingerprint: "f".repeat(40),
  name: "Me",
  addresses: ["me@example.org"],
  certificate: new Uint8Array(),
  keyIds: [],
  createdAt: 0,
  expiresAt: null,
  algorithm: "Ed25519",
  protection: "device",
  revocation: "",
  backupAt: null,
};
const done: IdentityRow = { ...identity, backupAt: NOW, protection: "passphrase", publishedAt: NOW };

/** A contact whose key was used. A larger `n` means more recent use, and so comes first. */
async function contact(n: number, change: Partial<ContactRow> = {}): Promise<void> {
  const fingerprint = String(n).padStart(40, "0");
  const id = `person${n}@example.org`;
  await database.contacts.put({
    id,
    address: id,
    name: `Person ${n}`,
    pinned: fingerprint,
    held: null,
    rejected: [],
    retired: [],
    vouched: [],
    verifiedAt: null,
    everVerified: false,
    notice: null,
    refreshAt: null,
    refreshedAt: null,
    firstUsedAt: n,
    lastUsedAt: n,
    sealedDays: ["2026-11-22"],
    signedDays: [],
    ...change,
  });
  const key = { fingerprint, certificate: new Uint8Array(), keyIds: [], userIds: [], createdAt: 0, algorithm: "" };
  await database.keys.put({ ...key, expiresAt: null, revoked: false });
  const origin = { source: "import", host: "", dnssec: "none", chain: [], at: 0 } as const;
  await database.finds.put({ id: `${id}|${fingerprint}|import`, contact: id, fingerprint, ...origin });
}

const steps = async (now = NOW) => {
  const answer = await nextSteps(now);
  return answer.ok ? answer.value.map((step) => step.id) : [];
};
const home = async (now = NOW) => {
  const answer = await getHome(now);
  if (!answer.ok) throw new Error("no home");
  return answer.value;
};
const score = async () => (await home()).indexes!.account.score;

describe("what to do next", () => {
  it("without a key: make one, and nothing else", async () => {
    expect(await steps()).toEqual(["make-key"]);
    expect((await home()).indexes).toBeNull();
  });

  it("with a key: backup before passphrase before a first message", async () => {
    await database.identities.put(identity);
    expect(await steps()).toEqual(["backup", "passphrase", "try"]);
  });

  it("what is done is no longer named", async () => {
    await database.identities.put({ ...identity, backupAt: NOW, protection: "passphrase" });
    expect(await steps()).toEqual(["try", "publish"]);
    await database.identities.put(done);
    expect(await steps()).toEqual(["try"]);
    await contact(1);
    expect(await steps()).toEqual(["verify"]);
    await contact(1, { verifiedAt: NOW });
    expect(await steps()).toEqual([]);
  });

  it("names whom to verify: the one written to last, whose key can be relied on now", async () => {
    await database.identities.put(done);
    await contact(1);
    await contact(2);
    await contact(3, { held: "e".repeat(40) });
    await contact(4, { verifiedAt: NOW });
    await contact(5, { pinned: null });
    await contact(6);
    await database.keys.update("6".padStart(40, "0"), { revoked: true });
    const answer = await nextSteps(NOW);
    expect(answer).toMatchObject({
      value: [{ id: "verify", contact: { name: "Person 2", address: "person2@example.org" } }],
    });
  });

  it("a verified key that was revoked since is nobody verified", async () => {
    await database.identities.put(done);
    await contact(1, { verifiedAt: NOW });
    const before = await score();
    await database.keys.update("1".padStart(40, "0"), { revoked: true });
    expect(await score()).toBeLessThan(before);
  });

  it("names the key that lacks it, and of several counts the weakest", async () => {
    await database.identities.bulkPut([done, { ...identity, fingerprint: "a".repeat(40), createdAt: 1 }]);
    const { indexes, steps: open } = await home();
    expect(indexes?.key).toBe("a".repeat(40));
    expect(open.map(({ id, key }) => [id, key])).toEqual([
      ["backup", "a".repeat(40)],
      ["passphrase", "a".repeat(40)],
      ["try", null],
    ]);
  });

  it("says what the score then really rises by", async () => {
    await database.identities.put(identity);
    await contact(1);
    const doing: Record<string, () => Promise<unknown>> = {
      backup: () => database.identities.update(identity.fingerprint, { backupAt: NOW }),
      passphrase: () => database.identities.update(identity.fingerprint, { protection: "passphrase" }),
      publish: () => database.identities.update(identity.fingerprint, { publishedAt: NOW }),
      verify: () => contact(1, { verifiedAt: NOW }),
    };
    for (let [step] = (await home()).steps; step; [step] = (await home()).steps) {
      const before = await score();
      await doing[step.id]!();
      expect([step.id, (await score()) - before]).toEqual([step.id, step.gain]);
    }
    expect(await score()).toBe(87);
  });

  it("asks for a storage that lasts only where the browser says that it does not", async () => {
    await database.identities.put(done);
    await contact(1, { verifiedAt: NOW });
    browserKeepsStorage(false);
    expect(await steps()).toEqual(["storage"]);
    const evictable = await score();
    vi.stubGlobal("navigator", {});
    expect(await steps()).toEqual([]);
    expect(await score()).toBe(evictable);
    // In Chrome's worker, storage is never evicted, whatever persisted() says.
    vi.stubGlobal("navigator", { storage: { persisted: async () => false } });
    expect(await steps()).toEqual([]);
    expect(await score()).toBeGreaterThan(evictable);
  });
});

describe("the user's answer to a step", () => {
  beforeEach(() => database.identities.put(identity));

  it("never: it stays away and another takes its place, in the popup as at home", async () => {
    const left = await answerStep({ id: "backup", answer: "never" }, NOW);
    expect(left).toMatchObject({ value: [{ id: "passphrase" }, { id: "try" }, { id: "publish" }] });
    await answerStep({ id: "backup", answer: "never" }, NOW);
    expect(await steps(NOW + 1000 * DAY)).toEqual(["passphrase", "try", "publish"]);
    expect((await home()).steps.map(({ id }) => id)).toEqual(["passphrase", "try", "publish"]);
    expect((await database.settings.get("settings"))?.dismissed).toEqual(["backup"]);
  });

  it("not now: it comes back in a week", async () => {
    await answerStep({ id: "backup", answer: "later" }, NOW);
    expect(await steps(NOW + 6 * DAY)).not.toContain("backup");
    expect(await steps(NOW + 7 * DAY)).toContain("backup");
  });

  it("after all: both are taken back", async () => {
    await answerStep({ id: "backup", answer: "never" }, NOW);
    await answerStep({ id: "try", answer: "later" }, NOW);
    expect((await home()).putAside).toEqual(["backup", "try"]);
    await answerStep({ id: "backup", answer: "open" }, NOW);
    expect(await answerStep({ id: "try", answer: "open" }, NOW)).toMatchObject({
      value: [{ id: "backup" }, { id: "passphrase" }, { id: "try" }],
    });
    expect((await home()).putAside).toEqual([]);
  });

  it("changes nothing of the score", async () => {
    const before = await score();
    for (const answer of ["never", "later", "open"] as const) {
      await answerStep({ id: "backup", answer }, NOW);
      expect(await score()).toBe(before);
    }
  });

  it("leaves the settings themselves alone", async () => {
    const before = await getSettings();
    await answerStep({ id: "backup", answer: "later" }, NOW);
    await markSeen({ finished: [] }, NOW);
    expect(await getSettings()).toEqual(before);
  });
});

describe("what was finished", () => {
  const finished = async () => (await home()).finished;
  const tell = (told: readonly Finished[]) => markSeen({ finished: [...told] }, NOW);

  it("before the first look is no news", async () => {
    await database.identities.put(done);
    expect(await finished()).toEqual([]);
  });

  it("before there was a key is no look", async () => {
    await tell([]);
    await database.identities.put(identity);
    expect(await finished()).toEqual([]);
  });

  it("since the last look is told until it was seen, and then no more", async () => {
    await database.identities.put(identity);
    await tell([]);
    await database.identities.put({ ...identity, backupAt: NOW });
    expect(await finished()).toEqual(["backup"]);
    expect(await finished()).toEqual(["backup"]);
    await tell(["backup"]);
    expect(await finished()).toEqual([]);
  });

  it("between looking and telling is kept for the next look", async () => {
    await database.identities.put(identity);
    await tell([]);
    await database.identities.put({ ...identity, backupAt: NOW, protection: "passphrase" });
    await tell(["backup"]);
    expect(await finished()).toEqual(["passphrase"]);
  });

  it("and undone since is told again once it is done again", async () => {
    await database.identities.put({ ...identity, protection: "passphrase" });
    await tell([]);
    await database.identities.put(identity);
    await tell([]);
    await database.identities.put({ ...identity, protection: "passphrase" });
    expect(await finished()).toEqual(["passphrase"]);
  });

  it("each person verified is news, up to three", async () => {
    await database.identities.put(done);
    await tell([]);
    for (let n = 1; n <= 4; n++) {
      await contact(n, { verifiedAt: NOW });
      const news = await finished();
      expect(news).toEqual(n === 1 ? ["try", "verify-1"] : n < 4 ? [`verify-${n}`] : []);
      await tell(news);
    }
  });
});

describe("the home's history", () => {
  const verdict = (id: number, change: Partial<VerdictRow>): VerdictRow => ({
    id: String(id),
    kind: "read",
    grade: "b",
    sealed: true,
    version: 2,
    path: null,
    seenAt: NOW,
    usedAt: NOW,
    ...change,
  });

  it("counts the verdicts of twelve weeks, read and sent, and the last ten sealed", async () => {
    await database.identities.put(identity);
    const rows = [
      verdict(0, { seenAt: NOW, grade: "a" }),
      verdict(1, { seenAt: NOW - 83 * DAY, grade: "e" }),
      verdict(2, { seenAt: NOW - 85 * DAY }),
      verdict(3, { seenAt: NOW + DAY }),
      ...Array.from({ length: 12 }, (_, i) =>
        verdict(10 + i, { kind: "sent", seenAt: NOW - i * DAY, grade: i === 3 || i > 9 ? "c" : "b" }),
      ),
    ];
    await database.verdicts.bulkPut(rows);
    const { weeks, sent } = await home();
    expect(sent).toEqual({ total: 10, good: 9 });
    expect(weeks).toHaveLength(12);
    expect(weeks.at(-1)!.grades).toMatchObject({ a: 1, b: 7, c: 1 });
    expect(weeks[0]!.grades).toMatchObject({ e: 1, b: 0 });
    expect(weeks.flatMap(({ grades }) => Object.values(grades)).reduce((sum, n) => sum + n)).toBe(14);
  });

  it("is empty, and no promise, before there is any", async () => {
    expect((await home()).sent).toEqual({ total: 0, good: 0 });
  });
});

it("facts and score agree with the rows they come from", async () => {
  expect(scoreOf((await ownFacts(NOW)).facts, NOW)).toBe(0);
  await database.identities.put(done);
  expect((await ownFacts(NOW)).facts.keys).toEqual([
    { protection: "passphrase", backupAt: NOW, expiresAt: null, published: true },
  ]);
});
