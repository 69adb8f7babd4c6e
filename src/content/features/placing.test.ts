// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Mailbox } from "../../domain/address";
import type { OfferedFile } from "../../messages/channel";
import type { Changed, Insert, SealedTo } from "../../messages/page-calls";
import type { ComposeBox } from "../sites/site";
import { type Placing, placingIn } from "./placing";

const TO_BOB: SealedTo = { from: "me@a.example", open: ["bob@b.example"], hidden: [] };
const person = (address: string): Mailbox => ({ address, name: "" });

/** A page that does everything asked of it, and may change anything (`meddle`) just before Send is pressed. */
class Page {
  readonly root = document.createElement("div");
  readonly list = document.createElement("div");
  readonly body = document.createElement("div");
  text = "";
  title = "Holiday";
  from: string | undefined = "me@a.example";
  people = { to: ["bob@b.example"], cc: [] as string[], bcc: [] as string[], unreadable: [] as string[] };
  pressed = 0;
  meddle: () => void = () => {};
  readonly box: ComposeBox;
  constructor(lists = true) {
    this.root.append(this.body, this.list);
    document.body.append(this.root);
    const rows = () =>
      [...this.list.children].map((row) => ({ name: row.textContent!, remove: row.querySelector("b") }));
    this.box = {
      root: this.root,
      body: this.body,
      cover: this.body,
      from: () => (this.from === undefined ? null : person(this.from)),
      recipients: () => ({
        to: this.people.to.map(person),
        cc: this.people.cc.map(person),
        bcc: this.people.bcc.map(person),
        unreadable: this.people.unreadable,
      }),
      subject: () => this.title,
      setSubject: (text: string) => {
        this.title = text;
        return true;
      },
      text: () => this.text,
      replaceText: (text: string) => {
        this.text = text;
        return true;
      },
      replaceRecipient: (from: string, to: string) => {
        const at = this.people.to.indexOf(from);
        if (at >= 0) this.people.to[at] = to;
        return at >= 0;
      },
      attach: (files: readonly File[]) => {
        for (const { name } of files) this.add(name);
        return true;
      },
      attachmentsIn: () => this.list,
      ...(lists ? { attachments: rows } : {}),
    } as unknown as ComposeBox;
  }
  add(name: string): void {
    const row = document.createElement("div");
    const cross = document.createElement("b");
    cross.addEventListener("click", () => row.remove());
    row.append(name, cross);
    this.list.append(row);
  }
  names = (): string[] => [...this.list.children].map((row) => row.textContent!);
}

const OURS: OfferedFile = { name: "encrypted.asc", type: "application/octet-stream", bytes: new Uint8Array([1]) };
const sealed = (parts: Partial<Insert> = {}): Insert => ({
  text: "This message is sealed.",
  files: [OURS],
  subject: "...",
  send: TO_BOB,
  replace: [],
  clear: false,
  ...parts,
});

let page: Page;
let placing: Placing;
const gone = new AbortController();

const insert = (request: Insert) =>
  placing.insert(page.box, request, {
    signal: gone.signal,
    uncover: () => {},
    cover: () => {},
    bind: () => page.meddle(),
    press: () => {
      page.pressed += 1;
      return true;
    },
  });

beforeEach(() => {
  page = new Page();
  placing = placingIn(gone.signal);
});
afterEach(() => document.body.replaceChildren());

describe("at the press of the page's Send, for a list of the writer's own", () => {
  const LIST: SealedTo = {
    from: "me@a.example",
    open: ["bob@b.example", "anna@d.example"],
    hidden: ["dave@d.example"],
    beside: { people: ["carol@c.example"], unreadable: ["Anna"] },
  };
  const people = (more: Partial<Page["people"]>) => Object.assign(page.people, { to: [], ...more });

  it.each<[string, Partial<Page["people"]>]>([
    ["nobody whom it shows", {}],
    ["somebody of the list", { to: ["Bob@b.example"], bcc: ["dave@d.example"] }],
    ["the entry without an address that was there", { unreadable: ["Anna"] }],
    ["one who cannot open it, as the writer said", { cc: ["carol@c.example"] }],
  ])("sends where the page has %s", async (_, more) => {
    people(more);
    expect(await insert(sealed({ send: LIST }))).toEqual({ is: "inserted", sent: true });
  });

  it.each<[string, Partial<Page["people"]>]>([
    ["somebody else", { to: ["bob@b.example", "eve@e.example"] }],
    ["somebody else, hidden", { bcc: ["eve@e.example"] }],
    ["another entry without an address", { unreadable: ["Anna", "Eve"] }],
    ["somebody hidden whom the list names to all", { bcc: ["bob@b.example"] }],
    ["somebody named whom the list hides", { cc: ["dave@d.example"] }],
  ])("sends nothing where it has by then %s", async (_, more) => {
    page.meddle = () => void people(more);
    expect(await insert(sealed({ send: LIST }))).toMatchObject({ is: "changed", what: "recipients" });
    expect(page.pressed).toBe(0);
  });
});

