// From the press of a button to text in the page, as one state machine without side effects. Nothing in it leads to
// text leaving in clear except by way of "confirm-clear".
import type { Replacement } from "../../../messages/channel";
import type { SealCode, ServeCode } from "../../../messages/contract";

export type Refusal = "empty" | "no-recipients" | "unreadable";

export type SealState =
  | { readonly step: "writing" }
  /** Cannot start; said beside the buttons. */
  | { readonly step: "refused"; readonly why: Refusal }
  | { readonly step: "sealing"; readonly send: boolean }
  | { readonly step: "locked"; readonly send: boolean }
  /** strong: an address among the recipients forbids clear text. */
  | { readonly step: "missing-keys"; readonly addresses: readonly string[]; readonly strong: boolean }
  | { readonly step: "held"; readonly addresses: readonly string[] }
  | { readonly step: "confirm-clear"; readonly addresses: readonly string[] }
  | { readonly step: "inserting"; readonly text: string | null; readonly send: boolean; readonly clear: boolean }
  /** Sealed, but the page's field must first be changed by hand. */
  | { readonly step: "retype"; readonly replacements: readonly Replacement[] }
  | { readonly step: "failed"; readonly code: SealCode | ServeCode | "page-refused" | "page-send-missing" }
  | { readonly step: "done"; readonly sent: boolean; readonly clear: boolean };

export type SealEvent =
  | { readonly type: "press"; readonly send: boolean; readonly refusal: Refusal | null }
  | { readonly type: "sealed"; readonly armored: string }
  | {
      readonly type: "not-sealed";
      readonly code: SealCode | ServeCode;
      readonly detail: readonly string[];
      readonly strong: boolean;
    }
  | { readonly type: "not-replaced"; readonly replacements: readonly Replacement[] }
  | { readonly type: "unlocked" }
  | { readonly type: "send-clear" }
  | { readonly type: "confirmed" }
  | { readonly type: "inserted"; readonly ok: boolean; readonly sent: boolean }
  | { readonly type: "cancel" };

/** The next state; an event that has no place in a state leaves it as it is. */
export function nextSeal(state: SealState, event: SealEvent): SealState {
  switch (event.type) {
    case "press":
      if (busy(state)) return state;
      return event.refusal ? { step: "refused", why: event.refusal } : { step: "sealing", send: event.send };
    case "sealed":
      return state.step === "sealing"
        ? { step: "inserting", text: event.armored, send: state.send, clear: false }
        : state;
    case "not-sealed":
      return state.step === "sealing" ? afterRefusal(event, state.send) : state;
    case "not-replaced":
      return state.step === "inserting" ? { step: "retype", replacements: event.replacements } : state;
    case "unlocked":
      return state.step === "locked" ? { step: "sealing", send: state.send } : state;
    case "send-clear":
      return state.step === "missing-keys" && !state.strong
        ? { step: "confirm-clear", addresses: state.addresses }
        : state;
    case "confirmed":
      return state.step === "confirm-clear" ? { step: "inserting", text: null, send: false, clear: true } : state;
    case "inserted":
      return state.step === "inserting" ? afterInsert(state, event) : state;
    case "cancel":
      return busy(state) || state.step === "done" ? state : { step: "writing" };
  }
}

/** While this holds, a second press must not start anything. */
const busy = (state: SealState): boolean =>
  state.step === "sealing" || state.step === "inserting" || state.step === "done";

function afterRefusal(event: Extract<SealEvent, { type: "not-sealed" }>, send: boolean): SealState {
  const { code, detail, strong } = event;
  if (code === "locked") return { step: "locked", send };
  if (code === "missing-keys") return { step: "missing-keys", addresses: detail, strong };
  if (code === "held") return { step: "held", addresses: detail };
  if (code === "no-recipients") return { step: "refused", why: "no-recipients" };
  return { step: "failed", code };
}

function afterInsert(state: { send: boolean; clear: boolean }, event: { ok: boolean; sent: boolean }): SealState {
  if (!event.ok) return { step: "failed", code: "page-refused" };
  if (state.send && !event.sent) return { step: "failed", code: "page-send-missing" };
  return { step: "done", sent: event.sent, clear: state.clear };
}
