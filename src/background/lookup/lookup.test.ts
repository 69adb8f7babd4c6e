import "fake-indexeddb/auto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ownerNames } from "../../domain/discovery/owner-name";
import { resolve } from "../../domain/dns/resolve";
import { signedTree } from "../../domain/dns/testing/signed-tree";
import { TYPE } from "../../domain/dns/types";
import { generateKey } from "../../domain/pgp/secret-key";
import { ok } from "../../domain/result";
import type { Request } from "../../messages/calls";
import { storageArea } from "../../platform/testing/fake-browser";
import {
  CLOUDFLARE,
  type Dns,
  fakeDeps,
  type Has,
  hosts,
  missing,
  nothing,
  page,
  provenNothing,
  QUAD9,
  status,
  type Web,
} from "../testing/fake-lookup";
import { createDnsAnswers } from "./dns-cache";

vi.mock("../../platform/browser");
const { lookup } = await import("./lookup");
const { pin } = await import("../contacts/decisions");
const { setSettings } = await import("../settings/settings");
const { database } = await import("../store/database");

const ADDRESS = "Bob@example.org";
const VKS = { kind: "vks", origin: "https://keys.example" } as const;
const REST = { kind: "mailvelope", origin: "https://rest.example" } as const;
const HKP = { kind: "hkp", origin: "https://pool.example" } as const;

let key: Uint8Array;
let otherKey: Uint8Array;
let expiredKey: Uint8Array;

beforeAll(async () => {
  const made = async (at = Date.now() - 1000): Promise<Uint8Array> =>
    (await generateKey("Bob", "bob@example.org", at)).info.certificate;
  [key, otherKey, expiredKey] = (await Promise.all([made(), made(), made(Date.UTC(2015, 0, 1))])) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
});

beforeEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await Promise.all(database.tables.map((table) => table.clear()));
});

type Change = Partial<Omit<Request<"recipient.lookup">, "address">>;

async function look(dns: Dns, change: Change = {}, web?: Web) {
  const { deps, questions, fetched } = fakeDeps(dns, web);
  const answer = await lookup({ address: ADDRESS, source: "dns", ...change }, deps);
  if (!answer.ok) throw new Error("a lookup never fails");
  return { ...answer.value, questions, fetched };
}

const keys = (...certificates: Uint8Array[]): Has => ({ records: certificates });
const proven = (...certificates: Uint8Array[]): Has => ({ records: certificates, verdict: "secure" });
const always = (has: Has) => (): Has => has;

describe("what a lookup finds", () => {
  it("is stored with where it came from and what proves it", async () => {
    const { outcome, state } = await look(always(proven(key)));
    expect(outcome).toMatchObject({
      source: "dns",
      server: null,
      result: "found",
      host: QUAD9,
      cached: false,
      dnssec: { verdict: "secure", reason: "proven", chain: [{ kind: "record" }] },
    });
    expect(state).toMatchObject({
      state: "new",
      key: { sources: [{ source: "dns", host: QUAD9, dnssec: "secure", chain: [{ kind: "record" }] }] },
    });
  });

  it("is told as insecure where nothing proves it, and a proven absence as proven", async () => {
    expect((await look(always(keys(key)))).state.key?.sources[0]?.dnssec).toBe("insecure");
    const { outcome } = await look(always(provenNothing), { source: "cert" });
    expect(outcome).toMatchObject({ result: "none", dnssec: { verdict: "secure" } });
  });

  it("differs between resolvers: shown, and sealed to neither", async () => {
    const { outcome, state } = await look((host) => keys(host === QUAD9 ? key : otherKey));
    expect(outcome.result).toBe("disagree");
    expect(state).toMatchObject({ state: "conflict", key: null, rivals: [{}, {}] });
  });

  it("differs between two directories: a conflict", async () => {
    await setSettings({ keyServers: [VKS, REST] });
    await look(always(nothing), { source: "server", server: VKS.origin }, () => page(key));
    const { outcome, state } = await look(always(nothing), { source: "server", server: REST.origin }, (url) =>
      url.includes("/api/") ? missing : page(otherKey),
    );
    expect([outcome.result, state.state]).toEqual(["none", "new"]);
    const { state: after } = await look(
      always(nothing),
      { source: "server", server: REST.origin, force: true },
      (url) => (url.includes("/api/") ? page(new TextEncoder().encode("{}")) : page(otherKey)),
    );
    expect(after).toMatchObject({ state: "conflict", key: null });
  });

  it("is several keys in one verifying directory: a conflict, all are noted", async () => {
    const { outcome, state } = await look(hosts("example.org"), { source: "wkd" }, () =>
      page(new Uint8Array([...key, ...otherKey])),
    );
    expect([outcome.result, state.state]).toEqual(["found", "conflict"]);
  });

  it("is bogus: no key, whatever the other resolver has", async () => {
    const { outcome, state } = await look((host) => (host === QUAD9 ? { verdict: "bogus" } : proven(key)));
    expect(outcome).toMatchObject({ result: "bogus", dnssec: { verdict: "bogus" } });
    expect(state).toMatchObject({ state: "none", key: null });
    expect(await database.keys.count()).toBe(0);
  });

  it("stands against a proof that there is nothing: no key", async () => {
    const { outcome, state } = await look((host) => (host === QUAD9 ? provenNothing : keys(key)));
    expect([outcome.result, state.state]).toEqual(["disagree", "none"]);
  });

  it("has expired: a bad key, and nothing is stored", async () => {
    const { outcome, state } = await look(always(keys(expiredKey)));
    expect([outcome.result, state.state]).toEqual(["bad-key", "none"]);
    expect(await database.keys.count()).toBe(0);
  });

  it("is another key than the pinned one: held", async () => {
    const { state } = await look(always(keys(key)));
    await pin(ADDRESS, state.key!.fingerprint);
    const held = await look(always(keys(otherKey)), { force: true });
    expect(held.state).toMatchObject({ state: "changed", key: null });
  });

  it("at an HKP server is a candidate, never a key to seal to", async () => {
    await setSettings({ keyServers: [HKP] });
    const { outcome, state } = await look(always(nothing), { source: "server", server: HKP.origin }, () => page(key));
    expect(outcome).toMatchObject({ source: "server", server: HKP.origin, result: "found" });
    expect(state.state).toBe("candidate");
    expect((await database.finds.toArray()).map(({ source }) => source)).toEqual(["candidate"]);
  });

  it("at a verifying server is a key", async () => {
    await setSettings({ keyServers: [VKS] });
    const { state } = await look(always(nothing), { source: "server", server: VKS.origin }, () => page(key));
    expect(state).toMatchObject({ state: "new", key: { sources: [{ source: "server", dnssec: "none" }] } });
  });
});

