import { computed, signal } from "@preact/signals";
import type { Runtime } from "webextension-polyfill";
import type { Recipients } from "../../../../domain/address";
import type { Speaking } from "../../../../domain/speaker";
import { type DraftNews, isDraftNews } from "../../../../messages/draft-news";
import { fromOurselves } from "../../../../messages/from-ourselves";
import browser from "../../../../platform/browser";
import { readOnly } from "../../../read-only";
import { ask } from "../../frame/ask";
import type { Session } from "../../frame/connect";
import type { Written, WrittenAttachment } from "./composition";
import type { KeptDraft, NotLoaded } from "./lazy/kept-draft";
import { peopleOf } from "./recipients";
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

// One overlay writes a draft at a time. The name identifies this one to the background.
interface Heard {
  /** Whether this draft is the one written here. */
  readonly writes: (draft: string) => boolean;
  readonly hear: (is: Exclude<DraftNews["is"], "held">) => void;
}

/** Returns the name. */
function holdDrafts({ writes, hear }: Heard): string {
  const name = crypto.randomUUID();
  const listener = (message: unknown, sender: Runtime.MessageSender, reply: (answer: boolean) => void): undefined => {
    if (!fromOurselves(sender, browser.runtime.id) || !isDraftNews(message)) return;
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
  /** Another window has taken it over: what is written here from now on becomes a separate draft. */
  | { readonly is: "taken" }
  | { readonly is: "failing"; readonly code: string };

interface KeepingContext {
  readonly job: Session<"compose">["job"];
  readonly speaking: Pick<SpeakingModel, "named">;
  readonly written: Written;
  readonly recipients: () => Recipients;
  /** They are a list of the writer's own. */
  readonly stated: () => boolean;
}

const random = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(24));

export function createDraftKeeping({ job, speaking, written, recipients, stated }: KeepingContext) {
  const last = signal<DraftStatus>({ is: "none" });
  /** The files in the last save. Without it the draft would be called sealed before a large file is in it. */
  const kept = signal<ReadonlySet<Blob>>(new Set());
  const status = computed<DraftStatus>(() => {
    const missing = written.attachments.value.some(({ blob }) => !kept.value.has(blob));
    return last.value.is !== "failing" && last.value.is !== "taken" && missing ? { is: "sealing" } : last.value;
  });
  /** Keyed by content object, so that an attached file keeps its name in the store. */
  let fileIds = new WeakMap<Blob, string>();
  const storing = new Map<string, Promise<string | null>>();
  const underWay = new Set<Promise<boolean>>();
  let id = job.draftId ?? crypto.randomUUID();
  let ended = false;
  /** When the message may have been sent already, by an editor that ended before it heard. */
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

  // Loaded at once: there is no time for it when the page goes.
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
        stated: stated(),
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
    // A draft deleted elsewhere, or split from another window's, is written anew. The note that it may be out must survive that.
    if (leftAt.value !== null) await noteLeft(leftAt.value, draft);
    for (const attachment of attachments) {
      if (ended || !answer.value.missing.includes(idOf(attachment))) continue;
      const refused = await store(draft, attachment, named);
      if (refused === null) continue;
      last.value = { is: "failing", code: refused };
      // Another attempt would not bring the file back.
      return refused === "file-unreadable";
    }
    kept.value = new Set(attachments.map(({ blob }) => blob));
    last.value = { is: "sealed", at: answer.value.savedAt };
    return true;
  };

  /** Null: the file is stored, or no longer wanted. Two saves at once send a large file only once. */
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
  /** Saves go to the restored draft from now on. */
  const take = ({ id: wanted, savedAt, files, leftAt: left }: KeptDraft): void => {
    const before = id;
    id = wanted;
    leftAt.value = left;
    // What was typed before goes on in this one.
    if (before !== wanted && last.value.is !== "none") void ask("draft.drop", { id: before, holder });
    kept.value = new Set(files);
    last.value = { is: "sealed", at: savedAt };
  };

  /** Waits for a save under way, which would bring it back. */
  const drop = async (): Promise<void> => {
    ended = true;
    await Promise.allSettled(underWay);
    await ask("draft.drop", { id, holder });
  };

  /**
   * Notes that the message may be out before the page's Send is pressed, since an overlay killed right after could not, and
   * withdraws the note where nothing went out. Waits for a save under way, and saves a taken draft as a separate one first.
   */
  const leaving = async (now: boolean): Promise<void> => {
    await Promise.allSettled(underWay);
    if (now && last.value.is === "taken") await save();
    await noteLeft(now ? Date.now() : leftAt.value);
  };

  /** The message is in the page's box now. Waits for a save under way, which would make a draft of it again. */
  const place = async (digest: string): Promise<void> => {
    await Promise.allSettled(underWay);
    await ask("draft.placed", { id, holder, digest });
  };

  return readOnly({ status, leftAt, id: () => id, save, load, take, drop, leaving, place, check });
}

export type DraftKeeping = ReturnType<typeof createDraftKeeping>;
