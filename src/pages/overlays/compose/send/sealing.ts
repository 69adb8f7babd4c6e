// From the press of a button to what the page has of the message: runs what nextSeal decides.
import { signal } from "@preact/signals";
import type { Recipients } from "../../../../domain/address";
import { fail } from "../../../../domain/result";
import { isAboveDefault, type MessageClass } from "../../../../domain/trust/message-class";
import type { SealedTo } from "../../../../messages/page-calls";
import { readOnly } from "../../../read-only";
import type { Session } from "../../frame/connect";
import type { Stop } from "../../recipients/people";
import { sameRecipients, type Unsure } from "../../recipients/recipient-hold";
import { type Shape, tooLarge, type Written } from "../state/composition";
import { allAddresses, hasStrong } from "../state/recipients";
import { type Inserting, isInserting, nextSeal, type Refusal, type SealEvent, type SealState } from "../state/sending";
import type { SpeakingModel } from "../state/speaking";
import { createInserting, sealedTo } from "./insert";
import type { Progress } from "./lazy/encrypt";

interface SealingContext {
  readonly session: Session<"compose">;
  readonly speaking: SpeakingModel;
  readonly written: Written;
  /** Whom it is sealed to. */
  readonly recipients: () => Recipients;
  /** As the page's fields have them. */
  readonly onPage: () => Recipients;
  /** What the page may have beside those. */
  readonly beside: () => SealedTo["beside"];
  readonly unsure: () => readonly Unsure[];
  /** What is asked of every recipient. */
  readonly least: () => MessageClass;
  /** Why nothing may be sealed now, or go out `readable` by all, because of who it goes to. */
  readonly stops: (readable: boolean) => Stop | null;
  /** Saves the draft before anything is sealed. */
  readonly flush: () => void;
  /** The page's Send is about to be pressed; false: it was not. */
  readonly leaving: (now: boolean) => Promise<void>;
  /** Called after a state other than sealing is entered. */
  readonly entered: (state: SealState) => Promise<void>;
}

const RECIPIENTS_CHANGED = { type: "not-sealed", failure: fail("recipients-changed"), strong: false } as const;

const OF_THE_TEXT: readonly SealState["step"][] = ["refused", "failed", "by-hand"];

export function createSealing(context: SealingContext) {
  const { session, speaking, written, recipients, onPage, beside, unsure, least, stops, flush, leaving, entered } =
    context;
  const seal = signal<SealState>({ step: "writing" });
  const progress = signal<Progress | null>(null);
  /** An insert was stopped, and nothing of it is in the page. */
  const tookBack = signal(false);
  /** The page's own Send was pressed, and stopped. */
  const stopped = signal(false);
  const inserting = createInserting({ session, written, onPage, leaving });
  /** Whom what is being inserted was sealed to, and signed for. */
  let sealedFor = sealedTo(recipients(), speaking.from.value, beside());
  let making: AbortController | null = null;

  const refusal = (shape: Shape): Refusal | null => {
    if (!("key" in speaking.speaker.value)) return "whose-key";
    if (written.isEmpty()) return "empty";
    if (shape === "sign" && isAboveDefault(least())) return "not-in-clear";
    if (shape === "sign")
      return written.html.value !== null || written.attachments.value.length > 0 ? "sign-plain-only" : null;
    if (unsure().length > 0) return "unsure";
    if (recipients().unreadable.length > 0) return "unreadable";
    if (recipients().partial) return "partial";
    if (tooLarge(written.size.value)) return "too-large";
    return allAddresses(recipients()).length === 0 ? "no-recipients" : null;
  };

  const step = (event: SealEvent): void => {
    const before = seal.value;
    seal.value = nextSeal(before, event);
    if (seal.value !== before) void enter(seal.value);
  };
  /** What was refused may be allowed by now, and what is being made is no longer wanted. */
  const startOver = (): void => {
    if (seal.value.step !== "writing") step({ type: "cancel" });
  };

  const enter = async (state: SealState): Promise<void> => {
    const begins = state.step === "sealing" || state.step === "inserting";
    const readable = begins && (state.shape === "sign" || (state.step === "inserting" && state.clear));
    const why = begins && !(state.step === "inserting" && state.way === "back") ? stops(readable) : null;
    if (why) {
      seal.value = { step: "refused", why };
      return;
    }
    if (begins) tookBack.value = false;
    if (state.step === "sealing") return make(state);
    making?.abort();
    progress.value = null;
    if (state.step === "inserting") void insert(state);
    if (state.step === "stopping") inserting.cancel();
    await entered(state);
  };

  const make = async ({ shape }: Extract<SealState, { step: "sealing" }>): Promise<void> => {
    stopped.value = false;
    flush();
    making = new AbortController();
    const { signal } = making;
    const tell = (now: Progress): void => {
      if (!signal.aborted) progress.value = now;
    };
    const { makeSealed } = await import("./lazy/encrypt");
    const to = { recipients: recipients(), least: least() };
    sealedFor = sealedTo(to.recipients, speaking.from.value, beside());
    const event = await makeSealed({ speaking, written, ...to, shape, tell, signal });
    if (signal.aborted) return;
    // Sealed to those who stood there at the press: the page may have others by now.
    const changed = event.type === "sealed" && !sameRecipients(to.recipients, recipients());
    step(changed ? RECIPIENTS_CHANGED : event);
  };

  const insert = async (state: Inserting): Promise<void> => {
    const confirmed = state.clear && state.way === undefined;
    // Somebody strong may have been added while the question was open.
    if (confirmed && hasStrong(recipients())) seal.value = { step: "failed", code: "strong-mismatch" };
    else if (confirmed && isAboveDefault(least())) seal.value = { step: "failed", code: "below-class" };
    else {
      const answer = await inserting.insert(state, sealedFor);
      tookBack.value = seal.value.step === "stopping" && answer.is !== "inserted";
      step({ type: "answered", answer });
    }
  };

  return readOnly({
    seal,
    progress,
    tookBack,
    stopped,
    /** Sealed files of a message that was stopped, which the page did not give back. */
    left: inserting.left,
    /** What stands in the page's box since the last insert that went well. */
    inPage: inserting.placed,
    step,
    startOver,
    press: (send: boolean, way?: "sign"): void => {
      written.settle();
      const shape = way ?? written.shape.value;
      step({ type: "press", send, shape, refusal: refusal(shape) });
    },
    /** What was refused, or failed, is said until something else is written; and what was made is not that any more. */
    edited: (): void => {
      if (OF_THE_TEXT.includes(seal.value.step)) step({ type: "cancel" });
    },
    attachByHand: () => step({ type: "saved" }),
    pageSendStopped: (): void => {
      stopped.value = true;
    },
    /** The page did not let the editor go: files of it are still there. */
    filesLeft: (): void => {
      seal.value = { step: "failed", code: "files-left" };
    },
    isInserting: () => isInserting(seal.value),
  });
}

export type Sealing = ReturnType<typeof createSealing>;
