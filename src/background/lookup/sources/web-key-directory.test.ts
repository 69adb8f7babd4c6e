import { beforeAll, describe, expect, it, vi } from "vitest";
import { TYPE } from "../../../domain/dns/types";
import { generateKey } from "../../../domain/pgp/secret-key";
import { fail } from "../../../domain/result";
import { type Dns, fakeContext, hosts, missing, page, QUAD9, status, type Web } from "../../testing/fake-lookup";

vi.mock("../../../platform/browser");
const { askWebKeyDirectory } = await import("./web-key-directory");

const HU = "/hu/jycbiujnsxs47xrkethgtj69xuunurok?l=bob";
const ADVANCED = `https://openpgpkey.example.org/.well-known/openpgpkey/example.org${HU}`;
const DIRECT = `https://example.org/.well-known/openpgpkey${HU}`;

let key: Uint8Array;
let second: Uint8Array;
let stranger: Uint8Array;

beforeAll(async () => {
  const made = async (address: string) => (await generateKey("Bob", address, Date.now() - 1000)).info.certificate;
  key = await made("bob@example.org");
  second = await made("bob@example.org");
  stranger = await made("mallory@example.org");
});

async function ask(dns: Dns, web?: Web, domain = "example.org") {
  const { context, questions, fetched } = fakeContext(dns, web);
  return { ...(await askWebKeyDirectory(`bob@${domain}`, { local: "bob", domain }, context)), questions, fetched };
}

describe("a Web Key Directory", () => {
  it("is asked at its advanced place where openpgpkey.D resolves, and never at the direct one then", async () => {
    const present = hosts("openpgpkey.example.org", "example.org");
    const found = await ask(present, () => page(key));
    expect(found).toMatchObject({
      verdict: "found",
      host: "openpgpkey.example.org",
      dnssec: null,
      fetched: [ADVANCED],
    });
    expect(found.keys).toMatchObject([{ dnssec: "none", chain: [] }]);
    expect(await ask(present, () => missing)).toMatchObject({ verdict: "none", fetched: [ADVANCED] });
  });

  it("is asked at its direct place where it does not", async () => {
    const found = await ask(hosts("example.org"), () => page(key));
    expect(found).toMatchObject({ verdict: "found", host: "example.org", fetched: [DIRECT] });
  });

  it("resolves by IPv6 alone as well", async () => {
    const dns: Dns = (_host, name, type) =>
      name === "openpgpkey.example.org" && type === TYPE.AAAA ? { records: [new Uint8Array(16)] } : {};
    expect((await ask(dns, () => page(key))).fetched).toEqual([ADVANCED]);
  });

  it("is asked nowhere where the domain has no web host", async () => {
    expect(await ask(hosts())).toMatchObject({ verdict: "none", fetched: [] });
  });

  it("asks the second resolver when the first is dead, and the advanced place when both are", async () => {
    const dns: Dns = (host, ...rest) => (host === QUAD9 ? "unreachable" : hosts("example.org")(host, ...rest));
    expect((await ask(dns, () => page(key))).fetched).toEqual([DIRECT]);
    expect(
      (
        await ask(
          () => "unreachable",
          () => page(key),
        )
      ).fetched,
    ).toEqual([ADVANCED]);
  });

  it.each([
    ["none", missing],
    ["unreachable", status(503)],
    ["unreachable", fail("unreachable")],
    ["blocked", fail("blocked")],
    ["timeout", fail("timeout")],
    ["bad-key", fail("too-large")],
    ["bad-key", page(Uint8Array.of(0, 1, 2))],
    ["none", page(new TextEncoder().encode("<!doctype html>"), "text/html; charset=utf-8")],
  ] as const)("says %s", async (verdict, answer) => {
    expect(await ask(hosts("example.org"), () => answer)).toMatchObject({ verdict, host: "example.org", keys: [] });
  });

  it("gives no key of another address, and every key of this one", async () => {
    expect((await ask(hosts("example.org"), () => page(stranger))).verdict).toBe("bad-key");
    const both = await ask(hosts("example.org"), () => page(new Uint8Array([...key, ...stranger, ...second])));
    expect(both.keys).toHaveLength(2);
  });

  it("is not asked at providers known to publish nothing", async () => {
    expect(await ask(hosts("gmail.com"), undefined, "gmail.com")).toMatchObject({
      verdict: "none",
      questions: [],
      fetched: [],
    });
  });
});
