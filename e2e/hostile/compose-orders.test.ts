// @vitest-environment jsdom
// The real compose overlay and content script between an arbitrary page and a user who presses buttons in any order. `check`
// verifies the invariants after every step.
import { File as NodeFile } from "node:buffer";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, expect, it, vi } from "vitest";
import { fail, ok } from "../../src/domain/result";

vi.mock("../../src/platform/browser");
// Styling takes a third of the time here, and nothing below depends on it.
vi.mock("../../src/content/dom/notice", () => ({ styled: (element: Element) => element }));
vi.mock("../../src/content/dom/visible", () => ({ visible: () => true, roomBelow: () => 400 }));
vi.mock("../../src/pages/components/save-file", () => ({ saveFile: () => {} }));
vi.mock("../../src/pages/own-file", () => ({
  ownFile: async (path: string) => new Response(readFileSync(`public/${path}`)),
}));
vi.mock("../../src/pages/overlays/frame/ask", () => ({
  ask: (name: string, request: never) => world.ask(name, request),
}));
// WebCrypto answers from another thread, before or after the next step: this digest is deterministic.
vi.mock("../../src/domain/text-digest", () => ({
  textDigest: async (text: string) => createHash("sha256").update(text.replace(/\s+/g, "")).digest("hex"),
}));

import type { Overlay, OverlayOptions } from "../../src/content/dom/overlay-frame";
import type { FeatureContext } from "../../src/content/features/feature-context";
import { type SealCompose, sealCompose } from "../../src/content/features/seal-compose";
import type { ComposeBox } from "../../src/content/sites/site";
import type { Recipients } from "../../src/domain/address";
import type { ComposeJob, ToOverlay } from "../../src/messages/channel";
import { EXCLUSIVE, type PageCalls } from "../../src/messages/page-calls";
import { among, type ToCaller, type WireCaller, wireCallee, wireCaller } from "../../src/messages/wire";
import { useLanguage } from "../../src/pages/i18n";
import { type ComposeModel, createComposeModel } from "../../src/pages/overlays/compose/compose-model";
import { isInserting } from "../../src/pages/overlays/compose/state/sending";
import type { Session } from "../../src/pages/overlays/frame/connect";
import { randomFrom } from "./fuzz/random";

const TEXT = "the spare key hangs in the shed";
const FILE = "plan.bin";
const ME = "me@a.example";
const BOB = "bob@b.example";
const COVER = /^This message is sealed/;

const COMMON = [
  "seal",
  "send",
  "close",
  "keep",
  "back",
  "discard",
  "gone",
  "undo",
  "slow",
  "fail",
  "recipients",
  "worker",
];
/**
 * Steps added in longer orders: uploads that show nothing until they are done, the end of an upload, a press of Stop or of the
 * page's Send, and time to see new recipients.
 */
const ALL = [...COMMON, "late", "done", "stop", "page-send", "wait"];

interface Row {
  readonly file: File;
  element: HTMLElement | null;
  there: boolean;
}

interface SentMail {
  readonly text: string;
  readonly files: readonly File[];
  readonly to: string;
}

/** A compose window of the page. */
class PageBox {
  readonly root = document.createElement("div");
  readonly body = document.createElement("div");
  readonly list = document.createElement("div");
  readonly send = document.createElement("button");
  words = "";
  title = "";
  people: string[] = [BOB];
  rows: Row[] = [];
  changed: () => void = () => {};
  /** Armor that the page's server sends in place of the words, while they are whole. */
  carried: { readonly armored: string; readonly whole: () => boolean } | null = null;
  box: ComposeBox;

