import type { Grade } from "../../domain/privacy/index-types";
import type { TrustState } from "../../domain/trust/trust-state";
import { tData } from "../i18n";
import { Icon, type IconName } from "./icon";

/** How each state of a contact's key is drawn; its words are keystate_<state>. "Not checked" never looks like "safe". */
const LOOK: Record<TrustState, { readonly icon: IconName; readonly grade: Grade }> = {
  verified: { icon: "check", grade: "a" },
  own: { icon: "person", grade: "a" },
  known: { icon: "lock", grade: "b" },
  "first-contact": { icon: "lock", grade: "b" },
  new: { icon: "key", grade: "u" },
  "mail-only": { icon: "question", grade: "d" },
  candidate: { icon: "search", grade: "d" },
  none: { icon: "open", grade: "d" },
  changed: { icon: "warn", grade: "e" },
  conflict: { icon: "warn", grade: "e" },
  expired: { icon: "clock", grade: "d" },
  revoked: { icon: "close", grade: "e" },
  lost: { icon: "question", grade: "d" },
};

const word = (state: TrustState): string => state.replaceAll("-", "_");

const trustWord = (state: TrustState): string => tData(`keystate_${word(state)}`);

/** Icon, word and colour: never colour alone. */
export function Trust({ state }: { state: TrustState }) {
  const look = LOOK[state];
  return (
    <span class={`trust ink-${look.grade}`}>
      <Icon name={look.icon} size={14} />
      <span>{trustWord(state)}</span>
    </span>
  );
}
