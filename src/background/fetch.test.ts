import { describe, expect, it, vi } from "vitest";

vi.mock("../platform/browser", () => ({ default: {} }));
const { fetchBytes } = await import("./fetch");
type World = import("./fetch").World;
type FetchRequest = import("./fetch").FetchRequest;

const RESOLVER = "https://dns.quad9.net/dns-query";
const HASH = "iy9q119eutrkn8s1mk4r39qejnbu3n5q";
const DIRECT = `https://example.org/.well-known/openpgpkey/hu/${HASH}?l=joe`;
const ADVANCED = `https://openpgpkey.example.org/.well-known/openpgpkey/example.org/hu/${HASH}?l=joe`;

function world(
  answer: World["fetch"] = async () => new Response("x"),
  mayAsk = false,
): World & { fetch: ReturnType<typeof vi.fn> } {
  return {
    fetch: vi.fn(answer),
    resolvers: async () => [RESOLVER, "https://dns.example/q?org=1"],
    mayAsk: async () => mayAsk,
  };
}

const doh = (url: string): FetchRequest => ({ purpose: "doh", url });
const wkd = (url: string, domain = "example.org"): FetchRequest => ({ purpose: "wkd", url, domain });

describe("the gate lets out", () => {
  it.each([
    ["a question to a configured resolver", doh(`${RESOLVER}?dns=AAABAAAB`)],
    ["a question to a resolver with a parameter of its own", doh("https://dns.example/q?org=1&dns=AAAB")],
    ["the advanced place of a key directory", wkd(ADVANCED)],
    ["the direct place of a key directory", wkd(DIRECT)],
  ])("%s, by GET and without cookies, referrer, cache or redirects", async (_name, request) => {
    const outside = world();
    expect(await fetchBytes(request, { world: outside })).toMatchObject({ ok: true });
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
    ["a host that only ends in the domain", wkd(DIRECT.replace("//example.org", "//evil-example.org"))],
  ])("%s", async (_name, request) => {
    const outside = world();
    expect(await fetchBytes(request, { world: outside })).toEqual({ ok: false, code: "refused" });
    expect(outside.fetch).not.toHaveBeenCalled();
  });
});

describe("what comes back", () => {
  const dead: World["fetch"] = async () => {
    throw new TypeError("Failed to fetch");
  };
  const silent: World["fetch"] = (_url, init) =>
    new Promise((_resolve, reject) => init.signal?.addEventListener("abort", () => reject(init.signal?.reason)));

  it("a host that does not answer is unreachable where Cachet may ask it, blocked where it may not", async () => {
    expect(await fetchBytes(wkd(DIRECT), { world: world(dead, true) })).toEqual({ ok: false, code: "unreachable" });
    expect(await fetchBytes(wkd(DIRECT), { world: world(dead, false) })).toEqual({ ok: false, code: "blocked" });
  });

  it("a silent host is a timeout when the caller's time is up", async () => {
    const answer = await fetchBytes(wkd(DIRECT), { world: world(silent), signal: AbortSignal.timeout(10) });
    expect(answer).toEqual({ ok: false, code: "timeout" });
  });

  it("a silent host is a timeout after four seconds by itself", async () => {
    const limit = vi
      .spyOn(AbortSignal, "timeout")
      .mockImplementation((ms) => (ms === 4000 ? AbortSignal.abort() : AbortSignal.any([])));
    expect(await fetchBytes(wkd(DIRECT), { world: world(dead) })).toEqual({ ok: false, code: "timeout" });
    limit.mockRestore();
  });

  it("a body that never ends is a timeout too", async () => {
    const endless: World["fetch"] = async (_url, init) =>
      new Response(
        new ReadableStream({
          start: (body) => init.signal?.addEventListener("abort", () => body.error(init.signal?.reason)),
        }),
      );
    const answer = await fetchBytes(wkd(DIRECT), { world: world(endless), signal: AbortSignal.timeout(10) });
    expect(answer).toEqual({ ok: false, code: "timeout" });
  });

  it("any status but 200 is named", async () => {
    const missing: World["fetch"] = async () => new Response("not here", { status: 404 });
    expect(await fetchBytes(wkd(DIRECT), { world: world(missing) })).toEqual({
      ok: false,
      code: "status",
      detail: ["404"],
    });
  });

  it("stops reading at the limit, whatever the length said", async () => {
    let pulled = 0;
    const flood: World["fetch"] = async () =>
      new Response(
        new ReadableStream({
          pull: (body) => {
            pulled++;
            body.enqueue(new Uint8Array(16 * 1024));
          },
        }),
        { headers: { "content-length": "10" } },
      );
    expect(await fetchBytes(doh(`${RESOLVER}?dns=AAAB`), { world: world(flood) })).toEqual({
      ok: false,
      code: "too-large",
    });
    expect(pulled).toBeLessThan(10);
  });

  it("gives the bytes whole, with their type and age", async () => {
    const found: World["fetch"] = async () =>
      new Response(Uint8Array.of(1, 2, 3), { headers: { age: "40", "content-type": "application/dns-message" } });
    expect(await fetchBytes(doh(`${RESOLVER}?dns=AAAB`), { world: world(found) })).toEqual({
      ok: true,
      value: { bytes: Uint8Array.of(1, 2, 3), contentType: "application/dns-message", age: 40 },
    });
  });

  it("a bug is not mistaken for a dead host", async () => {
    const broken: World["fetch"] = async () => {
      throw new RangeError("bug");
    };
    await expect(fetchBytes(wkd(DIRECT), { world: world(broken) })).rejects.toThrow("bug");
  });
});