  constructor(readonly of: World) {
    this.root.append(this.body, this.list, this.send);
    document.body.append(this.root);
    this.send.addEventListener("click", () => of.sent(this));
    const recipients = (): Recipients => ({
      to: this.people.map((address) => ({ address, name: "" })),
      cc: [],
      bcc: [],
      unreadable: [],
    });
    this.box = {
      root: this.root,
      body: this.body,
      cover: this.body,
      from: () => ({ address: ME, name: "Me" }),
      key: () => "draft-1",
      placeLock: (lock) => void (lock.parentElement !== this.root && this.root.append(lock)),
      recipients,
      subject: () => this.title,
      setSubject: (text) => {
        this.title = text;
        return true;
      },
      watch: (changed) => {
        this.changed = changed;
      },
      text: () => this.words,
      replaceText: (text) => {
        this.words = text;
        of.check("written");
        return true;
      },
      replaceRecipient: () => false,
      attach: (files) => {
        for (const file of files) this.take(file);
        return true;
      },
      attachmentsIn: () => this.list,
      ...(of.lists ? { attachments: () => this.rows.flatMap((row) => (row.element ? [this.shown(row)] : [])) } : {}),
      sendButton: () => this.send,
      ...(of.entities
        ? {
            entityRoom: () => 1_000_000,
            sendEntity: (armored: string, whole: () => boolean) => this.carry(armored, whole),
          }
        : {}),
    };
  }
  carry(armored: string, whole: () => boolean): () => void {
    const mine = { armored, whole };
    this.carried = mine;
    return () => {
      if (this.carried === mine) this.carried = null;
    };
  }
  shown({ element }: Row) {
    return { name: element!.firstChild?.textContent ?? "", remove: element!.querySelector("button") };
  }
  take(file: File): void {
    const row: Row = { file, element: null, there: false };
    this.rows.push(row);
    if (this.of.uploads !== "late") this.show(row, true);
    if (this.of.uploads === "fast") setTimeout(() => this.finish(row), 1);
    if (this.of.uploads === "fail") setTimeout(() => this.drop(row), 1);
  }
  show(row: Row, busy: boolean): void {
    row.element?.remove();
    row.element = document.createElement("div");
    const cross = document.createElement("button");
    cross.addEventListener("click", () => this.drop(row));
    row.element.append(row.file.name, cross);
    if (busy) row.element.append(document.createElement("progress"));
    this.list.append(row.element);
  }
  finish(row: Row): void {
    if (!this.rows.includes(row) || row.there) return;
    row.there = true;
    this.show(row, false);
  }
  drop(row: Row): void {
    this.rows = this.rows.filter((one) => one !== row);
    row.element?.remove();
  }
  files(): File[] {
    return this.rows.filter(({ there }) => there).map(({ file }) => file);
  }
}

/** An overlay in its frame, and its line. */
interface Frame {
  readonly model: ComposeModel;
  readonly caller: WireCaller<PageCalls>;
  alive: boolean;
  /** The page closes, or removes the frame. */
  hide(): void;
}

class World {
  uploads: "fast" | "slow" | "late" | "fail" = "fast";
  readonly controller = new AbortController();
  readonly mails: SentMail[] = [];
  readonly drafts = new Map<string, { text: string; placed: string | null; key: string | null }>();
  readonly sealed = new Map<string, { to: string }>();
  readonly boxes: PageBox[] = [];
  feature: SealCompose;
  frame: Frame | null = null;
  sends = 0;
  /** After the last press of a seal button, the user chose to put the text into the page, or to discard it (`thrown`). */
  bared = false;
  thrown = false;
  /** The line between both ends is down: messages are lost. */
  down = false;
  broken: string[] = [];
  steps: string[] = [];

  constructor(
    readonly files: boolean,
    readonly lists: boolean,
    readonly entities: boolean,
  ) {
    this.feature = sealCompose(this.context());
  }

  context(): FeatureContext {
    return {
      document,
      site: {
        id: "generic",
        account: () => ({ address: ME, name: "" }),
        dark: () => false,
      } as unknown as FeatureContext["site"],
      signal: this.controller.signal,
      word: (name) => name,
      notice: () => {},
      sourceSeen: () => {},
      whenInView: () => {},
      trusted: () => true,
      mount: (options) => this.mount(options),
    } as FeatureContext;
  }

