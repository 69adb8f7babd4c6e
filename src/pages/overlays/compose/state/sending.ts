// From the press of a button to text in the page, as one state machine without side effects. Nothing in it leads to
// text leaving in clear except by way of "confirm-clear".

import type { CodeOf, Failed } from "../../../../domain/result";
import type { Missing } from "../../../../domain/trust/message-class";
import type { ServeCode } from "../../../../messages/calls";
import type { SealFailure } from "../../../../messages/calls/mail";
import type { Replacement } from "../../../../messages/channel";
import type { Changed, InsertAnswer } from "../../../../messages/page-calls";
import type { NotDone } from "../../../../messages/wire";
import type { Stop } from "../../recipients/people";
import type { Shape } from "./composition";

export type Refusal =
  | "empty"
  | "whose-key"
  | "no-recipients"
  | "unreadable"
  | "unsure"
  | "partial"
  | "too-large"
  | "sign-plain-only"
  | "not-in-clear"
  | Stop;

/** On its way into the page. `text`: what was made of the message; null: it goes as it was written. */
export interface Inserting {
  readonly step: "inserting";
  readonly text: string | null;
  readonly send: boolean;
  readonly clear: boolean;
  readonly shape: Shape;
  /** back: the user closes and wants the text in the page. by-hand: the file will be attached by the user. */
  readonly way?: "back" | "by-hand";
}

export type HandedBy = "copy" | "file";

export type SealState =
  | { readonly step: "writing" }
  /** Sealing cannot start; the reason is shown beside the buttons. */
  | { readonly step: "refused"; readonly why: Refusal }
  | { readonly step: "sealing"; readonly send: boolean; readonly shape: Shape }
  | { readonly step: "locked"; readonly send: boolean; readonly shape: Shape }
  /** strong: an address among the recipients forbids clear text. unanswered: some of them may well have a key. */
  | {
      readonly step: "missing-keys";
      readonly addresses: readonly string[];
      readonly strong: boolean;
      readonly unanswered?: true;
    }
  /** Recipients whom the class of the message leaves out. */
  | { readonly step: "below-class"; readonly missing: Missing; readonly addresses: readonly string[] }
  | { readonly step: "held"; readonly addresses: readonly string[] }
  | { readonly step: "confirm-clear"; readonly addresses: readonly string[]; readonly unanswered?: true }
  | Inserting
  /** Cancelled: the page is giving back what it has of it. */
  | { readonly step: "stopping"; readonly of: Inserting }
  /**
   * Made, but the page did not take it: the user carries it there. `line`: the page has taken the line of text that goes with
   * the file. `handed`: they have it now, copied or as a file.
   */
  | {
      readonly step: "by-hand";
      readonly armored: string;
      readonly shape: Shape;
      readonly line: boolean;
      readonly handed?: HandedBy;
    }
  /** Sealed, but the page's field must first be changed by hand. */
  | { readonly step: "retype"; readonly replacements: readonly Replacement[] }
  | {
      readonly step: "failed";
      readonly code:
        | CodeOf<SealFailure | ServeCode>
        | "file-unreadable"
        | "page-refused"
        | "entity-refused"
        | "page-send-missing"
        | "recipients-changed"
        | "files-left"
        | `page-changed-${Changed}`;
    }
  /** unfinished: the sealed file is still to be attached by hand, so the draft is kept. */
  | { readonly step: "done"; readonly sent: boolean; readonly clear: boolean; readonly unfinished?: true };

type Answered = InsertAnswer | NotDone | { readonly is: "file-unreadable" };

/** below-class without anybody's address: what an organisation rules out for all. */
type NotSealed = Failed<SealFailure | ServeCode | "below-class" | "file-unreadable" | "recipients-changed">;

export type SealEvent =
  | { readonly type: "press"; readonly send: boolean; readonly shape: Shape; readonly refusal: Refusal | null }
  | { readonly type: "sealed"; readonly armored: string }
  | {
      readonly type: "not-sealed";
      readonly failure: NotSealed;
      readonly strong: boolean;
    }
  /** The user has saved the sealed file to attach it in the page. */
  | { readonly type: "saved" }
  /** The user has the message, to put it into the page. */
  | { readonly type: "handed"; readonly by: HandedBy }
  | { readonly type: "unlocked" }
  | { readonly type: "send-clear" }
  | { readonly type: "confirmed" }
  /** The user closes, and has the text put into the page for all to read. */
  | { readonly type: "put-back" }
  /** What became of the insert. */
  | { readonly type: "answered"; readonly answer: Answered }
  | { readonly type: "cancel" };

