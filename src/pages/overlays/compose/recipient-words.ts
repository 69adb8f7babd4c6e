import type { Grade } from "../../../domain/privacy/index-types";
import type { RecipientState } from "../../../messages/types";
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
}

/** One recipient's key state as icon, word and colour. */
export function chipWords({ state, looking }: RecipientEntry): ChipWords {
  if (!state || (looking && state.state === "none"))
    return { icon: "search", tone: "u", word: t("chip_looking"), blocks: false };
  switch (state.state) {
    case "verified":
      return { icon: "check", tone: "a", word: t("chip_verified"), blocks: false };
    case "known":
      return { icon: "lock", tone: "a", word: t("chip_known"), blocks: false };
    case "first-contact":
      return { icon: "lock", tone: "b", word: t("chip_first_contact"), blocks: false };
    case "new":
      return { icon: "lock", tone: "b", word: newWord(state), blocks: false };
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
  }
}

function newWord(state: RecipientState): string {
  const source = state.key?.sources[0]?.source;
  if (source === "dns") return t("chip_new_dns");
  if (source === "wkd") return t("chip_new_wkd");
  return t("chip_new");
}
