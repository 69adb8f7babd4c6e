// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

vi.mock("../../platform/browser");

import type { ComposeJob, ReadJob, ToContent, ToOverlay } from "../../messages/channel";
import { EXCLUSIVE, type Insert, type PageCalls, type SealedTo } from "../../messages/page-calls";
import { among, wireCallee } from "../../messages/wire";
import { editorText, replaceEditorText } from "../dom/editor-text";
import type { OverlayOptions } from "../dom/overlay-frame";
import type { ComposeBox, MessageView, Site } from "../sites/site";
import type { FeatureContext } from "./feature-context";
import { pageHealth } from "./page-health";
import { readSealed } from "./read-sealed";
import { replySealed } from "./reply-sealed";
import { sealCompose } from "./seal-compose";
import { sealedFinder } from "./sealed-parts";
import { showBadge } from "./show-badge";

const DATA = "hF4DIT3Jk/yOI4oSAQdAjlgyMvfDTShsiHsTNERMzAQMiwu8JqMXuCSxpYG7qiAw";
const ARMOR = `-----BEGIN PGP MESSAGE-----\n\n${DATA}\n-----END PGP MESSAGE-----\n`;
const SIGNATURE = `-----BEGIN PGP SIGNATURE-----\n\n${DATA}\n-----END PGP SIGNATURE-----`;
const html = (text: string): string => text.trim().replaceAll("\n", "<br>\n");

interface Mounted {
  readonly options: OverlayOptions;
  readonly host: HTMLElement;
  readonly posted: ToOverlay[];
  say(message: ToContent): void;
  /** Makes a call to the page; `answers` holds the answers so far. */
  ask<N extends keyof PageCalls>(name: N, request: PageCalls[N]["request"]): void;
  answers(): unknown[];
}

/** What is to be put into the box: sealed by default. */
const put = (parts: Partial<Insert>): Insert => ({
  text: ARMOR,
  files: [],
  subject: null,
  send: TO_BOB,
  replace: [],
  clear: false,
  ...parts,
});
const TO_BOB: SealedTo = { from: "me@a.example", open: ["bob@b.example"], hidden: [] };

let controller: AbortController;
let mounted: Mounted[];
let notices: string[];
let sources: string[];
let health: "fine" | "broken" | "empty";
let context: FeatureContext;
let inView: (() => void)[];

/** As with the real overlay, the host stays in the page until it is removed or the signal ends. */
const live = (): Mounted[] => mounted.filter(({ host }) => host.isConnected);

beforeEach(() => {
  document.body.replaceChildren();
  controller = new AbortController();
  mounted = [];
  notices = [];
  sources = [];
  inView = [];
  health = "fine";
  const site: Site = {
    id: "generic",
    account: () => ({ address: "me@a.example", name: "Me" }),
    dark: () => false,
    composes: () => [],
    messages: () => [],
    health: () => ({ state: health, missing: [] }),
  };
  context = {
    document,
    site,
    signal: controller.signal,
    word: (name) => name,
    notice: (name) => notices.push(name),
    sourceSeen: (source) => sources.push(new TextDecoder().decode(source)),
    whenInView: (_, then) => inView.push(then),
    trusted: () => true,
    mount(options) {
      const host = document.createElement("div");
      const posted: ToOverlay[] = [];
      const answers: unknown[] = [];
      const calls = wireCallee(among<PageCalls>(options.calls), EXCLUSIVE);
      const remove = (): void => {
        calls.abort();
        host.remove();
      };
      options.place(host);
      options.signal.addEventListener("abort", remove);
      mounted.push({
        options,
        host,
        posted,
        say: options.onMessage,
        ask: (call, request) =>
          calls.take(
            { id: crypto.randomUUID(), call, request },
            (one) => void ("answer" in one && answers.push(one.answer)),
          ),
        answers: () => answers,
      });
      return {
        host,
        post: (message) => posted.push(message),
        resize: (height) => host.setAttribute("data-height", String(height)),
        lend: (ticket) => host.setAttribute("data-lent", ticket),
        remove,
      };
    },
  };
});
afterEach(() => controller.abort());

const settle = async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  for (const then of inView.splice(0)) then();
};

function message(inner: string, more: Partial<MessageView> = {}): MessageView & { draw(html: string): void } {
  const root = document.createElement("div");
  const header = root.appendChild(document.createElement("header"));
  const body = root.appendChild(document.createElement("div"));
  body.innerHTML = inner;
  document.body.append(root);
  return {
    root,
    body,
    id: () => "m1",
    thread: () => "t1",
    from: () => ({ address: "bob@b.example", name: "Bob" }),
    to: () => [{ address: "me@a.example", name: "" }],
    date: () => new Date(1000),
    attachments: () => [],
    clipped: () => false,
    rawSource: null,
    placeBadge: (badge) => header.append(badge),
    answers: () => true,
    reply: () => true,
    draw: (next) => {
      body.innerHTML = next;
    },
    ...more,
  };
}

const to = (...addresses: string[]) => ({
  to: addresses.map((address) => ({ address, name: "" })),
  cc: [],
  bcc: [],
  unreadable: [] as string[],
});

