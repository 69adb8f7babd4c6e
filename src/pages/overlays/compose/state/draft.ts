import { computed, signal } from "@preact/signals";
import { type Person, parseAddress, type Recipients } from "../../../../domain/address";
import type { Speaking } from "../../../../domain/speaker";
import { type DraftNews, isDraftNews } from "../../../../messages/draft-news";
import browser from "../../../../platform/browser";
import { readOnly } from "../../../read-only";
import { ask } from "../../frame/ask";
import type { Session } from "../../frame/connect";
import type { Written, WrittenAttachment } from "./composition";
import type { KeptDraft, NotLoaded } from "./lazy/kept-draft";
import type { SpeakingModel } from "./speaking";

// When a draft is sealed: soon after a pause in typing, and never later than two seconds after the first change that is
// not yet safe. Clock and timer come from outside.

const PAUSE_MS = 700;
const LATEST_MS = 2000;

export interface DraftClock {
  now(): number;
  /** Runs `work` after `ms`; returns how to call it off. */
  later(work: () => void, ms: number): () => void;
}

/** When the next save is due, from the first unsaved and the last change. */
export const dueAt = (first: number, last: number): number => Math.min(last + PAUSE_MS, first + LATEST_MS);

export interface DraftTimer {
  changed(): void;
  /** Saves at once when something is unsaved, even beside a save under way: the page may be about to go. */
  flush(): void;
  /** Nothing more will be saved. */
  stop(): void;
}

/**
 * Calls `save` when due, one at a time; a change during a save leads to another. A failed save (false) is tried again
 * two seconds later, so that a full disk or a dead worker does not end the protection.
 */
export function createDraftTimer(save: () => Promise<boolean>, clock: DraftClock): DraftTimer {
  let first: number | null = null;
  let running = false;
  let stopped = false;
  let callOff: (() => void) | null = null;

  const plan = (at: number): void => {
    callOff?.();
    callOff = clock.later(() => void run(), Math.max(0, at - clock.now()));
  };

  const run = async (): Promise<void> => {
    callOff?.();
    callOff = null;
    if (first === null || running || stopped) return;
    first = null;
    running = true;
    const saved = await save();
    running = false;
    if (stopped) return;
    if (!saved) {
      first ??= clock.now();
      plan(clock.now() + LATEST_MS);
    } else if (first !== null) {
      plan(dueAt(first, clock.now()));
    }
  };

  return {
    changed() {
      if (stopped) return;
      first ??= clock.now();
      if (!running) plan(dueAt(first, clock.now()));
    },
    flush() {
      if (!running) void run();
      else if (first !== null && !stopped) void save();
    },
    stop() {
      stopped = true;
      callOff?.();
    },
  };
}

/** How long ago, in words' terms, and when that changes; null: it will not change any more. */
export function draftAge(savedAt: number, now: number): { seconds: number | null; nextIn: number | null } {
  const seconds = Math.max(0, Math.floor((now - savedAt) / 1000));
  if (seconds >= 10) return { seconds: null, nextIn: null };
  return { seconds, nextIn: 1000 - ((now - savedAt) % 1000) };
}

// A draft is written by one overlay at a time. This one has a name, by which the background asks and tells it of its own.
interface Heard {
  /** Whether this draft is the one written here. */
  readonly writes: (draft: string) => boolean;
  readonly hear: (is: Exclude<DraftNews["is"], "held">) => void;
}

/** Returns the name. The background alone has no tab: a page's script cannot speak for it. */
function holdDrafts({ writes, hear }: Heard): string {
  const name = crypto.randomUUID();
  const listener = (
    message: unknown,
    { id, tab }: { id?: string; tab?: unknown },
    reply: (answer: boolean) => void,
  ): undefined => {
    if (id !== browser.runtime.id || tab || !isDraftNews(message)) return;
    if (message.holder !== name || !writes(message.draft)) return;
    if (message.is === "held") reply(true);
    else hear(message.is);
  };
  browser.runtime.onMessage?.addListener(listener as Parameters<typeof browser.runtime.onMessage.addListener>[0]);
  return name;
}

// What is written, kept sealed while it is written, and brought back whole.
export type DraftStatus =
  | { readonly is: "none" }
  /** A file that is attached is not in the draft yet. */
  | { readonly is: "sealing" }
  | { readonly is: "sealed"; readonly at: number }
  /** Another window has gone on with it: what is written here from now on is a draft of its own. */
  | { readonly is: "taken" }
  | { readonly is: "failing"; readonly code: string };

interface KeepingContext {
  readonly job: Session<"compose">["job"];
  readonly speaking: Pick<SpeakingModel, "named">;
  readonly written: Written;
  readonly recipients: () => Recipients;
}

const random = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(24));

