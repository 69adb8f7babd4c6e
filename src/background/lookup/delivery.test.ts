import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { addressData, nameData, textData } from "../../domain/dns/testing/signed-tree";
import { TYPE } from "../../domain/dns/types";
import { fail } from "../../domain/result";
import {
  CLOUDFLARE,
  type Dns,
  fakeDeps,
  type Has,
  missing,
  nothing,
  page,
  QUAD9,
  type Web,
} from "../testing/fake-lookup";

vi.mock("../../platform/browser");
const { forecastDelivery } = await import("./delivery");
const { setSettings } = await import("../settings/settings");
const { database } = await import("../store/database");

const MX = Uint8Array.of(0, 10, ...nameData("mx.host.example"));
const TLSA = Uint8Array.of(3, 1, 1, ...new Uint8Array(32));
const URL = "https://mta-sts.example.org/.well-known/mta-sts.txt";
const POLICY = "version: STSv1\nmode: enforce\nmx: *.host.example\nmax_age: 86400\n";

beforeEach(async () => {
  vi.useRealTimers();
  await Promise.all(database.tables.map((table) => table.clear()));
});

/** A DNS in which every domain has the same mail host, and all zones are signed or unsigned. */
const zone =
  (verdict: "secure" | "insecure", { tlsa = false, id = "" } = {}): Dns =>
  (_host, name, type): Has => {
    const records =
      type === TYPE.MX
        ? [MX]
        : type === TYPE.A
          ? [addressData("192.0.2.1")]
          : type === TYPE.TLSA && tlsa
            ? [TLSA]
            : type === TYPE.TXT && id && name.startsWith("_mta-sts.")
              ? [textData(`v=STSv1; id=${id};`)]
              : [];
    return { records, verdict };
  };
const text = (file: string, type = "text/plain; charset=utf-8") => page(new TextEncoder().encode(file), type);

async function ask(dns: Dns, web?: Web, addresses = ["bob@example.org"], force = false) {
  const { deps, questions, fetched } = fakeDeps(dns, web);
  const answer = await forecastDelivery({ addresses, force }, deps);
  if (!answer.ok) throw new Error("a forecast never fails");
  return { found: answer.value[0]!, all: answer.value, questions, fetched };
}

describe("the way to a domain", () => {
  it("is asked of both resolvers, each by itself", async () => {
    const { found, questions, fetched } = await ask(zone("secure", { tlsa: true }));
    expect(found).toEqual({
      domain: "example.org",
      addresses: ["bob@example.org"],
      transport: "dane",
      hosts: ["mx.host.example"],
      policy: "none",
    });
    for (const host of [QUAD9, CLOUDFLARE])
      expect(questions.filter((one) => one.host === host).map(({ name, type }) => `${name} ${type}`)).toEqual([
        `example.org ${TYPE.MX}`,
        `_mta-sts.example.org ${TYPE.TXT}`,
        `mx.host.example ${TYPE.A}`,
        `mx.host.example ${TYPE.AAAA}`,
        `_25._tcp.mx.host.example ${TYPE.TLSA}`,
      ]);
    expect(fetched).toEqual([]);
  });

  it("is asked once however many recipients are there, and by where mail to a strong address really goes", async () => {
    const strong = "c@mm--mddk-7n6a-727a-jzno-strx-xks7-djaf.example.org";
    const addresses = ["a@example.org", "B@EXAMPLE.ORG", strong, "d@example.net", "e@printer.local"];
    const { all, questions } = await ask(zone("insecure"), undefined, addresses);
    expect(all.map((one) => [one.domain, one.addresses])).toEqual([
      ["example.org", ["a@example.org", "B@EXAMPLE.ORG", strong]],
      ["example.net", ["d@example.net"]],
    ]);
    expect(questions.filter(({ type }) => type === TYPE.MX)).toHaveLength(4);
  });

  it("is asked once by two calls at the same time", async () => {
    const { deps, questions } = fakeDeps(zone("insecure"));
    const request = { addresses: ["bob@example.org"] };
    await Promise.all([forecastDelivery(request, deps), forecastDelivery(request, deps)]);
    expect(questions.filter(({ type }) => type === TYPE.MX)).toHaveLength(2);
  });

  it.each([
    ["one is silent at once", "unreachable", "dane"],
    ["one's answers are falsified", { verdict: "bogus" }, "bogus"],
    ["one says there is nothing", nothing, "opportunistic"],
  ] as const)("where the other proves it and %s", async (_name, has, way) => {
    const good = zone("secure", { tlsa: true });
    const { found } = await ask((host, name, type) => (host === QUAD9 ? has : good(host, name, type)));
    expect(found.transport).toBe(way);
  });

  it("is not known when nobody answers, after four seconds at most", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 500 });
    const timeout = vi.spyOn(AbortSignal, "timeout");
    timeout.mockImplementation((ms) => {
      const over = new AbortController();
      setTimeout(() => over.abort(), ms);
      return over.signal;
    });
    const answered = ask(() => "silent");
    await vi.advanceTimersByTimeAsync(4000);
    expect((await answered).found).toMatchObject({ transport: "unknown", hosts: [] });
    expect(timeout).toHaveBeenCalledWith(4000);
    timeout.mockRestore();
  });
});

