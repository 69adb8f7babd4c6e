import { isDeepStrictEqual } from "node:util";
import { expect, it, vi } from "vitest";
import { PIECE } from "./pieces";
import { among, type ToCallee, type ToCaller, type WireCallee, type WireCaller, wireCallee, wireCaller } from "./wire";

type WireMessage = ToCallee | ToCaller;
type Calls = {
  readonly put: {
    readonly request: { files: { bytes: Uint8Array; name: string }[]; text: string };
    readonly answer: { readonly is: "put"; readonly n: number };
  };
  readonly look: { readonly request: null; readonly answer: { readonly is: "seen" } };
  readonly get: { readonly request: null; readonly answer: { readonly is: "got"; readonly value: unknown } };
  readonly unheard: { readonly request: null; readonly answer: { readonly is: "never" } };
};

/** Both ends of a wire, and a line between them that can be cut. */
function line(
  put: (request: Calls["put"]["request"], signal: AbortSignal) => Promise<never> | Promise<Calls["put"]["answer"]>,
  get: () => unknown = () => null,
) {
  let up = true;
  let whole = Infinity;
  const said: WireMessage[] = [];
  const through =
    <M extends WireMessage>(to: (message: M) => void) =>
    (message: M) => {
      said.push(message);
      if ("piece" in message && --whole < 0) up = false;
      const copy = structuredClone(message);
      if (up) queueMicrotask(() => to(copy));
    };
  const back = through<ToCaller>((message) => caller.take(message));
  const callee: WireCallee = wireCallee(
    among<Calls>({ put, look: () => ({ is: "seen" }), get: () => ({ is: "got", value: get() }) }),
    ["put"],
  );
  const caller: WireCaller<Calls> = wireCaller<Calls>(through<ToCallee>((message) => callee.take(message, back)));
  return { caller, callee, said, cut: (now: boolean) => (up = !now), cutAfter: (pieces: number) => (whole = pieces) };
}

const small = { files: [], text: "x" };

it("binds each answer to its request, whatever comes first", async () => {
  const waits: (() => void)[] = [];
  const { caller } = line(async ({ text }) => {
    await new Promise<void>((go) => waits.push(go));
    return { is: "put", n: text.length };
  });
  const first = caller.ask("put", { files: [], text: "one" });
  expect(await caller.ask("look", null)).toEqual({ is: "seen" });
  expect(await caller.ask("put", small)).toEqual({ is: "busy" });
  waits[0]!();
  expect(await first).toEqual({ is: "put", n: 3 });
});

it("carries large octets and texts in pieces and puts them where they were", async () => {
  const bytes = new Uint8Array(2 * PIECE + 7).map((_, at) => at % 251);
  const text = "a".repeat(PIECE + 1);
  let got: Calls["put"]["request"] | undefined;
  const { caller, said } = line(async (request) => {
    got = request;
    return { is: "put", n: request.files.length };
  });
  const files = [
    { name: "small", bytes: new Uint8Array([1]) },
    { name: "large", bytes },
  ];
  expect(await caller.ask("put", { files, text })).toEqual({ is: "put", n: 2 });
  expect(got!.text === text).toBe(true);
  expect(got!.files.map(({ name }) => name)).toEqual(["small", "large"]);
  // Not toEqual: it takes seconds over a million numbers.
  expect(got!.files.every((file, at) => Buffer.compare(file.bytes, files[at]!.bytes) === 0)).toBe(true);
  expect(said.filter((one) => "piece" in one)).toHaveLength(5);
});

it("cancels at the other end, and still tells how it ended", async () => {
  const stop = new AbortController();
  const { caller } = line(
    (_, signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve({ is: "put", n: 0 }))),
  );
  const asked = caller.ask("put", small, stop.signal);
  await Promise.resolve();
  stop.abort();
  expect(await asked).toEqual({ is: "put", n: 0 });
});

it("begins nothing when cancelled before, or while pieces are on their way", async () => {
  const put = vi.fn();
  const { caller } = line(put);
  expect(await caller.ask("put", small, AbortSignal.abort())).toEqual({ is: "cancelled" });
  const stop = new AbortController();
  const asked = caller.ask("put", { files: [{ name: "", bytes: new Uint8Array(9 * PIECE) }], text: "" }, stop.signal);
  await new Promise((later) => setTimeout(later));
  stop.abort();
  expect(await asked).toEqual({ is: "cancelled" });
  await new Promise((later) => setTimeout(later, 5));
  expect(put).not.toHaveBeenCalled();
});

