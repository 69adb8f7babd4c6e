// Times stored while the clock ran hours or years ahead: once the clock is right again, nothing waits for them.
import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { absenceOf } from "../../domain/discovery/absence";
import { afterGossip, afterMessage, NO_PEER, withoutAhead } from "../../domain/discovery/autocrypt";
import { writeMessage } from "../../domain/dns/testing/write-message";
import { TYPE } from "../../domain/dns/types";
import { readMessage } from "../../domain/dns/wire";
import { deviceIndex } from "../../domain/privacy/device-index";
import { fail, ok } from "../../domain/result";
import type { Sender } from "../../messages/serve";
import { fakeBrowser, storageArea } from "../../platform/testing/fake-browser";
import type { TrustView } from "../contacts/trust-view";
import type { LookupRow } from "../store/database";
import { fakeDeps, nothing } from "./fake-lookup";

vi.mock("../../platform/browser");
const browser = fakeBrowser({
  runtime: { getURL: (path: string) => path },
  windows: { create: async () => ({}) },
  tabs: { remove: async () => {}, sendMessage: async () => {}, query: async () => [] },
  alarms: { get: vi.fn(), create: vi.fn(async () => {}) },
});

const { askConsent, showConsent, takeAnswer } = await import("../frames/consent");
const { createDnsAnswers } = await import("../lookup/dns-cache");
const { dropOldDrafts } = await import("../mail/draft-age");
const { addEvents } = await import("../contacts/events");
const { handOver, takeHandOver } = await import("../mail/hand-over");
const { createIdentity } = await import("../own-keys/identities");
const { askPolicy } = await import("../lookup/mta-sts");
const { refreshDue, refreshExpired, scheduleRefresh } = await import("../lookup/refresh");
const { lookup } = await import("../lookup/lookup");
const { answerStep, nextSteps } = await import("../home/steps");
const { database } = await import("../store/database");
const { forgetLookups, lookupRow } = await import("../store/rows");
const { claimTicket, openTicket } = await import("../frames/tickets");
const { uncheckedOf } = await import("../contacts/unchecked");
const { noteVerdict, rowVerdicts } = await import("../mail/verdicts");

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const NOW = Date.UTC(2026, 10, 30, 12);
const BOB = "bob@example.org";
const ID = "0b8f7a9e-3c1d-4f5e-8a7b-123456789abc";
const PLACE = "https://mail.example";
const CONTENT: Sender = { caller: "content", tabId: 3, frameId: 0, place: PLACE, origin: PLACE };
const OVERLAY: Sender = { caller: "overlay", tabId: 3, frameId: 9, place: PLACE, origin: "chrome-extension://cachet" };
const signal = new AbortController().signal;

/** Sets the clock that the worker uses. */
const clock = (at: number): void => void vi.setSystemTime(at);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  vi.clearAllMocks();
  browser.storage.session = storageArea();
  browser.storage.local = storageArea();
  await Promise.all(database.tables.map((table) => table.clear()));
});