  mount(options: OverlayOptions): Overlay {
    const host = document.createElement("div");
    options.place(host);
    const hidden: (() => void)[] = [];
    const listeners: ((message: ToOverlay) => void)[] = [];
    const through = (deliver: () => void): void => {
      if (!this.down) queueMicrotask(deliver);
    };
    const callee = wireCallee(among<PageCalls>(options.calls), EXCLUSIVE);
    const back = (wire: ToCaller): void => through(() => frame.alive && caller.take(wire));
    const caller = wireCaller<PageCalls>((wire) => through(() => frame.alive && callee.take(wire, back)));
    const job = options.job() as ComposeJob;
    const session = {
      job,
      identities: [{ fingerprint: "f".repeat(40), name: "Me", addresses: [ME], protection: "device" }],
      settings: { keyServers: [], managed: { least: { level: "any", inside: false } } },
      page: caller,
      post: () => {},
      listen: (listener: (message: ToOverlay) => void) => void listeners.push(listener),
    } as unknown as Session<"compose">;
    // A real frame has its own window and document, so its listeners end with it.
    const { addEventListener } = window;
    const { addEventListener: onDocument } = document;
    window.addEventListener = ((type: string, listener: () => void, more?: { signal?: AbortSignal }) => {
      if (more?.signal) addEventListener.call(window, type, listener, more);
      else if (type === "pagehide") hidden.push(listener);
    }) as typeof window.addEventListener;
    document.addEventListener = (() => {}) as typeof document.addEventListener;
    const model = createComposeModel(session);
    window.addEventListener = addEventListener;
    document.addEventListener = onDocument;
    const frame: Frame = {
      model,
      caller,
      alive: true,
      hide: () => {
        if (!frame.alive) return;
        for (const one of hidden) one();
        frame.alive = false;
        if (this.frame === frame) this.frame = null;
      },
    };
    this.frame = frame;
    void model.begin();
    const remove = (): void => {
      callee.abort();
      frame.hide();
      host.remove();
    };
    options.signal.addEventListener("abort", remove);
    return {
      host,
      lend: () => {},
      post: (message) => {
        if (frame.alive) for (const listener of listeners) listener(message);
      },
      resize: () => {},
      remove,
      lost: () => options.onLost("removed"),
    } as Overlay;
  }

  async ask(name: string, request: unknown): Promise<unknown> {
    await Promise.resolve();
    const { id, digest, entity } = request as { id: string; digest: string | null; entity: Uint8Array };
    switch (name) {
      case "draft.save": {
        const { composeKey } = request as { composeKey: string | null };
        this.drafts.set(id, { text: new TextDecoder().decode(entity), placed: null, key: composeKey });
        return ok({ savedAt: 1, missing: [] });
      }
      case "draft.placed":
        Object.assign(this.drafts.get(id) ?? {}, { placed: digest });
        return ok(null);
      case "draft.drop":
        this.drafts.delete(id);
        return ok(null);
      case "draft.find": {
        const rows = [...this.drafts].filter(([, row]) => row.placed === null || row.placed === digest).reverse();
        rows.sort(([, a], [, b]) => Number(b.placed !== null) - Number(a.placed !== null));
        return ok(
          rows.map(([one, row]) => {
            const placedAt = row.placed === null ? null : 1;
            return { id: one, place: "", composeKey: row.key, savedAt: 1, size: 1, files: 0, wanted: false, placedAt };
          }),
        );
      }
      case "draft.load": {
        const row = this.drafts.get(id);
        const { draftToEntity } = await import("../../src/domain/mime/draft");
        const people = { to: [{ address: BOB as never, name: "" }], cc: [], bcc: [], attachments: [], html: null };
        if (!row) return fail("gone");
        const value = draftToEntity({ text: TEXT, subject: "Where", ...people }, new Uint8Array(24));
        return ok({ id, entity: value, files: [], savedAt: 1 });
      }
      case "message.seal": {
        const { to } = request as unknown as { to: string[] };
        const body = `SEALED${this.sealed.size}`;
        const armored = `-----BEGIN PGP MESSAGE-----\n\n${body}\n-----END PGP MESSAGE-----\n`;
        await new Promise((later) => setTimeout(later, 1));
        this.sealed.set(armored.trim(), { to: to.join() });
        return ok({ armored, pinned: [] });
      }
      case "recipient.states":
        return ok([]);
      default:
        return fail("internal");
    }
  }

  /** The relaying worker is gone; the line is reopened after the next step. */
  cut(): void {
    this.down = true;
  }
  mend(): void {
    if (!this.down) return;
    this.down = false;
    this.frame?.caller.repeat();
  }
  upload(how: World["uploads"]): void {
    this.uploads = how;
  }
  box(): PageBox {
    return this.boxes.at(-1)!;
  }
  open(fill: (box: PageBox) => void): void {
    const box = new PageBox(this);
    fill(box);
    this.boxes.push(box);
    this.feature.box(box.box);
  }
  sent(box: PageBox): void {
    const { carried } = box;
    // As Roundcube's adapter has it: what stands for a message goes nowhere without it.
    if (carried && !carried.whole() && box.words.startsWith("This text is not sent")) return;
    const text = carried?.whole() ? carried.armored : box.words;
    this.mails.push({ text, files: box.files(), to: box.people.join() });
    this.check("sent");
    this.close(box);
  }
  close(box: PageBox): void {
    box.root.remove();
    this.frame?.hide();
  }

