import "fake-indexeddb/auto";
import { type Answer, decode, encode } from "@dnsquery/dns-packet";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ownerNames } from "../domain/discovery/owner-name";
import { generateKey } from "../domain/pgp/secret-key";
import { fail, ok, type Result } from "../domain/result";
import type { FetchCode, Fetched, fetchBytes } from "./fetch";

vi.mock("../platform/browser", () => ({ default: {} }));
const { lookup } = await import("./resolver");
const { pin } = await import("./contacts");
const { setSettings } = await import("./settings");
const { database } = await import("./store/database");

const ADDRESS = "Bob@example.org";
const QUAD9 = "dns.quad9.net";
const CLOUDFLARE = "cloudflare-dns.com";
const NXDOMAIN = { rcode: 3 };

interface Reply {
  readonly rcode?: number;
  readonly ad?: boolean;
  readonly answers?: readonly object[];
  readonly authorities?: readonly object[];
}
type Said = Reply | FetchCode | Promise<never>;

let key: Uint8Array;
let otherKey: Uint8Array;
let strangersKey: Uint8Array;
let expiredKey: Uint8Array;
let typed: string;
let lower: string;

beforeAll(async () => {
  const made = async (address: string, at = Date.now() - 1000): Promise<Uint8Array> =>
    (await generateKey("Bob", address, at)).info.certificate;
  [key, otherKey, strangersKey, expiredKey] = (await Promise.all([
    made("bob@example.org"),
    made("bob@example.org"),
    made("mallory@example.org"),
    made("bob@example.org", Date.UTC(2015, 0, 1)),
  ])) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  [typed, lower] = (await ownerNames({ local: "Bob", domain: "example.org" })) as [string, string];
});

beforeEach(async () => {
  vi.useRealTimers();
  await Promise.all(database.tables.map((table) => table.clear()));
});

/** A network: `dns` answers by resolver host and owner name, `web` by URL without its query. Counts what was asked. */
function network(
  dns: (host: string, name: string, type: string) => Said,
  web: (url: string) => Result<Fetched, FetchCode> = () => fail("status", ["404"]),
) {
  const asked: string[] = [];
  const ask: typeof fetchBytes = async (request, { signal } = {}) => {
    const url = new URL(request.url);
    if (request.purpose === "wkd") {
      asked.push(url.origin + url.pathname);
      return web(url.origin + url.pathname);
    }
    const query = decode(Buffer.from(url.searchParams.get("dns")!, "base64url"));
    const question = query.questions![0]!;
    asked.push(`${url.host} ${question.type} ${question.name}`);
    const said = dns(url.host, question.name, question.type);
    if (typeof said === "string") return fail(said);
    if (said instanceof Promise)
      return new Promise((resolve) => signal?.addEventListener("abort", () => resolve(fail("timeout"))));
    const bytes = encode({
      type: "response",
      flags: (said.rcode ?? 0) | (said.ad ? 0x20 : 0),
      questions: [question],
      answers: (said.answers ?? []) as Answer[],
      authorities: (said.authorities ?? []) as Answer[],
    });
    return ok({ bytes, contentType: "application/dns-message", age: 0 });
  };
  return { ask, asked };
}

const record = (name: string, ...keys: Uint8Array[]): Reply => ({
  answers: keys.map((data) => ({ type: "UNKNOWN_61", name, ttl: 600, data })),
});
const withKey =
  (...keys: Uint8Array[]) =>
  (name: string): Reply =>
    record(name, ...keys);

type Behaviour = (name: string) => Said;
const nothing: Behaviour = () => NXDOMAIN;

async function byDns(quad9: Behaviour, cloudflare: Behaviour, force = false) {
  const { ask, asked } = network((host, name) => (host === QUAD9 ? quad9(name) : cloudflare(name)));
  const answer = await lookup(ADDRESS, "dns", force, ask);
  if (!answer.ok) throw new Error("a lookup never fails");
  return { ...answer.value, asked };
}