describe.each([
  ["two days", 2 * DAY],
  ["a year", YEAR],
  ["thirty years", 30 * YEAR],
])("by %s", (_, ahead) => {
  it("an answer of the DNS is asked for anew, and grows no older or younger by it", async () => {
    let asked = 0;
    const askDns = createDnsAnswers(async ({ url }) => {
      asked += 1;
      const query = Uint8Array.fromBase64(new URL(url).searchParams.get("dns")!, { alphabet: "base64url" });
      const { name, type } = readMessage(query)!.question!;
      const answer = [{ owner: name, type, ttl: 300, data: new Uint8Array(4) }];
      const bytes = writeMessage({ question: { name, type }, rcode: 0, answer, authority: [] });
      return ok({ bytes, contentType: "application/dns-message", age: 0 });
    }, browser.storage.session);
    const look = async () =>
      readMessage(
        (await askDns("https://dns.example/q", { name: "example.org", type: TYPE.A }, { signal })) as Uint8Array,
      )!;
    clock(NOW + ahead);
    await look();
    clock(NOW);
    expect((await look()).answer[0]!.ttl).toBe(300);
    expect(asked).toBe(2);
    clock(NOW - 30_000);
    expect((await look()).answer[0]!.ttl).toBe(300);
    expect(asked).toBe(2);
  });

  it("an answer about an address is asked for anew", async () => {
    const { deps, questions } = fakeDeps(() => nothing);
    const look = async () => {
      const answer = await lookup({ address: BOB, source: "dns" }, deps);
      return answer.ok && answer.value.outcome.cached;
    };
    clock(NOW + ahead);
    await look();
    const before = questions.length;
    expect(await look()).toBe(true);
    clock(NOW);
    expect(await look()).toBe(false);
    expect(questions.length).toBeGreaterThan(before);
  });

  it("an answer about an address is no answer of today", () => {
    const told = { source: "dns", server: null, result: "none", at: NOW + ahead };
    expect(absenceOf([[{ source: "dns" }]], [told], NOW)).toBe("due");
    const view = { state: "mail-only", row: { sealedDays: [], pinned: null } } as unknown as TrustView;
    const lookups = ["dns", "wkd"].map((source) => ({ outcome: { ...told, source } }) as unknown as LookupRow);
    expect(uncheckedOf(view, lookups, NOW)).toEqual({ unchecked: "due" });
  });

  it("a delivery policy is read anew, and so is one that failed", async () => {
    const sight = { announced: "proven", policy: "7", hosts: [] } as unknown as Parameters<typeof askPolicy>[1];
    let asked = 0;
    const file = (content: string | null) => async () => {
      asked += 1;
      return content === null
        ? fail("timeout" as const)
        : ok({ bytes: new TextEncoder().encode(content), contentType: "text/plain", age: 0 });
    };
    const at = (now: number, domain: string, content: string | null) =>
      askPolicy(domain, sight, { ask: file(content), signal, now, allowed: true, force: false });
    const policy = "version: STSv1\nmode: enforce\nmx: *.host.example\nmax_age: 86400\n";
    for (const [domain, content] of [
      [`kept-${ahead}.example`, policy],
      [`failed-${ahead}.example`, null],
    ] as const) {
      asked = 0;
      await at(NOW + ahead, domain, content);
      await at(NOW + ahead + 1000, domain, content);
      expect(asked).toBe(1);
      await at(NOW, domain, content);
      expect(asked).toBe(2);
    }
  });

  it("a key is asked for when it should have been, and the alarm for that rings", async () => {
    const asked: string[] = [];
    const deps = { lookUp: async () => true, renew: async (key: string) => asked.push(key) > 0 };
    const row = { id: BOB, address: BOB, pinned: "f".repeat(40), held: null, rejected: [], retired: [], vouched: [] };
    const others = {
      name: "",
      verifiedAt: null,
      everVerified: false,
      notice: null,
      firstUsedAt: null,
      lastUsedAt: null,
    };
    const days = { sealedDays: [], signedDays: [] };
    await database.contacts.put({ ...row, ...others, ...days, refreshAt: NOW + 40 * DAY + ahead, refreshedAt: null });
    expect(await refreshDue(deps, NOW)).toBe(BOB);
    expect((await database.contacts.get(BOB))!.refreshAt).toBeLessThan(NOW + 41 * DAY);
    browser.alarms.get.mockResolvedValue({ name: "refresh", scheduledTime: NOW + ahead });
    await scheduleRefresh(NOW);
    expect(browser.alarms.create).toHaveBeenCalledOnce();
    // An expired key that was asked for "lately".
    await database.keys.put({
      ...{ fingerprint: row.pinned, certificate: new Uint8Array(), keyIds: [], userIds: [], createdAt: 0 },
      ...{ expiresAt: NOW - DAY, revoked: false, algorithm: "" },
    });
    await database.finds.put({
      ...{ id: `${BOB}|${row.pinned}|wkd`, contact: BOB, fingerprint: row.pinned, source: "wkd" },
      ...{ host: "example.org", dnssec: "none", chain: [], at: NOW - DAY },
    });
    await database.contacts.update(BOB, { refreshedAt: NOW + ahead });
    asked.length = 0;
    await refreshExpired(BOB, deps, NOW);
    expect(asked).toEqual([row.pinned]);
  });

  it("a step that was put off comes back", async () => {
    await createIdentity({ name: "Alice", address: "alice@example.org" }, NOW - DAY);
    const ids = async (now: number) => {
      const steps = await nextSteps(now);
      return steps.ok ? steps.value.map(({ id }) => id) : [];
    };
    const [first] = await ids(NOW);
    await answerStep({ id: first!, answer: "later" }, NOW + ahead);
    expect(await ids(NOW + ahead)).not.toContain(first);
    expect(await ids(NOW)).toContain(first);
  });

  it("what a page or window was let in by for a minute lets nobody in", async () => {
    await database.drafts.put({
      ...{ id: ID, place: PLACE, composeKey: null, account: null, savedAt: NOW, sealed: new Uint8Array(), files: [] },
    });
    await handOver({ id: ID }, OVERLAY, NOW + ahead);
    expect(await takeHandOver(CONTENT, NOW)).toBeNull();
    const ticket = crypto.randomUUID();
    await openTicket({ ticket, kind: "badge" }, CONTENT, NOW + ahead);
    expect(await claimTicket({ ticket }, OVERLAY, () => NOW)).toEqual({ ok: false, code: "no-ticket" });
    await openTicket({ ticket: crypto.randomUUID(), kind: "badge" }, CONTENT, NOW);
    expect([...browser.storage.session.items.keys()]).not.toContain(`ticket:${ticket}`);
  });

  it("what was asked in a window of its own is over", async () => {
    const token = crypto.randomUUID();
    const asked = { token, kind: "put-back", label: "", account: null, people: [], about: [], pointer: null };
    await askConsent(asked as unknown as Parameters<typeof askConsent>[0], OVERLAY, NOW + ahead);
    expect(await showConsent({ token }, { ...OVERLAY, tabId: 40 }, NOW)).toEqual({ ok: false, code: "gone" });
    expect(await takeAnswer({ token }, OVERLAY, NOW)).toEqual({ ok: false, code: "gone" });
  });

  it("a grade given then does not outlive a change of trust, and a change noted then ends no grade given since", async () => {
    const note = (message: string) =>
      noteVerdict(
        { account: null, message, thread: null, grade: "a", sealed: true, path: null, at: Date.now() },
        { place: PLACE, tabId: null },
      );
    const grade = async (message: string) => {
      const answer = await rowVerdicts(
        { account: null, rows: [{ message, thread: null, count: 1 }] },
        { place: PLACE },
      );
      return answer.ok && answer.value[0];
    };
    clock(NOW + ahead);
    await note("then");
    clock(NOW);
    await addEvents(BOB, [{ at: NOW, kind: "changed", fingerprint: "f".repeat(40) }] as Parameters<
      typeof addEvents
    >[1]);
    expect(await grade("then")).toBeNull();
    clock(NOW + ahead);
    await addEvents(BOB, [{ at: NOW, kind: "changed", fingerprint: "e".repeat(40) }] as Parameters<
      typeof addEvents
    >[1]);
    clock(NOW + 1000);
    expect(await grade("then")).toBeNull();
    clock(NOW + 2000);
    await note("since");
    expect(await grade("since")).toMatchObject({ grade: "a" });
  });

  it("what messages say of a key is heeded again", () => {
    const then = afterGossip(afterMessage(NO_PEER, NOW + ahead, "a", true), NOW + ahead, "a");
    const now = withoutAhead(then, NOW);
    expect(afterMessage(now, NOW - HOUR, "b", false)).toMatchObject({ publicKey: "b", lastSeen: NOW - HOUR });
    expect(afterGossip(now, NOW - HOUR, "b")).toMatchObject({ gossipKey: "b" });
    const sound = afterMessage(NO_PEER, NOW, "a", true);
    expect(withoutAhead(sound, NOW)).toBe(sound);
  });

  it("answers from before the settings changed stay forgotten, and those that come after count", async () => {
    clock(NOW + ahead);
    await forgetLookups();
    clock(NOW);
    const outcome = {
      source: "dns",
      server: null,
      dnssec: null,
      result: "none",
      host: "",
      at: NOW,
      cached: false,
    } as const;
    await database.lookups.put({ id: "x", contact: BOB, outcome, until: NOW + HOUR });
    expect(await lookupRow("x")).toMatchObject({ id: "x" });
  });

  it("the key made then is there already, and not the same call once more", async () => {
    const person = { name: "Alice", address: "alice@example.org" };
    await createIdentity(person, NOW + ahead);
    expect(await createIdentity(person, NOW)).toMatchObject({ ok: false, code: "already-there" });
  });
});

