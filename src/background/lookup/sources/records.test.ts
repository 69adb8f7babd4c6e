import { beforeAll, describe, expect, it, vi } from "vitest";
import { hashedPkaName, ownerNames } from "../../../domain/discovery/owner-name";
import { TYPE } from "../../../domain/dns/types";
import { generateKey } from "../../../domain/pgp/secret-key";
import { fail } from "../../../domain/result";
import {
  CLOUDFLARE,
  certIpgp,
  certPgp,
  type Dns,
  fakeContext,
  type Has,
  missing,
  nothing,
  page,
  provenNothing,
  QUAD9,
  status,
  text,
  type Web,
} from "../../testing/fake-lookup";
import type { LookupContext } from "./source";

vi.mock("../../../platform/browser");
const { askOpenpgpkey } = await import("./openpgpkey");
const { askCert } = await import("./cert");
const { askPka } = await import("./pka");

const ADDRESS = "Bob@example.org";
const PARTS = { local: "Bob", domain: "example.org" };
const URI = "https://web.example/bob.asc";

interface TestKey {
  readonly bytes: Uint8Array;
  readonly print: string;
}
let bob: TestKey;
let other: TestKey;
let stranger: TestKey;
let typed: string;
let lower: string;
let hashed: string;

beforeAll(async () => {
  const made = async (address: string): Promise<TestKey> => {
    const { info } = await generateKey("Bob", address, Date.now() - 1000);
    return { bytes: info.certificate, print: info.fingerprint };
  };
  bob = await made("bob@example.org");
  other = await made("bob@example.org");
  stranger = await made("mallory@example.org");
  [typed, lower] = (await ownerNames(PARTS)) as [string, string];
  hashed = await hashedPkaName(PARTS);
});

const keys = (...those: TestKey[]): Has => ({ records: those.map(({ bytes }) => bytes) });
const proven = (...those: TestKey[]): Has => ({ records: those.map(({ bytes }) => bytes), verdict: "secure" });
const bogus: Has = { verdict: "bogus" };
const prints = (asked: { keys: readonly { info: { fingerprint: string } }[] }): string[] =>
  asked.keys.map(({ info }) => info.fingerprint);

/** What each resolver has at every name asked for. */
const each =
  (quad9: Has, cloudflare: Has): Dns =>
  (host) =>
    host === QUAD9 ? quad9 : cloudflare;

async function byOpenpgpkey(dns: Dns, change: Partial<LookupContext> = {}) {
  const { context, questions } = fakeContext(dns, undefined, change);
  return { ...(await askOpenpgpkey(ADDRESS, PARTS, context)), questions };
}