describe("a lookup in the DNS", () => {
  it("finds the same key at both resolvers: new, and said to be unsigned", async () => {
    const { outcome, state } = await byDns(withKey(key), withKey(key));
    expect(outcome).toMatchObject({ source: "dns", result: "found", host: QUAD9, cached: false });
    expect(state).toMatchObject({
      state: "new",
      key: { sources: [{ source: "dns", host: QUAD9, dnssec: "unsigned" }] },
    });
  });

  it("repeats the resolvers' word on DNSSEC only when both give it, and never says proven", async () => {
    const signed: Behaviour = (name) => ({ ...record(name, key), ad: true });
    expect((await byDns(signed, withKey(key))).state.key?.sources[0]?.dnssec).toBe("unsigned");
    expect((await byDns(signed, signed, true)).state.key?.sources[0]?.dnssec).toBe("resolver-says-so");
  });

  it.each([
    ["silent", () => "timeout" as const],
    ["dead", () => "unreachable" as const],
    ["hiding the record", nothing],
  ])("finds a key although one resolver is %s", async (_name, other) => {
    expect((await byDns(other, withKey(key))).outcome).toMatchObject({ result: "found", host: CLOUDFLARE });
    expect((await byDns(withKey(key), other, true)).outcome).toMatchObject({ result: "found", host: QUAD9 });
  });

  it("shows it when the resolvers give different keys, and seals to neither", async () => {
    const { outcome, state } = await byDns(withKey(key), withKey(otherKey));
    expect(outcome.result).toBe("disagree");
    expect(state).toMatchObject({ state: "conflict", key: null, rivals: [{}, {}] });
  });

  it("two keys in one record set are a conflict", async () => {
    const { outcome, state } = await byDns(withKey(key, otherKey), withKey(otherKey, key));
    expect([outcome.result, state.state]).toEqual(["found", "conflict"]);
  });

  it("stops at a broken signature, whatever the other resolver gives", async () => {
    const { outcome, state } = await byDns(() => ({ rcode: 2 }), withKey(key));
    expect([outcome.result, state.state, state.key]).toEqual(["bogus", "none", null]);
  });

  it.each([
    ["none", nothing, nothing],
    ["none", nothing, () => "timeout" as const],
    ["timeout", () => "timeout" as const, () => "timeout" as const],
    ["unreachable", () => "unreachable" as const, () => "status" as const],
    ["blocked", () => "blocked" as const, () => "blocked" as const],
    ["unreachable", () => ({ rcode: 5 }), () => ({ rcode: 5 })],
  ] as const)("says %s", async (result, quad9, cloudflare) => {
    const { outcome, state } = await byDns(quad9, cloudflare);
    expect(outcome.result).toBe(result);
    expect(state).toMatchObject({ state: "none", outcomes: [{ result }] });
  });

  it.each([
    ["of another address", () => strangersKey],
    ["that has expired", () => expiredKey],
    ["that is no key", () => Uint8Array.of(1, 2, 3)],
    ["that is empty", () => new Uint8Array()],
  ])("takes no key %s", async (_name, bad) => {
    const { outcome, state } = await byDns(withKey(bad()), withKey(bad()));
    expect([outcome.result, state.state]).toEqual(["bad-key", "none"]);
    expect(await database.keys.count()).toBe(0);
  });

  it("asks as typed, then in lower case, and no more", async () => {
    const onlyLower: Behaviour = (name) => (name === lower ? record(name, key) : NXDOMAIN);
    const { outcome, asked } = await byDns(onlyLower, onlyLower);
    expect(outcome.result).toBe("found");
    expect(asked.filter((line) => line.startsWith(QUAD9))).toEqual([
      `${QUAD9} UNKNOWN_61 ${typed}`,
      `${QUAD9} UNKNOWN_61 ${lower}`,
    ]);
    const { asked: once } = await byDns(withKey(key), withKey(key), true);
    expect(once).toEqual([`${QUAD9} UNKNOWN_61 ${typed}`, `${CLOUDFLARE} UNKNOWN_61 ${typed}`]);
  });

  it("a silent resolver costs four seconds and no more", async () => {
    const limit = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
      expect(ms).toBeLessThanOrEqual(4000);
      const soon = new AbortController();
      queueMicrotask(() => setTimeout(() => soon.abort(), 20));
      return soon.signal;
    });
    const { outcome } = await byDns(() => new Promise<never>(() => undefined), withKey(key));
    expect(outcome.result).toBe("found");
    limit.mockRestore();
  });

  it("a broken signature is told at once, without waiting for a silent resolver", async () => {
    const started = performance.now();
    const { outcome } = await byDns(
      () => ({ rcode: 2 }),
      () => new Promise<never>(() => undefined),
    );
    expect(outcome.result).toBe("bogus");
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("another key than the pinned one is held", async () => {
    const { state } = await byDns(withKey(key), withKey(key));
    await pin(ADDRESS, state.key!.fingerprint);
    expect((await byDns(withKey(otherKey), withKey(otherKey), true)).state).toMatchObject({
      state: "changed",
      key: null,
    });
  });

  it.each(["bob@localhost", "bob@[127.0.0.1]", "no address@"])("never asks anybody about %s", async (address) => {
    const { ask, asked } = network(() => NXDOMAIN);
    expect(await lookup(address, "dns", false, ask)).toMatchObject({ value: { outcome: { result: "none" } } });
    expect(asked).toEqual([]);
  });
});

