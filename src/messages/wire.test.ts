import { expect, it, vi } from "vitest";
import { PIECE } from "./pieces";
import { type WireCallee, type WireCaller, type WireMessage, wireCallee, wireCaller } from "./wire";

type Calls = {
  readonly put: {
    readonly request: { files: { bytes: Uint8Array; name: string }[]; text: string };
    readonly answer: { readonly is: "put"; readonly n: number };
  };
  readonly look: { readonly request: null; readonly answer: { readonly is: "seen" } };
};

/** Both ends, and a line between them that can be cut. */
function line(
  put: (request: Calls["put"]["request"], signal: AbortSignal) => Promise<never> | Promise<Calls["put"]["answer"]>,
) {
  let up = true;
  const said: WireMessage[] = [];
  const through = (to: () => { take(message: WireMessage): void }) => (message: WireMessage) => {
    said.push(message);
    const copy = structuredClone(message);
    if (up) queueMicrotask(() => to().take(copy));
  };
  const caller: WireCaller<Calls> = wireCaller<Calls>(through(() => callee));
  const callee: WireCallee = wireCallee<Calls>(
    { put, look: () => ({ is: "seen" }) },
    ["put"],
    through(() => caller),
  );
  return { caller, callee, said, cut: (now: boolean) => (up = !now) };
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
    const world = line(async () => {
      done += 1;
      if (lost === "answer") world.cut(true);
      return { is: "put", n: done };
    });
    if (lost === "request") world.cut(true);
    const asked = world.caller.ask("put", { files: [{ name: "", bytes: new Uint8Array(PIECE + 1) }], text: "" });
    await new Promise((later) => setTimeout(later, 20));
    world.cut(false);
    world.caller.repeat();
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
  const world = line(put);
  const stop = new AbortController();
  const asked = world.caller.ask("put", small, stop.signal);
  await Promise.resolve();
  world.cut(true);
  stop.abort();
  world.cut(false);
  world.caller.repeat();
  expect(await asked).toEqual({ is: "put", n: 9 });
});

it("answers failed when the work throws, so that nobody waits for ever", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  const { caller } = line(() => Promise.reject(new Error("x")));
  expect(await caller.ask("put", small)).toEqual({ is: "failed" });
  expect(await caller.ask("put", small)).toEqual({ is: "failed" });
  error.mockRestore();
});
