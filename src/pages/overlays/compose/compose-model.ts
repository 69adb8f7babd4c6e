import { computed, signal } from "@preact/signals";
import { isAboveDefault, type MessageClass, stricter } from "../../../domain/trust/message-class";
import type { ToOverlay } from "../../../messages/channel";
import type { WordKey } from "../../i18n";
import { readOnly } from "../../read-only";
import { beforeBlank } from "../frame/blank";
import type { Session } from "../frame/connect";
import { createPeople } from "../recipients/people";
import type { Unsure } from "../recipients/recipient-hold";
import { createSealing } from "./send/sealing";
import { createAttachKey, createNoKey } from "./send/without-key";
import { createBeginning } from "./state/beginning";
import { createClosing } from "./state/closing";
import { createWritten } from "./state/composition";
import { createDraftKeeping, createDraftTimer } from "./state/draft";
import { createMoving } from "./state/moving";
import { createPausing } from "./state/pausing";
import { hasStrong, replacementsIn } from "./state/recipients";
import { createSpeaking } from "./state/speaking";

type RecipientsChanged = Extract<ToOverlay, { event: "recipientsChanged" }>;

/**
 * What the compose overlay knows and does, put together from its parts. Signals are for reading; what changes is done by
 * commands. The text lives in the editor; `written` follows it.
 */
export function createComposeModel(session: Session<"compose">) {
  const { job } = session;
  const speaking = createSpeaking(session);
  const written = createWritten(job, () => edited());
  const people = createPeople(session, () => {
    sealing.startOver();
    edited();
  });
  const { recipients } = people;
  const now = () => recipients.value;

  /** What the writer and their organisation ask of every recipient together. */
  const least = computed(() => stricter(written.least.value, session.settings.managed.least));
  /** Why nothing may leave in clear; null: it may. */
  const notInClear = (): WordKey | null => {
    if (hasStrong(recipients.value)) return "seal_strong_mismatch";
    return isAboveDefault(least.value) ? "seal_below_class" : null;
  };

  // Drafts ---------------------------------------------------------------------------------------------------------
  const keeping = createDraftKeeping({
    job,
    speaking,
    written,
    recipients: now,
    stated: () => people.stated.value !== null,
  });
  const save = async (): Promise<boolean> => {
    const kept = await keeping.save();
    if (kept) moving.keptAs(keeping.id());
    return kept;
  };
  const settleAndSave = (): Promise<boolean> => {
    written.settle();
    return save();
  };
  const moving = createMoving(session, { save: settleAndSave, id: keeping.id });
  const timer = createDraftTimer(save, {
    now: () => performance.now(),
    later: (work, ms) => {
      const id = setTimeout(work, ms);
      return () => clearTimeout(id);
    },
  });
  const beginning = createBeginning({
    job,
    written,
    keeping,
    recipients: now,
    lookUp: people.follow,
    bringStated: people.bring,
    toKeep: timer.changed,
    goesOnIn: moving.keptAs,
  });

  const sealing = createSealing({
    session,
    speaking,
    written,
    recipients: now,
    onPage: people.onPage,
    unsure: () => people.unsure.value,
    least: () => least.value,
    beside: people.beside,
    stops: people.stops,
    flush: timer.flush,
    leaving: keeping.leaving,
    entered: (state) => closing.follow(state),
  });
  const closing = createClosing({ session, written, beginning, sealing, keeping, timer, moving, save });

  const edited = (): void => {
    beginning.touch();
    // A window that is closed at once is gone before the save is confirmed.
    moving.keptAs(keeping.id());
    timer.changed();
    sealing.edited();
  };

  const noKey = createNoKey({
    session,
    speaking,
    written,
    recipients: now,
    beside: people.beside,
    forbidden: (way) => (way === "password-message" || hasStrong(recipients.value) ? notInClear() : null),
    saveDraft: save,
    dropDraft: closing.dropDraft,
  });
  const asking = () => !("key" in speaking.speaker.value) || closing.asking.value || noKey.open.value !== null;
  const blocked = computed(() => sealing.seal.value.step === "sealing" || sealing.isInserting() || moving.moving.value);

  // The page and the window ----------------------------------------------------------------------------------------
  const pageChanged = (change: RecipientsChanged): void => {
    // The message in the making is signed for the former From.
    if (speaking.pageChanged(change.from)) sealing.startOver();
    people.pageChanged(change);
    // While the page takes the message, its subject field holds what we put there.
    if (!sealing.isInserting()) written.pageChanged(change.subject);
    if (sealing.seal.value.step === "retype" && replacementsIn(change.recipients).length === 0)
      sealing.step({ type: "cancel" });
  };
  session.listen((message) => {
    if (message.event === "recipientsChanged") pageChanged(message);
    if (message.event === "sendStopped") sealing.pageSendStopped();
  });
  keepBeforeLeaving(timer);
  window.addEventListener("focus", () => {
    void keeping.check();
    // The user has come back from the page's subject field: its words are here now and can leave the page.
    if (!sealing.isInserting() && written.takePageSubject()) void session.page.ask("setSubject", { subject: "" });
  });

  const choosingClass = signal(false);
  return readOnly({
    session,
    job,
    speaking,
    written,
    recipients,
    unsure: people.unsure,
    people,
    watch: people.watch,
    keys: people.keys,
    deliveries: people.deliveries,
    pausing: createPausing(session, asking),
    moving,
    noKey,
    ownKey: createAttachKey(session, speaking, written.filesOnly),
    least,
    blocked,

    start: beginning.start,
    offered: beginning.offered,
    lost: beginning.lost,
    meant: beginning.meant,
    reopened: beginning.reopened,
    placed: beginning.placed,
    draft: keeping.status,
    leftAt: keeping.leftAt,
    begin: beginning.begin,
    refuseOffer: beginning.refuseOffer,
    restoreOffer: beginning.restoreOffer,
    unlocked: beginning.unlocked,
    /** Replaces the whole text. */
    rewrite: (value: string, html: string | null) => {
      beginning.place(value, null, html);
      edited();
    },

    seal: sealing.seal,
    progress: sealing.progress,
    tookBack: sealing.tookBack,
    stopped: sealing.stopped,
    left: sealing.left,
    step: sealing.step,
    attachByHand: sealing.attachByHand,
    press: (send: boolean, way?: "sign"): void => {
      if (!closing.isGoing()) sealing.press(send, way);
    },
    /** Sets the least every recipient must have; what was refused before may be allowed now. */
    setLeast: (asked: MessageClass) => {
      written.setLeast(asked);
      sealing.startOver();
    },
    choosingClass,
    /** Opens or shuts the choice of what is asked. */
    chooseClass: (open: boolean) => {
      choosingClass.value = open;
    },
    /** The writer says that this is the address: they have seen who it is. */
    confirmAddress: (one: Unsure) => {
      people.confirm(one);
      sealing.startOver();
    },

    closing: closing.asking,
    askClose: closing.askClose,
    chooseClose: closing.chooseClose,
    stay: closing.stay,
  });
}

export type ComposeModel = ReturnType<typeof createComposeModel>;

/** Saves the draft on every event that may be the last one the overlay sees. */
function keepBeforeLeaving(timer: ReturnType<typeof createDraftTimer>): void {
  beforeBlank(() => {
    timer.flush();
    timer.stop();
  });
  for (const [target, type] of [
    [window, "pagehide"],
    [window, "blur"],
    [document, "visibilitychange"],
  ] as const) {
    target.addEventListener(type, () => timer.flush());
  }
}
