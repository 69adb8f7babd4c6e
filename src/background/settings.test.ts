import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_KEY_SERVERS } from "../domain/discovery/default-key-servers";

const session: Record<string, unknown> = {};
vi.mock("../platform/browser", () => ({
  default: {
    storage: {
      session: {
        get: async (key: string) => (key in session ? { [key]: session[key] } : {}),
        set: async (items: Record<string, unknown>) => void Object.assign(session, items),
      },
    },
  },
}));

const { hello, suggestAccount } = await import("./accounts");
const { DEFAULT_RESOLVERS, getSettings, setSettings } = await import("./settings");
const { dismissStep, nextSteps } = await import("./steps");
const { database } = await import("./store/database");
type IdentityRow = import("./store/database").IdentityRow;
type ContactRow = import("./store/database").ContactRow;

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  for (const key of Object.keys(session)) delete session[key];
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
const contact: ContactRow = {
  id: "bob@example.org",
  address: "bob@example.org",
  name: "Bob",
  pinned: "a".repeat(40),
  held: null,
  rejected: [],
  retired: [],
  vouched: [],
  verifiedAt: null,
  everVerified: false,
  notice: null,
  refreshAt: null,
  refreshedAt: null,
  firstUsedAt: 1,
  lastUsedAt: 1,
  sealedDays: ["2026-11-22"],
  signedDays: [],
};

describe("settings", () => {
  it("begin with two operators, the key directory on, and a mark that stays", async () => {
    const first = await getSettings();
    expect(first).toMatchObject({ value: { language: "auto", resolvers: DEFAULT_RESOLVERS, wkd: true } });
    expect(new Set(DEFAULT_RESOLVERS.map((url) => new URL(url).host)).size).toBe(2);
    expect(await getSettings()).toEqual(first);
  });

  it("the mark is drawn, not given: many first runs have many marks", async () => {
    const marks = new Set<string>();
    for (let run = 0; run < 40; run++) {
      await database.settings.clear();
      const settings = await getSettings();
      if (settings.ok) marks.add(`${settings.value.mark.colour} ${settings.value.mark.symbol}`);
    }
    expect(marks.size).toBeGreaterThan(5);
  });

  it("change one by one and leave the rest", async () => {
    const before = await getSettings();
    const after = await setSettings({ language: "fr" });
    expect(after).toEqual({ ok: true, value: { ...(before.ok ? before.value : {}), language: "fr" } });
    expect(await setSettings({ wkd: false })).toMatchObject({ value: { language: "fr", wkd: false } });
  });

  it("a row from before there were key servers gets those that confirm addresses", async () => {
    await getSettings();
    const { keyServers: _gone, ...older } = (await database.settings.get("settings"))!;
    await database.settings.put(older as typeof older & { keyServers: [] });
    expect(await getSettings()).toMatchObject({ value: { keyServers: DEFAULT_KEY_SERVERS } });
    expect(DEFAULT_KEY_SERVERS.map(({ kind }) => kind)).not.toContain("hkp");
  });

  it("an empty list of key servers is a choice and stays; one origin is kept once", async () => {
    expect(await setSettings({ keyServers: [] })).toMatchObject({ value: { keyServers: [] } });
    const origin = "https://keys.example";
    const both = [
      { kind: "vks", origin },
      { kind: "hkp", origin },
    ] as const;
    expect(await setSettings({ keyServers: [...both] })).toMatchObject({ value: { keyServers: [both[0]] } });
  });
});

const steps = async () => {
  const answer = await nextSteps();
  return answer.ok ? answer.value.map((step) => step.id) : [];
};

describe("what to do next", () => {
  it("without a key: make one, and nothing else", async () => {
    expect(await steps()).toEqual(["make-key"]);
  });

  it("with a key: backup before passphrase before a first message", async () => {
    await database.identities.put(identity);
    expect(await steps()).toEqual(["backup", "passphrase", "try"]);
  });

  it("what is done is no longer named", async () => {
    await database.identities.put({ ...identity, backupAt: 1, protection: "passphrase" });
    expect(await steps()).toEqual(["try", "publish"]);
    await database.identities.put({ ...identity, backupAt: 1, protection: "passphrase", publishedAt: 1 });
    expect(await steps()).toEqual(["try"]);
    await database.contacts.put(contact);
    expect(await steps()).toEqual(["verify"]);
    await database.contacts.put({ ...contact, verifiedAt: 1 });
    expect(await steps()).toEqual([]);
  });

  it("names what gains most first, three at most", async () => {
    await database.identities.put(identity);
    await database.contacts.put({ ...contact, sealedDays: [] });
    const answer = await nextSteps();
    const gains = answer.ok ? answer.value.map((step) => step.gain) : [];
    expect(gains).toHaveLength(3);
    expect(gains).toEqual(gains.toSorted((a, b) => b - a));
  });

  it("a dismissed step stays away", async () => {
    await database.identities.put(identity);
    await dismissStep("backup");
    await dismissStep("backup");
    expect(await steps()).toEqual(["passphrase", "try", "publish"]);
    expect((await database.settings.get("settings"))?.dismissed).toEqual(["backup"]);
  });

  it("names publishing until others have found the key", async () => {
    await database.identities.put({ ...identity, backupAt: 1 });
    expect(await steps()).toContain("publish");
    await database.identities.put({ ...identity, backupAt: 1, publishedAt: 1 });
    expect(await steps()).not.toContain("publish");
  });
});

describe("the account a webmail tells", () => {
  it("is suggested, the latest one, and kept for the session only", async () => {
    expect(await suggestAccount()).toEqual({ ok: true, value: null });
    await hello({ site: "gmail", account: { address: "Me@Example.org", name: " Me " } });
    await hello({ site: "gmail", account: null });
    expect(await suggestAccount()).toEqual({ ok: true, value: { name: "Me", address: "Me@example.org" } });
    await hello({ site: "roundcube", account: { address: "other@example.org", name: "" } });
    expect(await suggestAccount()).toMatchObject({ value: { address: "other@example.org" } });
  });

  it("is ignored when it is no address", async () => {
    await hello({ site: "gmail", account: { address: "not an@address@", name: "x" } });
    expect(await suggestAccount()).toEqual({ ok: true, value: null });
  });

  it("learns in return whether there is a key, and the language", async () => {
    expect(await hello({ site: "gmail", account: null })).toEqual({
      ok: true,
      value: { hasIdentity: false, language: "auto" },
    });
    await database.identities.put(identity);
    expect(await hello({ site: "gmail", account: null })).toMatchObject({ value: { hasIdentity: true } });
  });
});
