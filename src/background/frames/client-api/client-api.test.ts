import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { generateKey, type OwnKey } from "../../../domain/pgp/secret-key";
import type { Sender } from "../../../messages/serve";
import { fakeBrowser, storageArea } from "../../../platform/testing/fake-browser";

const PAGE = "https://webmail.example.test";
const OTHER = "https://other.example";
const GMAIL = "https://mail.google.com";
const NOW = Date.UTC(2026, 10, 30, 15, 42, 7);
const DAY = 24 * 3600_000;

interface Script {
  readonly id: string;
  readonly js: readonly string[];
  readonly matches: readonly string[];
  readonly world?: string;
  readonly runAt?: string;
}
const scripts = new Map<string, Script>();
const opened: string[] = [];

vi.mock("../../../platform/browser");
const browser = fakeBrowser({
  runtime: {
    getManifest: () => ({ content_scripts: [{ matches: [`${GMAIL}/*`] }] }),
    getURL: (path: string) => `chrome-extension://cachet/${path}`,
    sendMessage: async () => {},
  },
  permissions: { contains: async () => true, remove: async () => true },
  windows: { create: async ({ url }: { url: string }) => ({ id: opened.push(url) }) },
  tabs: { create: async ({ url }: { url: string }) => void opened.push(url), remove: async () => {} },
  scripting: {
    getRegisteredContentScripts: async ({ ids }: { ids: string[] }) => ids.flatMap((id) => scripts.get(id) ?? []),
    registerContentScripts: async (all: Script[]) => {
      for (const one of all) scripts.set(one.id, one);
    },
    unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
      for (const id of ids) if (!scripts.delete(id)) throw new Error("Nonexistent script ID");
    },
    executeScript: async () => {},
  },
});
vi.stubGlobal("fetch", () => Promise.reject(new TypeError("nothing may be asked of the network")));

const { handlers } = await import("../../handlers");
const { takes } = await import("./limits");
const { database } = await import("../../store/database");
const { importContacts } = await import("../../contacts/address-book");
const { noteFoundKey } = await import("../../contacts/note-found-key");
const { armorCertificate } = await import("../../../domain/pgp/secret-key");

const from = (origin: string | null): Sender => ({ caller: "content", tabId: 1, frameId: 0, place: origin, origin });
const page = from(PAGE);
const clientScripts = (): Script[] => [...scripts.values()].filter(({ id }) => id.startsWith("client-api-"));

const bob: OwnKey = await generateKey("Bob", "bob@example.org", NOW - 400 * DAY);
const carol: OwnKey = await generateKey("Carol", "carol@example.org", NOW - 30 * DAY);
const rival: OwnKey = await generateKey("Carol", "carol@example.org", NOW - 20 * DAY);
const byMail = { source: "mail", host: "", dnssec: "none", chain: [] } as const;

beforeEach(async () => {
  for (const area of ["session", "local"] as const) browser.storage[area] = storageArea();
  scripts.clear();
  opened.length = 0;
  await Promise.all(database.tables.map((table) => table.clear()));
  await handlers["site.enable"]({ origin: PAGE }, from(null));
});

const allow = (origin = PAGE) => handlers["client.allow"]({ origin, on: true }, from(null));