it("asks again after the line broke, and the work is done once", async () => {
  for (const lost of ["request", "answer"]) {
    let done = 0;
    const link = line(async () => {
      done += 1;
      if (lost === "answer") link.cut(true);
      return { is: "put", n: done };
    });
    if (lost === "request") link.cut(true);
    const asked = link.caller.ask("put", { files: [{ name: "", bytes: new Uint8Array(PIECE + 1) }], text: "" });
    // How long the pieces take depends on the machine.
    if (lost === "answer") await vi.waitFor(() => expect(done).toBe(1), { timeout: 15_000 });
    await new Promise((later) => setTimeout(later, 20));
    link.cut(false);
    link.caller.repeat();
    expect(await asked, lost).toEqual({ is: "put", n: 1 });
    expect(done, lost).toBe(1);
  }
});

it("a request whose cancelling was lost with the line is cancelled all the same", async () => {
  const put = vi.fn(
    (_: unknown, signal: AbortSignal) =>
      new Promise<{ is: "put"; n: number }>((resolve) =>
        signal.addEventListener("abort", () => resolve({ is: "put", n: 9 })),
      ),
  );
  const link = line(put);
  const stop = new AbortController();
  const asked = link.caller.ask("put", small, stop.signal);
  await Promise.resolve();
  link.cut(true);
  stop.abort();
  link.cut(false);
  link.caller.repeat();
  expect(await asked).toEqual({ is: "put", n: 9 });
});

it("answers failed when the work throws, so that nobody waits for ever", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  const { caller } = line(() => Promise.reject(new Error("x")));
  expect(await caller.ask("put", small)).toEqual({ is: "failed" });
  expect(await caller.ask("put", small)).toEqual({ is: "failed" });
  error.mockRestore();
});

const none = () => Promise.reject(new Error("not asked"));
const octets = (length: number, step = 1) => new Uint8Array(length).map((_, at) => (at * step) % 251);
/** Long enough for all pieces to be sent. */
const later = () => new Promise((next) => setTimeout(next, 30));

it.each([
  ["octets by themselves", () => octets(2 * PIECE + 3)],
  ["a text that ends with a piece", () => "é".repeat(2 * PIECE)],
  [
    "what stands in a list",
    () => [
      { name: "a.b", bytes: octets(PIECE + 1) },
      { name: "", bytes: octets(PIECE + 2, 7) },
    ],
  ],
  ["what stands under a name with a point", () => ({ "x.y": { "": octets(PIECE + 1) }, x: { y: "small" } })],
])("carries large answers in pieces, too: %s", async (_, value) => {
  const { caller, said } = line(none, value);
  const answer = await caller.ask("get", null);
  expect(isDeepStrictEqual(answer, { is: "got", value: value() })).toBe(true);
  for (const one of said) if ("piece" in one) expect(one.piece.length).toBeLessThanOrEqual(PIECE);
  expect(said.filter((one) => "piece" in one).length).toBeGreaterThan(1);
});

it("leaves what is no plain object as it is", async () => {
  const value = { when: new Date(7), seen: new Map([["a", 1]]), small: new Uint8Array([1]), big: octets(PIECE + 1) };
  const { caller } = line(none, () => value);
  const answer = (await caller.ask("get", null)) as { value: typeof value };
  expect([answer.value.when, answer.value.seen, answer.value.small]).toEqual([value.when, value.seen, value.small]);
  expect(answer.value.big.length).toBe(PIECE + 1);
});

it.each([
  ["the same", () => octets(4 * PIECE)],
  ["a shorter one", () => octets(PIECE + 5, 7)],
  ["a small one", () => octets(5, 7)],
  ["none", () => null],
])(
  "after a line that broke between two pieces of an answer, takes nothing of it into the next: %s",
  async (_, next) => {
    const answers = [octets(4 * PIECE), next()];
    const link = line(none, () => answers.shift());
    link.cutAfter(2);
    const asked = link.caller.ask("get", null);
    await vi.waitFor(() => expect(link.said.some((one) => "answer" in one)).toBe(true));
    link.cutAfter(Infinity);
    link.cut(false);
    link.caller.repeat();
    const { value } = (await asked) as { value: Uint8Array | null };
    expect(Buffer.from(value ?? []).equals(Buffer.from(next() ?? []))).toBe(true);
  },
);

