// @vitest-environment jsdom
// The page's own server sends a sealed entity in place of the box: never another one than the box stands for, to nobody else.
import { beforeEach, describe, expect, it } from "vitest";
import { randomFrom } from "../../../e2e/hostile/fuzz/random";
import type { Insert } from "../../messages/page-calls";
import type { ComposeBox } from "../sites/site";
import { type Placing, placingIn } from "./placing";

const STANDS_FOR = "This text is not sent.";
const person = (address: string) => ({ address, name: "" });

/** A page with one box; what `leaves` is what anybody would get if it were sent now. */
class Page {
  readonly root = document.body.appendChild(document.createElement("div"));
  words = "";
  title = "";
  from = "me@a.example";
  people = ["bob@b.example"];
  hidden: string[] = [];
  names: string[] = [];
  takes = true;
  pressed = 0;
  private carrying: { armored: string; whole: () => boolean } | null = null;
  readonly box = {
    root: this.root,
    body: this.root,
    from: () => person(this.from),
    recipients: () => ({ to: this.people.map(person), cc: [], bcc: this.hidden.map(person), unreadable: [] }),
    subject: () => this.title,
    setSubject: (text: string) => {
      this.title = text;
      return true;
    },
    text: () => this.words,
    replaceText: (text: string) => {
      this.words = text;
      return true;
    },
    replaceRecipient: () => false,
    attach: () => false,
    attachmentsIn: () => this.root,
    attachments: () => this.names.map((name) => ({ name, remove: null })),
    entityRoom: () => (this.takes ? 1000 : 0),
    sendEntity: (armored: string, whole: () => boolean) => {
      if (!this.takes) return null;
      const mine = { armored, whole };
      this.carrying = mine;
      return () => {
        if (this.carrying === mine) this.carrying = null;
      };
    },
  } as unknown as ComposeBox;
  leaves = (): string => (this.carrying?.whole() ? this.carrying.armored : this.words);
}

let page: Page;
let placing: Placing;
const gone = new AbortController();

const insert = (request: Insert) =>
  placing.insert(page.box, request, {
    signal: gone.signal,
    uncover: () => {},
    cover: () => {},
    bind: () => {},
    press: () => {
      page.pressed += 1;
      return true;
    },
  });

/** Sealed now, for whom the page has now. */
const sealing = (armored: string, send = false, parts: Partial<Insert> = {}): Insert => {
  const to = { from: page.from, open: [...page.people], hidden: [...page.hidden] };
  const entity = { armored, to };
  return {
    text: STANDS_FOR,
    files: [],
    entity,
    subject: "[...]",
    replace: [],
    send: send ? to : null,
    clear: false,
    ...parts,
  };
};
const clear = (text: string): Insert => ({ text, files: [], subject: null, replace: [], send: null, clear: true });

beforeEach(() => {
  document.body.replaceChildren();
  page = new Page();
  placing = placingIn(gone.signal);
});

