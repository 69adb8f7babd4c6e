import type { Grade } from "../../../domain/privacy/index-types";
import type { RecipientState } from "../../../domain/trust/contact";
import { sourceInBrief, surest } from "../../components/found-words";
import type { IconName } from "../../components/icon";
import { t } from "../../i18n";

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
  !looking && (state === null ? failed : MISSING.includes(state.state) && (failed || state.absence !== "none"));

const MISSING: readonly RecipientState["state"][] = ["none", "candidate", "expired", "revoked", "lost"];

/** One recipient's key state as icon, word and colour; where the key came from while that is what it rests on. */
export function chipWords(entry: RecipientEntry): ChipWords {
  const { state, looking } = entry;
  if (isUnanswered(entry) && (state === null || state.state === "none"))
    return { icon: "question", tone: "d", word: t("chip_unanswered"), blocks: true };
  if (!state || (looking && (state.state === "none" || state.state === "mail-only")))
    return { icon: "search", tone: "u", word: t("chip_looking"), blocks: false };
  const strong = strongWords(state);
  if (strong) return strong;
  switch (state.state) {
    case "verified":
      return { icon: "check", tone: "a", word: t("chip_verified"), blocks: false };
    case "known":
      return { icon: "lock", tone: "a", word: withSource(t("chip_known"), state), blocks: false };
    case "first-contact":
      return { icon: "lock", tone: "b", word: withSource(t("chip_first_contact"), state), blocks: false };
    case "new":
      return { icon: "lock", tone: "b", word: withSource(t("chip_new"), state), blocks: false };
    case "mail-only":
      return { icon: "question", tone: "d", word: t("chip_mail_only"), blocks: state.unchecked !== undefined };
    case "own":
      return { icon: "person", tone: "a", word: t("chip_own"), blocks: false };
    case "candidate":
      return { icon: "search", tone: "d", word: t("chip_candidate"), blocks: true };
    case "none":
      return { icon: "open", tone: "d", word: t("chip_none"), blocks: true };
    case "changed":
      return { icon: "warn", tone: "e", word: t("chip_changed"), blocks: true };
    case "conflict":
      return { icon: "warn", tone: "e", word: t("chip_conflict"), blocks: true };
    case "expired":
      return { icon: "warn", tone: "d", word: t("chip_expired"), blocks: true };
    case "revoked":
      return { icon: "warn", tone: "e", word: t("chip_revoked"), blocks: true };
    case "lost":
      return { icon: "question", tone: "d", word: t("chip_lost"), blocks: true };
  }
}

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