describe("at the press of the page's Send", () => {
  it("sends once what stands there as it was sealed", async () => {
    expect(await insert(sealed())).toEqual({ is: "inserted", sent: true });
    expect(page.pressed).toBe(1);
  });

  it("counts neither the case of addresses nor white space that the page adds", async () => {
    page.meddle = () => {
      page.people.to = ["Bob@B.example"];
      page.text += " \n\n";
    };
    expect(await insert(sealed())).toEqual({ is: "inserted", sent: true });
  });

  it.each<[string, Changed, () => void]>([
    ["a file of the user's own stands beside ours", "files", () => page.add("salaries.xlsx")],
    ["a file without a name stands beside ours", "files", () => page.add("")],
    ["a file stands there whose name begins with ours", "files", () => page.add("encrypted.asc.exe")],
    ["a file stands there whose name ends in ours", "files", () => page.add("not-encrypted.asc")],
    ["a file stands there whose name says ours within", "files", () => page.add("salaries (encrypted.asc).xlsx")],
    ["a file stands there of our name in capitals", "files", () => page.add("Encrypted.asc")],
    [
      "ours was exchanged for one whose name begins with it",
      "files",
      () => page.list.replaceChildren("encrypted.asc.exe"),
    ],
    ["ours was taken off again", "files", () => page.list.replaceChildren()],
    ["ours was exchanged for another", "files", () => page.list.replaceChildren("plan.pdf")],
    ["the text says more than was sealed", "text", () => Object.assign(page, { text: `${page.text} PS: in clear` })],
    ["the text is another", "text", () => Object.assign(page, { text: "in clear" })],
    ["the text is gone", "text", () => Object.assign(page, { text: "" })],
    ["the subject is the one before", "subject", () => Object.assign(page, { title: "Holiday" })],
    ["the subject tells more", "subject", () => Object.assign(page, { title: `${page.title} salaries` })],
    ["somebody was added to To", "recipients", () => void page.people.to.push("eve@e.example")],
    ["somebody was added to Cc", "recipients", () => void page.people.cc.push("eve@e.example")],
    ["somebody was added to Bcc", "recipients", () => void page.people.bcc.push("eve@e.example")],
    ["somebody is another", "recipients", () => Object.assign(page.people, { to: ["bob@b.example.org"] })],
    ["nobody is left", "recipients", () => Object.assign(page.people, { to: [] })],
    ["who was seen is hidden", "recipients", () => Object.assign(page.people, { to: [], bcc: ["bob@b.example"] })],
    ["an entry cannot be read", "recipients", () => void page.people.unreadable.push("Eve")],
    ["From is another", "from", () => Object.assign(page, { from: "boss@a.example" })],
  ])("sends nothing where %s, tells what changed, and takes all of ours back", async (_, what, meddle) => {
    page.meddle = meddle;
    expect(await insert(sealed())).toMatchObject({ is: "changed", what });
    expect(page).toMatchObject({ pressed: 0, text: "", title: "" });
    await vi.waitFor(() => expect(page.names()).not.toContain(OURS.name));
  });

  it.each([
    ["encrypted.asc.exe", ["encrypted.asc.exe"]],
    ["my encrypted.asc", ["my encrypted.asc"]],
    ["encrypted.asc", ["encrypted.asc"]],
  ])("takes off its own row alone beside one added later, %s", async (name, left) => {
    const row = () => page.list.lastElementChild as HTMLElement;
    page.meddle = () => {
      page.add(name);
      row().dataset.whose = "another's";
    };
    await insert(sealed());
    await vi.waitFor(() => expect(page.names()).toEqual(left));
    expect(row().dataset.whose).toBe("another's");
    expect(placing.left()).toEqual([]);
  });

  it.each(["encrypted.asc", "key.asc"])("sends nothing beside another file of a name of ours, %s", async (name) => {
    placing.attach(page.box, [{ ...OURS, name: "key.asc" }]);
    page.meddle = () => page.add(name);
    expect(await insert(sealed())).toMatchObject({ is: "changed", what: "files" });
    expect(page.pressed).toBe(0);
  });

  it("sends nothing beside a file of that name from before, and leaves it where it is", async () => {
    page.add("encrypted.asc");
    const before = page.list.firstElementChild;
    expect(await insert(sealed())).toMatchObject({ is: "changed", what: "files" });
    await vi.waitFor(() => expect([...page.list.children]).toEqual([before]));
  });

  it("leaves the user's own file where it is", async () => {
    page.meddle = () => page.add("salaries.xlsx");
    await insert(sealed());
    await vi.waitFor(() => expect(page.names()).toEqual(["salaries.xlsx"]));
  });

  it("sends beside a file that was attached from the overlay for anybody to see", async () => {
    placing.attach(page.box, [{ ...OURS, name: "key.asc" }]);
    expect(await insert(sealed())).toEqual({ is: "inserted", sent: true });
  });

  it("sends nothing where nobody told the address it was signed for, and the page shows one", async () => {
    expect(await insert(sealed({ send: { ...TO_BOB, from: null } }))).toMatchObject({ is: "changed", what: "from" });
    expect(page.pressed).toBe(0);
  });

  it("sends to those in Cc and Bcc it was sealed to, wherever among To and Cc they stand", async () => {
    page.people = { to: ["eve@e.example"], cc: ["bob@b.example"], bcc: ["ann@a.example"], unreadable: [] };
    const send = { from: "me@a.example", open: ["bob@b.example", "eve@e.example"], hidden: ["ann@a.example"] };
    expect(await insert(sealed({ send }))).toEqual({ is: "inserted", sent: true });
  });
});