it("a copy saved years ahead is as old as one saved years ago", () => {
  const kept = (backupAt: number) => deviceIndex({ protection: "device", storageKept: true, backupAt }, NOW).score;
  expect(kept(NOW + 2 * YEAR)).toBe(kept(NOW - 2 * YEAR));
  expect(kept(NOW + DAY)).toBe(kept(NOW));
});

it("a draft saved years ahead is as old as one saved years ago: it has its days of use, and is not kept for ever", async () => {
  const draft = { place: PLACE, composeKey: null, account: null, sealed: new Uint8Array(), files: [] };
  await database.drafts.bulkPut([
    { ...draft, id: "ahead", savedAt: NOW + 9 * YEAR },
    { ...draft, id: "a month ahead", savedAt: NOW + 30 * DAY },
  ]);
  for (let day = 0; day < 13; day++) await dropOldDrafts(NOW + day * DAY);
  expect(await database.drafts.count()).toBe(2);
  await dropOldDrafts(NOW + 13 * DAY);
  expect(await database.drafts.toCollection().primaryKeys()).toEqual(["a month ahead"]);
});

it("the work of a message is measured by a clock that nobody sets", async () => {
  const { metered, WORK } = await import("../mail/work-budget");
  const work = { id: crypto.randomUUID(), layer: 0 };
  let ran = 0;
  const measured = vi.spyOn(performance, "now").mockImplementation(() => ran);
  await metered(work, 1, async () => {
    clock(NOW - YEAR);
    ran = WORK.ms;
    return ok(null);
  });
  expect(await metered(work, 1, async () => ok(null))).toMatchObject({ code: "too-much" });
  measured.mockRestore();
});
