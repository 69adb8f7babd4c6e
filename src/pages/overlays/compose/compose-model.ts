import { computed, signal } from "@preact/signals";
import type { Person, Recipients } from "../../../domain/address";
import { lookupPlan } from "../../../domain/discovery/plan";
import type { DraftSummary } from "../../../domain/draft-summary";
import { fail } from "../../../domain/result";
import { textDigest } from "../../../domain/text-digest";
import { isAboveDefault, type MessageClass, stricter } from "../../../domain/trust/message-class";
import type { WordKey } from "../../i18n";
import { ask } from "../frame/ask";
import { beforeBlank } from "../frame/blank";
import type { Session } from "../frame/connect";
import { createInserting } from "./send/insert";
import type { Progress } from "./send/lazy/encrypt";
import { createAttachKey, createNoKey } from "./send/without-key";
import { type CloseAct, type CloseWay, closeChosen, closeRequested, type Taken } from "./state/closing";
import { createWritten, type Shape, SIZE_LIMIT } from "./state/composition";
import { createDraftKeeping, createDraftTimer } from "./state/draft";
import type { KeptDraft, Typed } from "./state/lazy/kept-draft";
import { createMoving } from "./state/moving";
import { createPausing } from "./state/pausing";
import { createRecipientWatch, createSureRecipients, sameRecipients, type Unsure } from "./state/recipient-hold";
import {
  allAddresses,
  createBindings,
  createDeliveries,
  createRecipientKeys,
  goesOnlyTo,
  hasStrong,
  replacementsIn,
} from "./state/recipients";
import { type Inserting, isInserting, nextSeal, type Refusal, type SealEvent, type SealState } from "./state/sending";
import { createSpeaking } from "./state/speaking";

/** What stands in the way before writing starts. */
export type Start =
  | { readonly is: "ready" }
  /** A draft needs the key. */
  | { readonly is: "locked" }
  /** The page's box holds a sealed message that is no draft of this device. */
  | { readonly is: "foreign" }
  /** What was begun here could not be looked for; nothing is begun in its place. */
  | { readonly is: "unread"; readonly again: () => Promise<void> };

const RECIPIENTS_CHANGED = { type: "not-sealed", failure: fail("recipients-changed"), strong: false } as const;

const ARMORED = /^\s*-----BEGIN PGP MESSAGE-----[\s\S]*-----END PGP MESSAGE-----\s*$/;

/** Written in another window now. */
export const isOpen = ({ openIn }: DraftSummary): boolean => typeof openIn === "number";

