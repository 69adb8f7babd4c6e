import { beforeAll, describe, expect, it, vi } from "vitest";
import type { KeyServer } from "../../../domain/discovery/lookup";
import { openpgp } from "../../../domain/pgp/openpgp";
import { generateKey } from "../../../domain/pgp/secret-key";
import { fail, ok } from "../../../domain/result";
import { fakeContext, missing, nothing, page, status, type Web } from "../../testing/fake-lookup";

vi.mock("../../../platform/browser");
const { askKeyServer, fetchByFingerprint } = await import("./key-servers");

const ADDRESS = "bob+list@example.org";
const VKS: KeyServer = { kind: "vks", origin: "https://vks.example" };
const REST: KeyServer = { kind: "mailvelope", origin: "https://rest.example" };
const HKP: KeyServer = { kind: "hkp", origin: "https://pool.example" };
const BY_EMAIL = "https://vks.example/vks/v1/by-email/bob%2Blist%40example.org";
const BY_REST = "https://rest.example/api/v1/key?email=bob%2Blist%40example.org";
const search = (origin: string): string => `${origin}/pks/lookup?op=get&options=mr&search=bob%2Blist%40example.org`;

interface TestKey {
  readonly bytes: Uint8Array;
  readonly armored: string;
  readonly print: string;
}
let bobs: TestKey[];
let stranger: TestKey;

beforeAll(async () => {
  const made = async (address: string): Promise<TestKey> => {
    const { info } = await generateKey("Bob", address, Date.now() - 1000);
    const key = await openpgp.readKey({ binaryKey: info.certificate });
    return { bytes: info.certificate, armored: key.armor(), print: info.fingerprint };
  };
  bobs = await Promise.all(Array.from({ length: 6 }, () => made(ADDRESS)));
  stranger = await made("mallory@example.org");
});

const armored = (...keys: TestKey[]) => page(new TextEncoder().encode(keys.map((key) => key.armored).join("\n")));
const json = (value: object) => page(new TextEncoder().encode(JSON.stringify(value)), "application/json");

async function ask(server: KeyServer, web: Web) {
  const { context, fetched } = fakeContext(() => nothing, web);
  return { ...(await askKeyServer(ADDRESS, server, context)), fetched };
}
const prints = (asked: { keys: readonly { info: { fingerprint: string } }[] }): string[] =>
  asked.keys.map(({ info }) => info.fingerprint);

describe("a VKS server", () => {
  it("is asked by the address, percent-encoded, and gives the key", async () => {
    const asked = await ask(VKS, () => armored(bobs[0]!));
    expect(asked).toMatchObject({ verdict: "found", host: "vks.example", dnssec: null, fetched: [BY_EMAIL] });
    expect(asked.keys).toMatchObject([{ host: "vks.example", dnssec: "none", chain: [] }]);
    expect(prints(asked)).toEqual([bobs[0]!.print]);
  });

  it("that has several keys for the address gives them all: which one is right is not ours to guess", async () => {
    expect(prints(await ask(VKS, () => armored(bobs[0]!, bobs[1]!)))).toEqual([bobs[0]!.print, bobs[1]!.print]);
  });

  it.each([
    ["none", missing],
    ["none", status(410)],
    ["unreachable", status(500)],
    ["unreachable", fail("unreachable")],
    ["blocked", fail("blocked")],
    ["timeout", fail("timeout")],
    ["bad-key", fail("too-large")],
    ["bad-key", page(Uint8Array.of(0, 1, 2))],
    ["none", page(new TextEncoder().encode("<!doctype html>"), "text/html; charset=utf-8")],
  ] as const)("says %s", async (verdict, answer) => {
    expect(await ask(VKS, () => answer)).toMatchObject({ verdict, keys: [], host: "vks.example" });
  });

  it("that wants to be left alone for a while is unreachable for that long", async () => {
    expect(await ask(VKS, () => status(429, 90))).toMatchObject({ verdict: "unreachable", ttl: 90 });
  });

  it("gives no key of another address", async () => {
    expect(await ask(VKS, () => armored(stranger))).toMatchObject({ verdict: "bad-key", keys: [] });
  });
});

describe("a Mailvelope server", () => {
  it("is asked for JSON with the key inside", async () => {
    const asked = await ask(REST, () => json({ keyId: "x", publicKeyArmored: bobs[0]!.armored }));
    expect(asked).toMatchObject({ verdict: "found", fetched: [BY_REST] });
    expect(prints(asked)).toEqual([bobs[0]!.print]);
  });

  it.each([
    ["does not know the call", status(405)],
    ["answers with a page", page(new TextEncoder().encode("<!doctype html>"), "text/html")],
    ["answers with other JSON", json({ error: "no" })],
    ["answers with null", page(new TextEncoder().encode("null"), "application/json")],
  ] as const)("that %s is asked the older way", async (_name, answer) => {
    const asked = await ask(REST, (url) => (url === BY_REST ? answer : armored(bobs[0]!)));
    expect(asked).toMatchObject({ verdict: "found", fetched: [BY_REST, search(REST.origin)] });
  });

  it("that has no key is not asked twice", async () => {
    expect(await ask(REST, () => missing)).toMatchObject({ verdict: "none", fetched: [BY_REST] });
  });
});

describe("an HKP server", () => {
  it("is asked in the form for machines, and gives at most four keys", async () => {
    const asked = await ask(HKP, () => armored(...bobs));
    expect(asked).toMatchObject({ verdict: "found", fetched: [search(HKP.origin)] });
    expect(prints(asked)).toEqual(bobs.slice(0, 4).map(({ print }) => print));
  });

  it("gives only keys with a user ID of the address that the key itself signed", async () => {
    expect(prints(await ask(HKP, () => armored(stranger, bobs[0]!)))).toEqual([bobs[0]!.print]);
    expect(await ask(HKP, () => armored(stranger))).toMatchObject({ verdict: "bad-key", keys: [] });
  });
});

describe("a key by its fingerprint", () => {
  it.each([
    ["vks", VKS, (print: string) => `${VKS.origin}/vks/v1/by-fingerprint/${print.toUpperCase()}`],
    ["mailvelope", REST, (print: string) => `${REST.origin}/api/v1/key?fingerprint=${print}`],
    ["hkp", HKP, (print: string) => `${HKP.origin}/pks/lookup?op=get&options=mr&search=0x${print}`],
  ] as const)("is had from a %s server as it stands there", async (kind, server, url) => {
    const [bob] = bobs;
    const answer = kind === "mailvelope" ? json({ publicKeyArmored: bob!.armored }) : page(bob!.bytes);
    const { context, fetched } = fakeContext(
      () => nothing,
      () => answer,
    );
    const found = await fetchByFingerprint(server, bob!.print, context);
    const expected = kind === "mailvelope" ? new TextEncoder().encode(bob!.armored) : bob!.bytes;
    expect(found).toEqual(ok(expected));
    expect(fetched).toEqual([url(bob!.print)]);
  });

  it.each([
    ["none", missing],
    ["none", page(new Uint8Array(), "text/html")],
    ["blocked", fail("blocked")],
    ["timeout", fail("timeout")],
    ["unreachable", status(503)],
    ["bad-key", fail("too-large")],
  ] as const)("says %s", async (code, answer) => {
    const { context } = fakeContext(
      () => nothing,
      () => answer,
    );
    expect(await fetchByFingerprint(VKS, bobs[0]!.print, context)).toMatchObject({ ok: false, code });
  });
});