/** The next state; an event that has no place in a state leaves it as it is. */
export function nextSeal(state: SealState, event: SealEvent): SealState {
  switch (event.type) {
    case "press":
      if (busy(state)) return state;
      return event.refusal
        ? { step: "refused", why: event.refusal }
        : { step: "sealing", send: event.send, shape: event.shape };
    case "sealed":
      return state.step === "sealing"
        ? { step: "inserting", text: event.armored, send: state.send, clear: false, shape: state.shape }
        : state;
    case "not-sealed":
      return state.step === "sealing" ? afterRefusal(event, state) : state;
    case "saved":
      return state.step === "by-hand"
        ? { step: "inserting", text: state.armored, send: false, clear: false, shape: "mime", way: "by-hand" }
        : state;
    case "handed":
      return state.step === "by-hand" ? { ...state, handed: event.by } : state;
    case "unlocked":
      return state.step === "locked" ? { ...state, step: "sealing" } : state;
    case "send-clear":
      return state.step === "missing-keys" && !state.strong
        ? { step: "confirm-clear", addresses: state.addresses, ...(state.unanswered && { unanswered: true }) }
        : state;
    case "confirmed":
      return state.step === "confirm-clear"
        ? { step: "inserting", text: null, send: false, clear: true, shape: "inline" }
        : state;
    case "put-back":
      return busy(state)
        ? state
        : { step: "inserting", text: null, send: false, clear: true, shape: "inline", way: "back" };
    case "answered":
      if (state.step === "inserting") return afterInsert(state, event.answer);
      if (state.step !== "stopping") return state;
      // Inserted: too late to stop. Any other answer means that nothing of it is in the page.
      return event.answer.is === "inserted" ? afterInsert(state.of, event.answer) : { step: "writing" };
    case "cancel":
      // What was sealed meanwhile is thrown away.
      if (state.step === "inserting") return { step: "stopping", of: state };
      return state.step === "stopping" || state.step === "done" ? state : { step: "writing" };
  }
}

/** While this holds, a second press must not start anything. */
const busy = (state: SealState): boolean => state.step === "sealing" || isInserting(state) || state.step === "done";

/** While this holds, the page may have some of it. */
export const isInserting = (state: SealState): boolean => state.step === "inserting" || state.step === "stopping";

function afterRefusal(
  event: Extract<SealEvent, { type: "not-sealed" }>,
  state: Extract<SealState, { step: "sealing" }>,
): SealState {
  const { failure, strong } = event;
  switch (failure.code) {
    case "locked":
      return { ...state, step: "locked" };
    case "missing-keys":
      return { step: "missing-keys", addresses: failure.addresses, strong };
    case "unanswered":
      return { step: "missing-keys", addresses: failure.addresses, strong, unanswered: true };
    case "held":
      return { step: "held", addresses: failure.addresses };
    case "no-recipients":
      return { step: "refused", why: failure.code };
  }
  if ("missing" in failure) return { step: "below-class", missing: failure.missing, addresses: failure.addresses };
  return { step: "failed", code: failure.code };
}

/** What an insert ends with when the page does not have the message. */
export type InsertRefusal = Exclude<Answered["is"], "inserted" | "changed"> | `changed-${Changed}`;

/**
 * What is offered after each of them. by-hand: to copy the message or save it as a file. again: what to do before the next
 * press. retype: what to write in the page's field. nothing: the user stopped it.
 */
export const OFFERED: Readonly<Record<InsertRefusal, "by-hand" | "again" | "retype" | "nothing">> = {
  "text-refused": "by-hand",
  "files-refused": "by-hand",
  failed: "by-hand",
  "changed-text": "again",
  "changed-subject": "again",
  "changed-files": "again",
  "changed-recipients": "again",
  "changed-from": "again",
  "files-left": "again",
  "entity-refused": "again",
  "file-unreadable": "again",
  busy: "again",
  "not-replaced": "retype",
  cancelled: "nothing",
};

function afterInsert(state: Inserting, answer: Answered): SealState {
  if (answer.is === "inserted") {
    if (state.send && !answer.sent) return { step: "failed", code: "page-send-missing" };
    const unfinished = state.way === "by-hand" && { unfinished: true as const };
    return { step: "done", sent: answer.sent === true, clear: state.clear, ...unfinished };
  }
  if (answer.is === "not-replaced") return { step: "retype", replacements: answer.replacements };
  if (answer.is === "cancelled") return { step: "writing" };
  const refusal = answer.is === "changed" ? (`changed-${answer.what}` as const) : answer.is;
  // A text in clear is in the editor, where it can be copied.
  if (OFFERED[refusal] === "by-hand" && state.text !== null)
    return {
      step: "by-hand",
      armored: state.text,
      shape: state.shape,
      line: answer.is === "files-refused" && state.shape === "mime",
    };
  if (answer.is === "changed") return { step: "failed", code: `page-changed-${answer.what}` };
  return { step: "failed", code: LEFT_AS_IS.find((code) => code === answer.is) ?? "page-refused" };
}

const LEFT_AS_IS = ["files-left", "entity-refused", "file-unreadable"] as const;