describe("where a page may speak as to Mailvelope", () => {
  it("is nowhere at first: no script is there, and whatever is asked is refused", async () => {
    await handlers["identity.create"]({ name: "Alice", address: "alice@example.org" }, from(null));
    expect(clientScripts()).toEqual([]);
    expect(await handlers["client.allowed"]({ origin: PAGE }, from(null))).toEqual({ ok: true, value: { on: false } });
    const refused = { ok: false, code: "not-allowed" };
    const token = crypto.randomUUID();
    const armored = await armorCertificate(bob.info.certificate);
    expect(await handlers["client.keyring"]({ id: null, make: false }, page)).toEqual(refused);
    expect(await handlers["client.keys"]({ addresses: ["alice@example.org"] }, page)).toEqual(refused);
    expect(await handlers["client.own"]({}, page)).toEqual(refused);
    expect(await handlers["client.publicKey"]({ address: "alice@example.org" }, page)).toEqual(refused);
    expect(await handlers["client.import"]({ token, armored }, page)).toEqual(refused);
    expect(await handlers["client.imported"]({ token }, page)).toEqual(refused);
    expect(await handlers["client.settings"]({}, page)).toEqual(refused);
    expect(opened).toEqual([]);
  });

  it("is the origin that was switched on, in both worlds, from the start of a page; and no other one", async () => {
    expect(await allow()).toEqual({ ok: true, value: { on: true } });
    await allow();
    expect(clientScripts()).toMatchObject([
      { js: ["content/mailvelope.js"], world: "MAIN", matches: [`${PAGE}/*`], runAt: "document_start" },
      { js: ["content/client-api.js"], world: "ISOLATED", matches: [`${PAGE}/*`], runAt: "document_start" },
    ]);
    expect(await handlers["client.keyring"]({ id: null, make: false }, page)).toMatchObject({ ok: true });
    for (const origin of [
      OTHER,
      `${PAGE}:8443`,
      "https://webmail.example.test.evil.example",
      "http://webmail.example.test",
      null,
    ])
      expect(await handlers["client.keyring"]({ id: null, make: false }, from(origin))).toMatchObject({ ok: false });
  });

  it("is never one that the user did not enable, or that is built in", async () => {
    expect(await allow(OTHER)).toEqual({ ok: false, code: "not-enabled" });
    expect(await allow(GMAIL)).toEqual({ ok: false, code: "not-enabled" });
    expect(await handlers["client.allowed"]({ origin: GMAIL }, from(null))).toEqual({ ok: true, value: null });
    // Listed all the same, as by a build of other days.
    await browser.storage.local.set({ clientOrigins: [OTHER, GMAIL] });
    for (const origin of [OTHER, GMAIL])
      expect(await handlers["client.own"]({}, from(origin))).toEqual({ ok: false, code: "not-allowed" });
    expect(clientScripts()).toEqual([]);
  });

  it("ends when it is taken back, and when the webmail is removed; enabling that again does not bring it back", async () => {
    await allow();
    await handlers["client.allow"]({ origin: PAGE, on: false }, from(null));
    expect(clientScripts()).toEqual([]);
    expect(await handlers["client.own"]({}, page)).toMatchObject({ code: "not-allowed" });
    await allow();
    await handlers["site.disable"]({ origin: PAGE }, from(null));
    expect(clientScripts()).toEqual([]);
    await handlers["site.enable"]({ origin: PAGE }, from(null));
    expect(await handlers["client.allowed"]({ origin: PAGE }, from(null))).toEqual({ ok: true, value: { on: false } });
  });

  it("comes back after an update, which removes all scripts", async () => {
    const { restoreClients } = await import("../client-origins");
    await allow();
    scripts.clear();
    await restoreClients();
    expect(clientScripts().map(({ world }) => world)).toEqual(["MAIN", "ISOLATED"]);
  });
});

describe("keyrings", () => {
  beforeEach(() => allow());
  const keyring = (id: string | null, make: boolean, sender = page) => handlers["client.keyring"]({ id, make }, sender);

  it("are names of the one there is: unknown until made, made once, and each origin's own", async () => {
    expect(await keyring("alice", false)).toEqual({ ok: false, code: "unknown" });
    expect(await keyring("alice", true)).toEqual({ ok: true, value: null });
    expect(await keyring("alice", true)).toEqual({ ok: false, code: "exists" });
    expect(await keyring("alice", false)).toEqual({ ok: true, value: null });
    await handlers["site.enable"]({ origin: OTHER }, from(null));
    await allow(OTHER);
    expect(await keyring("alice", false, from(OTHER))).toEqual({ ok: false, code: "unknown" });
  });

  it.each(["__proto__", "constructor", "toString"])("named %s is a name like any other", async (id) => {
    expect(await keyring(id, false)).toEqual({ ok: false, code: "unknown" });
    expect(await keyring(id, true)).toMatchObject({ ok: true });
    expect(await keyring(id, true)).toEqual({ ok: false, code: "exists" });
  });

  it("are not made without end", async () => {
    const made = [];
    for (let at = 0; at < 12; at++) made.push(await keyring(`k${at}`, true));
    expect(made.filter(({ ok }) => ok)).toHaveLength(10);
    expect(made.at(-1)).toEqual({ ok: false, code: "too-many" });
  });
});

