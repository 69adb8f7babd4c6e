// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Grade } from "../../domain/privacy/index-types";
import type { Conversation, ListRow, Site } from "../sites/site";

const calls = vi.hoisted(
  () => [] as { name: string; request: unknown; answer: (value: unknown) => void; refuse: () => void }[],
);
vi.mock("../../messages/call", () => ({
  ExtensionGone: class extends Error {},
  call: (name: string, request: unknown) =>
    new Promise((resolve) =>
      calls.push({
        name,
        request,
        answer: (value) => resolve({ ok: true, value }),
        refuse: () => resolve({ ok: false, code: "internal" }),
      }),
    ),
}));

const { listBadges } = await import("./list-badges");
const { conversationBadge } = await import("./conversation-badge");

let controller: AbortController;
let account: string | null;
let dark: boolean;
let conversations: Conversation[];
const names = new WeakMap<Element, string>();

const rowOf = (root: HTMLElement): ListRow => ({
  root,
  message: names.get(root)!,
  thread: null,
  count: 1,
  placeBadge: (badge) => {
    if (root.firstElementChild !== badge) root.prepend(badge);
  },
});

function context() {
  const site = {
    id: "gmail",
    account: () => (account ? { address: account, name: "" } : null),
    dark: () => dark,
    rows: (added: ParentNode) => [...added.querySelectorAll<HTMLElement>("li")].map(rowOf),
    conversations: () => conversations,
  } as unknown as Site;
  const word = (name: string): string => (name === "badgeName" ? "Privacy: {letter}, {word}" : name);
  return { document, site, signal: controller.signal, word } as unknown as Parameters<typeof listBadges>[0];
}

/** Draws a list anew, as a page does. */
function draw(...messages: string[]): HTMLElement[] {
  document.body.innerHTML = `<ul>${messages.map(() => "<li><a>subject</a></li>").join("")}</ul>`;
  const rows = [...document.querySelectorAll("li")];
  rows.forEach((row, i) => void names.set(row, messages[i]!));
  return rows;
}
const answer = async (...grades: (Grade | null)[]): Promise<void> => {
  calls.at(-1)!.answer(grades.map((grade) => grade && { grade, sealed: false }));
  await new Promise((resolve) => setTimeout(resolve));
};
const badges = (): boolean[] => [...document.querySelectorAll("li")].map((row) => row.querySelector("span") !== null);
const look = (watcher: ReturnType<typeof listBadges>): void => {
  watcher.added(document);
  watcher.looked();
};

beforeEach(() => {
  controller = new AbortController();
  calls.length = 0;
  account = "me@a.example";
  dark = false;
});
afterEach(() => controller.abort());

