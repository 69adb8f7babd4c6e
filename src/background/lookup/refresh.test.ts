import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { generateKey } from "../../domain/pgp/secret-key";
import { fakeBrowser } from "../../platform/testing/fake-browser";
import { pin } from "../contacts/decisions";
import { historyOf } from "../contacts/events";
import { noteFoundKey } from "../contacts/note-found-key";
import { nextRefreshAt, retryRefreshAt, untilNextAlarm } from "../contacts/refresh-times";
import { database } from "../store/database";
import { onAlarm, type RefreshDeps, refreshDue, refreshExpired, scheduleRefresh } from "./refresh";

const alarms = vi.hoisted(() => ({ set: [] as { name: string; delayInMinutes: number }[] }));
vi.mock("../../platform/browser");
fakeBrowser({
  alarms: {
    get: async (name: string) => alarms.set.find((alarm) => alarm.name === name),
    create: async (name: string, info: { delayInMinutes: number }) => void alarms.set.push({ name, ...info }),
  },
});

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22);
const WKD = { source: "wkd", host: "example.org", dnssec: "none", chain: [] } as const;
const SERVER = { ...WKD, source: "server", host: "keys.openpgp.org" } as const;

function world(answers = true) {
  const asked: string[] = [];
  const calls: RefreshDeps = {
    lookUp: async ({ address, source, server, force }) => {
      asked.push([address, source, server, force].join(" "));
      return answers;
    },
    renew: async (fingerprint) => {
      asked.push(fingerprint);
      return answers;
    },
  };
  return { asked, ...calls };
}

async function contact(address: string, madeAt = NOW - DAY): Promise<string> {
  const { info } = await generateKey("", address, madeAt);
  await noteFoundKey(address, info, WKD, { now: madeAt + 1000 });
  await pin(address, info.fingerprint, madeAt + 1000);
  return info.fingerprint;
}

const rowOf = async (address: string) => (await database.contacts.get(address))!;

beforeEach(async () => {
  alarms.set.length = 0;
  await Promise.all(database.tables.map((table) => table.clear()));
});

describe("times of refresh", () => {
  it("lie 20 to 40 days ahead, a retry one or two, wherever the draw falls", () => {
    for (const draw of [0, 0.3, 0.999]) {
      expect((nextRefreshAt(NOW, draw) - NOW) / DAY).toBeCloseTo(20 + 20 * draw, 3);
      expect((retryRefreshAt(NOW, draw) - NOW) / DAY).toBeCloseTo(1 + draw, 3);
    }
  });

  it("leave six hours between keys, and less only where a month would not do for all", () => {
    expect(untilNextAlarm(1, 0.5)).toBe(360);
    expect(untilNextAlarm(120, 0.5)).toBe(360);
    expect(untilNextAlarm(1000, 0.5)).toBe(43);
    expect(untilNextAlarm(1_000_000, 0)).toBe(10);
  });

  it("are drawn when a key is pinned", async () => {
    await contact("bob@example.org");
    const { refreshAt } = await rowOf("bob@example.org");
    expect(refreshAt).toBeGreaterThan(NOW + 18 * DAY);
    expect(refreshAt).toBeLessThan(NOW + 40 * DAY);
  });
});

const DOMAIN = ["bob@example.org dns  true", "bob@example.org wkd  true"];