describe("whose keys a page learns of", () => {
  beforeEach(() => allow());
  const keys = (...addresses: string[]) => handlers["client.keys"]({ addresses }, page);

  it("are those Cachet would seal to, with the day alone; a stranger and a key in doubt look the same", async () => {
    await importContacts(bob.info.certificate);
    await noteFoundKey("dora@example.org", (await generateKey("D", "dora@example.org", NOW)).info, byMail);
    const me = await handlers["identity.create"]({ name: "Alice", address: "alice@example.org" }, from(null));
    const answer = await keys("bob@example.org", "nobody@example.org", "dora@example.org", "Alice@Example.org");
    expect(answer).toMatchObject({
      ok: true,
      value: [{ fingerprint: bob.info.fingerprint }, null, null, { fingerprint: me.ok ? me.value.fingerprint : "" }],
    });
    if (!answer.ok) return;
    for (const key of answer.value) expect((key?.day ?? 0) % DAY).toBe(0);
    expect(answer.value[0]!.day).toBe(Math.floor(bob.info.createdAt / DAY) * DAY);
    expect(Object.keys(answer.value[0]!).sort()).toEqual(["day", "fingerprint"]);
  });

  it("is nobody whose keys compete, or whose only key has ended", async () => {
    const dnssec = { source: "dns", host: "", dnssec: "none", chain: [] } as const;
    await noteFoundKey("carol@example.org", carol.info, dnssec);
    await noteFoundKey("carol@example.org", rival.info, dnssec);
    const old = await generateKey("Erik", "erik@example.org", Date.now() - 3 * 365 * DAY);
    await importContacts(old.info.certificate);
    expect(await keys("carol@example.org", "erik@example.org")).toEqual({ ok: true, value: [null, null] });
  });

  it("are at most twenty a minute, in one call or in many; one asked about before costs nothing", async () => {
    const many = (from: number, count: number) => Array.from({ length: count }, (_, at) => `p${from + at}@example.org`);
    expect(await keys(...many(0, 21))).toEqual({ ok: false, code: "too-many" });
    expect(await keys(...many(0, 12))).toMatchObject({ ok: true });
    expect(await keys(...many(0, 12).map((address) => address.toUpperCase()))).toMatchObject({ ok: true });
    expect(await keys(...many(12, 9))).toEqual({ ok: false, code: "too-many" });
    expect(await keys(...many(12, 8))).toMatchObject({ ok: true });
    expect(await keys("one-more@example.org")).toEqual({ ok: false, code: "too-many" });
    expect(await handlers["client.own"]({ address: "me@example.org" }, page)).toEqual({ ok: false, code: "too-many" });
    expect(await handlers["client.publicKey"]({ address: "me@example.org" }, page)).toMatchObject({ code: "too-many" });
  });

  it("are counted together when asked at the same moment", async () => {
    const asked = await Promise.all(Array.from({ length: 25 }, (_, at) => keys(`p${at}@example.org`)));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(20);
  });
});

describe("a limit", () => {
  it("is each origin's own, and past after a minute", async () => {
    const some = (word: string) => Array.from({ length: 20 }, (_, at) => `${word}${at}`);
    expect(await takes(PAGE, "keys", some("a"), NOW)).toBe(true);
    expect(await takes(PAGE, "keys", ["b"], NOW + 59_000)).toBe(false);
    expect(await takes(OTHER, "keys", some("a"), NOW + 59_000)).toBe(true);
    expect(await takes(PAGE, "keys", ["b"], NOW + 60_000)).toBe(true);
  });

  it("that was exceeded counts nothing of what was refused", async () => {
    expect(await takes(PAGE, "windows", ["a", "b", "c", "d"], NOW)).toBe(false);
    expect(await takes(PAGE, "windows", ["a", "b", "c"], NOW)).toBe(true);
  });
});

describe("the user's own keys", () => {
  beforeEach(async () => {
    await allow();
    await handlers["identity.create"]({ name: "Alice", address: "alice@example.org" }, from(null));
  });

  it("are told of by address or fingerprint, and both must be of one key", async () => {
    const own = (what: { address?: string; fingerprint?: string }) => handlers["client.own"](what, page);
    const { fingerprint } = (await database.identities.toArray())[0]!;
    expect(await own({ address: "ALICE@example.org" })).toEqual({ ok: true, value: true });
    expect(await own({ address: "bob@example.org" })).toEqual({ ok: true, value: false });
    expect(await own({ fingerprint })).toEqual({ ok: true, value: true });
    expect(await own({ fingerprint: bob.info.fingerprint })).toEqual({ ok: true, value: false });
    expect(await own({ address: "bob@example.org", fingerprint })).toEqual({ ok: true, value: false });
    expect(await own({})).toEqual({ ok: true, value: true });
  });

  it("are handed out as public keys alone, and nobody else's", async () => {
    await importContacts(bob.info.certificate);
    const mine = await handlers["client.publicKey"]({ address: "alice@example.org" }, page);
    expect(mine).toMatchObject({ ok: true });
    if (mine.ok) expect(mine.value.text).toMatch(/^-----BEGIN PGP PUBLIC KEY BLOCK-----/);
    expect(JSON.stringify(mine)).not.toContain("PRIVATE");
    expect(await handlers["client.publicKey"]({ address: "bob@example.org" }, page)).toEqual({
      ok: false,
      code: "no-key",
    });
  });
});

