// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";

const kept = vi.hoisted(() => new Map<string, string>());
vi.mock("../components/ask", () => ({
  async ask(name: string, request: { places: { word: string; item: string }[]; word: string }) {
    if (name === "places.get") return { ok: true, value: kept.get(request.word) ?? null };
    for (const { word, item } of request.places) kept.set(word, item);
    return { ok: true, value: null };
  },
}));

type Routes = typeof import("./route");

const { contactHash, parseRoute, publishHash, route, verifyHash } = await import("./route");

/** A fresh page opened at this hash: it knows of other pages only what the background keeps. */
async function openedAt(hash: string): Promise<Routes> {
  history.replaceState(null, "", hash || location.pathname);
  vi.resetModules();
  const routes: Routes = await import("./route");
  await routes.arrived;
  return routes;
}

const ADDRESS = "o'brien+a/b#c%d@example.org";

describe("options route", () => {
  it.each([
    ["", { section: "home", item: null, part: null }],
    ["#key", { section: "key", item: null, part: null }],
    ["#home/backup", { section: "home", item: "backup", part: null }],
    ["#contacts", { section: "contacts", item: null, part: null }],
    ["#contacts/ada%40example.org", { section: "contacts", item: "ada@example.org", part: null }],
    ["#contacts/ada%40example.org/verify", { section: "contacts", item: "ada@example.org", part: "verify" }],
    ["#contacts/%", { section: "contacts", item: null, part: null }],
    ["#nowhere", { section: "home", item: null, part: null }],
    ["#__proto__", { section: "home", item: null, part: null }],
  ])("reads %j", (hash, expected) => {
    expect(parseRoute(hash)).toEqual(expected);
  });

  it.each([
    ["a contact", contactHash, { section: "contacts", part: null }],
    ["comparing keys", verifyHash, { section: "contacts", part: "verify" }],
    ["publishing", publishHash, { section: "publish", part: null }],
  ])(
    "leads to %s by a word that tells nothing of the address, in a page that did not make it too",
    async (_, hash, to) => {
      const link = hash(ADDRESS);
      expect(link).toMatch(/^#[a-z]+\/[0-9a-f-]{36}(\/verify)?$/);
      await Promise.resolve();
      const { route } = await openedAt(link);
      expect(route.value).toEqual({ ...to, item: ADDRESS });
      expect(location.hash).toBe(link);
    },
  );

  it("names one address by one word, and two by two", () => {
    expect(contactHash(ADDRESS)).toBe(contactHash(ADDRESS));
    expect(contactHash(ADDRESS)).not.toBe(contactHash("ada@example.org"));
  });

  it("leads to the section alone where the browser was started anew since", async () => {
    const link = contactHash("eve@example.org");
    await Promise.resolve();
    kept.clear();
    const { route } = await openedAt(link);
    expect(route.value).toEqual({ section: "contacts", item: null, part: null });
  });

  it.each(["#contacts/ada%40example.org/verify", "#publish/ada%40example.org", "#resolvers/openpgpkey.example.org"])(
    "takes what is named out of the address of the page: %s",
    async (hash) => {
      const { route } = await openedAt(hash);
      expect(route.value.item).toMatch(/example\.org$/);
      expect(location.hash).not.toContain("example");
      expect(location.hash.endsWith("/verify")).toBe(hash.endsWith("/verify"));
      const { route: again } = await openedAt(location.hash);
      expect(again.value).toEqual(route.value);
    },
  );

  it("leaves the name of a step, which is nobody's", async () => {
    expect((await openedAt("#home/backup")).route.value.item).toBe("backup");
    expect(location.hash).toBe("#home/backup");
  });

  it("follows the address bar", async () => {
    location.hash = "sites";
    await new Promise((done) => addEventListener("hashchange", done, { once: true }));
    expect(route.value.section).toBe("sites");
  });
});