describe("nobody is asked", () => {
  it.each(["bob@localhost", "bob@[127.0.0.1]", "no address@"])("about %s", async (address) => {
    const { deps, questions, fetched } = fakeDeps(always(nothing));
    for (const source of ["dns", "cert", "pka", "wkd"] as const)
      expect(await lookup({ address, source }, deps)).toMatchObject({ value: { outcome: { result: "none" } } });
    expect([...questions, ...fetched]).toEqual([]);
  });

  it("where the key directory is switched off, or the server is not one of the user's; nothing is remembered of it", async () => {
    await setSettings({ wkd: false, keyServers: [VKS] });
    const off = await look(always(nothing), { source: "wkd" });
    expect(off).toMatchObject({ outcome: { result: "off" }, questions: [], fetched: [] });
    const strange = await look(always(nothing), { source: "server", server: "https://evil.example" });
    expect(strange).toMatchObject({ outcome: { result: "off", server: "https://evil.example" }, fetched: [] });
    expect(await database.lookups.count()).toBe(0);
  });
});

describe("memory", () => {
  it("answers again from what it heard, and says so, until the TTL is over", async () => {
    await look(always(keys(key)));
    const again = await look(always(nothing));
    expect(again).toMatchObject({ outcome: { result: "found", cached: true }, questions: [] });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 601_000 });
    expect((await look(always(nothing))).outcome).toMatchObject({ result: "none", cached: false });
  });

  it("keeps each source and each server apart", async () => {
    await setSettings({ keyServers: [VKS, REST] });
    await look(always(keys(key)));
    for (const source of ["cert", "pka", "wkd"] as const)
      expect((await look(always(nothing), { source })).outcome).toMatchObject({ source, cached: false });
    for (const { origin: server } of [VKS, REST])
      expect((await look(always(nothing), { source: "server", server })).outcome).toMatchObject({
        server,
        cached: false,
      });
    const { outcome } = await look(always(nothing), { source: "server", server: VKS.origin });
    expect(outcome).toMatchObject({ server: VKS.origin, cached: true });
  });

  it("remembers absence as long as the answer allows, a failure for half a minute", async () => {
    const now = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now });
    await look(always({ ttl: 300 }));
    expect((await database.lookups.get("bob@example.org|dns"))?.until).toBe(now + 300_000);
    await look(always("timeout"), { force: true });
    expect((await database.lookups.get("bob@example.org|dns"))?.until).toBe(now + 30_000);
  });

  it("leaves a server alone for as long as it asked, and says until when", async () => {
    const now = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now });
    await setSettings({ keyServers: [VKS] });
    const ask = (web: Web) => look(always(nothing), { source: "server", server: VKS.origin }, web);
    const { outcome } = await ask(() => status(429, 120));
    expect(outcome).toMatchObject({ result: "unreachable", retryAt: now + 120_000 });
    vi.setSystemTime(now + 119_000);
    expect((await ask(() => page(key))).fetched).toEqual([]);
    vi.setSystemTime(now + 121_000);
    expect((await ask(() => page(key))).outcome.result).toBe("found");
  });

  it("asks again when forced", async () => {
    await look(always(nothing));
    const { outcome, questions } = await look(always(keys(key)), { force: true });
    expect(outcome).toMatchObject({ result: "found", cached: false });
    expect(questions.every(({ anew }) => anew)).toBe(true);
  });

  it("forgets when the user picks other resolvers or servers", async () => {
    await look(always(nothing));
    await setSettings({ resolvers: [`https://${CLOUDFLARE}/dns-query`] });
    const { outcome, questions } = await look(always(keys(key)));
    expect(outcome.result).toBe("found");
    expect(questions.every(({ host }) => host === CLOUDFLARE)).toBe(true);
    await setSettings({ keyServers: [] });
    expect(await database.lookups.count()).toBe(0);
  });

  it("two who ask at once cause one question", async () => {
    const { deps, questions } = fakeDeps(always(keys(key)));
    const [one, two] = await Promise.all([
      lookup({ address: ADDRESS, source: "dns" }, deps),
      lookup({ address: "bob@EXAMPLE.org", source: "dns" }, deps),
    ]);
    expect(questions).toHaveLength(2);
    expect([one, two]).toMatchObject([
      { value: { outcome: { result: "found" } } },
      { value: { outcome: { result: "found" } } },
    ]);
  });

  it("asking anew does not wait for a question already under way, which would answer for then", async () => {
    let open = (): void => {};
    const gate = new Promise<void>((done) => {
      open = done;
    });
    const { deps } = fakeDeps(always(nothing));
    const before = lookup(
      { address: ADDRESS, source: "dns" },
      {
        ...deps,
        askDns: async (...question) => {
          await gate;
          return deps.askDns(...question);
        },
      },
    );
    expect((await look(always(keys(key)), { force: true })).outcome.result).toBe("found");
    open();
    expect(await before).toMatchObject({ value: { outcome: { result: "none" } } });
  });

  it("a silent resolver costs four seconds and no more", async () => {
    vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
      expect(ms).toBeLessThanOrEqual(4000);
      const soon = new AbortController();
      setTimeout(() => soon.abort(), 20);
      return soon.signal;
    });
    const { outcome } = await look((host) => (host === QUAD9 ? "silent" : keys(key)));
    expect(outcome.result).toBe("found");
  });
});