describe("an OPENPGPKEY record", () => {
  it("is found at both resolvers, each asked by itself", async () => {
    const asked = await byOpenpgpkey(each(keys(bob), keys(bob)));
    expect(asked).toMatchObject({ verdict: "found", host: QUAD9, ttl: 600, dnssec: { verdict: "insecure" } });
    expect(asked.keys).toMatchObject([{ info: { fingerprint: bob.print }, host: QUAD9, dnssec: "insecure" }]);
    expect(asked.questions.map(({ host, name, type }) => [host, name, type])).toEqual([
      [QUAD9, typed, TYPE.OPENPGPKEY],
      [CLOUDFLARE, typed, TYPE.OPENPGPKEY],
    ]);
  });

  it("that one resolver proves and the other gives unproven is proven, with its chain", async () => {
    const asked = await byOpenpgpkey(each(keys(bob), proven(bob)));
    expect(asked).toMatchObject({
      verdict: "found",
      host: CLOUDFLARE,
      dnssec: { verdict: "secure", reason: "proven" },
    });
    expect(asked.keys).toMatchObject([{ host: CLOUDFLARE, dnssec: "secure", chain: [{ verdict: "secure" }] }]);
  });

  it.each([
    ["silent", "timeout"],
    ["dead", "unreachable"],
    ["forbidden", "blocked"],
  ] as const)("is found although one resolver is %s", async (_name, failure) => {
    expect(await byOpenpgpkey(each(failure, keys(bob)))).toMatchObject({ verdict: "found", host: CLOUDFLARE });
    expect(await byOpenpgpkey(each(keys(bob), failure))).toMatchObject({ verdict: "found", host: QUAD9 });
  });

  it("hidden by one resolver is found, unless that one proves there is none and the other proves nothing", async () => {
    expect(await byOpenpgpkey(each(nothing, keys(bob)))).toMatchObject({ verdict: "found" });
    expect(await byOpenpgpkey(each(provenNothing, proven(bob)))).toMatchObject({ verdict: "found" });
    const against = await byOpenpgpkey(each(provenNothing, keys(bob)));
    expect(against).toMatchObject({ verdict: "disagree", keys: [] });
  });

  it("that differs is shown from both, and no proof makes one of them succeed another", async () => {
    const asked = await byOpenpgpkey(each(proven(bob), keys(other)));
    expect(asked.verdict).toBe("disagree");
    expect(prints(asked).sort()).toEqual([bob.print, other.print].sort());
    expect(asked.keys.map(({ dnssec }) => dnssec)).toEqual(["insecure", "insecure"]);
  });

  it("that is damaged at one resolver only is disagreement, and the good copy is not taken for the answer", async () => {
    const damaged: Has = { records: [Uint8Array.of(1, 2, 3)] };
    expect(await byOpenpgpkey(each(damaged, keys(bob)))).toMatchObject({ verdict: "disagree", keys: [] });
  });

  it("is worth nothing once either resolver's signatures do not hold, and nobody waits for the other", async () => {
    const end = new AbortController();
    const asked = await byOpenpgpkey(each(bogus, "silent"), { signal: end.signal });
    expect(asked).toMatchObject({ verdict: "bogus", keys: [], dnssec: { verdict: "bogus", reason: "bad-signature" } });
    end.abort();
    expect(await byOpenpgpkey(each(proven(bob), bogus))).toMatchObject({ verdict: "bogus", keys: [] });
  });

  it("that is not there is absent, and proven absent where one resolver proves it", async () => {
    expect(await byOpenpgpkey(each(nothing, nothing))).toMatchObject({
      verdict: "none",
      dnssec: { verdict: "insecure", reason: "unsigned-zone" },
    });
    expect(await byOpenpgpkey(each(nothing, provenNothing))).toMatchObject({
      verdict: "none",
      host: CLOUDFLARE,
      dnssec: { verdict: "secure" },
    });
    expect(await byOpenpgpkey(each("timeout", provenNothing))).toMatchObject({ verdict: "none" });
  });

  it.each([
    ["timeout", "timeout", "timeout"],
    ["unreachable", "unreachable", "timeout"],
    ["blocked", "blocked", "blocked"],
  ] as const)("nobody answers for is %s", async (verdict, quad9, cloudflare) => {
    expect(await byOpenpgpkey(each(quad9, cloudflare))).toMatchObject({
      verdict,
      ttl: null,
      dnssec: { verdict: "unreachable", reason: "no-answer" },
    });
  });

  it("of another address, or no key at all, is a bad key", async () => {
    expect(await byOpenpgpkey(each(keys(stranger), keys(stranger)))).toMatchObject({ verdict: "bad-key", keys: [] });
    const empty: Has = { records: [new Uint8Array()] };
    expect(await byOpenpgpkey(each(empty, empty))).toMatchObject({ verdict: "bad-key", keys: [] });
  });

  it("beside others at one name: every key counts", async () => {
    const asked = await byOpenpgpkey(each(keys(bob, other), keys(other, bob)));
    expect(asked.verdict).toBe("found");
    expect(prints(asked).sort()).toEqual([bob.print, other.print].sort());
  });

  it("is asked for as typed, then in lower case; absence is proven only for both", async () => {
    const at =
      (name: string, has: Has, rest: Has): Dns =>
      (_host, asked) =>
        asked === name ? has : rest;
    const found = await byOpenpgpkey(at(lower, keys(bob), nothing));
    expect(found.verdict).toBe("found");
    expect(found.questions.filter(({ host }) => host === QUAD9).map(({ name }) => name)).toEqual([typed, lower]);
    expect((await byOpenpgpkey(at(typed, nothing, provenNothing))).verdict).toBe("none");
    // A proof of absence for only one of the names does not outweigh a key.
    const half: Dns = (host, name) => (host === QUAD9 ? keys(bob) : name === typed ? nothing : provenNothing);
    expect((await byOpenpgpkey(half)).verdict).toBe("found");
  });

  it("is asked for anew when the lookup is, and only it", async () => {
    const { questions } = await byOpenpgpkey(each(nothing, nothing), { anew: true });
    expect(questions.every(({ anew }) => anew)).toBe(true);
    const chain = fakeContext(each(nothing, nothing), undefined, { anew: true });
    const context: LookupContext = {
      ...chain.context,
      resolve: async (question, deps) => {
        await deps.ask({ name: "org", type: TYPE.DNSKEY });
        return chain.context.resolve(question, deps);
      },
    };
    await askOpenpgpkey(ADDRESS, PARTS, context);
    expect(chain.questions.filter(({ anew }) => anew).map(({ type }) => type)).not.toContain(TYPE.DNSKEY);
  });

  it("without any resolver is unreachable", async () => {
    expect(await byOpenpgpkey(each(nothing, nothing), { resolvers: [] })).toMatchObject({ verdict: "unreachable" });
  });
});