describe("reading sealed messages in place", () => {
  const reader = (reply = vi.fn((): "begun" => "begun")) => ({
    reply,
    ...readSealed(context, sealedFinder(controller.signal), reply),
  });

  it("opens a message that is nothing but armor, in place of its body", async () => {
    const view = message(html(ARMOR));
    reader().message(view);
    await settle();
    expect(mounted).toHaveLength(1);
    expect(view.body.style.display).toBe("none");
    expect(view.body.nextElementSibling).toBe(mounted[0]!.host);
    expect(await mounted[0]!.options.job()).toEqual({
      kind: "read",
      place: "http://localhost:3000",
      account: "me@a.example",
      dark: false,
      content: { form: "armored", kind: "message", armored: ARMOR },
      files: [],
      hasSource: false,
      messageKey: "m1",
      threadKey: "t1",
      alone: true,
      from: { address: "bob@b.example", name: "Bob" },
      namesOnly: false,
      to: ["me@a.example"],
      date: 1000,
      canReply: true,
      canForward: true,
    } satisfies ReadJob);
  });

  it("waits until it comes into view", async () => {
    reader().message(message(html(ARMOR)));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(mounted).toEqual([]);
    await settle();
    expect(mounted).toHaveLength(1);
  });

  it("keeps the words around a block, and takes several blocks each in its place", async () => {
    const view = message(`Hello<br>${html(ARMOR)}<br>and<br>${html(ARMOR)}<br>Bye`);
    reader().message(view);
    await settle();
    expect(mounted).toHaveLength(2);
    expect(view.body.style.display).toBe("");
    const text = view.body.textContent!.replace(/\s+/g, " ").trim();
    expect(text).toBe("HelloandBye");
    expect(view.body.querySelectorAll("div")).toHaveLength(2);
  });

  it("handles two blocks in one text node one after the other", async () => {
    const view = message(`<pre>Hello\n${ARMOR}and\n${ARMOR}Bye</pre>`);
    const read = reader();
    read.message(view);
    await settle();
    read.message(view);
    await settle();
    expect(mounted).toHaveLength(2);
    expect(view.body.textContent!.replace(/\s+/g, " ").trim()).toBe("Hello and Bye");
    controller.abort();
    expect(view.body.textContent).toBe(`Hello\n${ARMOR}and\n${ARMOR}Bye`);
  });

  it("does it once, however often the page tells of the message", async () => {
    const view = message(html(ARMOR));
    const read = reader();
    for (let i = 0; i < 5; i += 1) read.message(view);
    await settle();
    read.message(view);
    await settle();
    expect(mounted).toHaveLength(1);
  });

  it("does it again when the page draws the message anew, and lets go of the old one", async () => {
    const view = message(html(ARMOR));
    const read = reader();
    read.message(view);
    await settle();
    view.draw(html(ARMOR));
    read.message(view);
    await settle();
    read.message(view);
    await settle();
    expect(live()).toHaveLength(1);
    expect(read.messages()).toEqual([view]);
    expect(view.body.style.display).toBe("none");
  });

  it("leaves no trace when its signal ends", async () => {
    const views = [message(html(ARMOR)), message(`Hello<br>${html(ARMOR)}<br>Bye`)];
    const before = document.body.innerHTML;
    const read = reader();
    for (const view of views) read.message(view);
    await settle();
    expect(document.body.innerHTML).not.toBe(before);
    controller.abort();
    expect(document.body.innerHTML).toBe(before);
  });

  it("gives the body back and says so when the overlay is blocked, without trying for ever", async () => {
    const view = message(html(ARMOR));
    const read = reader();
    read.message(view);
    await settle();
    mounted[0]!.host.remove();
    mounted[0]!.options.onLost("blocked");
    expect(view.body.style.display).toBe("");
    expect(notices).toEqual(["blocked"]);
    read.message(view);
    await settle();
    expect(mounted).toHaveLength(1);
  });

  it("says what each block is and leaves the source to the overlay, which asks for it", async () => {
    const text = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhello\n${SIGNATURE}\n`;
    const cut = html(ARMOR.split("\n").slice(0, 3).join("\n"));
    const raw = vi.fn(async () => new TextEncoder().encode("From: b\r\n\r\nhello"));
    const read = reader();
    read.message(message(html(text), { rawSource: raw }));
    read.message(message(cut));
    await settle();
    const jobs = await Promise.all(mounted.map(async ({ options }) => (await options.job()) as ReadJob));
    expect(jobs.map(({ content, hasSource }) => ({ content, hasSource }))).toEqual([
      { content: { form: "armored", kind: "signed", armored: text }, hasSource: true },
      { content: { form: "clipped" }, hasSource: false },
    ]);
    expect(raw).not.toHaveBeenCalled();
    for (const { ask } of mounted) ask("source", null);
    await settle();
    expect(mounted.map(({ answers }) => answers())).toEqual([
      [{ is: "given", value: await raw() }],
      [{ is: "given", value: null }],
    ]);
    expect(sources).toEqual(["From: b\r\n\r\nhello"]);
  });

  it("says when the source cannot be had", async () => {
    reader().message(message(html(ARMOR), { rawSource: () => Promise.reject(new Error("offline")) }));
    await settle();
    mounted[0]!.ask("source", null);
    await settle();
    expect(mounted[0]!.answers()).toEqual([{ is: "given", value: null }]);
  });

  it("fetches an attachment through the page's own link, and no other address", async () => {
    const fetched = vi.fn(async () => new Response("sealed"));
    vi.stubGlobal("fetch", fetched);
    const attachments = () => [
      { name: "a.pgp", url: "/get?part=2" },
      { name: "b.pgp", url: "https://elsewhere.example/b" },
      { name: "c.pgp", url: null },
    ];
    reader().message(message("See the files.", { attachments }));
    await settle();
    const { ask, answers } = mounted[0]!;
    const got: unknown[] = [];
    for (const name of ["a.pgp", "b.pgp", "c.pgp", "d.pgp"]) {
      ask("file", { name });
      await settle();
      const { value } = answers().at(-1) as { value: Uint8Array | null };
      got.push([name, value && [...value].length]);
    }
    expect(answers()).toHaveLength(4);
    expect(got).toEqual([
      ["a.pgp", 6],
      ["b.pgp", null],
      ["c.pgp", null],
      ["d.pgp", null],
    ]);
    expect(fetched).toHaveBeenCalledTimes(1);
    vi.unstubAllGlobals();
  });

  it.each([
    ["encrypted.asc"],
    ["PGPMIME Version Identification"],
    ["signature.asc"],
    ["plan.pdf.pgp"],
    ["notes.txt.GPG"],
    ["report.pdf.sig"],
  ])("takes a message with %s for one of ours", async (name) => {
    const finder = sealedFinder(controller.signal);
    const view = message("See the file.", {
      attachments: () => [
        { name: "a.pdf", url: null },
        { name, url: null },
      ],
    });
    expect(await finder.find(view)).toMatchObject({ files: true });
    expect(finder.knownSealed(view)).toBe(true);
  });

  it.each(["0xA1B2C3D4E5F60718.asc", "OpenPGP_0xA1B2.asc", "publickey.asc"])(
    "offers the key %s and still calls the message a clear one",
    async (name) => {
      const finder = sealedFinder(controller.signal);
      const view = message("My key.", { attachments: () => [{ name, url: null }] });
      expect(await finder.find(view)).toMatchObject({ files: true });
      expect(finder.knownSealed(view)).toBe(false);
    },
  );

  it("leaves messages with other files alone", async () => {
    const finder = sealedFinder(controller.signal);
    const view = message("See the file.", { attachments: () => [{ name: "report.pdf", url: null }] });
    expect(await finder.find(view)).toEqual({ blocks: [], files: false });
  });

  it("stands before the body of a message with sealed files, and in its place once the overlay shows all of it", async () => {
    const view = message("See the file.", { attachments: () => [{ name: "encrypted.asc", url: null }] });
    const before = document.body.innerHTML;
    reader().message(view);
    await settle();
    expect(view.body.previousElementSibling).toBe(mounted[0]!.host);
    expect(view.body.style.display).toBe("");
    expect((await mounted[0]!.options.job()) as ReadJob).toMatchObject({
      content: { form: "files" },
      files: ["encrypted.asc"],
      hasSource: false,
    });
    mounted[0]!.say({ event: "wholeShown" });
    mounted[0]!.say({ event: "wholeShown" });
    expect(view.body.style.display).toBe("none");
    controller.abort();
    expect(document.body.innerHTML).toBe(before);
  });

  it("goes, and counts the message as a clear one, when its files turn out to be others", async () => {
    const view = message("See the file.", { attachments: () => [{ name: "manual.asc", url: null }] });
    const finder = sealedFinder(controller.signal);
    const read = readSealed(context, finder, vi.fn());
    read.message(view);
    await settle();
    expect(finder.knownSealed(view)).toBe(true);
    mounted[0]!.say({ event: "notSealed" });
    expect(live()).toEqual([]);
    expect(finder.knownSealed(view)).toBe(false);
    read.message(view);
    await settle();
    expect(mounted).toHaveLength(1);
    expect(finder.knownSealed(view)).toBe(false);
  });

  it("covers nothing but the body of a message with sealed files", async () => {
    const view = message(`Hello<br>${html(ARMOR)}<br>Bye`);
    reader().message(view);
    await settle();
    mounted[0]!.say({ event: "wholeShown" });
    expect(view.body.style.display).toBe("");
  });

  it("passes a wish to reply on, follows the height, and shows the page's own text again when closed", async () => {
    const view = message(html(ARMOR));
    const read = reader();
    read.message(view);
    await settle();
    const overlay = mounted[0]!;
    overlay.say({ event: "resize", height: 333 });
    expect(overlay.host.dataset.height).toBe("333");
    overlay.ask("reply", { draftId: "d", how: "all" });
    expect(read.reply).toHaveBeenCalledWith(view, "d", "all", expect.any(Function));
    await settle();
    (read.reply.mock.calls as unknown as [unknown, unknown, unknown, () => void][])[0]![3]();
    expect(overlay.posted).toEqual([{ event: "replyFailed", draftId: "d" }]);
    expect(overlay.answers()).toEqual([{ is: "begun" }]);
    overlay.ask("close", { restore: true });
    expect(view.body.style.display).toBe("");
    expect(live()).toEqual([]);
  });
});

describe("what the overlay knows of the page's buttons for answering", () => {
  const open = async (answers: MessageView["answers"]) => {
    const read = readSealed(context, sealedFinder(controller.signal), () => "begun");
    read.message(message(html(ARMOR), { answers }));
    await settle();
    return { read, overlay: mounted[0]!, job: (await mounted[0]!.options.job()) as ReadJob };
  };

  it.each([
    ["both", ["reply", "forward"], { canReply: true, canForward: true }],
    ["New mail alone", ["forward"], { canReply: false, canForward: true }],
    ["neither", [], { canReply: false, canForward: false }],
  ] as const)("is measured as the overlay opens: %s", async (_, has, expected) => {
    expect((await open((how) => (has as readonly string[]).includes(how))).job).toMatchObject(expected);
  });

  it("is told anew when one is drawn later, once", async () => {
    let drawn: readonly string[] = [];
    const { read, overlay } = await open((how) => drawn.includes(how));
    read.looked();
    expect(overlay.posted).toEqual([]);
    drawn = ["forward"];
    read.looked();
    drawn = ["forward", "reply"];
    read.looked();
    read.looked();
    expect(overlay.posted).toEqual([{ event: "canReply" }]);
  });

  it("costs a page that has its buttons nothing at each look", async () => {
    const answers = vi.fn(() => true);
    const { read } = await open(answers);
    const before = answers.mock.calls.length;
    read.looked();
    expect(answers).toHaveBeenCalledTimes(before);
  });
});

describe("keys in the text of a message", () => {
  const KEY = `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${DATA}\n-----END PGP PUBLIC KEY BLOCK-----\n`;

  it("become a card in their place, while the message stays a clear one with its badge", async () => {
    const view = message(`Here it is<br>${html(KEY)}<br>Bye`);
    const finder = sealedFinder(controller.signal);
    const read = readSealed(context, finder, vi.fn());
    read.message(view);
    showBadge(context, finder)(view);
    await settle();
    expect(mounted.map(({ options }) => options.kind).sort()).toEqual(["badge", "read"]);
    expect(read.messages()).toEqual([]);
    const card = mounted.find(({ options }) => options.kind === "read")!;
    expect(((await card.options.job()) as ReadJob).content).toEqual({ form: "key", armored: KEY });
    expect(view.body.textContent).not.toContain("BEGIN PGP");
    expect(sources).toEqual([]);
    controller.abort();
    expect(view.body.textContent).toContain("BEGIN PGP PUBLIC KEY BLOCK");
  });

  it("are left alone when their end is missing", async () => {
    const view = message(html(KEY.split("\n").slice(0, 3).join("\n")));
    readSealed(context, sealedFinder(controller.signal), vi.fn()).message(view);
    await settle();
    expect(mounted).toEqual([]);
  });

  it("in headers are looked for where the source was fetched anyway, and only there", async () => {
    const source = new TextEncoder().encode(`From: b\r\nAutocrypt: x\r\n\r\n${ARMOR}`);
    const fetched = vi.fn(async () => source);
    const read = readSealed(context, sealedFinder(controller.signal), vi.fn());
    read.message(message(html(ARMOR), { rawSource: fetched }));
    await settle();
    await mounted[0]!.options.job();
    expect(fetched).not.toHaveBeenCalled();
    read.message(message(html(ARMOR.split("\n").slice(0, 3).join("\n")), { rawSource: fetched }));
    await settle();
    await mounted[1]!.options.job();
    expect(fetched).not.toHaveBeenCalled();
    mounted[1]!.ask("source", null);
    await settle();
    expect(sources).toEqual([new TextDecoder().decode(source)]);
  });

  it.each(["source", "header"] as const)("are known before the overlay hears of the %s", async (what) => {
    let note = (): void => {};
    const noted = new Promise<void>((resolve) => {
      note = resolve;
    });
    context.sourceSeen = () => noted;
    const source = new TextEncoder().encode("From: b\r\nAutocrypt: x\r\n\r\nhello");
    readSealed(context, sealedFinder(controller.signal), vi.fn()).message(
      message(html(ARMOR), { rawSource: async () => source }),
    );
    await settle();
    mounted[0]!.ask(what, null);
    await settle();
    expect(mounted[0]!.answers()).toEqual([]);
    note();
    await settle();
    const value = what === "source" ? source : expect.stringContaining("Autocrypt: x");
    expect(mounted[0]!.answers()).toEqual([{ is: "given", value }]);
  });
});

describe("the badge", () => {
  it("is put on clear messages, once", async () => {
    const view = message("<p>Hello</p>");
    const badge = showBadge(context, sealedFinder(controller.signal));
    badge(view);
    badge(view);
    await settle();
    badge(view);
    await settle();
    expect(live()).toHaveLength(1);
    expect(live()[0]!.host.parentElement?.tagName).toBe("HEADER");
    expect(await live()[0]!.options.job()).toMatchObject({
      kind: "badge",
      from: "bob@b.example",
      to: ["me@a.example"],
    });
  });

  it("gets the whole message when it asks for it, and not before", async () => {
    const source = new TextEncoder().encode("From: b\r\n\r\nHello");
    const fetched = vi.fn(async () => source);
    showBadge(context, sealedFinder(controller.signal))(message("<p>Hello</p>", { rawSource: fetched }));
    await settle();
    expect(fetched).not.toHaveBeenCalled();
    mounted[0]!.ask("source", null);
    await settle();
    expect(mounted[0]!.answers()).toEqual([{ is: "given", value: source }]);
  });

  it("is not put on a sealed one, also when its armor was already taken out of the page", async () => {
    const view = message(`Hello<br>${html(ARMOR)}`);
    const finder = sealedFinder(controller.signal);
    const read = readSealed(context, finder, vi.fn());
    const badge = showBadge(context, finder);
    read.message(view);
    badge(view);
    await settle();
    badge(view);
    await settle();
    expect(mounted.map(({ options }) => options.kind)).toEqual(["read"]);
  });

  it("comes back when the page draws the header anew", async () => {
    const view = message("<p>Hello</p>");
    const badge = showBadge(context, sealedFinder(controller.signal));
    badge(view);
    await settle();
    live()[0]!.host.remove();
    badge(view);
    await settle();
    expect(live()).toHaveLength(1);
  });
});

function compose(text = ""): ComposeBox & { sent: string[]; changed: () => void; button: HTMLElement } {
  const root = document.createElement("div");
  const body = root.appendChild(document.createElement("div"));
  body.setAttribute("contenteditable", "true");
  replaceEditorText(body, text);
  const field = root.appendChild(document.createElement("input"));
  field.value = "Plan";
  const files = root.appendChild(document.createElement("div"));
  const button = root.appendChild(document.createElement("button"));
  document.body.append(root);
  const sent: string[] = [];
  button.addEventListener("click", () => sent.push(editorText(body)));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) sent.push(editorText(body));
  });
  const box = {
    root,
    body,
    button,
    sent,
    cover: body,
    changed: () => {},
    key: () => "draft-1",
    placeLock: (lock: HTMLElement) => void (button.nextElementSibling !== lock && button.after(lock)),
    from: () => null,
    recipients: () => ({ to: [{ address: "bob@b.example", name: "Bob" }], cc: [], bcc: [], unreadable: [] }),
    subject: () => field.value,
    setSubject(next: string) {
      field.value = next;
      return true;
    },
    watch(changed: () => void) {
      box.changed = changed;
    },
    text: () => editorText(body),
    replaceText: (next: string) => replaceEditorText(body, next),
    replaceRecipient: () => false,
    attach: () => false,
    attachmentsIn: () => files,
    sendButton: (): HTMLElement | null => button,
  };
  return box;
}

const lockOf = (box: ComposeBox): HTMLButtonElement =>
  box.root.querySelector<HTMLElement>("span")!.shadowRoot!.querySelector("button")!;

describe("sealing what is written", () => {
  it("puts one lock beside Send, named for its deed", () => {
    const box = compose();
    const feature = sealCompose(context);
    feature.box(box);
    feature.box(box);
    expect(box.root.querySelectorAll("span")).toHaveLength(1);
    expect(lockOf(box).getAttribute("aria-label")).toBe("lock");
  });

  it("takes the text over, empties the box and stands in its place", async () => {
    const box = compose("Hello Bob\n\nsecret");
    sealCompose(context).box(box);
    lockOf(box).click();
    expect(box.text().trim()).toBe("");
    expect(box.body.style.display).toBe("none");
    expect(box.body.nextElementSibling).toBe(mounted[0]!.host);
    expect(await mounted[0]!.options.job()).toEqual({
      kind: "compose",
      place: "http://localhost:3000",
      account: "me@a.example",
      dark: false,
      composeKey: "draft-1",
      taken: "Hello Bob\n\nsecret",
      draftId: null,
      from: { address: "me@a.example", name: "Me" },
      recipients: box.recipients(),
      stated: false,
      subject: "Plan",
      subjectTaken: true,
      canSend: true,
      entityRoom: 0,
      room: innerHeight,
      height: 0,
      opened: expect.any(Number),
      pressed: true,
    } satisfies ComposeJob);
    lockOf(box).click();
    expect(mounted).toHaveLength(1);
  });

  it("tells an overlay that is loaded anew of those the user has seen, and then of who is there", async () => {
    const box = compose("text");
    sealCompose(context).box(box);
    lockOf(box).click();
    const seen = { to: [{ address: "bob@b.example", name: "" }], cc: [], bcc: [], unreadable: [] };
    mounted[0]!.say({ event: "recipientsSeen", recipients: seen, stated: true });
    expect(await mounted[0]!.options.job()).toMatchObject({ recipients: seen, stated: true });
    await settle();
    const present = box.recipients();
    expect(mounted[0]!.posted.at(-1)).toMatchObject({ event: "recipientsChanged", recipients: present });
    expect(present).not.toEqual(seen);
  });

  it("says of the first frame alone that the user's press opened it, and of none that the page brought about", async () => {
    const box = compose("text");
    const feature = sealCompose(context);
    feature.box(box);
    lockOf(box).click();
    expect(await mounted[0]!.options.job()).toMatchObject({ pressed: true });
    expect(await mounted[0]!.options.job()).toMatchObject({ pressed: false });
    const reply = compose();
    feature.openNext("draft-7", new AbortController().signal);
    feature.box(reply);
    expect(await mounted[1]!.options.job()).toMatchObject({ pressed: true, draftId: "draft-7" });
  });

  it("starts a frame that is loaded anew from the draft a window told of, and lends no line without a ticket", async () => {
    const box = compose();
    sealCompose(context).box(box);
    lockOf(box).click();
    mounted[0]!.say({ event: "draftNamed", draftId: "draft-9" });
    expect(await mounted[0]!.options.job()).toMatchObject({ draftId: "draft-9" });
    expect(mounted[0]!.host.hasAttribute("data-lent")).toBe(false);
    mounted[0]!.say({ event: "movedToWindow", ticket: "a-ticket", draftId: null });
    expect(mounted[0]!.host.getAttribute("data-lent")).toBe("a-ticket");
  });

  it("tells how long ago the user pressed in the compose window, and counts no press made by script", async () => {
    const box = compose("text");
    sealCompose({ ...context, trusted: (event) => (event as MouseEvent).button === 0 }).box(box);
    lockOf(box).click();
    const told = (): number => {
      box.changed();
      return (mounted[0]!.posted.at(-1) as { touched: number }).touched;
    };
    await new Promise((resolve) => setTimeout(resolve, 60));
    document.body.dispatchEvent(new MouseEvent("pointerdown", { bubbles: true }));
    box.root.dispatchEvent(new MouseEvent("pointerdown", { bubbles: true, button: 2 }));
    expect(told()).toBeGreaterThanOrEqual(50);
    box.body.dispatchEvent(new MouseEvent("pointerdown", { bubbles: true }));
    expect(told()).toBeLessThan(50);
  });

  it("opens for no click a script made up", () => {
    const box = compose("text");
    sealCompose({ ...context, trusted: (event) => event.isTrusted }).box(box);
    lockOf(box).click();
    expect(mounted).toEqual([]);
    expect(box.text()).toBe("text");
  });

  it("hands over a message sealed before, and drops armor that is only quoted", async () => {
    const first = compose(ARMOR);
    const second = compose(`Yes\n${ARMOR.replace(/^/gm, "> ")}`);
    const feature = sealCompose(context);
    for (const box of [first, second]) {
      feature.box(box);
      lockOf(box).click();
    }
    const taken = await Promise.all(mounted.map(async ({ options }) => ((await options.job()) as ComposeJob).taken));
    expect(taken[0]!.trim()).toBe(ARMOR.trim());
    expect(taken[1]).toMatch(/^Yes/);
    expect(taken[1]).not.toContain("BEGIN");
  });

  it("stops the page's Send and its shortcut meanwhile, and says so", () => {
    const box = compose("text");
    sealCompose(context).box(box);
    lockOf(box).click();
    box.button.click();
    box.root.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true, composed: true }),
    );
    expect(box.sent).toEqual([]);
    expect(mounted[0]!.posted).toEqual([{ event: "sendStopped" }, { event: "sendStopped" }]);
  });

  it("does not stop another box's Send, nor its own once closed", () => {
    const box = compose("text");
    const other = compose("other");
    sealCompose(context).box(box);
    lockOf(box).click();
    other.button.click();
    expect(other.sent).toEqual(["other"]);
    mounted[0]!.ask("close", { restore: true });
    box.button.click();
    expect(box.sent).toEqual(["text"]);
  });

  it("tells of changed recipients", () => {
    const box = compose();
    sealCompose(context).box(box);
    lockOf(box).click();
    box.changed();
    const from = { address: "me@a.example", name: "Me" };
    const touched = expect.any(Number);
    expect(mounted[0]!.posted).toEqual([
      { event: "recipientsChanged", from, touched, recipients: box.recipients(), subject: "" },
    ]);
  });

  it.each([
    ["the page's From, not the account", { address: "shop@a.example", name: "" }, "shop@a.example"],
    ["the account where the page shows no From", null, "me@a.example"],
  ])("tells %s, at first and when it changes", async (_, from, expected) => {
    let shown = from;
    const box = Object.assign(compose(), { from: () => shown });
    sealCompose(context).box(box);
    lockOf(box).click();
    expect(await mounted[0]!.options.job()).toMatchObject({ from: { address: expected } });
    shown = { address: "other@a.example", name: "Other" };
    box.changed();
    expect(mounted[0]!.posted.at(-1)).toMatchObject({ event: "recipientsChanged", from: shown });
  });

  it("tells no From where neither page nor account does", async () => {
    const box = compose();
    sealCompose({ ...context, site: { ...context.site, account: () => null } }).box(box);
    lockOf(box).click();
    expect(await mounted[0]!.options.job()).toMatchObject({ from: null, account: null });
  });

  it("puts the sealed text in, checks it, and presses the page's own Send when asked to", async () => {
    const box = compose("secret");
    sealCompose(context).box(box);
    lockOf(box).click();
    mounted[0]!.ask("insert", put({}));
    expect(box.sent.map((text) => text.trim())).toEqual([ARMOR.trim()]);
    await settle();
    expect(mounted[0]!.answers()).toEqual([{ is: "inserted", sent: true }]);
    mounted[0]!.ask("close", { restore: false });
    expect(box.body.style.display).toBe("");
    expect(box.text().trim()).toBe(ARMOR.trim());
    expect(live()).toEqual([]);
  });

  it.each([
    ["another address than it was signed for", "shop@a.example", false],
    ["a letter more", "me@a.example.evil.example", false],
    ["the same in other letters", "ME@A.example", true],
  ])("presses nothing where the page sends as %s by then", async (_, address, sent) => {
    const box = Object.assign(compose("secret"), { from: () => ({ address, name: "Me" }) });
    sealCompose(context).box(box);
    lockOf(box).click();
    mounted[0]!.ask("insert", put({}));
    await settle();
    expect(box.sent).toHaveLength(sent ? 1 : 0);
    expect(mounted[0]!.answers()).toMatchObject([sent ? { is: "inserted", sent } : { is: "changed", what: "from" }]);
  });

  it("says so when the page did not keep the text, sends nothing, and stays", async () => {
    const box = compose("secret");
    const stubborn: ComposeBox = { ...box, replaceText: (text) => box.replaceText(text.slice(0, 20)) };
    sealCompose(context).box(stubborn);
    lockOf(box).click();
    mounted[0]!.ask("insert", put({}));
    expect(box.sent).toEqual([]);
    await settle();
    expect(mounted[0]!.answers()).toEqual([{ is: "text-refused", left: [] }]);
    expect(box.body.style.display).toBe("none");
    expect(box.text().trim()).toBe("");
  });

  const SEALED = ["PGPMIME Version Identification", "encrypted.asc"].map((name) => {
    return { name, type: "application/octet-stream", bytes: new TextEncoder().encode(name) };
  });

  it("empties the page's subject while it is open, and sets the one that may be seen", async () => {
    const box = compose("secret");
    sealCompose(context).box(box);
    lockOf(box).click();
    expect(box.subject()).toBe("");
    mounted[0]!.ask("insert", put({ text: "sealed", subject: "[...]" }));
    expect(box.subject()).toBe("[...]");
    await settle();
    mounted[0]!.ask("close", { restore: true });
    expect(box.subject()).toBe("Plan");
  });

  it("attaches the sealed files and sends only once the page lists them", async () => {
    const box = compose("secret");
    const given: string[][] = [];
    box.attach = (files) => {
      given.push(files.map(({ name }) => name));
      return true;
    };
    sealCompose(context).box(box);
    lockOf(box).click();
    mounted[0]!.ask("insert", put({ text: "A line", files: SEALED }));
    await settle();
    expect(given).toEqual([SEALED.map(({ name }) => name)]);
    expect(box.sent).toEqual([]);
    box.attachmentsIn().textContent = "encrypted.asc (2K)";
    await settle();
    expect(box.sent.map((text) => text.trim())).toEqual(["A line"]);
    await settle();
    expect(mounted[0]!.answers()).toEqual([{ is: "inserted", sent: true }]);
  });

  it("gives the message alone to a page that takes no odd file, and takes everything back when it takes none", async () => {
    for (const takes of [1, 0]) {
      const box = compose("secret");
      let given: string[] = [];
      box.attach = (files) => {
        if (files.length > takes) return false;
        given = files.map(({ name }) => name);
        box.attachmentsIn().textContent = given.join();
        return true;
      };
      sealCompose(context).box(box);
      lockOf(box).click();
      const overlay = mounted.at(-1)!;
      overlay.ask("insert", put({ text: "A line", files: SEALED, subject: "[...]" }));
      await settle();
      expect(given).toEqual(takes === 1 ? ["encrypted.asc"] : []);
      const ok = takes === 1;
      expect(overlay.answers()).toEqual([ok ? { is: "inserted", sent: true } : { is: "files-refused", left: [] }]);
      expect(box.text().trim()).toBe(ok ? "A line" : "");
      overlay.ask("close", { restore: false });
    }
  });

  it("gives the text back when closed with restore, when blocked, and when everything ends", async () => {
    for (const end of ["close", "blocked", "abort"]) {
      const box = compose("my words");
      sealCompose(context).box(box);
      lockOf(box).click();
      const overlay = mounted.at(-1)!;
      if (end === "close") overlay.ask("close", { restore: true });
      else if (end === "blocked") overlay.options.onLost("blocked");
      else controller.abort();
      expect(box.text(), end).toBe("my words");
      expect(box.body.style.display, end).toBe("");
      expect(overlay.host.isConnected, end).toBe(false);
    }
    expect(notices).toEqual(["blocked"]);
    expect(document.querySelectorAll("span")[2]?.isConnected ?? false).toBe(false);
  });
});

describe("strong addresses", () => {
  const STRONG = "bob@mm--mddk-7n6a-727a-jzno-strx-xks7-djaf.b.example";
  const shortcut = (box: ComposeBox) =>
    box.root.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true, composed: true }),
    );

  it.each([
    ["a strong one", [STRONG]],
    ["a strong one among others", ["carol@c.example", STRONG]],
    ["one too short to bind", ["bob@mm--mddk-7n6a.b.example"]],
    ["one that cannot be read", ["bob@mm--1.b.example"]],
  ])("keep the page's Send from sending in clear: %s", (_, addresses) => {
    const box = compose("in clear");
    box.recipients = () => to(...addresses);
    sealCompose(context).box(box);
    box.button.click();
    shortcut(box);
    expect(box.sent).toEqual([]);
    expect(notices).toEqual(["strong", "strong"]);
  });

  it("are seen where the page's entry is no address", () => {
    const box = compose("in clear");
    box.recipients = () => ({ ...to(), unreadable: ["Bob bob@mm--mddk-7n6a"] });
    sealCompose(context).box(box);
    box.button.click();
    expect(box.sent).toEqual([]);
  });

  it("once gone from the fields, or never there, leave Send alone", () => {
    const box = compose("in clear");
    let addresses = [STRONG];
    box.recipients = () => to(...addresses);
    sealCompose(context).box(box);
    box.button.click();
    addresses = ["bob@b.example"];
    box.button.click();
    expect(box.sent).toEqual(["in clear"]);
  });

  it("make way for where mail goes once the sealed text stands in the box", async () => {
    const box = compose("secret");
    let addresses = [STRONG];
    const seen: string[] = [];
    box.recipients = () => to(...addresses);
    box.replaceRecipient = (from, next) => {
      seen.push(box.text().trim());
      addresses = addresses.map((address) => (address === from ? next : address));
      return true;
    };
    sealCompose(context).box(box);
    lockOf(box).click();
    mounted[0]!.ask("insert", put({ replace: [{ from: STRONG, to: "bob@b.example" }] }));
    expect(seen).toEqual([ARMOR.trim()]);
    expect(addresses).toEqual(["bob@b.example"]);
    expect(box.sent.map((text) => text.trim())).toEqual([ARMOR.trim()]);
  });

  it("bind the box on: with the sealed text gone from it, Send is held again", async () => {
    const box = compose("secret");
    let addresses = [STRONG];
    box.recipients = () => to(...addresses);
    box.replaceRecipient = (_, next) => {
      addresses = [next];
      return true;
    };
    sealCompose(context).box(box);
    lockOf(box).click();
    mounted[0]!.ask("insert", put({ send: null, replace: [{ from: STRONG, to: "bob@b.example" }] }));
    await settle();
    mounted[0]!.ask("close", { restore: false });
    box.replaceText("in clear after all");
    box.button.click();
    expect(box.sent).toEqual([]);
    box.replaceText(ARMOR);
    box.button.click();
    expect(box.sent).toHaveLength(1);
  });

  it("that the page does not let be replaced: nothing is put in, and what to type is told", async () => {
    const box = compose("secret");
    box.recipients = () => to(STRONG);
    sealCompose(context).box(box);
    lockOf(box).click();
    const replace = [{ from: STRONG, to: "bob@b.example" }];
    mounted[0]!.ask("insert", put({ replace }));
    expect(box.sent).toEqual([]);
    expect(box.text().trim()).toBe("");
    expect(box.body.style.display).toBe("none");
    await settle();
    expect(mounted[0]!.answers()).toEqual([{ is: "not-replaced", replacements: replace, left: [] }]);
  });
});

describe("attaching the own key", () => {
  it.each([true, false])(
    "hands the page one file of the right name and type, and tells what came of it: %s",
    async (taken) => {
      const box = compose("text");
      const files: File[] = [];
      box.attach = (given) => {
        files.push(...given);
        return taken;
      };
      sealCompose(context).box(box);
      lockOf(box).click();
      const key = { name: "OpenPGP_0x0123456789ABCDEF.asc", type: "application/pgp-keys", bytes: new Uint8Array(3) };
      mounted[0]!.ask("attach", { files: [key] });
      expect(files.map(({ name, type }) => [name, type])).toEqual([
        ["OpenPGP_0x0123456789ABCDEF.asc", "application/pgp-keys"],
      ]);
      await settle();
      expect(mounted[0]!.answers()).toEqual([{ is: taken ? "attached" : "files-refused" }]);
    },
  );
});

describe("an answer in clear to a sealed message", () => {
  const quoted = `Thanks\n> ${ARMOR.trim().split("\n").join("\n> ")}`;
  let clock = 5000;
  beforeEach(() => void vi.spyOn(performance, "now").mockImplementation(() => clock));
  afterEach(() => vi.restoreAllMocks());
  const pressLater = (box: { button: HTMLElement }): void => {
    clock += 2000;
    box.button.click();
  };
  const withSubject = (text: string, subject: string) => {
    const box = compose(text);
    box.setSubject(subject);
    sealCompose(context).box(box);
    return box;
  };

  it.each([
    ["by its subject", "Thanks", "Re: [...]"],
    ["by its subject in another language", "Danke", "AW: ..."],
    ["by the armor it quotes", quoted, "Re: Plan"],
  ])("is known %s, held once with a word about it, and sent when Send is pressed again", (_, text, subject) => {
    const box = withSubject(text, subject);
    box.button.click();
    expect(box.sent).toEqual([]);
    expect(notices).toEqual(["clearReply"]);
    pressLater(box);
    expect(box.sent).toHaveLength(1);
    expect(notices).toEqual(["clearReply"]);
  });

  type Held = ReturnType<typeof withSubject>;
  const keys = (box: Held, init: KeyboardEventInit, on: HTMLElement = box.body): void => {
    for (const type of ["keydown", "keydown", "keypress", "keyup"])
      on.dispatchEvent(new KeyboardEvent(type, { bubbles: true, cancelable: true, composed: true, ...init }));
  };
  /** Each is one press by the user, which has its effect on the page unless it is held. */
  const PRESSES: readonly [string, (box: Held) => void][] = [
    ["a click", (box) => box.button.click()],
    [
      "a double click",
      (box) => {
        box.button.click();
        clock += 120;
        box.button.click();
      },
    ],
    [
      "Space on the button, whose click comes with the key's up",
      (box) => {
        keys(box, { key: " " }, box.button);
        clock += 90;
        box.button.click();
      },
    ],
    [
      "Ctrl+Enter held down",
      (box) => {
        for (let i = 0; i < 40; i++) {
          keys(box, { key: "Enter", ctrlKey: true });
          clock += i === 0 ? 500 : 30;
        }
      },
    ],
    ["Alt+S", (box) => keys(box, { key: "s", code: "KeyS", altKey: true })],
  ];

  it.each(PRESSES)("is held by %s, from its first event to its last", (_, act) => {
    const box = withSubject("Thanks", "Re: [...]");
    const reached: string[] = [];
    for (const type of ["click", "keydown", "keyup"])
      document.body.addEventListener(type, () => reached.push(type), { signal: controller.signal });
    act(box);
    expect([box.sent, reached, notices]).toEqual([[], [], ["clearReply"]]);
    clock += 2000;
    act(box);
    expect(reached.length).toBeGreaterThan(0);
    expect(notices).toEqual(["clearReply"]);
  });

  it.each<[string, (box: Held) => unknown]>([
    ["somebody was added", (box) => Object.assign(box, { recipients: () => to("bob@b.example", "carol@c.example") })],
    ["somebody was taken away", (box) => Object.assign(box, { recipients: () => to() })],
    [
      "somebody came who cannot be read",
      (box) => Object.assign(box, { recipients: () => ({ ...to("bob@b.example"), unreadable: ["Carol"] }) }),
    ],
    [
      "it was in our editor and came back readable",
      async (box) => {
        lockOf(box).click();
        mounted.at(-1)!.ask("close", { restore: true });
        await settle();
      },
    ],
  ])("is told of anew when %s after the first word, and sent when that was answered", async (_, change) => {
    const box = withSubject("Thanks", "Re: [...]");
    Object.assign(box, { recipients: () => to("bob@b.example") });
    box.button.click();
    await change(box);
    pressLater(box);
    expect(box.sent).toEqual([]);
    expect(notices).toEqual(["clearReply", "clearReply"]);
    pressLater(box);
    expect(box.sent).toHaveLength(1);
  });

  it("is not asked twice for the same reason, whatever stood there in between", () => {
    const box = withSubject("Thanks", "Re: [...]");
    box.button.click();
    box.setSubject("Plan");
    pressLater(box);
    expect(box.sent).toHaveLength(1);
    box.setSubject("Re: [...]");
    pressLater(box);
    expect(box.sent).toHaveLength(2);
    expect(notices).toEqual(["clearReply"]);
  });

  it("is not seen in a new message, in an answer to a clear one, or in what was sealed here", async () => {
    for (const [text, subject] of [
      ["Hello", "Plan"],
      ["Hello", "[...]"],
      ["Thanks\n> Hello", "Re: Plan ..."],
    ] as const) {
      const box = withSubject(text, subject);
      box.button.click();
      expect(box.sent).toHaveLength(1);
    }
    const box = withSubject("", "Re: [...]");
    lockOf(box).click();
    mounted[0]!.ask("insert", put({ send: null }));
    await settle();
    mounted[0]!.ask("close", { restore: false });
    box.button.click();
    expect(box.sent).toHaveLength(1);
    expect(notices).toEqual([]);
  });
});

it("knows the boxes under an overlay, from the press on the lock to its end", async () => {
  const feature = sealCompose(context);
  const box = compose();
  feature.box(box);
  expect(feature.composes()).toEqual([]);
  feature.openNext("d", controller.signal, true);
  feature.box(box);
  expect(feature.composes()).toEqual([box]);
  mounted[0]!.ask("close", { restore: true });
  await settle();
  expect(feature.composes()).toEqual([]);
});

describe("a sealed reply", () => {
  const failed = vi.fn();
  beforeEach(() => failed.mockReset());
  const draftId = "0b8f7a9e-3c1d-4f5e-8a7b-123456789abc";
  it("presses Reply and opens the next editor on the draft, that one only", async () => {
    const feature = sealCompose(context);
    const reply = vi.fn(() => true);
    replySealed(context, feature)(message("x", { reply }), draftId, "reply", failed);
    expect(reply).toHaveBeenCalledOnce();
    const box = compose("> quoted");
    feature.box(box);
    feature.box(compose());
    expect(mounted).toHaveLength(1);
    expect(await mounted[0]!.options.job()).toMatchObject({ draftId, taken: "" });
  });

  it("is not tried where the page has no button for it, and nobody is blamed for that later", () => {
    vi.useFakeTimers();
    try {
      const feature = sealCompose(context);
      const reply = vi.fn(() => false);
      const view = message("x", { reply, answers: () => false });
      for (const how of ["reply", "all", "forward"] as const)
        expect(replySealed(context, feature)(view, draftId, how, failed)).toBe("no-button");
      vi.advanceTimersByTime(60_000);
      expect(reply).not.toHaveBeenCalled();
      expect(failed).not.toHaveBeenCalled();
      feature.box(compose());
      expect(mounted).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("goes into a new mail where the page has a button for that alone", async () => {
    const feature = sealCompose(context);
    const reply = vi.fn(() => true);
    const view = message("x", { reply, answers: (how) => how === "forward" });
    expect(replySealed(context, feature)(view, draftId, "all", failed)).toBe("new-mail");
    expect(reply).toHaveBeenCalledExactlyOnceWith("forward");
    feature.box(compose());
    expect(await mounted[0]!.options.job()).toMatchObject({ draftId });
  });

  it("presses again while the page is busy and drops it, and says so when nothing ever comes", () => {
    vi.useFakeTimers();
    try {
      const feature = sealCompose(context);
      const reply = vi.fn(() => true);
      replySealed(context, feature)(message("x", { reply }), draftId, "reply", failed);
      vi.advanceTimersByTime(1_000);
      expect(reply).toHaveBeenCalledTimes(2);
      feature.box(compose());
      vi.advanceTimersByTime(14_000);
      expect(reply).toHaveBeenCalledTimes(2);
      expect(failed).not.toHaveBeenCalled();
      replySealed(context, feature)(message("y", { reply }), draftId, "reply", failed);
      vi.advanceTimersByTime(15_000);
      expect(reply).toHaveBeenCalledTimes(6);
      expect(failed).toHaveBeenCalledOnce();
    } finally {
      vi.useRealTimers();
    }
  });

  it("presses no second time while the webmail goes to its reply page", () => {
    vi.useFakeTimers();
    try {
      const reply = vi.fn(() => true);
      replySealed(context, sealCompose(context))(message("x", { reply }), draftId, "reply", failed);
      window.dispatchEvent(new Event("beforeunload"));
      vi.advanceTimersByTime(15_000);
      expect(reply).toHaveBeenCalledOnce();
      expect(failed).not.toHaveBeenCalled();
    } finally {
      vi.useRealTimers();
    }
  });

  it("follows the webmail to another page, whose editor may stand there already, and leaves the page's storage alone", () => {
    sessionStorage.setItem("reply", JSON.stringify({ draftId, until: Date.now() + 9_000 }));
    const feature = sealCompose(context);
    const box = compose();
    feature.box(box);
    expect(mounted).toEqual([]);
    feature.openNext(draftId, controller.signal, true);
    feature.box(box);
    feature.box(box);
    expect(mounted).toHaveLength(1);
    expect(sessionStorage.length).toBe(1);
    sessionStorage.clear();
  });
});

describe("the page's health", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is said once when it stays broken, and not for a page still drawing", () => {
    health = "broken";
    const looked = pageHealth(context);
    looked();
    vi.advanceTimersByTime(6000);
    expect(notices).toEqual([]);
    vi.advanceTimersByTime(6000);
    expect(notices).toEqual(["unrecognised"]);
    looked();
    vi.advanceTimersByTime(60_000);
    expect(notices).toHaveLength(1);
  });

  it("is not said when it heals, and nothing ticks on a still page", () => {
    health = "broken";
    const looked = pageHealth(context);
    looked();
    vi.advanceTimersByTime(6000);
    health = "fine";
    vi.advanceTimersByTime(60_000);
    expect(notices).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