describe("memory", () => {
  it("answers again from what it heard, and says so, until the TTL is over", async () => {
    await byDns(withKey(key), withKey(key));
    const again = await byDns(nothing, nothing);
    expect(again.outcome).toMatchObject({ result: "found", cached: true });
    expect(again.asked).toEqual([]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 601_000 });
    expect((await byDns(nothing, nothing)).outcome).toMatchObject({ result: "none", cached: false });
  });

  it("remembers absence as long as the zone's SOA allows, a failure for half a minute", async () => {
    const soa = { type: "SOA", name: "example.org", ttl: 900, data: { mname: "a", rname: "b", minimum: 300 } };
    const started = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: started });
    const absent: Behaviour = () => ({ rcode: 3, authorities: [soa] });
    await byDns(absent, absent);
    expect((await database.lookups.get("bob@example.org|dns"))?.until).toBe(started + 300_000);
    await byDns(
      () => "timeout",
      () => "timeout",
      true,
    );
    expect((await database.lookups.get("bob@example.org|dns"))?.until).toBe(started + 30_000);
  });

  it("asks again when forced", async () => {
    await byDns(nothing, nothing);
    expect((await byDns(withKey(key), withKey(key), true)).outcome).toMatchObject({ result: "found", cached: false });
  });

  it("forgets when the user picks other resolvers", async () => {
    await byDns(nothing, nothing);
    await setSettings({ resolvers: [`https://${CLOUDFLARE}/dns-query`] });
    const { outcome, asked } = await byDns(nothing, withKey(key));
    expect(outcome.result).toBe("found");
    expect(asked.every((line) => line.startsWith(CLOUDFLARE))).toBe(true);
  });

  it("two who ask at once cause one question", async () => {
    const { ask, asked } = network((_host, name) => record(name, key));
    const [one, two] = await Promise.all([
      lookup(ADDRESS, "dns", false, ask),
      lookup("bob@EXAMPLE.org", "dns", false, ask),
    ]);
    expect(asked).toHaveLength(2);
    expect(one).toMatchObject({ value: { outcome: { result: "found" } } });
    expect(two).toMatchObject({ value: { outcome: { result: "found" } } });
  });

  it("asking anew does not wait for a question already under way, which would answer for then", async () => {
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const nothing = network(() => NXDOMAIN).ask;
    const before = lookup(ADDRESS, "dns", false, async (...question) => {
      await gate;
      return nothing(...question);
    });
    const { ask } = network((_host, name) => record(name, key));
    expect(await lookup(ADDRESS, "dns", true, ask)).toMatchObject({ value: { outcome: { result: "found" } } });
    open();
    expect(await before).toMatchObject({ value: { outcome: { result: "none" } } });
  });
});