describe("keys that a page hands over", () => {
  beforeEach(() => allow());
  const ask = async (key: OwnKey, token: `${string}-${string}-${string}-${string}-${string}`) =>
    handlers["client.import"]({ token, armored: await armorCertificate(key.info.certificate) }, page);
  const answerWith = async (token: string, yes: boolean) => {
    const ours: Sender = { caller: "page", tabId: 99, frameId: 0, place: null, origin: null };
    const shown = await handlers["consent.show"]({ token }, ours);
    await handlers["consent.answer"]({ token, yes }, ours);
    return shown;
  };
  const known = async () => (await database.keys.toArray()).map(({ fingerprint }) => fingerprint);

  it("wait for the user, who reads whose they are; a no keeps nothing", async () => {
    const token = crypto.randomUUID();
    expect(await ask(bob, token)).toEqual({ ok: true, value: null });
    expect(opened).toHaveLength(1);
    expect(await handlers["client.imported"]({ token }, page)).toEqual({ ok: false, code: "waiting" });
    expect(await known()).toEqual([]);
    const shown = await answerWith(token, false);
    expect(shown).toMatchObject({
      value: {
        kind: "keep-key",
        people: ["bob@example.org"],
        about: [bob.info.fingerprint.toUpperCase()],
        place: PAGE,
      },
    });
    expect(await handlers["client.imported"]({ token }, page)).toEqual({ ok: true, value: "REJECTED" });
    expect(await known()).toEqual([]);
  });

  it("are kept after a yes, once, and as what anybody could have sent", async () => {
    const token = crypto.randomUUID();
    await ask(bob, token);
    await answerWith(token, true);
    expect(await handlers["client.imported"]({ token }, page)).toEqual({ ok: true, value: "IMPORTED" });
    expect(await known()).toEqual([bob.info.fingerprint]);
    expect(await handlers["client.imported"]({ token }, page)).toEqual({ ok: true, value: "REJECTED" });
    const states = await handlers["recipient.states"]({ addresses: ["bob@example.org"] }, page);
    expect(states).toMatchObject({ value: [{ state: "mail-only" }] });
  });

  it("never take the place of a key that is known", async () => {
    await importContacts(carol.info.certificate);
    await handlers["contact.verify"]({ address: "carol@example.org", verified: true }, page);
    const token = crypto.randomUUID();
    await ask(rival, token);
    await answerWith(token, true);
    await handlers["client.imported"]({ token }, page);
    const states = await handlers["recipient.states"]({ addresses: ["carol@example.org"] }, page);
    const [carols] = states.ok ? states.value : [];
    expect(carols?.key?.fingerprint ?? carol.info.fingerprint).toBe(carol.info.fingerprint);
    expect((await database.contacts.get("carol@example.org"))?.pinned).toBe(carol.info.fingerprint);
  });

  it("are answered to the frame that asked, and open no more than three windows a minute", async () => {
    const token = crypto.randomUUID();
    await ask(bob, token);
    await answerWith(token, true);
    expect(await handlers["client.imported"]({ token }, { ...page, frameId: 7 })).toEqual({
      ok: true,
      value: "REJECTED",
    });
    expect(await known()).toEqual([]);
    const more = [
      await ask(bob, crypto.randomUUID()),
      await ask(bob, crypto.randomUUID()),
      await ask(bob, crypto.randomUUID()),
    ];
    expect(more.map((answer) => (answer.ok ? "opened" : answer.code))).toEqual(["opened", "opened", "too-many"]);
  });

  it.each([
    ["nothing", ""],
    ["no key", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----"],
    ["a message", "-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----"],
  ])("are refused without a window where they are %s", async (_, armored) => {
    const asked = await handlers["client.import"]({ token: crypto.randomUUID(), armored }, page);
    expect(asked).toEqual({ ok: false, code: "not-a-key" });
    expect(opened).toEqual([]);
  });
});
