import { signal } from "@preact/signals";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { indexOf } from "../../../../domain/privacy/message-index";

const known = vi.hoisted(() => ({ answer: Promise.resolve(null) as Promise<unknown>, asked: [] as unknown[] }));
vi.mock("../../frame/ask", () => ({
  ask: (name: string, request: unknown) => {
    known.asked.push([name, request]);
    return known.answer;
  },
}));
vi.mock("../../../own-file", () => ({}));

const { pathFrom } = await import("./path");
const { keepVerdict } = await import("./keep-verdict");

const PATH = { reason: "proven", transport: "modern", dkim: true, strangers: [], handedOverBy: "mx.b.example" };
const HEAD =
  "Received: from a.b.example (a.b.example [192.0.2.1]) by mx.example.net with ESMTP id 1;\r\n Tue, 3 Nov 2026 10:00:00 +0000\r\nFrom: bob@b.example\r\n";
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

function line(messageKey: string | null = "m1") {
  const posted: string[] = [];
  let say: (head: string | null) => void = () => {};
  const promise = new Promise<string | null>((resolve) => {
    say = resolve;
  });
  return {
    posted,
    say,
    job: { account: "me@a.example", messageKey, threadKey: "t1" },
    page: {
      header: () => {
        posted.push("header");
        return promise;
      },
    },
  };
}

beforeEach(() => {
  known.answer = Promise.resolve({ ok: true, value: null });
  known.asked.length = 0;
});

describe("the way of a message", () => {
  it("is that of an earlier reading, and the webmail is left alone", async () => {
    known.answer = Promise.resolve({ ok: true, value: { path: PATH } });
    const end = line();
    const way = pathFrom(end.job, end.page, "bob@b.example");
    expect(way.state.value).toBe("sought");
    await nextTask();
    expect([way.state.value, way.facts.value, way.path.value]).toEqual(["settled", PATH, null]);
    expect(end.posted).toEqual([]);
  });

  it("is asked for when its picture is to be drawn, once", async () => {
    known.answer = Promise.resolve({ ok: true, value: { path: PATH } });
    const end = line();
    const way = pathFrom(end.job, end.page, "bob@b.example");
    await nextTask();
    way.draw();
    way.draw();
    expect(end.posted).toEqual(["header"]);
    end.say(null);
    await nextTask();
    expect(way.facts.value).toEqual(PATH);
  });

  it("is read from the header where nothing is known of it, or the cache cannot be asked", async () => {
    for (const answer of [
      { ok: true, value: null },
      { ok: false, code: "internal" },
    ]) {
      known.answer = Promise.resolve(answer);
      const end = line();
      const way = pathFrom(end.job, end.page, "bob@b.example");
      await nextTask();
      expect([way.state.value, end.posted]).toEqual(["asked", ["header"]]);
      end.say(HEAD);
      await import("../lazy/path-facts");
      await vi.waitFor(() => expect(way.state.value).toBe("settled"));
      expect(way.path.value!.facts).toBe(way.facts.value);
    }
  });

  it("of a message without a name is asked for at once", async () => {
    const end = line(null);
    pathFrom(end.job, end.page, null);
    await nextTask();
    expect([known.asked, end.posted]).toEqual([[], ["header"]]);
  });

  it("is not known where the webmail gives no header", async () => {
    const end = line();
    const way = pathFrom(end.job, end.page, null);
    await nextTask();
    end.say(null);
    await nextTask();
    expect([way.state.value, way.facts.value]).toEqual(["settled", null]);
  });

  it("does not keep a header that is wanted for more from being read anew", async () => {
    known.answer = Promise.resolve({ ok: true, value: { path: PATH } });
    const end = line();
    pathFrom(end.job, end.page, "bob@b.example", true);
    await nextTask();
    expect(end.posted).toEqual(["header"]);
  });
});

describe("a verdict", () => {
  const clear = { sealed: false, modern: false, signature: "none", participants: [] } as const;
  const judged = { e: indexOf({ ...clear, signature: "invalid" }), u: indexOf(clear) };

  it("is kept when there is a last word on the message, and again when that changes", () => {
    const grade = signal<"e" | "u" | null>(null);
    keepVerdict(line().job, () => (grade.value ? { index: judged[grade.value], path: null, at: 7 } : null));
    expect(known.asked).toEqual([]);
    grade.value = "u";
    grade.value = null;
    grade.value = "u";
    grade.value = "e";
    const note = (of: string) => [
      "verdict.note",
      { account: "me@a.example", message: "m1", thread: "t1", grade: of, sealed: false, path: null, at: 7 },
    ];
    expect(known.asked).toEqual([note("u"), note("e")]);
  });

  it("on a message without a name is kept nowhere", () => {
    keepVerdict(line(null).job, () => ({ index: judged.e, path: null, at: 7 }));
    expect(known.asked).toEqual([]);
  });
});