  /** What must hold at any moment. */
  check(when: string): void {
    const fault = (what: string): void => this.fault(`${what}, ${when}`);
    const { model } = this.frame ?? {};
    if (model?.closing.value && isInserting(model.seal.value)) fault("asks before the page has given it back");
    for (const box of this.boxes) {
      const clear =
        box.words.includes(TEXT) || box.title.includes("Where") || box.files().some(({ name }) => name === FILE);
      if (clear && box.root.isConnected && !this.bared) fault("text in the page unasked");
      const sealed = box.rows.some(({ file }) => /^encrypted\.asc$/.test(file.name));
      if (clear && sealed && box.root.isConnected) fault("text in clear beside a sealed file");
    }
  }
  fault(what: string): void {
    this.broken.push(`${what} (after ${this.steps.join(" ")})`);
  }
  checkMails(): void {
    const fault = (what: string): void => this.fault(what);
    if (this.mails.length > this.sends) fault("sent more often than asked");
    const seen = new Set<string>();
    for (const { text, files, to } of this.mails) {
      const armor = files.length > 0 ? this.contents.get(files.at(-1)!) : text.trim();
      const whole = files.length > 0 ? COVER.test(text) && files.at(-1)!.name === "encrypted.asc" : true;
      const known = this.sealed.get(armor ?? "");
      if (!known || !whole || files.length > 2) fault(`something else was sent: ${text.slice(0, 40)}`);
      else if (known.to !== to) fault(`sent to ${to}, sealed to ${known.to}`);
      if (seen.has(armor ?? "")) fault("sent twice");
      seen.add(armor ?? "");
    }
  }
  /** Contents of the sent files, read at the end. */
  readonly contents = new Map<File, string>();

  async end(): Promise<void> {
    for (const { files } of this.mails) for (const file of files) this.contents.set(file, (await file.text()).trim());
    this.check("at the end");
    this.checkMails();
    const fault = (what: string): void => this.fault(what);
    const { frame } = this;
    const step = frame?.model.seal.value.step;
    if (step === "sealing" || step === "inserting" || step === "stopping") fault(`stuck at ${step}`);
    const box = this.box();
    if (!frame && box.root.isConnected && box.body.style.display === "none") fault("the page's editor stays hidden");
    const kept =
      this.thrown ||
      box.words.includes(TEXT) ||
      frame?.model.written.text.value.includes(TEXT) ||
      [...this.drafts.values()].some(({ text }) => text.includes(TEXT));
    if (!kept) fault("the text is lost");
    this.controller.abort();
    for (const one of this.boxes) one.root.remove();
    vi.clearAllTimers();
  }
}

let world: World;

const turn = (): Promise<void> => new Promise((next) => setImmediate(next));
/** Lets everything pending run, then advances the time by `ms`. */
async function settle(ms: number): Promise<void> {
  for (let i = 0; i < 2; i++) await turn();
  vi.advanceTimersByTime(ms);
  for (let i = 0; i < 3; i++) await turn();
}

const PRESSES: Record<string, (now: World) => void> = {
  seal: (now) => press(now, false),
  send: (now) => press(now, true),
  close: ({ frame }) => frame?.model.askClose(),
  keep: (now) => choose(now, "keep"),
  back: (now) => choose(now, "put-back"),
  discard: (now) => choose(now, "discard"),
  stop: ({ frame }) => frame?.model.step({ type: "cancel" }),
  "page-send": (now) => {
    const box = now.box();
    if (now.frame) box.send.click();
    else if (box.root.isConnected && box.words.startsWith("This text is not sent")) {
      now.sends += 1;
      box.send.click();
    }
  },
  gone: (now) => now.close(now.box()),
  undo(now) {
    const mail = now.mails.at(-1);
    if (!mail || now.box().root.isConnected) return;
    now.open((box) => {
      box.words = mail.text;
      for (const file of mail.files) {
        box.rows.push({ file, element: null, there: true });
        box.show(box.rows.at(-1)!, false);
      }
    });
  },
  slow: (now) => now.upload("slow"),
  late: (now) => now.upload("late"),
  fail: (now) => now.upload("fail"),
  done(now) {
    now.uploads = "fast";
    for (const box of now.boxes) for (const row of [...box.rows]) box.finish(row);
  },
  recipients(now) {
    now.box().people = [BOB, "carol@c.example"];
    now.box().changed();
  },
  worker: (now) => now.cut(),
  wait: () => void vi.advanceTimersByTime(1200),
};

