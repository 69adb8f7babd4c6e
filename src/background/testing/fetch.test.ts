import { describe, expect, it, vi } from "vitest";

vi.mock("../../platform/browser");
const { fetchBytes } = await import("../fetch");
type Deps = import("../fetch").FetchDeps;
type FetchRequest = import("../fetch").FetchRequest;

const RESOLVER = "https://dns.quad9.net/dns-query";
const HASH = "iy9q119eutrkn8s1mk4r39qejnbu3n5q";
const DIRECT = `https://example.org/.well-known/openpgpkey/hu/${HASH}?l=joe`;
const ADVANCED = `https://openpgpkey.example.org/.well-known/openpgpkey/example.org/hu/${HASH}?l=joe`;

function fakeDeps(
  answer: Deps["fetch"] = async () => new Response("x"),
  mayAsk = false,
): Deps & { fetch: ReturnType<typeof vi.fn> } {
  return {
    fetch: vi.fn(answer),
    resolvers: async () => [RESOLVER, "https://dns.example/q?org=1"],
    keyServers: async () => [
      { kind: "vks", origin: "https://vks.example" },
      { kind: "mailvelope", origin: "https://rest.example" },
      { kind: "hkp", origin: "https://pool.example:8443" },
    ],
    policies: async () => true,
    mayAsk: async () => mayAsk,
  };
}

const doh = (url: string): FetchRequest => ({ purpose: "doh", url });
const wkd = (url: string, domain = "example.org"): FetchRequest => ({ purpose: "wkd", url, domain });

const wks = (url: string, domain = "example.org"): FetchRequest => ({ purpose: "wks", url, domain });
const policy = (url: string, domain = "example.org"): FetchRequest => ({ purpose: "mta-sts", url, domain });
const server = (purpose: "vks" | "mailvelope" | "hkp", url: string): FetchRequest => ({ purpose, url });
const upload = (url: string): FetchRequest => ({ purpose: "vks-upload", url, body: "{}" });

const PRINT = "0123456789ABCDEF0123456789ABCDEF01234567";
const LOOKUP = "/pks/lookup?op=get&options=mr&search=bob%40example.org";
const BY_EMAIL = "https://vks.example/vks/v1/by-email/bob%40example.org";

/** A PKA record that names this URI. */
const pka = (uri: string): Uint8Array => {
  const text = new TextEncoder().encode(`v=pka1;fpr=${PRINT};uri=${uri}`);
  return Uint8Array.of(text.length, ...text);
};
const keyUri = (url: string, record = pka(url)): FetchRequest => ({ purpose: "key-uri", url, record });

describe("the gate lets out", () => {
  it.each([
    ["a question to a configured resolver", doh(`${RESOLVER}?dns=AAABAAAB`)],
    ["a question to a resolver with a parameter of its own", doh("https://dns.example/q?org=1&dns=AAAB")],
    ["the advanced place of a key directory", wkd(ADVANCED)],
    ["the direct place of a key directory", wkd(DIRECT)],
    ["the policy of a key directory", wks("https://example.org/.well-known/openpgpkey/policy")],
    [
      "where a key directory takes keys",
      wks("https://openpgpkey.example.org/.well-known/openpgpkey/example.org/submission-address"),
    ],
    ["a delivery policy", policy("https://mta-sts.example.org/.well-known/mta-sts.txt")],
    ["an address to a VKS server", server("vks", BY_EMAIL)],
    ["a fingerprint to a VKS server", server("vks", `https://vks.example/vks/v1/by-fingerprint/${PRINT}`)],
    [
      "an address to a Mailvelope server",
      server("mailvelope", "https://rest.example/api/v1/key?email=bob%40example.org"),
    ],
    [
      "a fingerprint to a Mailvelope server",
      server("mailvelope", `https://rest.example/api/v1/key?fingerprint=${PRINT}`),
    ],
    ["an address to a Mailvelope server, the older way", server("mailvelope", `https://rest.example${LOOKUP}`)],
    ["an address to an HKP server", server("hkp", `https://pool.example:8443${LOOKUP}`)],
    ["where a DNS record says the key is", keyUri("https://web.example/keys/bob.asc")],
  ])("%s, by GET and without cookies, referrer, cache or redirects", async (_name, request) => {
    const outside = fakeDeps();
    expect(await fetchBytes(request, { deps: outside })).toMatchObject({ ok: true });
    const [url, init] = outside.fetch.mock.calls[0]!;
    expect(url).toBe(request.url);
    expect(init).toMatchObject({
      method: "GET",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      redirect: "error",
    });
    expect(init).not.toHaveProperty("body");
  });
});

