import { beforeEach, describe, expect, it, vi } from "vitest";
import { writeMessage } from "../../domain/dns/testing/write-message";
import { TYPE } from "../../domain/dns/types";
import { type DnsMessage, readMessage } from "../../domain/dns/wire";
import { fail, ok } from "../../domain/result";
import { storageArea } from "../../platform/testing/fake-browser";
import type { fetchBytes } from "../fetch";

vi.mock("../../platform/browser");
const { createDnsAnswers } = await import("./dns-cache");
type SessionArea = import("./dns-cache").SessionArea;

const QUAD9 = "https://dns.quad9.net/dns-query";
const OTHER = "https://dns.example/dns-query";
const signal = new AbortController().signal;
const question = { name: "example.org", type: TYPE.DNSKEY };
const START = Date.UTC(2026, 10, 22);

interface Spoken {
  readonly ttl?: number;
  readonly rcode?: number;
  readonly age?: number;
  readonly size?: number;
}

/** A resolver that answers everything the same way, and counts. */
function resolver(spoken: Spoken | "timeout" | "unreachable" | "blocked" | "too-large" = {}) {
  const asked: string[] = [];
  const ask: typeof fetchBytes = async ({ url }) => {
    asked.push(url);
    if (typeof spoken === "string") return fail(spoken);
    const { ttl = 300, rcode = 0, age = 0, size = 4 } = spoken;
    const query = readMessage(Uint8Array.fromBase64(new URL(url).searchParams.get("dns")!, { alphabet: "base64url" }))!;
    const { name, type } = query.question!;
    const answer = rcode === 0 ? [{ owner: name, type, ttl, data: new Uint8Array(size) }] : [];
    const bytes = writeMessage({ question: { name, type }, rcode, answer, authority: [] });
    return ok({ bytes, contentType: "application/dns-message", age });
  };
  return { ask, asked };
}

const area = (): SessionArea & { items: Map<string, string> } => storageArea();
const read = (answer: unknown): DnsMessage => readMessage(answer as Uint8Array)!;
const later = (seconds: number): void => void vi.setSystemTime(START + seconds * 1000);

function closedGate() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
});

describe("an answer", () => {
  it("is asked for once and then remembered, for each resolver by itself", async () => {
    const { ask, asked } = resolver();
    const askDns = createDnsAnswers(ask, area());
    const first = await askDns(QUAD9, question, { signal });
    expect(await askDns(QUAD9, { ...question, name: "Example.ORG" }, { signal })).toEqual(first);
    expect(asked).toHaveLength(1);
    await askDns(OTHER, question, { signal });
    await askDns(QUAD9, { ...question, type: TYPE.DS }, { signal });
    expect(asked).toHaveLength(3);
    expect(asked[0]).toMatch(/^https:\/\/dns\.quad9\.net\/dns-query\?dns=[\w-]+$/);
  });

  it("lives as long as its TTL, less the time it already spent in caches, and says so", async () => {
    const { ask, asked } = resolver({ ttl: 300, age: 100 });
    const askDns = createDnsAnswers(ask, area());
    expect(read(await askDns(QUAD9, question, { signal })).answer[0]!.ttl).toBe(200);
    later(150);
    expect(read(await askDns(QUAD9, question, { signal })).answer[0]!.ttl).toBe(50);
    later(201);
    await askDns(QUAD9, question, { signal });
    expect(asked).toHaveLength(2);
  });

  it("is asked for anew on demand, and the new one is remembered", async () => {
    const { ask, asked } = resolver();
    const askDns = createDnsAnswers(ask, area());
    await askDns(QUAD9, question, { signal });
    later(100);
    await askDns(QUAD9, question, { signal, anew: true });
    later(350);
    await askDns(QUAD9, question, { signal });
    expect(asked).toHaveLength(2);
  });

  it("that is a failure, or that does not come, is not remembered: looking again must look", async () => {
    const failing = resolver({ rcode: 2 });
    const askDns = createDnsAnswers(failing.ask, area());
    await askDns(QUAD9, question, { signal });
    await askDns(QUAD9, question, { signal });
    expect(failing.asked).toHaveLength(2);
    for (const code of ["timeout", "unreachable", "blocked"] as const) {
      const dead = resolver(code);
      const deaf = createDnsAnswers(dead.ask, area());
      expect(await deaf(QUAD9, question, { signal })).toBe(code);
      expect(await deaf(QUAD9, question, { signal })).toBe(code);
      expect(dead.asked).toHaveLength(2);
    }
    const strange = createDnsAnswers(resolver("too-large").ask, area());
    expect(await strange(QUAD9, question, { signal })).toBe("unreachable");
  });

  it("to something else is handed on to be judged, never remembered", async () => {
    const asked: string[] = [];
    const wrong = writeMessage({ question: { name: "evil.example", type: 1 }, rcode: 0, answer: [], authority: [] });
    const askDns = createDnsAnswers(async ({ url }) => {
      asked.push(url);
      return ok({ bytes: wrong, contentType: "", age: 0 });
    }, area());
    expect(await askDns(QUAD9, question, { signal })).toEqual(wrong);
    await askDns(QUAD9, question, { signal });
    expect(asked).toHaveLength(2);
  });
});