describe("with the real validator, over a signed tree", () => {
  async function sources() {
    const tree = await signedTree({
      now: () => Date.now(),
      zones: [{ name: "" }, { name: "org" }, { name: "example.org" }],
    });
    const [, owner] = await ownerNames({ local: "Bob", domain: "example.org" });
    tree.set(owner!, TYPE.OPENPGPKEY, [key], 600);
    const asked: string[] = [];
    const { deps } = fakeDeps(always(nothing));
    const askDns = createDnsAnswers(async ({ url }) => {
      asked.push(url);
      const query = Uint8Array.fromBase64(new URL(url).searchParams.get("dns")!, { alphabet: "base64url" });
      return ok({ bytes: await tree.answer(query), contentType: "application/dns-message", age: 0 });
    }, storageArea());
    const withAnchors: typeof resolve = (question, how) => resolve(question, { ...how, anchors: tree.anchors });
    return { tree, asked, deps: { ...deps, askDns, resolve: withAnchors } };
  }

  it("a key is proven link by link, and the chain is not asked for again", async () => {
    const { asked, deps } = await sources();
    const first = await lookup({ address: ADDRESS, source: "dns" }, deps);
    expect(first).toMatchObject({ value: { outcome: { result: "found", dnssec: { verdict: "secure" } } } });
    expect(first.ok && first.value.outcome.dnssec?.chain.map(({ name }) => name).slice(0, 3)).toEqual([
      "",
      "org",
      "example.org",
    ]);
    const cold = asked.length;
    const again = await lookup({ address: ADDRESS, source: "dns", force: true }, deps);
    expect(again).toMatchObject({ value: { outcome: { result: "found", cached: false } } });
    // As typed and in lower case, at two resolvers.
    expect(asked.length - cold).toBe(4);
  });

  it("a chain that was false and is mended is found to be so by looking again, whatever was remembered of it", async () => {
    const { tree, deps } = await sources();
    tree.spoil("org", "tampered");
    const first = await lookup({ address: ADDRESS, source: "dns" }, deps);
    expect(first).toMatchObject({ value: { outcome: { result: "bogus" } } });
    tree.spoil("org", null);
    expect(await lookup({ address: ADDRESS, source: "cert" }, deps)).toMatchObject({
      value: { outcome: { result: "bogus" } },
    });
    expect(await lookup({ address: ADDRESS, source: "dns", force: true }, deps)).toMatchObject({
      value: { outcome: { result: "found", dnssec: { verdict: "secure" } } },
    });
  });

  it("a tampered answer is bogus and yields no key; a proven absence says so", async () => {
    const { tree, deps } = await sources();
    tree.spoil("example.org", "tampered");
    expect(await lookup({ address: ADDRESS, source: "dns" }, deps)).toMatchObject({
      value: { outcome: { result: "bogus", dnssec: { verdict: "bogus" } }, state: { state: "none" } },
    });
    const { deps: honest } = await sources();
    expect(await lookup({ address: "eve@example.org", source: "dns" }, honest)).toMatchObject({
      value: { outcome: { result: "none", dnssec: { verdict: "secure", reason: "proven" } } },
    });
  });
});