describe("the gate refuses", () => {
  it.each([
    ["a resolver nobody configured", doh("https://dns.evil.example/dns-query?dns=AAAB")],
    ["another path of a resolver", doh("https://dns.quad9.net/other?dns=AAAB")],
    ["another parameter to a resolver", doh(`${RESOLVER}?dns=AAAB&user=alice`)],
    ["a missing question", doh(RESOLVER)],
    ["a question that is not base64url", doh(`${RESOLVER}?dns=AA%2FAB`)],
    ["a resolver's look-alike host", doh("https://dns.quad9.net.evil.example/dns-query?dns=AAAB")],
    ["another port of a resolver", doh("https://dns.quad9.net:8443/dns-query?dns=AAAB")],
    ["clear text", doh("http://dns.quad9.net/dns-query?dns=AAAB")],
    ["a name and password in the URL", doh("https://a:b@dns.quad9.net/dns-query?dns=AAAB")],
    ["no URL", doh("dns-query")],
    ["a directory of another domain", wkd(DIRECT, "example.net")],
    ["a directory over clear text", wkd(DIRECT.replace("https", "http"))],
    ["a directory on another port", wkd(DIRECT.replace("example.org", "example.org:8443"))],
    ["another path of the domain", wkd("https://example.org/account?l=joe")],
    ["another file of the directory", wkd("https://example.org/.well-known/openpgpkey/policy?l=joe")],
    ["a way out of the directory", wkd(`https://example.org/.well-known/openpgpkey/hu/../../../x/hu/${HASH}?l=joe`)],
    ["more than the local part", wkd(`${DIRECT}&id=1`)],
    ["the advanced place naming another domain", wkd(ADVANCED.replace("/example.org/hu", "/example.net/hu"))],
    ["parameters to the directory's policy", wks("https://example.org/.well-known/openpgpkey/policy?l=joe")],
    ["a policy of another domain", wks("https://example.org/.well-known/openpgpkey/policy", "example.net")],
    ["a key asked for as policy", wks(DIRECT)],
    ["a delivery policy of another domain", policy("https://mta-sts.example.org/.well-known/mta-sts.txt", "a.example")],
    ["another file of the policy's host", policy("https://mta-sts.example.org/account")],
    ["a delivery policy with a question", policy("https://mta-sts.example.org/.well-known/mta-sts.txt?who=alice")],
    ["a delivery policy over clear text", policy("http://mta-sts.example.org/.well-known/mta-sts.txt")],
    ["a delivery policy on another port", policy("https://mta-sts.example.org:8443/.well-known/mta-sts.txt")],
    [
      "a delivery policy of the local network",
      policy("https://mta-sts.printer.local/.well-known/mta-sts.txt", "printer.local"),
    ],
    ["a server nobody configured", server("vks", BY_EMAIL.replace("vks.example", "evil.example"))],
    ["a configured server in another kind's way", server("vks", BY_EMAIL.replace("vks.example", "rest.example"))],
    ["a server on another port", server("hkp", `https://pool.example${LOOKUP}`)],
    ["a server over clear text", server("vks", BY_EMAIL.replace("https", "http"))],
    ["another call of a VKS server", server("vks", "https://vks.example/vks/v1/upload")],
    ["more than an address to a VKS server", server("vks", `${BY_EMAIL}?from=alice`)],
    ["an address that adds to the path", server("vks", "https://vks.example/vks/v1/by-email/bob%40x/../../../pks")],
    ["a fingerprint of the wrong length", server("vks", `https://vks.example/vks/v1/by-fingerprint/${PRINT}0`)],
    [
      "another call of a Mailvelope server",
      server("mailvelope", "https://rest.example/api/v1/key?op=remove&email=a%40b"),
    ],
    ["two questions in one", server("mailvelope", "https://rest.example/api/v1/key?email=a%40b&email=c%40d")],
    ["another operation of an HKP server", server("hkp", `https://pool.example:8443${LOOKUP.replace("get", "index")}`)],
    ["one more parameter to an HKP server", server("hkp", `https://pool.example:8443${LOOKUP}&x=1`)],
    ["a URI that no record names", keyUri("https://web.example/bob.asc", pka("https://web.example/eve.asc"))],
    ["a URI from something that is no record", keyUri("https://web.example/bob.asc", new Uint8Array(9))],
    ["a URI in the local network", keyUri("https://192.168.0.1/key.asc")],
    ["a URI on another port", keyUri("https://web.example:8443/key.asc")],
    ["an upload to a server nobody configured", upload("https://evil.example/vks/v1/upload")],
    ["an upload to a server that confirms nothing", upload("https://pool.example:8443/vks/v1/upload")],
    ["an upload to another place", upload("https://vks.example/vks/v1/by-email/x")],
    ["an upload with parameters", upload("https://vks.example/vks/v1/upload?x=1")],
    ["a host that only ends in the domain", wkd(DIRECT.replace("//example.org", "//evil-example.org"))],
  ])("%s", async (_name, request) => {
    const outside = fakeDeps();
    expect(await fetchBytes(request, { deps: outside })).toEqual({ ok: false, code: "refused" });
    expect(outside.fetch).not.toHaveBeenCalled();
  });
});