describe("several who ask at once", () => {
  it("cause one question, and one of them giving up does not end it for the others", async () => {
    const { ask, asked } = resolver();
    const gate = closedGate();
    const askDns = createDnsAnswers(async (...request) => {
      await gate.opened;
      return ask(...request);
    }, area());
    const impatient = new AbortController();
    const gaveUp = askDns(QUAD9, question, { signal: impatient.signal });
    const waited = askDns(QUAD9, question, { signal });
    impatient.abort();
    expect(await gaveUp).toBe("timeout");
    gate.open();
    expect(await waited).toBeInstanceOf(Uint8Array);
    expect(asked).toHaveLength(1);
  });

  it("asking anew does not wait for a question under way, which would answer for then", async () => {
    const { ask, asked } = resolver();
    const gate = closedGate();
    let calls = 0;
    const askDns = createDnsAnswers(async (...request) => {
      calls++;
      if (calls === 1) await gate.opened;
      return ask(...request);
    }, area());
    const before = askDns(QUAD9, question, { signal });
    expect(await askDns(QUAD9, question, { signal, anew: true })).toBeInstanceOf(Uint8Array);
    gate.open();
    await before;
    expect(asked).toHaveLength(2);
  });
});

describe("memory", () => {
  it("outlives the worker within the browser's session, and is bytes there too", async () => {
    const session = area();
    const { ask, asked } = resolver();
    const first = await createDnsAnswers(ask, session)(QUAD9, question, { signal });
    later(10);
    const woken = createDnsAnswers(ask, session);
    expect(read(await woken(QUAD9, question, { signal })).answer[0]).toEqual({ ...read(first).answer[0], ttl: 290 });
    expect(asked).toHaveLength(1);
    later(301);
    await createDnsAnswers(ask, session)(QUAD9, question, { signal });
    expect(asked).toHaveLength(2);
  });

  it("is bounded in entries and in bytes; what was not used longest goes first, from the session too", async () => {
    const session = area();
    const { ask, asked } = resolver();
    const askDns = createDnsAnswers(ask, session);
    const name = (i: number) => ({ ...question, name: `n${i}.example.org` });
    for (let i = 0; i < 512; i++) await askDns(QUAD9, name(i), { signal });
    await askDns(QUAD9, name(0), { signal });
    await askDns(QUAD9, name(512), { signal });
    expect(session.items.size).toBe(512);
    expect(asked).toHaveLength(513);
    await askDns(QUAD9, name(0), { signal });
    expect(asked).toHaveLength(513);
    await askDns(QUAD9, name(1), { signal });
    expect(asked).toHaveLength(514);

    const large = resolver({ size: 40_000 });
    const bounded = createDnsAnswers(large.ask, area());
    for (let i = 0; i < 60; i++) await bounded(QUAD9, name(i), { signal });
    await bounded(QUAD9, name(0), { signal });
    expect(large.asked).toHaveLength(61);
  });

  it("leaves large answers, which hold keys, out of the session", async () => {
    const session = area();
    const { ask, asked } = resolver({ size: 20_000 });
    const askDns = createDnsAnswers(ask, session);
    await askDns(QUAD9, question, { signal });
    await askDns(QUAD9, question, { signal });
    expect([asked.length, session.items.size]).toEqual([1, 0]);
  });

  it("that is full, gone or holds something else costs questions, nothing more", async () => {
    const refuses = () => Promise.reject(new Error("QUOTA_BYTES"));
    const { ask } = resolver();
    const broken = createDnsAnswers(ask, { get: refuses, set: refuses, remove: refuses });
    expect(await broken(QUAD9, question, { signal })).toBeInstanceOf(Uint8Array);
    const session = area();
    await session.set({ "dns x 1 y": { bytes: 5 }, "dns z": null, account: "me" });
    expect(await createDnsAnswers(ask, session)(QUAD9, question, { signal })).toBeInstanceOf(Uint8Array);
    expect(session.items.has("account")).toBe(true);
  });
});
