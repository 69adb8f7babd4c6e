import type { Grade } from "../../../../domain/privacy/index-types";
import type { RecipientState } from "../../../../domain/trust/contact";
import { KEYLESS, SEALABLE, type TrustState } from "../../../../domain/trust/trust-state";
import { sourceInBrief, surest } from "../../../components/found-words";
import type { IconName } from "../../../components/icon";
import { t, tData } from "../../../i18n";

export interface ChipWords {
  readonly icon: IconName;
  /** Never colour alone: the word says the same. */
  readonly tone: Grade;
  readonly word: string;
  /** Sealing to this person will not work as it stands. */
  readonly blocks: boolean;
}

export interface RecipientEntry {
  /** Null until the background has answered. */
  readonly state: RecipientState | null;
  readonly looking: boolean;
  /** The background could not answer: what is known of it may be too little. */
  readonly failed?: boolean;
}

/** No key is at hand, and nobody could tell that there is none. */
export const isUnanswered = ({ state, looking, failed = false }: RecipientEntry): boolean =>
  !looking && (state === null ? failed : KEYLESS.includes(state.state) && (failed || state.absence !== "none"));

/** One recipient's key state as icon, word and colour; where the key came from while that is what it rests on. */
export function chipWords(entry: RecipientEntry): ChipWords {
  const { state, looking } = entry;
  if (isUnanswered(entry) && (state === null || state.state === "none"))
    return { icon: "question", tone: "d", word: t("chip_unanswered"), blocks: true };
  if (!state || (looking && (state.state === "none" || state.state === "mail-only")))
    return { icon: "search", tone: "u", word: t("chip_looking"), blocks: false };
  const strong = strongWords(state);
  if (strong) return strong;
  const [icon, tone] = LOOK[state.state];
  const word = tData(`chip_${state.state.replace("-", "_")}`);
  const blocks = state.state === "mail-only" ? state.unchecked !== undefined : !SEALABLE.includes(state.state);
  return { icon, tone, word: RESTS_ON_SOURCE.includes(state.state) ? withSource(word, state) : word, blocks };
}

const LOOK: Readonly<Record<TrustState, readonly [IconName, Grade]>> = {
  verified: ["check", "a"],
  known: ["lock", "a"],
  "first-contact": ["lock", "b"],
  new: ["lock", "b"],
  "mail-only": ["question", "d"],
  own: ["person", "a"],
  candidate: ["search", "d"],
  none: ["open", "d"],
  changed: ["warn", "e"],
  conflict: ["warn", "e"],
  expired: ["warn", "d"],
  revoked: ["warn", "e"],
  lost: ["question", "d"],
};

const RESTS_ON_SOURCE: readonly TrustState[] = ["known", "first-contact", "new"];

function withSource(word: string, { key }: RecipientState): string {
  const source = surest(key?.sources ?? []);
  return source ? t("chip_with", { state: word, source: sourceInBrief(source) }) : word;
}

const FITS: readonly RecipientState["state"][] = ["mail-only", "new", "first-contact", "known", "verified"];

/** What a strong address adds: its label outranks where the key came from. Null: nothing to add. */
function strongWords({ state, strong }: RecipientState): ChipWords | null {
  switch (strong?.status) {
    case "mismatch":
      return { icon: "warn", tone: "e", word: t("chip_strong_mismatch"), blocks: true };
    case "weak":
      return { icon: "warn", tone: "d", word: t("chip_strong_weak"), blocks: true };
    case "malformed":
      return { icon: "warn", tone: "d", word: t("chip_strong_malformed"), blocks: true };
    case "match":
      return FITS.includes(state) ? { icon: "check", tone: "a", word: t("chip_strong_match"), blocks: false } : null;
    default:
      return null;
  }
}