export function createDraftKeeping({ job, speaking, written, recipients }: KeepingContext) {
  const last = signal<DraftStatus>({ is: "none" });
  /** What the last save holds of the files. Without it a draft would be called sealed before a large file is in it. */
  const kept = signal<ReadonlySet<Blob>>(new Set());
  const status = computed<DraftStatus>(() => {
    const missing = written.attachments.value.some(({ blob }) => !kept.value.has(blob));
    return last.value.is !== "failing" && last.value.is !== "taken" && missing ? { is: "sealing" } : last.value;
  });
  /** By what they are of: the same file attached keeps its name in the store. */
  let fileIds = new WeakMap<Blob, string>();
  const storing = new Map<string, Promise<string | null>>();
  const underWay = new Set<Promise<boolean>>();
  let id = job.draftId ?? crypto.randomUUID();
  let ended = false;
  /** When it may have gone out already, in an hour that ended before this editor heard of it. */
  const leftAt = signal<number | null>(null);

  const holder = holdDrafts({
    writes: (draft) => !ended && draft === id,
    hear(is) {
      if (is === "taken") last.value = { is };
      else if (last.value.is !== "none") void save();
    },
  });
  /** The other window has the draft; nothing of it is shared with this one. */
  const part = (): void => {
    id = crypto.randomUUID();
    fileIds = new WeakMap();
    kept.value = new Set();
  };
  /** The news may have been lost with a worker, or while the tab slept. */
  const check = async (): Promise<void> => {
    const asked = id;
    if (ended || last.value.is !== "sealed") return;
    const answer = await ask("draft.state", { id, holder });
    if (!answer.ok || ended || asked !== id || underWay.size > 0) return;
    if (answer.value === "taken") last.value = { is: "taken" };
    if (answer.value === "gone") await save();
  };

  // Asked for at once: a page that goes leaves no time for it.
  let mime: typeof import("../../../../domain/mime/draft") | null = null;
  const loading = import("../../../../domain/mime/draft").then((loaded) => {
    mime = loaded;
    return loaded;
  });

  const noteLeft = (at: number | null, draft = id) => ask("draft.leaving", { id: draft, holder, at });

  const idOf = ({ blob }: WrittenAttachment): string => {
    const known = fileIds.get(blob) ?? crypto.randomUUID();
    fileIds.set(blob, known);
    return known;
  };

  const write = async (): Promise<boolean> => {
    written.settle();
    const { draftToEntity } = mime ?? (await loading);
    const { to, cc, bcc } = recipients();
    const attachments = written.attachments.value;
    const draft = id;
    const entity = draftToEntity(
      {
        text: written.text.value,
        html: written.html.value,
        subject: written.subject.value,
        to: peopleOf(to),
        cc: peopleOf(cc),
        bcc: peopleOf(bcc),
        attachments: attachments.map(({ name, type }) => ({ name, type, bytes: new Uint8Array() })),
        least: written.least.value,
        quotedFor: written.quotedFor.value,
      },
      random(),
    );
    const { place, composeKey, account } = job;
    const files = attachments.map(idOf);
    const named = speaking.named();
    const answer = await ask("draft.save", { id: draft, place, composeKey, account, ...named, entity, files, holder });
    if (!answer.ok && answer.code === "taken") {
      if (draft === id) part();
      return write();
    }
    if (!answer.ok) {
      last.value = { is: "failing", code: answer.code };
      return false;
    }
    // Deleted elsewhere, or parted from another window's, it is written anew: that it may be out must not be lost with that.
    if (leftAt.value !== null) await noteLeft(leftAt.value, draft);
    for (const attachment of attachments) {
      if (ended || !answer.value.missing.includes(idOf(attachment))) continue;
      const refused = await store(draft, attachment, named);
      if (refused === null) continue;
      last.value = { is: "failing", code: refused };
      // Asking again would not bring it back.
      return refused === "file-unreadable";
    }
    kept.value = new Set(attachments.map(({ blob }) => blob));
    last.value = { is: "sealed", at: answer.value.savedAt };
    return true;
  };

  /** Null: it is there, or nobody wants it any more. Two saves at once send a large file once. */
  const store = (draft: string, attachment: WrittenAttachment, named: Speaking): Promise<string | null> => {
    const file = idOf(attachment);
    const work = async (): Promise<string | null> => {
      const bytes = await attachment.blob.arrayBuffer().catch(() => null);
      if (!bytes) return "file-unreadable";
      const answer = await ask("draft.saveFile", { id: draft, file, ...named, bytes: new Uint8Array(bytes) });
      return answer.ok || answer.code === "gone" ? null : answer.code;
    };
    const already = storing.get(file);
    if (already) return already;
    const now = work().finally(() => storing.delete(file));
    storing.set(file, now);
    return now;
  };

  const save = (): Promise<boolean> => {
    const work = write();
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  };

  const load = async (wanted: string): Promise<KeptDraft | NotLoaded> => {
    const { loadKept } = await import("./lazy/kept-draft");
    return loadKept(wanted, job.account, holder, (file, stored) => void fileIds.set(file, stored));
  };
  /** What came back is the draft that is saved from now on. */
  const take = ({ id: wanted, savedAt, files, leftAt: left }: KeptDraft): void => {
    const before = id;
    id = wanted;
    leftAt.value = left;
    // What was typed before goes on in this one.
    if (before !== wanted && last.value.is !== "none") void ask("draft.drop", { id: before, holder });
    kept.value = new Set(files);
    last.value = { is: "sealed", at: savedAt };
  };

  /** After a save under way, which would else bring it back. */
  const drop = async (): Promise<void> => {
    ended = true;
    await Promise.allSettled(underWay);
    await ask("draft.drop", { id, holder });
  };

  /**
   * Noted before the page's Send is pressed, since whoever is killed then cannot say so any more; taken back where nothing
   * went out. After a save under way, and of a draft that is this editor's own.
   */
  const leaving = async (now: boolean): Promise<void> => {
    await Promise.allSettled(underWay);
    if (now && last.value.is === "taken") await save();
    await noteLeft(now ? Date.now() : leftAt.value);
  };

  /** In the page, with this in its box. After a save under way, which would else make a draft of it again. */
  const place = async (digest: string): Promise<void> => {
    await Promise.allSettled(underWay);
    await ask("draft.placed", { id, holder, digest });
  };

  return readOnly({ status, leftAt, id: () => id, save, load, take, drop, leaving, place, check });
}

export type DraftKeeping = ReturnType<typeof createDraftKeeping>;

const peopleOf = (list: Recipients["to"]): Person[] =>
  list.flatMap(({ address, name }) => {
    const parsed = parseAddress(address);
    return parsed ? [{ address: parsed, name: name === address ? "" : name }] : [];
  });
