import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { INDEX_VERSION } from "../../domain/privacy/index-types";
import type { PathFacts } from "../../domain/privacy/path-facts";
import { fakeBrowser } from "../../platform/testing/fake-browser";

const sent = vi.hoisted(() => [] as unknown[]);
vi.mock("../../platform/browser");
fakeBrowser({
  tabs: {
    query: async () => [{ id: 3 }, { id: 5 }, {}],
    sendMessage: async (...all: unknown[]) => void sent.push(all),
  },
  runtime: { id: "cachet" },
});

const { database } = await import("../store/database");
const verdicts = await import("./verdicts");
const { addEvents, forgetEvents } = await import("../contacts/events");
const { UNSETTLING, whenTrustChanges } = await import("../store/trust-changes");

const GMAIL = { place: "https://mail.google.com", tabId: 3 };
const ELSEWHERE = { place: "https://webmail.example", tabId: 4 };
const ME = "me@a.example";
const PATH: PathFacts = {
  reason: "proven",
  transport: "modern",
  dkim: true,
  strangers: [],
  handedOverBy: "mx.b.example",
};
type Grade = Parameters<typeof verdicts.noteVerdict>[0]["grade"];

const note = (message: string, grade: Grade, thread: string | null = null, where = GMAIL, account = ME) =>
  verdicts.noteVerdict({ account, message, thread, grade, sealed: false, path: PATH, at: Date.now() }, where);
const row = (message: string, thread: string | null = null, count = 1) => ({ message, thread, count });
const grades = async (rows: ReturnType<typeof row>[], where = GMAIL, account = ME) => {
  const answer = await verdicts.rowVerdicts({ account, rows }, where);
  return answer.ok && answer.value.map((verdict) => verdict?.grade ?? null);
};
const conversation = async (messages: string[], count: number | null) => {
  const answer = await verdicts.conversationVerdict({ account: ME, thread: "t", messages, count }, GMAIL);
  return answer.ok && answer.value?.grade;
};
const known = async (message: string, where = GMAIL, account = ME) => {
  const answer = await verdicts.knownPath({ account, message }, where);
  return answer.ok && answer.value;
};
/** Verdicts and changes in one millisecond count as a change after the verdict. */
const later = () => new Promise((resolve) => setTimeout(resolve, 3));

beforeEach(async () => {
  sent.length = 0;
  await Promise.all([database.verdicts.clear(), database.trustChanges.clear(), database.events.clear()]);
});