async function byCert(dns: Dns, web?: Web, change: Partial<LookupContext> = {}, parts = PARTS) {
  const { context, questions, fetched } = fakeContext(dns, web, change);
  return { ...(await askCert(ADDRESS, parts, context)), questions, fetched };
}
const both =
  (name: string, has: Has, rest: Has = nothing): Dns =>
  (_host, asked) =>
    asked === name ? has : rest;

describe("a CERT record", () => {
  it("holds the key, at the address as a name or at its hash", async () => {
    for (const name of ["bob.example.org", hashed]) {
      const asked = await byCert(both(name, { records: [certPgp(bob.bytes)], verdict: "secure" }));
      expect(asked).toMatchObject({ verdict: "found", fetched: [], keys: [{ dnssec: "secure" }] });
      expect(prints(asked)).toEqual([bob.print]);
    }
  });

  it("is asked for only at the hash where the address cannot be written as a name", async () => {
    const { questions } = await byCert(() => nothing, undefined, {}, { local: "jörg", domain: "example.org" });
    expect(new Set(questions.map(({ name }) => name))).toEqual(
      new Set([await hashedPkaName({ local: "jörg", domain: "example.org" })]),
    );
  });

  it("points at the key, which is fetched once, and kept because it is that key", async () => {
    const asked = await byCert(both(hashed, { records: [certIpgp(bob.print, URI)] }), () => page(bob.bytes));
    expect(asked).toMatchObject({ verdict: "found", keys: [{ dnssec: "insecure" }], fetched: [URI] });
    expect(prints(asked)).toEqual([bob.print]);
  });

  it("points at a key, but another is there: nothing", async () => {
    const asked = await byCert(both(hashed, { records: [certIpgp(bob.print, URI)] }), () => page(other.bytes));
    expect(asked).toMatchObject({ verdict: "bad-key", host: "web.example", keys: [] });
  });

  it("binds the address to a key without a user ID for it only when it is proven", async () => {
    const record = { records: [certIpgp(stranger.print, URI)] };
    const unproven = await byCert(both(hashed, record), () => page(stranger.bytes));
    expect(unproven).toMatchObject({ verdict: "bad-key", keys: [] });
    const bound = await byCert(both(hashed, { ...record, verdict: "secure" }), () => page(stranger.bytes));
    expect(bound).toMatchObject({ verdict: "found", keys: [{ dnssec: "secure" }] });
    expect(prints(bound)).toEqual([stranger.print]);
  });

  it.each([
    ["none", missing],
    ["blocked", fail("blocked")],
    ["timeout", fail("timeout")],
    ["unreachable", status(503)],
    ["bad-key", fail("too-large")],
  ] as const)("points at a place that does not give the key: %s, with that host named", async (verdict, answer) => {
    const asked = await byCert(both(hashed, { records: [certIpgp(bob.print, URI)], verdict: "secure" }), () => answer);
    expect(asked).toMatchObject({ verdict, host: "web.example", keys: [], dnssec: { verdict: "secure" } });
  });

  it("without a place leaves it to the servers that confirm addresses", async () => {
    const keyServers = [
      { kind: "hkp", origin: "https://pool.example" },
      { kind: "vks", origin: "https://keys.example" },
    ] as const;
    const dns = both(hashed, { records: [certIpgp(bob.print, "")], verdict: "secure" });
    const asked = await byCert(dns, () => page(bob.bytes), { keyServers });
    expect(asked).toMatchObject({ verdict: "found" });
    expect(asked.fetched).toEqual([`https://keys.example/vks/v1/by-fingerprint/${bob.print.toUpperCase()}`]);
    expect((await byCert(dns)).verdict).toBe("none");
  });

  it("is compared before anything is fetched: resolvers that disagree show both", async () => {
    const dns: Dns = (host, name) =>
      name === hashed ? { records: [certIpgp(host === QUAD9 ? bob.print : other.print, URI)] } : nothing;
    const asked = await byCert(dns, () => page(new Uint8Array([...bob.bytes, ...other.bytes])));
    expect(asked.verdict).toBe("disagree");
    expect(prints(asked).sort()).toEqual([bob.print, other.print].sort());
    const alone: Dns = (host, name) =>
      host === QUAD9 ? provenNothing : name === hashed ? { records: [certIpgp(bob.print, URI)] } : nothing;
    expect(await byCert(alone, () => page(bob.bytes))).toMatchObject({ verdict: "disagree", fetched: [] });
  });

  it("that is bogus at one of its names ends it, whatever the other name has", async () => {
    const asked = await byCert(both(hashed, bogus, { records: [certPgp(bob.bytes)], verdict: "secure" }));
    expect(asked).toMatchObject({ verdict: "bogus", keys: [], dnssec: { verdict: "bogus" } });
  });

  it("that one name stays silent about is no absence", async () => {
    expect((await byCert(both(hashed, "timeout"))).verdict).toBe("timeout");
    expect((await byCert(both(hashed, provenNothing, provenNothing))).dnssec?.verdict).toBe("secure");
  });

  it("for something else than OpenPGP says nothing", async () => {
    const x509 = Uint8Array.of(0, 1, 0, 0, 0, 1, 2, 3);
    expect((await byCert(both(hashed, { records: [x509] }))).verdict).toBe("none");
  });
});