describe("an upload", () => {
  it.each(["upload", "request-verify"])(
    "%s goes out by POST as JSON, still without cookies and referrer",
    async (call) => {
      const outside = fakeDeps();
      const url = `https://vks.example/vks/v1/${call}`;
      expect(
        await fetchBytes({ purpose: "vks-upload", url, body: '{"keytext":"x"}' }, { deps: outside }),
      ).toMatchObject({
        ok: true,
      });
      expect(outside.fetch.mock.calls[0]![1]).toMatchObject({
        method: "POST",
        body: '{"keytext":"x"}',
        headers: { "content-type": "application/json" },
        credentials: "omit",
        referrerPolicy: "no-referrer",
        redirect: "error",
      });
    },
  );
});

describe("what comes back", () => {
  const dead: Deps["fetch"] = async () => {
    throw new TypeError("Failed to fetch");
  };
  const silent: Deps["fetch"] = (_url, init) =>
    new Promise((_resolve, reject) => init.signal?.addEventListener("abort", () => reject(init.signal?.reason)));

  it("a host that does not answer is unreachable where Cachet may ask it, blocked where it may not", async () => {
    expect(await fetchBytes(wkd(DIRECT), { deps: fakeDeps(dead, true) })).toEqual({ ok: false, code: "unreachable" });
    expect(await fetchBytes(wkd(DIRECT), { deps: fakeDeps(dead, false) })).toEqual({ ok: false, code: "blocked" });
  });

  it("a silent host is a timeout when the caller's time is up", async () => {
    const answer = await fetchBytes(wkd(DIRECT), { deps: fakeDeps(silent), signal: AbortSignal.timeout(10) });
    expect(answer).toEqual({ ok: false, code: "timeout" });
  });

  it("a silent host is a timeout after four seconds by itself", async () => {
    const limit = vi
      .spyOn(AbortSignal, "timeout")
      .mockImplementation((ms) => (ms === 4000 ? AbortSignal.abort() : AbortSignal.any([])));
    expect(await fetchBytes(wkd(DIRECT), { deps: fakeDeps(dead) })).toEqual({ ok: false, code: "timeout" });
    limit.mockRestore();
  });

  it("a body that never ends is a timeout too", async () => {
    const endless: Deps["fetch"] = async (_url, init) =>
      new Response(
        new ReadableStream({
          start: (body) => init.signal?.addEventListener("abort", () => body.error(init.signal?.reason)),
        }),
      );
    const answer = await fetchBytes(wkd(DIRECT), { deps: fakeDeps(endless), signal: AbortSignal.timeout(10) });
    expect(answer).toEqual({ ok: false, code: "timeout" });
  });

  it("any status but 200 is named", async () => {
    const missing: Deps["fetch"] = async () => new Response("not here", { status: 404 });
    expect(await fetchBytes(wkd(DIRECT), { deps: fakeDeps(missing) })).toEqual({
      ok: false,
      code: "status",
      status: 404,
      wait: null,
    });
  });

  it("a server that wants to be left alone for a while says how long", async () => {
    const busy: Deps["fetch"] = async () => new Response("", { status: 429, headers: { "retry-after": "120" } });
    expect(await fetchBytes(server("vks", BY_EMAIL), { deps: fakeDeps(busy) })).toMatchObject({
      status: 429,
      wait: 120,
    });
    const dated: Deps["fetch"] = async () =>
      new Response("", { status: 503, headers: { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" } });
    expect(await fetchBytes(server("vks", BY_EMAIL), { deps: fakeDeps(dated) })).toMatchObject({
      status: 503,
      wait: null,
    });
  });

  it.each([
    ["a directory", wkd(DIRECT), 1024 * 1024],
    ["a key server", server("vks", BY_EMAIL), 1024 * 1024],
    ["an HKP server", server("hkp", `https://pool.example:8443${LOOKUP}`), 1024 * 1024],
    ["a URI", keyUri("https://web.example/k"), 1024 * 1024],
    ["a policy", wks("https://example.org/.well-known/openpgpkey/policy"), 16 * 1024],
  ])("%s may send up to its limit and not one octet more", async (_name, request, limit) => {
    const sending = (size: number) => fakeDeps(async () => new Response(new Uint8Array(size)));
    expect(await fetchBytes(request, { deps: sending(limit) })).toMatchObject({ ok: true });
    expect(await fetchBytes(request, { deps: sending(limit + 1) })).toMatchObject({ code: "too-large" });
  });

  it("stops reading at the limit, whatever the length said", async () => {
    let pulled = 0;
    const flood: Deps["fetch"] = async () =>
      new Response(
        new ReadableStream({
          pull: (body) => {
            pulled++;
            body.enqueue(new Uint8Array(16 * 1024));
          },
        }),
        { headers: { "content-length": "10" } },
      );
    expect(await fetchBytes(doh(`${RESOLVER}?dns=AAAB`), { deps: fakeDeps(flood) })).toEqual({
      ok: false,
      code: "too-large",
    });
    expect(pulled).toBeLessThan(10);
  });

  it("gives the bytes whole, with their type and age", async () => {
    const found: Deps["fetch"] = async () =>
      new Response(Uint8Array.of(1, 2, 3), { headers: { age: "40", "content-type": "application/dns-message" } });
    expect(await fetchBytes(doh(`${RESOLVER}?dns=AAAB`), { deps: fakeDeps(found) })).toEqual({
      ok: true,
      value: { bytes: Uint8Array.of(1, 2, 3), contentType: "application/dns-message", age: 40 },
    });
  });

  it("a bug is not mistaken for a dead host", async () => {
    const broken: Deps["fetch"] = async () => {
      throw new RangeError("bug");
    };
    await expect(fetchBytes(wkd(DIRECT), { deps: fakeDeps(broken) })).rejects.toThrow("bug");
  });
});

describe("a delivery policy", () => {
  it("is refused until the user switched that on", async () => {
    const off = { ...fakeDeps(), policies: async () => false };
    expect(await fetchBytes(policy("https://mta-sts.example.org/.well-known/mta-sts.txt"), { deps: off })).toEqual({
      ok: false,
      code: "refused",
    });
    expect(off.fetch).not.toHaveBeenCalled();
  });
});