describe("a lookup in the Web Key Directory", () => {
  const HU = "/hu/jycbiujnsxs47xrkethgtj69xuunurok";
  const ADVANCED = `https://openpgpkey.example.org/.well-known/openpgpkey/example.org${HU}`;
  const DIRECT = `https://example.org/.well-known/openpgpkey${HU}`;
  const page = (bytes: Uint8Array, contentType = "application/octet-stream") => ok({ bytes, contentType, age: 0 });
  const hosts =
    (...present: string[]) =>
    (_host: string, name: string, type: string): Said =>
      present.includes(name) && type === "A"
        ? { answers: [{ type: "A", name, ttl: 60, data: "192.0.2.1" }] }
        : NXDOMAIN;

  async function byWkd(
    dns: Parameters<typeof network>[0],
    web?: Parameters<typeof network>[1],
    address = "bob@example.org",
  ) {
    const { ask, asked } = network(dns, web);
    const answer = await lookup(address, "wkd", true, ask);
    if (!answer.ok) throw new Error("a lookup never fails");
    return { ...answer.value, asked };
  }

  it("asks the advanced place where openpgpkey.D resolves, and never the direct one then", async () => {
    const { outcome, state, asked } = await byWkd(hosts("openpgpkey.example.org", "example.org"), () => page(key));
    expect(outcome).toMatchObject({ result: "found", host: "openpgpkey.example.org" });
    expect(state.key?.sources).toMatchObject([{ source: "wkd", dnssec: "none" }]);
    expect(asked.filter((line) => line.startsWith("https:"))).toEqual([ADVANCED]);
    const missing = await byWkd(hosts("openpgpkey.example.org", "example.org"));
    expect(missing.outcome.result).toBe("none");
    expect(missing.asked.filter((line) => line.startsWith("https:"))).toEqual([ADVANCED]);
  });

  it("asks the direct place where it does not", async () => {
    const { outcome, asked } = await byWkd(hosts("example.org"), (url) =>
      url === DIRECT ? page(key) : fail("unreachable"),
    );
    expect(outcome).toMatchObject({ result: "found", host: "example.org" });
    expect(asked.filter((line) => line.startsWith("https:"))).toEqual([DIRECT]);
  });

  it("asks no web host where the domain has none", async () => {
    const { outcome, asked } = await byWkd(hosts());
    expect(outcome.result).toBe("none");
    expect(asked.filter((line) => line.startsWith("https:"))).toEqual([]);
  });

  it("asks the second resolver when the first is dead, and the advanced place when both are", async () => {
    const second = await byWkd(
      (host, name, type) => (host === QUAD9 ? "unreachable" : hosts("example.org")(host, name, type)),
      () => page(key),
    );
    expect(second.outcome).toMatchObject({ result: "found", host: "example.org" });
    const neither = await byWkd(
      () => "unreachable",
      () => page(key),
    );
    expect(neither.outcome).toMatchObject({ result: "found", host: "openpgpkey.example.org" });
  });

  it.each([
    ["none", fail("status", ["404"])],
    ["unreachable", fail("status", ["503"])],
    ["unreachable", fail("unreachable")],
    ["blocked", fail("blocked")],
    ["timeout", fail("timeout")],
    ["bad-key", fail("too-large")],
    ["bad-key", page(Uint8Array.of(0, 1, 2))],
    ["none", page(new TextEncoder().encode("<!doctype html>"), "text/html; charset=utf-8")],
  ] as const)("says %s", async (result, answer) => {
    expect((await byWkd(hosts("example.org"), () => answer as Result<Fetched, FetchCode>)).outcome.result).toBe(result);
  });

  it("takes no key of another address", async () => {
    expect((await byWkd(hosts("example.org"), () => page(strangersKey))).outcome.result).toBe("bad-key");
  });

  it("asks nobody when switched off, and nobody at providers known to publish nothing", async () => {
    expect(await byWkd(hosts("gmail.com"), undefined, "bob@gmail.com")).toMatchObject({
      outcome: { result: "none" },
      asked: [],
    });
    await setSettings({ wkd: false });
    expect(await byWkd(hosts("example.org"))).toMatchObject({ outcome: { result: "off" }, asked: [] });
    expect(await database.lookups.get("bob@example.org|wkd")).toBeUndefined();
  });
});