describe("badges in a list", () => {
  it("come from one call for all rows of a look, on those that were judged", async () => {
    draw("m1", "m2", "m3", "m4");
    look(listBadges(context(), () => {}));
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      name: "verdict.rows",
      request: { account: "me@a.example", rows: ["m1", "m2", "m3", "m4"].map((message) => ({ message, count: 1 })) },
    });
    await answer("c", null, "u", "a");
    expect(badges()).toEqual([true, false, false, true]);
  });

  it("are not asked for on a page without rows", () => {
    document.body.innerHTML = "<p>settings</p>";
    look(listBadges(context(), () => {}));
    expect(calls).toEqual([]);
  });

  it("stand again when the page has drawn its rows anew, and only once when it has not", async () => {
    const list = listBadges(context(), () => {});
    draw("m1");
    look(list);
    await answer("c");
    look(list);
    await answer("c");
    expect(document.querySelectorAll("span")).toHaveLength(1);
    draw("m1");
    look(list);
    await answer("c");
    expect(document.querySelectorAll("span")).toHaveLength(1);
  });

  it("say at once what they said before when rows are drawn anew, and what is new a moment later", async () => {
    const list = listBadges(context(), () => {});
    draw("m1", "m2");
    look(list);
    await answer("c", null);
    draw("m2", "m1");
    list.added(document);
    expect(badges()).toEqual([false, true]);
    list.looked();
    await answer("b", null);
    expect(badges()).toEqual([true, false]);
  });

  it("are gone when the background has no answer", async () => {
    const list = listBadges(context(), () => {});
    draw("m1");
    look(list);
    await answer("c");
    look(list);
    calls.at(-1)!.refuse();
    await new Promise((resolve) => setTimeout(resolve));
    expect(badges()).toEqual([false]);
  });

  it("stay the same elements while they say the same, so that the page is left in peace", async () => {
    const list = listBadges(context(), () => {});
    draw("m1");
    look(list);
    await answer("c");
    const before = document.querySelector("span");
    look(list);
    await answer("c");
    expect(document.querySelector("span")).toBe(before);
    dark = true;
    look(list);
    await answer("c");
    expect(document.querySelector("span")).not.toBe(before);
  });

  it("go at once from a row that stands for other mail now, and its answer reaches nobody else", async () => {
    const list = listBadges(context(), () => {});
    const [row] = draw("m1");
    look(list);
    await answer("a");
    names.set(row!, "m2");
    look(list);
    expect(badges()).toEqual([false]);
    names.set(row!, "m3");
    look(list);
    calls[1]!.answer([{ grade: "a", sealed: false }]);
    await answer(null);
    expect(badges()).toEqual([false]);
  });

  it("go when there is no verdict any more", async () => {
    const list = listBadges(context(), () => {});
    draw("m1");
    look(list);
    await answer("a");
    list.again();
    await answer(null);
    expect(badges()).toEqual([false]);
  });

  it("are asked for anew once the page tells whose mail it is", async () => {
    account = null;
    const list = listBadges(context(), () => {});
    draw("m1");
    look(list);
    await answer(null);
    account = "me@a.example";
    list.looked();
    expect(calls.at(-1)!.request).toMatchObject({ account: "me@a.example", rows: [{ message: "m1" }] });
    await answer("b");
    expect(badges()).toEqual([true]);
    list.looked();
    expect(calls).toHaveLength(2);
  });

  it("leave no trace when the extension goes", async () => {
    draw("m1", "m2");
    look(listBadges(context(), () => {}));
    await answer("a", "b");
    controller.abort();
    expect(document.querySelectorAll("span")).toHaveLength(0);
  });
});

describe("the badge of a conversation", () => {
  const conversation = (count: number | null): HTMLElement => {
    document.body.innerHTML = "<h2>Plan</h2>";
    const root = document.querySelector<HTMLElement>("h2")!;
    const placeBadge = (badge: HTMLElement): void => {
      if (root.nextElementSibling !== badge) root.after(badge);
    };
    conversations = [{ root, thread: "t", messages: ["m2"], count, placeBadge }];
    return root;
  };
  const say = async (grade: Grade): Promise<void> => {
    calls.at(-1)!.answer({ grade, sealed: false });
    await new Promise((resolve) => setTimeout(resolve));
  };

  it("stands beside its subject, and changes as messages are judged", async () => {
    const root = conversation(2);
    const badge = conversationBadge(context(), () => {});
    look(badge);
    expect(calls).toMatchObject([{ name: "verdict.thread", request: { thread: "t", messages: ["m2"], count: 2 } }]);
    await say("u");
    const before = root.nextElementSibling;
    expect(before?.tagName).toBe("SPAN");
    badge.again();
    await say("c");
    expect(document.querySelectorAll("span")).toHaveLength(1);
    expect(root.nextElementSibling).not.toBe(before);
    controller.abort();
    expect(document.querySelectorAll("span")).toHaveLength(0);
  });

  it("is not needed for a single message", () => {
    conversation(1);
    look(conversationBadge(context(), () => {}));
    expect(calls).toEqual([]);
  });
});