describe("a delivery policy", () => {
  const announced = zone("insecure", { id: "7" });

  it("is only announced until the user switched reading on, and nobody hears of the mail", async () => {
    const { found, fetched } = await ask(announced, () => text(POLICY));
    expect(found).toMatchObject({ transport: "announced", policy: "off" });
    expect(fetched).toEqual([]);
  });

  it("is read, then kept for as long as it says", async () => {
    await setSettings({ mtaSts: true });
    const first = await ask(announced, () => text(POLICY));
    expect(first).toMatchObject({ found: { transport: "mta-sts", policy: "enforced" }, fetched: [URL] });
    const second = await ask(announced, () => missing);
    expect(second).toMatchObject({ found: { transport: "mta-sts" }, fetched: [] });
    const { until } = (await database.mailPolicies.get("example.org"))!;
    expect(Math.abs(until - Date.now() - 86_400_000)).toBeLessThan(5000);
  });

  it("holds on when its announcement is hidden, and is read anew when that names another", async () => {
    await setSettings({ mtaSts: true });
    await ask(announced, () => text(POLICY));
    expect(await ask(zone("insecure"))).toMatchObject({ found: { transport: "mta-sts" }, fetched: [] });
    const withdrawn = await ask(zone("insecure", { id: "8" }), () => text("version: STSv1\nmode: none\nmax_age: 60"));
    expect(withdrawn).toMatchObject({ found: { transport: "opportunistic", policy: "not-enforced" }, fetched: [URL] });
  });

  it("that cannot be had anew leaves the old one in force", async () => {
    await setSettings({ mtaSts: true });
    await ask(announced, () => text(POLICY));
    const { found } = await ask(zone("insecure", { id: "9" }), () => fail("timeout"), undefined, true);
    expect(found.transport).toBe("mta-sts");
  });

  it("is forgotten when reading is switched off", async () => {
    await setSettings({ mtaSts: true });
    await ask(announced, () => text(POLICY));
    await setSettings({ mtaSts: false });
    expect(await database.mailPolicies.count()).toBe(0);
    expect((await ask(announced)).found.transport).toBe("announced");
  });

  it("is not asked for where DANE proves more", async () => {
    await setSettings({ mtaSts: true });
    const { found, fetched } = await ask(zone("secure", { tlsa: true, id: "7" }), () => text(POLICY));
    expect(found.transport).toBe("dane");
    expect(fetched).toEqual([]);
  });

  it.each([
    ["is blocked by the browser", fail("blocked"), "blocked", "announced"],
    ["does not answer", fail("unreachable"), "unreachable", "announced"],
    ["is not there", missing, "unreachable", "announced"],
    ["is too large", fail("too-large"), "invalid", "opportunistic"],
    ["is a web page", text("<!doctype html>", "text/html"), "invalid", "opportunistic"],
    ["is a page everybody may write", text(POLICY, "text/html"), "invalid", "opportunistic"],
    ["is only tested", text(POLICY.replace("enforce", "testing")), "not-enforced", "opportunistic"],
    ["is for other hosts", text(POLICY.replace("host", "other")), "mismatch", "opportunistic"],
  ] as const)("that %s", async (name, answer, policy, way) => {
    const addresses = [`bob@${name.replaceAll(" ", "-")}.example`];
    await setSettings({ mtaSts: true });
    const { found } = await ask(announced, () => answer, addresses);
    expect(found).toMatchObject({ policy, transport: way });
    const again = await ask(announced, () => answer, addresses);
    expect(again.found).toMatchObject({ policy, transport: way });
    expect(again.fetched, "asked again within five minutes").toEqual([]);
    const failed = policy === "blocked" || policy === "unreachable" || policy === "invalid";
    const forced = await ask(announced, () => text(POLICY), addresses, true);
    expect(forced.found.policy).toBe(failed ? "enforced" : policy);
  });
});