/** What the compose overlay knows and does. The text lives in the editor; `written` follows it. */
export function createComposeModel(session: Session<"compose">) {
  const { job } = session;
  const bindings = createBindings();
  /** As the page's fields have them; `recipients` are those to seal to. */
  let onPage = job.recipients;
  const { sure, confirm } = createSureRecipients();
  const unsure = signal<readonly Unsure[]>([]);
  const read = (): Recipients => {
    const told = sure(bindings.bound(onPage));
    unsure.value = told.unsure;
    return told.recipients;
  };
  const recipients = signal(read());
  const speaking = createSpeaking(session);
  const watch = createRecipientWatch(session, recipients.value);
  const pausing = createPausing(
    session,
    () => !("key" in speaking.speaker.value) || closing.value || noKey.open.value !== null,
  );
  const written = createWritten(job, () => edited());
  const { text, subject } = written;
  const start = signal<Start>({ is: "ready" });
  const seal = signal<SealState>({ step: "writing" });
  const closing = signal(false);
  /** Files of the draft that were not kept, and people it was for whom the page's fields do not have. */
  const lost = signal<readonly string[]>([]);
  const meant = signal<readonly Person[]>([]);
  const offered = signal<DraftSummary | null>(null);
  const stopped = signal(false);
  const reopened = signal(false);
  /** Bumped when the text was set from here, so that the editor takes it over. */
  const placed = signal<{ html: string | null; caret: number | null }>({ html: null, caret: null });
  /** What the writer and their organisation ask of every recipient together. */
  const least = computed(() => stricter(written.least.value, session.settings.managed.least));
  /** Why nothing may leave in clear; null: it may. */
  const notInClear = (): WordKey | null => {
    if (hasStrong(recipients.value)) return "seal_strong_mismatch";
    return isAboveDefault(least.value) ? "seal_below_class" : null;
  };
  const deliveries = createDeliveries();
  const keys = createRecipientKeys(lookupPlan(session.settings), (addresses) => void deliveries.follow(addresses));

  const armored = ARMORED.test(job.taken);
  let taken: Taken = { text: job.taken, sealed: armored };
  let opened = "";
  /** Whether anything was written since a message was taken up again. */
  let touched = false;

  // Drafts ---------------------------------------------------------------------------------------------------------
  const keeping = createDraftKeeping({ job, speaking, written, recipients: () => recipients.value });
  const draft = keeping.status;
  const save = async (): Promise<boolean> => {
    const kept = await keeping.save();
    if (kept) moving.keptAs(keeping.id());
    return kept;
  };
  const moving = createMoving(session, {
    save: () => {
      written.settle();
      return save();
    },
    id: keeping.id,
  });
  const timer = createDraftTimer(save, {
    now: () => performance.now(),
    later: (work, ms) => {
      const id = setTimeout(work, ms);
      return () => clearTimeout(id);
    },
  });
  beforeBlank(() => {
    timer.flush();
    timer.stop();
  });
  const dropDraft = async (): Promise<void> => {
    timer.stop();
    await keeping.drop();
  };

  /** It is in the page now, and can be taken up from there for an hour. */
  const keepPlaced = async (): Promise<void> => {
    timer.stop();
    await keeping.place(await textDigest(inserting.placed()));
  };

  const edited = (): void => {
    touched = true;
    // A window that closes at once does not live to hear that it was kept.
    moving.keptAs(keeping.id());
    timer.changed();
    if (seal.value.step === "refused" || seal.value.step === "failed") step({ type: "cancel" });
  };
  /** The caret goes to an offset in the text, or to its end. */
  const place = (value: string, caret: number | null = null, html: string | null = null): void => {
    written.put(value, html);
    placed.value = { html, caret };
  };

  const whenUnlocked = (work: () => Promise<void>): void => {
    pending = work;
    start.value = { is: "locked" };
  };
  const unread = (again: () => Promise<void>): void => {
    start.value = { is: "unread", again };
  };
  const loadDraft = async (id: string, where: Typed): Promise<void> => {
    const kept = await keeping.load(id);
    if (kept === "locked") return whenUnlocked(() => loadDraft(id, where));
    if (kept === "unread") return unread(() => loadDraft(id, where));
    offered.value = null;
    start.value = { is: "ready" };
    if (kept !== "gone") {
      await takeUp(kept, where);
      moving.keptAs(kept.id);
    }
    // Told of before it was kept, and never kept.
    else if (id === job.draftId && !armored && text.value === "") place(job.taken);
  };
  const takeUp = async (kept: KeptDraft, where: Typed): Promise<void> => {
    const { mergedHtml, mergedText, wantedSubject } = await import("./state/lazy/kept-draft");
    written.settle();
    const typed = { text: text.value, html: written.html.value };
    const caret = typed.text.trim() === "" ? 0 : typed.text.length;
    place(mergedText(kept, typed, where), where === "above" ? caret : null, mergedHtml(kept, typed, where));
    subject.value = wantedSubject(kept.subject, subject.value, job, written.isNamed());
    keeping.take(kept);
    if (touched) moving.keptAs(kept.id);
    if (kept.files.length > 0) written.attach(kept.files);
    written.least.value = stricter(kept.least, written.least.value);
    if (kept.quotedFor.length > 0) written.quotedFor.value = kept.quotedFor;
    lost.value = kept.lost;
    meant.value = kept.people;
  };

  /**
   * The box holds what was sealed there within the hour. It opens by itself where it is certainly this message and goes to
   * nobody else; a page can lay a message to one in a box that is addressed to another.
   */
  const reopen = async (summary: DraftSummary): Promise<void> => {
    const certain = armored || (job.composeKey !== null && summary.composeKey === job.composeKey);
    const kept = certain ? await keeping.load(summary.id) : "gone";
    if (kept === "locked") return whenUnlocked(() => reopen(summary));
    if (kept === "unread") return unread(() => reopen(summary));
    start.value = { is: "ready" };
    if (kept === "gone" || !goesOnlyTo(recipients.value, kept.people)) {
      offered.value = summary;
      return;
    }
    await takeUp(kept, "below");
    opened = text.value;
    reopened.value = true;
    touched = false;
  };

  /** What an unlocked key will be used for. */
  let pending: () => Promise<void> = async () => {};

  const begin = async (): Promise<void> => {
    void keys.follow(recipients.value);
    if (job.draftId) return loadDraft(job.draftId, "above");
    const isText = !armored && job.taken.trim() !== "";
    if (isText) place(job.taken);
    const { place: where, composeKey, account } = job;
    const digest = job.taken.trim() === "" ? null : await textDigest(job.taken);
    const found = await ask("draft.find", { place: where, composeKey, account, digest });
    // What the page gave is here and can be gone on with; else nothing is lost by asking again.
    if (!found.ok && !isText) return unread(begin);
    if (start.value.is === "unread") start.value = { is: "ready" };
    const drafts = found.ok ? found.value : [];
    const ours = drafts.find((one) => one.placedAt !== null);
    if (ours) {
      taken = { ...taken, sealed: true };
      if (text.value === job.taken) place("");
      return reopen(ours);
    }
    if (isText) timer.changed();
    const exact = composeKey === null ? undefined : drafts.find((one) => one.composeKey === composeKey);
    if (exact && !isOpen(exact) && text.value.trim() === "") return loadDraft(exact.id, "below");
    // Somebody's sealed message, or one of ours from before: never opened into the editor.
    if (armored) {
      start.value = { is: "foreign" };
      return;
    }
    const asked = drafts.find((one) => one.wanted && !isOpen(one));
    if (asked) return loadDraft(asked.id, "below");
    offered.value = exact ?? drafts.find((one) => !isOpen(one)) ?? drafts[0] ?? null;
  };

  const refuseOffer = async (): Promise<void> => {
    const summary = offered.value;
    offered.value = null;
    // One that is written in another window is left there.
    if (summary && !isOpen(summary)) await ask("draft.drop", { id: summary.id });
  };

  // Sealing --------------------------------------------------------------------------------------------------------
  const refusal = (shape: Shape): Refusal | null => {
    if (!("key" in speaking.speaker.value)) return "whose-key";
    if (written.isEmpty()) return "empty";
    if (shape === "sign" && isAboveDefault(least.value)) return "not-in-clear";
    if (shape === "sign")
      return written.html.value !== null || written.attachments.value.length > 0 ? "sign-plain-only" : null;
    if (unsure.value.length > 0) return "unsure";
    if (recipients.value.unreadable.length > 0) return "unreadable";
    if (written.size.value > SIZE_LIMIT) return "too-large";
    return allAddresses(recipients.value).length === 0 ? "no-recipients" : null;
  };

  const step = (event: SealEvent): void => {
    const before = seal.value;
    seal.value = nextSeal(before, event);
    if (seal.value !== before) void enter(seal.value);
  };

  const enter = async (state: SealState): Promise<void> => {
    const why = state.step === "sealing" || (state.step === "inserting" && state.way !== "back") ? watch.stops() : null;
    if (why) {
      seal.value = { step: "refused", why };
      return;
    }
    if (state.step === "inserting" || state.step === "sealing") tookBack.value = false;
    if (state.step === "sealing") {
      stopped.value = false;
      // What goes out is kept as it goes out.
      timer.flush();
      making = new AbortController();
      const { signal } = making;
      const tell = (now: Progress): void => {
        if (!signal.aborted) progress.value = now;
      };
      const { makeSealed } = await import("./send/lazy/encrypt");
      const { shape } = state;
      sealedFor = recipients.value;
      signedFor = speaking.from.value;
      const to = { recipients: sealedFor, least: least.value };
      const event = await makeSealed({ speaking, written, ...to, shape, tell, signal });
      if (signal.aborted) return;
      // Sealed to those who stood there at the press: the page may have others by now.
      const changed = event.type === "sealed" && !sameRecipients(to.recipients, recipients.value);
      step(changed ? RECIPIENTS_CHANGED : event);
    } else {
      making?.abort();
      progress.value = null;
    }
    if (state.step === "inserting") void insert(state);
    if (state.step === "stopping") inserting.cancel();
    if (state.step === "done") {
      if (!state.unfinished) await (state.clear ? dropDraft() : keepPlaced());
      await leavePage(false);
    } else if (closeNext && !isInserting(state)) {
      closeNext = false;
      askClose();
    }
  };
  const insert = async (state: Inserting): Promise<void> => {
    const confirmed = state.clear && state.way === undefined;
    // Somebody strong may have been added while the question was open.
    if (confirmed && hasStrong(recipients.value)) seal.value = { step: "failed", code: "strong-mismatch" };
    else if (confirmed && isAboveDefault(least.value)) seal.value = { step: "failed", code: "below-class" };
    else {
      const answer = await inserting.insert(state, sealedFor, signedFor);
      tookBack.value = seal.value.step === "stopping" && answer.is !== "inserted";
      step({ type: "answered", answer });
    }
  };
  const press = (send: boolean, way?: "sign"): void => {
    if (going) return;
    written.settle();
    const shape = way ?? written.shape.value;
    step({ type: "press", send, shape, refusal: refusal(shape) });
  };
  const inserting = createInserting({
    session,
    written,
    onPage: () => onPage,
    leaving: keeping.leaving,
  });
  /** An insert was stopped, and nothing of it is in the page. */
  const tookBack = signal(false);
  /** Whom what is being inserted was sealed to. */
  let sealedFor = recipients.value;
  let signedFor = speaking.from.value;
  const progress = signal<Progress | null>(null);
  let making: AbortController | null = null;

  // Closing --------------------------------------------------------------------------------------------------------
  /** Asked to close while the page may have some of it: first that is taken back. */
  let closeNext = false;
  /** Nothing begins any more in an editor whose draft may be gone already. */
  let going = false;
  const leavePage = async (restore: boolean): Promise<void> => {
    going = true;
    moving.leave(true);
    const answer = await session.page.ask("close", { restore });
    going = false;
    moving.leave(false);
    if (answer.is === "files-left") seal.value = { step: "failed", code: "files-left" };
  };
  const leave = async (act: CloseAct): Promise<void> => {
    if (act.act === "ask") {
      closing.value = true;
      return;
    }
    // Text in clear goes beside no sealed file: the insert sees to that.
    if (act.insert !== null || (act.restore && inserting.left.value.length > 0)) return step({ type: "put-back" });
    // What could not be kept stays here, beside the words that say why.
    going = act.dropDraft;
    if (act.dropDraft) await dropDraft();
    else if (!(await save())) return;
    // What the page had there before is nothing new to it.
    if (job.subjectTaken) await session.page.ask("setSubject", { subject: job.subject });
    await leavePage(act.restore);
  };
  const askClose = (): void => {
    written.settle();
    if (isInserting(seal.value)) {
      closeNext = true;
      step({ type: "cancel" });
      return;
    }
    // What is being made is not sent behind the question.
    if (seal.value.step === "sealing") step({ type: "cancel" });
    if (seal.value.step === "failed" && seal.value.code === "page-send-missing") {
      // The sealed message stays in the page as it is, its outer subject too.
      void keepPlaced().then(() => leavePage(false));
    } else if (start.value.is !== "ready" || (reopened.value && !touched)) {
      void leavePage(true);
    } else {
      const more = written.html.value !== null || written.attachments.value.length > 0;
      void leave(more ? { act: "ask" } : closeRequested(text.value, opened, taken));
    }
  };
  const chooseClose = (way: CloseWay): void => {
    closing.value = false;
    void leave(closeChosen(way, text.value, taken));
  };

  session.listen((message) => {
    if (message.event === "recipientsChanged") {
      // What is being sealed is signed for the address that was there.
      if (speaking.pageChanged(message.from) && seal.value.step !== "writing") step({ type: "cancel" });
      onPage = message.recipients;
      recipients.value = read();
      watch.changed(recipients.value, message.touched);
      // What stands in the page's field meanwhile was put there from here.
      if (!isInserting(seal.value)) written.pageChanged(message.subject);
      void keys.follow(recipients.value);
      if (seal.value.step === "retype" && replacementsIn(onPage).length === 0) step({ type: "cancel" });
    }
    if (message.event === "sendStopped") stopped.value = true;
  });
  for (const [target, type] of [
    [window, "pagehide"],
    [window, "blur"],
    [document, "visibilitychange"],
  ] as const) {
    target.addEventListener(type, () => timer.flush());
  }
  window.addEventListener("focus", () => {
    void keeping.check();
    // Once the user is back here from the page's subject field, it need not stand there any longer.
    if (!isInserting(seal.value) && written.takePageSubject()) void session.page.ask("setSubject", { subject: "" });
  });

  const noKey = createNoKey({
    session,
    speaking,
    written,
    recipients: () => recipients.value,
    forbidden: (way) => (way === "letter" || hasStrong(recipients.value) ? notInClear() : null),
    saveDraft: save,
    dropDraft,
  });

  const blocked = computed(() => seal.value.step === "sealing" || isInserting(seal.value) || moving.moving.value);

  return {
    session,
    job,
    speaking,
    recipients,
    written,
    progress,
    start,
    seal,
    closing,
    draft,
    leftAt: keeping.leftAt,
    offered,
    lost,
    meant,
    stopped,
    reopened,
    placed,
    watch,
    pausing,
    moving,
    keys,
    deliveries,
    ownKey: createAttachKey(session, speaking),
    noKey,
    blocked,
    least,
    /** Changes what is asked of every recipient; what was refused may now be allowed. */
    setLeast: (asked: MessageClass) => {
      written.setLeast(asked);
      if (seal.value.step !== "writing") step({ type: "cancel" });
    },
    unsure,
    /** The writer says that this is the address: they have seen who it is. */
    confirmAddress: (one: Unsure) => {
      confirm(one);
      recipients.value = read();
      watch.changed(recipients.value, Number.POSITIVE_INFINITY);
      watch.accept(watch.unseen.value.filter(({ address, field }) => address === one.address && field === one.field));
      void keys.follow(recipients.value);
      if (seal.value.step !== "writing") step({ type: "cancel" });
    },
    /** Puts this in the place of what is written. */
    rewrite: (value: string, html: string | null) => {
      place(value, null, html);
      edited();
    },
    choosingClass: signal(false),
    panelOpen: signal(false),
    begin,
    press,
    step,
    /** What the page has of a message that was stopped: names of files, and whether that was just now. */
    left: inserting.left,
    tookBack,
    attachByHand: () => step({ type: "saved" }),
    askClose,
    chooseClose,
    refuseOffer,
    restoreOffer: () => loadDraft(offered.value!.id, "below"),
    unlocked: () => void pending(),
  };
}

export type ComposeModel = ReturnType<typeof createComposeModel>;