async function byPka(records: string[], web: Web = () => page(bob.bytes), verdict: "secure" | "insecure" = "insecure") {
  const { context, questions, fetched } = fakeContext(
    both("bob._pka.example.org", { records: records.map(text), verdict }),
    web,
  );
  return { ...(await askPka(ADDRESS, PARTS, context)), questions, fetched };
}
const pka = (print: string, uri = URI): string => `v=pka1;fpr=${print.toUpperCase()};uri=${uri}`;

describe("a PKA record", () => {
  it("points at the key, which is fetched and kept because it is that key", async () => {
    const asked = await byPka([pka(bob.print)], undefined, "secure");
    expect(asked).toMatchObject({ verdict: "found", keys: [{ dnssec: "secure" }], fetched: [URI] });
    expect(asked.questions.every(({ type }) => type === TYPE.TXT)).toBe(true);
    expect((await byPka([pka(other.print)])).verdict).toBe("bad-key");
  });

  it("counts only where it stands alone", async () => {
    expect(await byPka([pka(bob.print), "v=spf1 -all"])).toMatchObject({ verdict: "none", fetched: [] });
    expect(await byPka([pka(bob.print), pka(other.print)])).toMatchObject({ verdict: "none", fetched: [] });
    expect(await byPka(["some text"])).toMatchObject({ verdict: "none", fetched: [] });
  });

  it("never leads to clear text", async () => {
    expect(await byPka([pka(bob.print, "http://web.example/bob.asc")])).toMatchObject({ fetched: [] });
  });

  it("is not asked for where the address cannot be written as a name", async () => {
    const { context, questions } = fakeContext(() => nothing);
    expect(await askPka("jörg@example.org", { local: "jörg", domain: "example.org" }, context)).toMatchObject({
      verdict: "none",
    });
    expect(questions).toEqual([]);
  });
});