describe("the calendar", () => {
  it("asks for one key, the one due longest, where it was found and at one server by fingerprint", async () => {
    const bob = await contact("bob@example.org");
    await contact("carol@example.org");
    await noteFoundKey("bob@example.org", (await generateKey("", "bob@example.org", NOW)).info, SERVER, { now: NOW });
    await database.contacts.update("bob@example.org", { refreshAt: NOW - 2 });
    await database.contacts.update("carol@example.org", { refreshAt: NOW - 1 });
    const { asked, ...calls } = world();
    expect(await refreshDue(calls, NOW)).toBe("bob@example.org");
    expect(asked).toEqual([...DOMAIN, bob]);
    expect((await rowOf("bob@example.org")).refreshAt).toBeGreaterThanOrEqual(NOW + 20 * DAY);
    expect((await rowOf("carol@example.org")).refreshAt).toBe(NOW - 1);
    const history = await historyOf("bob@example.org");
    expect(history.ok && history.value.find(({ kind }) => kind === "refreshed")).toMatchObject({ fingerprint: bob });
  });

  it("asks a key server again where it was found", async () => {
    const { info } = await generateKey("", "bob@example.org", NOW - DAY);
    await noteFoundKey("bob@example.org", info, SERVER, { now: NOW });
    await pin("bob@example.org", info.fingerprint, NOW);
    await database.contacts.update("bob@example.org", { refreshAt: NOW });
    const { asked, ...calls } = world();
    await refreshDue(calls, NOW);
    expect(asked).toEqual([...DOMAIN, "bob@example.org server https://keys.openpgp.org true", info.fingerprint]);
  });

  it.each(["autocrypt", "gossip", "mail", "signed", "import"] as const)(
    "asks the domain about a key that came as %s, which nobody can be asked for there",
    async (source) => {
      const { info } = await generateKey("", "bob@example.org", NOW - DAY);
      await noteFoundKey("bob@example.org", info, { ...SERVER, source, host: "" }, { now: NOW });
      await pin("bob@example.org", info.fingerprint, NOW);
      await database.contacts.update("bob@example.org", { refreshAt: NOW });
      const { asked, ...calls } = world();
      await refreshDue(calls, NOW);
      expect(asked).toEqual([...DOMAIN, info.fingerprint]);
    },
  );

  it("asks nobody while nothing is due", async () => {
    await contact("bob@example.org");
    const { asked, ...calls } = world();
    expect(await refreshDue(calls, NOW)).toBeNull();
    expect(asked).toEqual([]);
  });

  it("tries again in a day or two when nobody answered, or the worker died on the way", async () => {
    await contact("bob@example.org");
    for (const calls of [world(false), { ...world(), renew: () => Promise.reject(new Error("gone")) }]) {
      await database.contacts.update("bob@example.org", { refreshAt: NOW });
      await refreshDue(calls, NOW).catch(() => null);
      const { refreshAt } = await rowOf("bob@example.org");
      expect(refreshAt).toBeGreaterThanOrEqual(NOW + DAY);
      expect(refreshAt).toBeLessThanOrEqual(NOW + 2 * DAY);
    }
  });

  it("goes on from alarm to alarm, and starts once", async () => {
    await scheduleRefresh();
    await scheduleRefresh();
    expect(alarms.set).toHaveLength(1);
    await onAlarm("something else", world());
    expect(alarms.set).toHaveLength(1);
    const dying = { ...world(), lookUp: () => Promise.reject(new Error("gone")) };
    await contact("bob@example.org");
    await database.contacts.update("bob@example.org", { refreshAt: 0 });
    await onAlarm("refresh", dying).catch(() => null);
    expect(alarms.set).toHaveLength(2);
  });
});

describe("an expired key", () => {
  const LATER = NOW + 800 * DAY;

  it("is asked for once before it blocks, and not again the same day", async () => {
    await contact("bob@example.org");
    const { asked, ...calls } = world();
    await Promise.all([
      refreshExpired("Bob@example.org", calls, LATER),
      refreshExpired("bob@example.org", calls, LATER),
    ]);
    await refreshExpired("bob@example.org", calls, LATER + DAY - 1);
    expect(asked).toHaveLength(3);
    await refreshExpired("bob@example.org", calls, LATER + DAY);
    expect(asked).toHaveLength(6);
    const history = await historyOf("bob@example.org");
    expect(history.ok && history.value.map(({ kind }) => kind)).toContain("expired");
  });

  it("is not asked for while it is good, nor an address nobody wrote to", async () => {
    await contact("bob@example.org");
    const { asked, ...calls } = world();
    await refreshExpired("bob@example.org", calls, NOW);
    await refreshExpired("nobody@example.org", calls, LATER);
    expect(asked).toEqual([]);
  });
});