describe("what is kept of a message", () => {
  it("is the verdict alone: neither its name nor the account or the place can be read out of it", async () => {
    await note("msg-f:123456789", "c", "thread-f:123456789");
    const kept = JSON.stringify(await database.verdicts.toArray());
    for (const word of ["123456789", ME, "google"]) expect(kept).not.toContain(word);
    expect(await database.verdicts.toArray()).toMatchObject([
      { kind: "read", grade: "c", sealed: false, version: INDEX_VERSION, path: PATH },
    ]);
  });

  it("is found again for the same message of the same account at the same place, and for no other", async () => {
    await note("m", "b");
    expect(await known("m")).toEqual({ path: PATH });
    expect(await known("m", GMAIL, "ME@a.example")).toEqual({ path: PATH });
    expect(await known("m", ELSEWHERE)).toBe(null);
    expect(await known("m", GMAIL, "you@a.example")).toBe(null);
    expect(await known("n")).toBe(null);
    expect(await grades([row("m")], ELSEWHERE)).toEqual([null]);
    expect(await grades([row("m")])).toEqual(["b"]);
  });

  it("is nothing where the browser does not tell the place", async () => {
    const nowhere = { place: null, tabId: 3 };
    await verdicts.noteVerdict(
      { account: ME, message: "m", thread: null, grade: "a", sealed: false, path: PATH, at: 0 },
      nowhere,
    );
    expect(await database.verdicts.count()).toBe(0);
    expect(await verdicts.rowVerdicts({ account: ME, rows: [row("m")] }, nowhere)).toEqual({ ok: true, value: [null] });
    const open = { account: ME, thread: "t", messages: ["m"], count: 1 };
    expect(await verdicts.conversationVerdict(open, nowhere)).toEqual({ ok: true, value: null });
  });

  it("does not count once the rules have changed, neither its grade nor its way", async () => {
    await note("m", "a");
    await database.verdicts.toCollection().modify({ version: INDEX_VERSION - 1 });
    expect(await known("m")).toBe(null);
    expect(await grades([row("m")])).toEqual([null]);
  });

  it("keeps when it was first seen, and tells the tab that there is news", async () => {
    await verdicts.noteVerdict(
      { account: ME, message: "m", thread: null, grade: "c", sealed: false, path: null, at: 1000 },
      GMAIL,
      1000,
    );
    await verdicts.noteVerdict(
      { account: ME, message: "m", thread: null, grade: "b", sealed: false, path: PATH, at: 6000 },
      GMAIL,
      5000,
    );
    expect(await database.verdicts.toArray()).toMatchObject([{ grade: "b", seenAt: 1000, usedAt: 5000 }]);
    expect(sent).toEqual([
      [3, { news: "verdicts" }],
      [3, { news: "verdicts" }],
    ]);
  });

  it("a message that was sent is one row more", async () => {
    await verdicts.noteSent({ grade: "a" }, 1000);
    await verdicts.noteSent({ grade: "a" }, 1000);
    expect(await database.verdicts.toArray()).toMatchObject([
      { kind: "sent", grade: "a", path: null, seenAt: 1000 },
      { kind: "sent", grade: "a" },
    ]);
  });

  it("goes when there is too much of it, what was read longest ago first", async () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ id: `${i}`, usedAt: 50 - i }));
    const base = { kind: "read", grade: "c", sealed: false, version: INDEX_VERSION, path: null, seenAt: 0 } as const;
    await database.verdicts.bulkPut(rows.map((one) => ({ ...base, ...one })));
    await verdicts.trimVerdicts(50);
    expect(await database.verdicts.count()).toBe(50);
    await verdicts.trimVerdicts(40);
    expect((await database.verdicts.orderBy("usedAt").primaryKeys()).slice(0, 2)).toEqual(["35", "34"]);
    expect(await database.verdicts.count()).toBe(36);
  });

  it("is lost on a full disk, and nothing else is", async () => {
    const full = Object.assign(new Error("full"), { name: "QuotaExceededError" });
    vi.spyOn(database.verdicts, "put").mockRejectedValueOnce(full);
    expect(await note("m", "c")).toEqual({ ok: true, value: null });
    expect(await database.verdicts.count()).toBe(0);
  });
});

describe("the grade of a row", () => {
  it("of one message is its own", async () => {
    await note("m", "b");
    expect(await grades([row("m"), row("n"), row("m", "t")])).toEqual(["b", null, "b"]);
  });

  it("of several is that of the worst, once every one was judged", async () => {
    await note("m1", "a", "t");
    expect(await grades([row("m2", "t", 2)])).toEqual([null]);
    await note("m2", "c", "t");
    expect(await grades([row("m2", "t", 2)])).toEqual(["c"]);
  });

  it("goes when an answer arrives, and comes back with it", async () => {
    await note("m1", "a", "t");
    await note("m2", "b", "t");
    expect(await grades([row("m3", "t", 3)])).toEqual([null]);
    await note("m3", "e", "t");
    expect(await grades([row("m3", "t", 3)])).toEqual(["e"]);
  });

  it("is none where the newest was not judged, or more were judged than are left: nobody knows which are", async () => {
    for (const one of ["m1", "m2", "m3"]) await note(one, "b", "t");
    expect(await grades([row("m4", "t", 3)])).toEqual([null]);
    expect(await grades([row("m3", "t", 2)])).toEqual([null]);
  });

  it("is not known where one of them is not", async () => {
    await note("m1", "a", "t");
    await note("m2", "u", "t");
    expect(await grades([row("m2", "t", 2)])).toEqual(["u"]);
  });

  it("answers for 200 rows at once, in their order", async () => {
    for (let i = 0; i < 200; i += 2) await note(`m${i}`, i % 4 ? "b" : "c");
    const answer = await grades(Array.from({ length: 200 }, (_, i) => row(`m${i}`)));
    expect(answer).toEqual(Array.from({ length: 200 }, (_, i) => (i % 2 ? null : i % 4 ? "b" : "c")));
  });
});