it("sends an answer from its start on a line that is opened while it is under way", async () => {
  const get = vi.fn(() => octets(9 * PIECE));
  const link = line(none, get);
  link.cutAfter(2);
  const asked = link.caller.ask("get", null);
  await vi.waitFor(() => expect(link.said.length).toBeGreaterThan(3), { interval: 0 });
  link.cutAfter(Infinity);
  link.cut(false);
  link.caller.repeat();
  const { value } = (await asked) as { value: Uint8Array };
  expect(Buffer.from(value).equals(octets(9 * PIECE))).toBe(true);
});

it("does anew what changes nothing and is asked for again, and keeps no large answer", async () => {
  const get = vi.fn(() => octets(PIECE + 1));
  const link = line(none, get);
  link.cut(true);
  const asked = link.caller.ask("get", null);
  await later();
  expect(get).not.toHaveBeenCalled();
  link.cut(false);
  link.caller.repeat();
  expect(await asked).toMatchObject({ is: "got" });
  link.callee.take({ id: (link.said[0] as { id: string }).id, call: "get", request: null }, () => {});
  expect(get).toHaveBeenCalledTimes(2);
});

it("answers a call that nobody has taken on, whatever its name", async () => {
  const { caller, callee } = line(none);
  expect(await caller.ask("unheard", null)).toEqual({ is: "failed" });
  const said: WireMessage[] = [];
  for (const call of ["toString", "__proto__", "constructor"])
    callee.take({ id: call, call, request: null }, (message) => void said.push(message));
  await later();
  expect(said.map((one) => "answer" in one && one.answer)).toEqual(Array(3).fill({ is: "failed" }));
});

it("puts a piece nowhere but where it was taken out", async () => {
  const got: unknown[] = [];
  const { callee } = line(async (request) => {
    got.push(request);
    return { is: "put", n: 0 };
  });
  const evil = (id: string, of: string, at: number): void => callee.take({ id, of, at, piece: "evil" }, () => {});
  const request = { files: [], text: "a 0" };
  for (const [at, of] of ["text", "request", "__proto__", "b 0"].entries()) evil("a", of, at);
  callee.take({ id: "a", call: "put", request: { ...request, text: "said" }, apart: 4 }, () => {});
  // The message does not say that any piece belongs to it (`apart`).
  evil("b", "a 0", 0);
  callee.take({ id: "b", call: "put", request }, () => {});
  await later();
  callee.take({ id: "c", call: "put", request }, () => {});
  expect(got).toEqual([{ files: [], text: "said" }, request]);
});

it("does nothing of which pieces were lost, until they come again", async () => {
  const got: string[] = [];
  const { callee } = line(async ({ text }) => {
    got.push(text);
    return { is: "put", n: 0 };
  });
  const say = (message: Partial<ToCallee>): void => callee.take({ id: "a", ...message } as ToCallee, () => {});
  const call = { call: "put", request: { files: [], text: "a 0" }, apart: 2 };
  for (const at of [1, 1]) say({ of: "a 0", at, piece: "lost" });
  say(call);
  expect(got).toEqual([]);
  say({ of: "a 0", at: 0, piece: "all " });
  say({ of: "a 0", at: 1, piece: "there" });
  say(call);
  expect(got).toEqual(["all there"]);
});

it("answers on the line it was last asked on", async () => {
  let done = (): void => {};
  const { callee } = line(() => new Promise((resolve) => (done = () => resolve({ is: "put", n: 1 }))));
  const [first, second]: WireMessage[][] = [[], []];
  const asked = { id: "a", call: "put", request: small };
  callee.take(asked, (message) => void first!.push(message));
  callee.take(asked, (message) => void second!.push(message));
  done();
  await later();
  expect([first, second]).toEqual([[], [{ id: "a", answer: { is: "put", n: 1 } }]]);
});
