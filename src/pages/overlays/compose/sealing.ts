// From the press of a button to text in the page, as one state machine without side effects. Nothing in it leads to
// text leaving in clear except by way of "confirm-clear".

import type { Missing } from "../../../domain/trust/message-class";
import type { Replacement } from "../../../messages/channel";
import type { SealCode, ServeCode } from "../../../messages/contract";
import type { Shape } from "./shape";

export type Refusal = "empty" | "no-recipients" | "unreadable" | "too-large" | "sign-plain-only" | "not-in-clear";

export type SealState =
  | { readonly step: "writing" }
  /** Cannot start; said beside the buttons. */
  | { readonly step: "refused"; readonly why: Refusal }
  | { readonly step: "sealing"; readonly send: boolean; readonly shape: Shape }
  | { readonly step: "locked"; readonly send: boolean; readonly shape: Shape }
  /** strong: an address among the recipients forbids clear text. */
  | { readonly step: "missing-keys"; readonly addresses: readonly string[]; readonly strong: boolean }
  /** Recipients whom the class of the message leaves out. */
  | { readonly step: "below-class"; readonly missing: Missing; readonly addresses: readonly string[] }
  | { readonly step: "held"; readonly addresses: readonly string[] }
  | { readonly step: "confirm-clear"; readonly addresses: readonly string[] }
  /** `text`: what was made of the message; null: it goes as it was written. */
  | {
      readonly step: "inserting";
      readonly text: string | null;
      readonly send: boolean;
      readonly clear: boolean;
      readonly shape: Shape;
    }
  /** Sealed, but the page did not take the file: the user saves it and attaches it. */
  | { readonly step: "by-hand"; readonly armored: string }
  /** Sealed, but the page's field must first be changed by hand. */
  | { readonly step: "retype"; readonly replacements: readonly Replacement[] }
  | {
      readonly step: "failed";
      readonly code: SealCode | ServeCode | "file-unreadable" | "page-refused" | "page-send-missing";
    }
  /** unfinished: the sealed file is still to be attached by hand, so the draft is kept. */
  | { readonly step: "done"; readonly sent: boolean; readonly clear: boolean; readonly unfinished?: true };

export type SealEvent =
  | { readonly type: "press"; readonly send: boolean; readonly shape: Shape; readonly refusal: Refusal | null }
  | { readonly type: "sealed"; readonly armored: string }
  | {
      readonly type: "not-sealed";
      readonly code: SealCode | ServeCode | "file-unreadable";
      readonly detail: readonly string[];
      readonly strong: boolean;
    }
  /** The user has saved the sealed file to attach it in the page. */
  | { readonly type: "saved" }
  | { readonly type: "not-replaced"; readonly replacements: readonly Replacement[] }
  | { readonly type: "unlocked" }
  | { readonly type: "send-clear" }
  | { readonly type: "confirmed" }
  | {
      readonly type: "inserted";
      readonly ok: boolean;
      readonly sent: boolean;
      readonly refused: "text" | "files" | null;
    }
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
      return state.step === "by-hand" ? { step: "done", sent: false, clear: false, unfinished: true } : state;
    case "not-replaced":
      return state.step === "inserting" ? { step: "retype", replacements: event.replacements } : state;
    case "unlocked":
      return state.step === "locked" ? { ...state, step: "sealing" } : state;
    case "send-clear":
      return state.step === "missing-keys" && !state.strong
        ? { step: "confirm-clear", addresses: state.addresses }
        : state;
    case "confirmed":
      return state.step === "confirm-clear"
        ? { step: "inserting", text: null, send: false, clear: true, shape: "inline" }
        : state;
    case "inserted":
      return state.step === "inserting" ? afterInsert(state, event) : state;
    case "cancel":
      // What was sealed meanwhile is thrown away; once the page has it, there is nothing left to stop.
      return state.step === "inserting" || state.step === "done" ? state : { step: "writing" };
  }
}

/** While this holds, a second press must not start anything. */
const busy = (state: SealState): boolean =>
  state.step === "sealing" || state.step === "inserting" || state.step === "done";

function afterRefusal(
  event: Extract<SealEvent, { type: "not-sealed" }>,
  state: Extract<SealState, { step: "sealing" }>,
): SealState {
  const { code, detail, strong } = event;
  if (code === "locked") return { ...state, step: "locked" };
  if (code === "missing-keys") return { step: "missing-keys", addresses: detail, strong };
  if (code === "below-class" && detail.length > 1)
    return { step: "below-class", missing: detail[0] as Missing, addresses: detail.slice(1) };
  if (code === "held") return { step: "held", addresses: detail };
  if (code === "no-recipients") return { step: "refused", why: "no-recipients" };
  return { step: "failed", code };
}

function afterInsert(
  state: Extract<SealState, { step: "inserting" }>,
  event: Extract<SealEvent, { type: "inserted" }>,
): SealState {
  if (event.refused === "files" && state.shape === "mime" && state.text !== null)
    return { step: "by-hand", armored: state.text };
  if (!event.ok) return { step: "failed", code: "page-refused" };
  if (state.send && !event.sent) return { step: "failed", code: "page-send-missing" };
  return { step: "done", sent: event.sent, clear: state.clear };
}
