import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";

vi.mock("../../platform/browser");
const browser = fakeBrowser();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 30, 12);
const [QUAD9, CLOUDFLARE] = ["dns.quad9.net", "cloudflare-dns.com"] as const;
const http = (at: number): string => new Date(at).toUTCString();

/** The module as a worker just started has it. */
async function worker() {
  vi.resetModules();
  return import("./clock");
}
type Clock = Awaited<ReturnType<typeof worker>>;
let clock: Clock;

/** Both resolvers answer at the same moment, as they are asked. */
const answered = ({ noteServerTime }: Clock, now: number, truth: number) =>
  Promise.all([QUAD9, CLOUDFLARE].map((host) => noteServerTime(host, http(truth), 0, now)));

beforeEach(async () => {
  for (const area of ["session", "local", "managed"] as const) browser.storage[area] = storageArea();
  clock = await worker();
  const { database } = await import("../store/database");
  await database.identities.clear();
});

async function keyMade(createdAt: number): Promise<void> {
  const { database } = await import("../store/database");
  const row = { fingerprint: "f".repeat(40), name: "", addresses: [], keyIds: [], certificate: new Uint8Array() };
  const more = { expiresAt: null, algorithm: "", protection: "device", revocation: "", backupAt: null } as const;
  await database.identities.put({ ...row, ...more, createdAt });
}

describe("this computer's clock", () => {
  it("is not doubted by who knows nothing", async () => {
    expect(await clock.faultOfClock(NOW)).toBeNull();
  });

  it.each([
    ["behind", NOW - 3 * DAY],
    ["ahead", NOW + 61 * DAY],
    ["ahead", NOW + 3 * 365 * DAY],
  ] as const)(
    "is %s by what both resolvers told with their answers, and so the next worker knows",
    async (fault, wrong) => {
      await answered(clock, wrong, NOW);
      expect(await clock.faultOfClock(wrong)).toBe(fault);
      expect(await (await worker()).faultOfClock(wrong)).toBe(fault);
    },
  );

  it("is right again as soon as it is set, before anybody is asked", async () => {
    await answered(clock, NOW + 61 * DAY, NOW);
    expect(await clock.faultOfClock(NOW + 60_000)).toBeNull();
    await answered(clock, NOW + 120_000, NOW + 120_000);
    expect(await clock.faultOfClock(NOW + 120_000)).toBeNull();
  });

  it("is behind where it was right already at a later time, when nobody answers", async () => {
    await answered(clock, NOW, NOW);
    clock = await worker();
    expect(await clock.faultOfClock(NOW - 2 * DAY)).toBe("behind");
    expect(await clock.faultOfClock(NOW - 25 * HOUR)).toBeNull();
    expect(await clock.faultOfClock(NOW + 90 * DAY)).toBeNull();
  });

  it("was never right at a time that no two resolvers agreed with, so one that ran ahead for a moment alarms nobody", async () => {
    await answered(clock, NOW + 900 * DAY, NOW);
    await clock.noteServerTime(QUAD9, http(NOW + 900 * DAY), 0, NOW + 900 * DAY + HOUR);
    expect(await (await worker()).faultOfClock(NOW)).toBeNull();
  });

  it("is behind when an own key is yet to be made, unless the resolvers agree with it", async () => {
    await keyMade(NOW + 3 * DAY);
    expect(await clock.faultOfClock(NOW)).toBe("behind");
    expect(await clock.faultOfClock(NOW + 2 * DAY)).toBeNull();
    await answered(clock, NOW, NOW);
    expect(await clock.faultOfClock(NOW)).toBeNull();
  });

  it.each([
    ["no date", null],
    ["a date that is none", "yesterday"],
    ["nothing", ""],
  ])("%s says nothing of it", async (_, date) => {
    for (const host of [QUAD9, CLOUDFLARE]) await clock.noteServerTime(host, date, 0, NOW);
    expect(browser.storage.session.items.size).toBe(0);
    expect(await clock.faultOfClock(NOW)).toBeNull();
  });

  it("is not doubted for an answer that comes from a cache, and not written down with every answer", async () => {
    const days = (3 * DAY) / 1000;
    for (const host of [QUAD9, CLOUDFLARE]) await clock.noteServerTime(host, http(NOW - 3 * DAY), days, NOW);
    expect(await clock.faultOfClock(NOW)).toBeNull();
    const set = vi.spyOn(browser.storage.session, "set");
    await answered(clock, NOW + 60_000, NOW + 60_000);
    expect(set).not.toHaveBeenCalled();
  });

  it("is not doubted for what somebody else wrote into storage", async () => {
    await browser.storage.local.set({ clock: "tomorrow" });
    expect(await clock.faultOfClock(NOW)).toBeNull();
  });
});

describe("the gate to the network", () => {
  it("hears the time of resolvers alone, with what was asked anyway", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: NOW + 61 * DAY });
    const { fetchBytes } = await import("../fetch");
    const resolvers = [QUAD9, CLOUDFLARE].map((host) => `https://${host}/dns-query`);
    const fetch = vi.fn(async () => new Response(Uint8Array.of(1), { headers: { date: http(NOW) } }));
    const deps = { fetch, resolvers: async () => resolvers, keyServers: async () => [], policies: async () => true };
    const ask = (request: Parameters<typeof fetchBytes>[0]) =>
      fetchBytes(request, { deps: { ...deps, mayAsk: async () => true } });
    for (const domain of ["a.example", "b.example"])
      await ask({ purpose: "mta-sts", url: `https://mta-sts.${domain}/.well-known/mta-sts.txt`, domain });
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(await clock.faultOfClock()).toBeNull();
    for (const url of resolvers) await ask({ purpose: "doh", url: `${url}?dns=AAAB` });
    await vi.waitFor(async () => expect(await clock.faultOfClock()).toBe("ahead"));
    expect(fetch).toHaveBeenCalledTimes(4);
    vi.useRealTimers();
  });
});