function press(now: World, send: boolean): void {
  const { frame } = now;
  if (!frame || frame.model.closing.value || frame.model.blocked.value || frame.model.start.value.is !== "ready")
    return;
  const before = frame.model.seal.value;
  frame.model.press(send);
  if (frame.model.seal.value === before) return;
  now.bared = false;
  now.thrown = false;
  if (send) now.sends += 1;
}

function choose(now: World, way: "keep" | "put-back" | "discard"): void {
  const { frame } = now;
  if (!frame?.model.closing.value) return;
  if (way === "put-back") now.bared = true;
  if (way === "discard") now.thrown = true;
  frame.model.chooseClose(way);
}

async function play(steps: readonly string[], files: boolean, lists: boolean, entities: boolean): Promise<string[]> {
  world = new World(files, lists, entities);
  const now = world;
  now.open((box) => {
    box.words = "";
  });
  const lock = now.box().root.querySelector("span")?.shadowRoot?.querySelector("button");
  lock!.click();
  await settle(0);
  const { written } = now.frame!.model;
  written.edited(TEXT);
  if (files) {
    written.setSubject("Where");
    written.attach([new File(["plan"], FILE)]);
  } else written.setInlineOnly(true);
  await settle(800);
  for (const step of steps) {
    now.steps.push(step);
    const asked = now.frame?.model.closing.value ? now.frame : null;
    PRESSES[step]!(now);
    await settle(2);
    now.check(step);
    if ((step === "keep" || step === "discard") && asked && asked === now.frame && !now.down)
      now.fault("does not close");
    if (step !== "worker") now.mend();
  }
  now.mend();
  PRESSES.done!(now);
  // Enough time for uploads to end, waits to expire and the overlay to close.
  for (let i = 0; i < 3; i++) await settle(16_000);
  await now.end();
  return now.broken;
}

/** Every order of one to `length` of these. */
function* orders(of: readonly string[], length: number): Generator<string[]> {
  for (const one of of) {
    yield [one];
    if (length > 1) for (const rest of orders(of, length - 1)) yield [one, ...rest];
  }
}

/** Writes the entity at once: a real worker is a thread with unpredictable timing. */
class EntityWorker extends EventTarget {
  postMessage({ text }: { text: string }): void {
    const entity = new TextEncoder().encode(text);
    queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data: { is: "done", entity } })));
  }
  terminate(): void {}
}

const LONGER = 5_000;
const SEED = 11;

afterAll(() => vi.useRealTimers());

it("holds in every order of presses, uploads, closings and deaths: nothing bared unasked, lost, or sent twice", {
  timeout: 600_000,
}, async () => {
  await useLanguage("en");
  // Normally loaded on first use; here a step would end before that.
  await Promise.all([
    import("../../src/domain/mime/draft"),
    import("../../src/pages/overlays/compose/state/lazy/kept-draft"),
    import("../../src/pages/overlays/compose/send/lazy/encrypt"),
  ]);
  // jsdom's File cannot be read.
  vi.stubGlobal("File", NodeFile);
  vi.stubGlobal("Worker", EntityWorker);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
  const started = process.hrtime.bigint();
  const used = process.cpuUsage();
  const faults: string[] = [];
  let short = 0;
  for (const steps of orders(COMMON, 3)) {
    short += 1;
    faults.push(...(await play(steps, short % 3 !== 0, short % 2 === 0, short % 5 < 2)));
    if (faults.length > 20) break;
  }
  const next = randomFrom(SEED);
  const below = (share: number): boolean => next(2 ** 32) < share * 2 ** 32;
  let longer = 0;
  for (; longer < LONGER && faults.length <= 20; longer++) {
    const length = 4 + next(3);
    const steps = Array.from({ length }, () => next.pick(ALL));
    faults.push(...(await play(steps, below(0.7), below(0.5), below(0.4))));
  }
  const seconds = (Number(process.hrtime.bigint() - started) / 1e9).toFixed(1);
  const { user, system } = process.cpuUsage(used);
  const processor = ((user + system) / 1e6).toFixed(1);
  console.info(
    `compose orders: ${short} of up to 3 steps, ${longer} of 4 to 6 (seed ${SEED}), ${seconds} s (processor ${processor} s)`,
  );
  expect(faults).toEqual([]);
});