describe("the grade of a conversation", () => {
  it("that names all its messages is that of the worst of these, whatever else was in it once", async () => {
    await note("m1", "a", "t");
    await note("m2", "c", "t");
    await note("gone", "e", "t");
    expect(await conversation(["m1", "m2"], 2)).toBe("c");
  });

  it("counts the closed ones by what was judged before", async () => {
    await note("m1", "c", "t");
    await note("m2", "b", "t");
    expect(await conversation(["m2"], 2)).toBe("c");
    expect(await conversation(["m2"], 3)).toBe("u");
    expect(await conversation(["m2"], null)).toBe("u");
  });

  it("is not that of deleted ones in place of one that stands open and was not judged", async () => {
    for (const one of ["m1", "m2", "gone"]) await note(one, "a", "t");
    expect(await conversation(["m1"], 3)).toBe("a");
    expect(await conversation(["m3"], 3)).toBe("u");
    expect(await conversation(["m1", "m3"], 3)).toBe("u");
  });

  it("warns although others are not known", async () => {
    await note("m1", "e", "t");
    expect(await conversation(["m2"], 5)).toBe("e");
  });
});

describe("after trust has changed", () => {
  const event = (kind: Parameters<typeof addEvents>[1][number]["kind"]) => [
    { at: Date.now(), kind, fingerprint: "a".repeat(40) },
  ];

  it.each([...UNSETTLING])("%s: no grade given before is shown, in rows or conversations", async (kind) => {
    await note("m", "a", "t");
    await addEvents("bob@b.example", event(kind));
    expect(await grades([row("m")])).toEqual([null]);
    expect(await conversation(["m"], 1)).toBe("u");
    await later();
    await note("m", "e", "t");
    expect(await grades([row("m")])).toEqual(["e"]);
  });

  it.each(["pinned", "sealed-day", "signed-day", "verified", "refreshed", "found"] as const)(
    "%s: what was good is good still",
    async (kind) => {
      await note("m", "b");
      await addEvents("bob@b.example", event(kind));
      expect(await grades([row("m")])).toEqual(["b"]);
    },
  );

  it("a contact that was deleted is one the user trusted", async () => {
    await note("m", "a");
    await forgetEvents("bob@b.example");
    expect(await grades([row("m")])).toEqual([null]);
  });

  it("what changes of a message that stood open meanwhile does not make its people known anew", async () => {
    const before = {
      account: ME,
      message: "m",
      thread: null,
      grade: "a",
      sealed: true,
      path: PATH,
      at: Date.now(),
    } as const;
    await later();
    await addEvents("bob@b.example", event("changed"));
    await later();
    await verdicts.noteVerdict(before, GMAIL);
    expect(await grades([row("m")])).toEqual([null]);
  });

  it("the way a message took stays what it was", async () => {
    await note("m", "a");
    await addEvents("bob@b.example", event("changed"));
    expect(await known("m")).toEqual({ path: PATH });
  });

  it("every tab is told, since any may show a list", async () => {
    const changed = vi.fn();
    whenTrustChanges(changed);
    await addEvents("bob@b.example", event("signed-day"));
    expect(changed).not.toHaveBeenCalled();
    await addEvents("bob@b.example", event("changed"));
    expect(changed).toHaveBeenCalledTimes(1);
    await verdicts.tellAllTabs();
    expect(sent).toEqual([
      [3, { news: "verdicts" }],
      [5, { news: "verdicts" }],
    ]);
  });
});
