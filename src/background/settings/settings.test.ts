import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_KEY_SERVERS } from "../../domain/discovery/default-key-servers";
import { fakeBrowser } from "../../platform/testing/fake-browser";

const session: Record<string, unknown> = {};
vi.mock("../../platform/browser");
fakeBrowser({
  storage: {
    session: {
      get: async (key: string) => (key in session ? { [key]: session[key] } : {}),
      set: async (items: Record<string, unknown>) => void Object.assign(session, items),
    },
  },
});

const accounts = await import("../frames/last-account");
const { suggestAccount } = accounts;
const { DEFAULT_RESOLVERS, getSettings, setSettings } = await import("./settings");
const { database } = await import("../store/database");
const SENDER = { caller: "content", tabId: 3, frameId: 0, place: null, origin: null } as const;
const hello = (request: Parameters<typeof accounts.hello>[0]) => accounts.hello(request, SENDER);
type IdentityRow = import("../store/database").IdentityRow;

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
      value: { hasIdentity: false, language: "auto", reply: null },
    });
    await database.identities.put(identity);
    expect(await hello({ site: "gmail", account: null })).toMatchObject({ value: { hasIdentity: true } });
  });
});
