import { computed, signal } from "@preact/signals";
import { beforeEach, expect, it, vi } from "vitest";
import { ed25519Key, recordOf, signedBy } from "../../../../domain/dkim/testing/sign";
import { octetsOf } from "../../../../domain/octets";
import type { Path } from "../lazy/path-facts";

const ask = vi.hoisted(() => vi.fn());
vi.mock("../../frame/ask", () => ({ ask }));
const { domainCheck } = await import("./dkim-check");

const key = ed25519Key();
const MESSAGE = "From: bob@demo.example\r\nTo: a@b.example\r\nSubject: x\r\nDate: y\r\n\r\nHello\r\n";
const facts = { reason: "proven", transport: "modern", dkim: false, strangers: [], handedOverBy: "" } as const;
const path = signal<Path | null>(null);
const known = computed(() => path.value?.facts ?? null);

beforeEach(() => {
  path.value = {
    facts,
    nodes: [],
    exposure: null,
    signers: [{ domain: "demo.example", aligned: true }],
    takenInAt: null,
  };
  ask
    .mockReset()
    .mockResolvedValue({ ok: true, value: { verdict: "found", record: recordOf(key), secure: true, host: "" } });
});

function checkOf(message: string | null, from: string | null = "bob@demo.example") {
  const source = vi.fn(async () => (message === null ? null : octetsOf(message)));
  return { source, ...domainCheck({ pathModel: { path, facts: known }, source, from }) };
}

it("asks for nothing, neither message nor key, until it is started", async () => {
  const { source, start, state } = checkOf(signedBy(key, MESSAGE));
  await Promise.resolve();
  expect([source.mock.calls.length, ask.mock.calls.length, state.value]).toEqual([0, 0, "idle"]);
  const started = start();
  void start();
  expect(state.value).toBe("checking");
  await started;
  expect(source).toHaveBeenCalledTimes(1);
  expect(ask.mock.calls).toEqual([["dkim.key", { domain: "demo.example", selector: "ed" }]]);
});

it("adds to what is known of the path only when the sender's own domain passes", async () => {
  const passing = checkOf(signedBy(key, MESSAGE));
  expect(passing.facts.value).toEqual(facts);
  await passing.start();
  expect(passing.facts.value).toEqual({ ...facts, dkimHere: true });
  const others: [string, string | null][] = [
    [signedBy(key, MESSAGE).replace("Hello", "Jello"), null],
    [signedBy(key, MESSAGE, { domain: "list.example" }), null],
    [signedBy(key, MESSAGE), "boss@bank.example"],
  ];
  for (const [message, from] of others) {
    const check = checkOf(message, from);
    await check.start();
    expect(check.state.value).toBeTypeOf("object");
    expect(check.facts.value).toEqual(facts);
  }
});

it("counts from when the provider took the message in, where that is proven", async () => {
  const expiring = signedBy(key, MESSAGE, { tags: " t=1000; x=2000;" });
  path.value = { ...path.value!, takenInAt: 1_500_000 };
  const check = checkOf(expiring);
  await check.start();
  expect(check.state.value).toMatchObject({ state: "pass" });
  path.value = { ...path.value!, takenInAt: null };
  await check.start();
  expect(check.state.value).toMatchObject({ state: "expired" });
});

it("says that nothing was checked without the message, and without an answer", async () => {
  const without = checkOf(null);
  await without.start();
  expect(without.state.value).toBe("no-source");
  ask.mockResolvedValue({ ok: false, code: "internal" });
  const unanswered = checkOf(signedBy(key, MESSAGE));
  await unanswered.start();
  expect(unanswered.state.value).toMatchObject({ state: "unreachable" });
});

it("can be started again after it broke", async () => {
  const { source, start, state } = checkOf(signedBy(key, MESSAGE));
  source.mockRejectedValueOnce(new Error("gone"));
  await expect(start()).rejects.toThrow("gone");
  expect(state.value).toBe("idle");
  await start();
  expect(state.value).toMatchObject({ state: "pass" });
});