describe("an entity given to the page", () => {
  it.each([true, false])("leaves in place of the text (sent at once: %s)", async (send) => {
    expect(await insert(sealing("ARMOR", send))).toEqual({ is: "inserted", sent: send ? true : null });
    expect([page.words, page.leaves(), placing.carries()]).toEqual([STANDS_FOR, "ARMOR", true]);
  });

  it.each<[string, () => void]>([
    ["somebody was added", () => void page.people.push("eve@e.example")],
    ["somebody was added in Bcc", () => void page.hidden.push("eve@e.example")],
    ["somebody was taken away", () => Object.assign(page, { people: [] })],
    ["somebody is another", () => Object.assign(page, { people: ["bob@evil.example"] })],
    ["who was seen is hidden", () => Object.assign(page, { people: [], hidden: ["bob@b.example"] })],
    ["From is another", () => Object.assign(page, { from: "boss@a.example" })],
    ["a file was attached", () => void page.names.push("plan.pdf")],
    ["a text was added", () => Object.assign(page, { words: `${STANDS_FOR} PS` })],
    ["the text is another", () => Object.assign(page, { words: "in clear" })],
    ["the text is gone", () => Object.assign(page, { words: "" })],
  ])("does not leave once %s, and does again when that is undone", async (_, change) => {
    await insert(sealing("ARMOR"));
    const { words, people, hidden, from, names } = page;
    const before = { words, from, people: [...people], hidden: [...hidden], names: [...names] };
    change();
    expect([page.leaves(), placing.carries()]).toEqual([page.words, false]);
    Object.assign(page, before);
    expect([page.leaves(), placing.carries()]).toEqual(["ARMOR", true]);
  });

  it("leaves under another subject, which says nothing of what is sealed", async () => {
    await insert(sealing("ARMOR"));
    page.title = "Lunch";
    expect(page.leaves()).toBe("ARMOR");
  });

  it.each<[string, () => void]>([
    ["has no room for it", () => Object.assign(page, { takes: false })],
    ["has a file beside it", () => void page.names.push("plan.pdf")],
    ["has others by now", () => void page.people.push("eve@e.example")],
  ])("is taken back whole where the page %s", async (_, change) => {
    const request = sealing("ARMOR");
    change();
    expect(await insert(request)).toEqual({ is: "entity-refused", left: [] });
    expect([page.words, page.title, page.leaves(), placing.carries()]).toEqual(["", "", "", undefined]);
  });

  it("stays as it was where the next one was refused and its text is given back", async () => {
    await insert(sealing("FIRST"));
    page.takes = false;
    await insert(sealing("SECOND"));
    expect([page.leaves(), placing.carries()]).toEqual(["", false]);
    page.words = STANDS_FOR;
    expect(page.leaves()).toBe("FIRST");
  });

  it("is forgotten once anything else was put in", async () => {
    await insert(sealing("ARMOR"));
    await insert(clear("all in clear"));
    expect([page.leaves(), placing.carries()]).toEqual(["all in clear", undefined]);
    page.words = STANDS_FOR;
    expect(page.leaves()).toBe(STANDS_FOR);
  });
});

it("in 2,000 orders of sealing, editing, undoing and changing, no armor leaves but the last, as it was sealed", async () => {
  const next = randomFrom(7);
  for (let run = 0; run < 2000; run++) {
    document.body.replaceChildren();
    page = new Page();
    placing = placingIn(gone.signal);
    const sealedFor = new Map<string, string>();
    let last = "";
    let step = 0;
    const state = (): string => {
      const open = new Set(page.people);
      const hidden = new Set(page.hidden.filter((one) => !open.has(one)));
      return JSON.stringify([[...open].sort(), [...hidden].sort(), page.from, page.names]);
    };
    const steps: Record<string, () => unknown> = {
      async seal() {
        const armored = `ARMOR${sealedFor.size}`;
        const is = (await insert(sealing(armored, next(2 ** 32) < 0.3 * 2 ** 32))).is;
        if (is === "inserted") {
          last = armored;
          sealedFor.set(armored, state());
        }
      },
      // The overlay opens and empties the box, and gives its text back, or not.
      open: () => Object.assign(page, { words: "" }),
      giveBack: () => Object.assign(page, { words: STANDS_FOR }),
      async undo() {
        await insert(clear("all in clear"));
        last = "";
      },
      edit: () => Object.assign(page, { words: `${page.words} more` }),
      add: () => page.people.push(`eve${step}@e.example`),
      remove: () => page.people.pop(),
      hide: () => Object.assign(page, { hidden: page.people, people: [] }),
      from: () => Object.assign(page, { from: page.from === "me@a.example" ? "boss@a.example" : "me@a.example" }),
      attach: () => page.names.push("plan.pdf"),
      detach: () => page.names.pop(),
      refuse: () => Object.assign(page, { takes: !page.takes }),
    };
    const done: string[] = [];
    for (step = 0; step < 8; step++) {
      const name = next.pick(Object.keys(steps));
      done.push(name);
      await steps[name]!();
      const leaves = page.leaves();
      if (!leaves.startsWith("ARMOR")) continue;
      expect([leaves, sealedFor.get(leaves), page.words], done.join(" ")).toEqual([last, state(), STANDS_FOR]);
    }
  }
});
