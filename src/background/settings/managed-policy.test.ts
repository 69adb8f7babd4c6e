import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "../../platform/testing/fake-browser";
import { ERRORS, failing, healed } from "../testing/failing-store";

const RESOLVERS = ["https://dns.town.example/dns-query"];
vi.mock("../../platform/browser");
const browser = fakeBrowser({ storage: {} as { managed?: { get: () => Promise<unknown> } } });
const { onPolicyChanged, policy } = await import("./managed-policy");
const { currentSettings, DEFAULT_RESOLVERS, setSettings } = await import("./settings");
const { database } = await import("../store/database");
const { lookupRow, lookupsOf } = await import("../store/rows");

async function decree(given: unknown): Promise<void> {
  browser.storage.managed = { get: async () => given };
  await onPolicyChanged();
}

/** The browser has no policy yet; the result makes it answer. */
function unanswered(): (given: unknown) => void {
  let say: (given: unknown) => void = () => {};
  const told = new Promise<unknown>((resolve) => {
    say = resolve;
  });
  browser.storage.managed = { get: () => told };
  return say;
}

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  delete browser.storage.managed;
  await onPolicyChanged();
});

afterEach(healed);

describe("an organisation's policy", () => {
  it("replaces the user's choice while it stands, and gives it back afterwards", async () => {
    await setSettings({ resolvers: ["https://own.example/dns-query"], mtaSts: true });
    await decree({ resolvers: RESOLVERS, readDeliveryPolicies: false });
    expect(await currentSettings()).toMatchObject({ resolvers: RESOLVERS, mtaSts: false });
    await decree({});
    expect(await currentSettings()).toMatchObject({ resolvers: ["https://own.example/dns-query"], mtaSts: true });
  });

  it("that has messages written in a window, or leaves it open, is above the user's choice", async () => {
    expect(await currentSettings()).toMatchObject({ composeWindow: "choose" });
    await decree({ composeWindow: "always" });
    expect(await currentSettings()).toMatchObject({ composeWindow: "always" });
    expect(await setSettings({ composeWindow: "choose" })).toMatchObject({ ok: false, fields: ["composeWindow"] });
    await decree({});
    await setSettings({ composeWindow: "always" });
    expect(await currentSettings()).toMatchObject({ composeWindow: "always" });
    await decree({ composeWindow: "choose" });
    expect(await currentSettings()).toMatchObject({ composeWindow: "choose" });
  });

  it("cannot be overridden, and refuses the rest of such a change too", async () => {
    await decree({ resolvers: RESOLVERS });
    const change = await setSettings({ resolvers: ["https://own.example/dns-query"], language: "fr" });
    expect(change).toEqual({ ok: false, code: "fixed", fields: ["resolvers"] });
    expect(await currentSettings()).toMatchObject({ resolvers: RESOLVERS, language: "auto" });
    expect(await setSettings({ language: "fr" })).toMatchObject({ ok: true, value: { language: "fr" } });
  });

  it("with a mistake fixes nothing by it, and says so", async () => {
    const warned = vi.spyOn(console, "warn").mockReturnValue();
    await decree({ resolvers: "https://dns.town.example/dns-query", organisationDomains: ["town.example"] });
    const { resolvers, managed } = await currentSettings();
    expect(resolvers).toEqual(DEFAULT_RESOLVERS);
    expect(managed).toMatchObject({ domains: ["town.example"], ignored: ["resolvers"] });
    expect(warned).toHaveBeenCalledOnce();
  });

  it("is none where the browser has none to give, or refuses", async () => {
    expect(await policy()).toMatchObject({ domains: [], fixed: {} });
    browser.storage.managed = { get: () => Promise.reject(new Error("Managed storage manifest not found")) };
    await onPolicyChanged();
    expect(await policy()).toMatchObject({ domains: [], fixed: {} });
  });

  it("is what it was the last time until the browser says what it is now", async () => {
    await currentSettings();
    await decree({ resolvers: RESOLVERS });
    await database.lookups.put({ id: "x", contact: "x" } as never);
    vi.resetModules();
    const say = unanswered();
    const again = await import("./settings");
    expect(await again.currentSettings()).toMatchObject({ resolvers: RESOLVERS });
    say({});
    await vi.waitFor(async () =>
      expect(await again.currentSettings()).toMatchObject({ resolvers: DEFAULT_RESOLVERS, managed: { fixed: {} } }),
    );
    expect(await (await import("../store/database")).database.lookups.count()).toBe(0);
  });

  it("that the browser never told is waited for where it counts, and not for what is shown", async () => {
    await database.settings.clear();
    vi.resetModules();
    const say = unanswered();
    const fresh = await import("./settings");
    let known: unknown = null;
    const counts = fresh.currentSettings().then((settings) => {
      known = settings.resolvers;
    });
    expect(await fresh.getSettings({ atOnce: true })).toMatchObject({
      ok: true,
      value: { resolvers: DEFAULT_RESOLVERS },
    });
    expect(known).toBeNull();
    say({ resolvers: RESOLVERS });
    await counts;
    expect(known).toEqual(RESOLVERS);
    expect(await fresh.getSettings({ atOnce: true })).toMatchObject({ value: { resolvers: RESOLVERS } });
  });

  it("that changed makes what the former resolvers answered count no more", async () => {
    await database.lookups.put({ id: "x", contact: "x" } as never);
    await decree({ resolvers: RESOLVERS });
    expect(await database.lookups.count()).toBe(0);
  });

  describe("that the browser fails to tell", () => {
    const broken = (message = "An unexpected error occurred") => {
      browser.storage.managed = { get: () => Promise.reject(new Error(message)) };
    };
    beforeEach(() => void vi.spyOn(console, "warn").mockReturnValue());

    it("is the one it told last, and is not forgotten by that", async () => {
      await currentSettings();
      await decree({ resolvers: RESOLVERS, leastLevel: "verified" });
      broken();
      await onPolicyChanged();
      expect(await currentSettings()).toMatchObject({
        resolvers: RESOLVERS,
        managed: { least: { level: "verified" } },
      });
      vi.resetModules();
      const again = await import("./settings");
      expect(await again.currentSettings()).toMatchObject({ resolvers: RESOLVERS });
      expect((await database.settings.get("settings"))?.policy).toMatchObject({ leastLevel: "verified" });
    });

    it("and never told is not known: nothing is sealed, asked or changed under it, while reading goes on", async () => {
      await database.settings.clear();
      vi.resetModules();
      broken();
      const fresh = await import("./settings");
      await expect(fresh.currentSettings()).rejects.toThrow();
      await expect(fresh.setSettings({ mtaSts: true })).rejects.toThrow();
      expect(await fresh.settingsToRead()).toMatchObject({ resolvers: DEFAULT_RESOLVERS });
      const { overStore } = await import("../store/stored");
      const { handlers } = await import("../handlers");
      const served = overStore(handlers);
      const lookup = { address: "bob@example.org", source: "dns" } as const;
      expect(await served["recipient.lookup"](lookup, null as never)).toEqual({ ok: false, code: "policy-unread" });
      const text = { text: "Hi", from: "a@example.org" };
      expect(await served["message.sign"](text, null as never)).toEqual({ ok: false, code: "policy-unread" });
      const to = { text: "Hi", to: ["bob@example.org"], cc: [], bcc: [], from: null };
      expect(await served["message.seal"](to, null as never)).toMatchObject({ ok: false });
      // Nor is the failure cached.
      browser.storage.managed = { get: async () => ({ resolvers: RESOLVERS }) };
      expect(await fresh.currentSettings()).toMatchObject({ resolvers: RESOLVERS });
    });

    it.each([
      ["read", ERRORS.backing],
      ["write", ERRORS.full],
    ] as const)("nor is it lost where the disk fails to %s", async (what, error) => {
      await currentSettings();
      failing({ what, tables: ["settings"], error });
      browser.storage.managed = { get: async () => ({ resolvers: RESOLVERS }) };
      vi.resetModules();
      const again = await import("./settings");
      if (what === "read") await expect(again.currentSettings()).rejects.toThrow();
      else await vi.waitFor(async () => expect(await again.currentSettings()).toMatchObject({ resolvers: RESOLVERS }));
      healed();
      await vi.waitFor(async () => expect(await again.currentSettings()).toMatchObject({ resolvers: RESOLVERS }));
    });

    it("what the former resolvers answered counts no more, although the disk keeps it", async () => {
      const outcome = { source: "dns", server: null, dnssec: null, result: "none", host: "", at: Date.now() };
      const row = { id: "bob@example.org|dns", contact: "bob@example.org", outcome, until: Date.now() + 60_000 };
      await database.lookups.put(row as never);
      expect(await lookupRow(row.id)).toBeDefined();
      failing({ what: "write", tables: ["lookups"] });
      // An answer of the same millisecond could be from the new resolvers.
      await new Promise((resolve) => setTimeout(resolve, 3));
      await setSettings({ resolvers: RESOLVERS });
      expect(await database.lookups.count()).toBe(1);
      expect(await lookupRow(row.id)).toBeUndefined();
      expect(await lookupsOf(["bob@example.org"])).toEqual([]);
    });
  });
});
