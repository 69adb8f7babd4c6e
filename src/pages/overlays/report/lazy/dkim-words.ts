// The result of checking a domain's signature, in words. A signature that fails is no proof of forgery: mailing lists change
// the messages they forward, and old keys are withdrawn.
import type { MessageCheck } from "../../../../domain/dkim/check-message";
import type { IconName } from "../../../components/icon";
import { formatDate, formatList, t, tData } from "../../../i18n";
import type { Checking } from "../reading/dkim-check";

export interface DomainWords {
  readonly icon: IconName;
  readonly tone: "good" | "plain" | "warn";
  readonly word: string;
  readonly sentence: string;
  /** Further remarks on the result. */
  readonly notes: readonly string[];
  /** What to conclude from it. */
  readonly next: string;
  /** Whether another try may succeed. */
  readonly again: boolean;
}

const WARN: readonly string[] = ["body-changed", "header-changed", "forged", "partial", "bogus-key", "ambiguous"];
const NOT_CHECKED: readonly string[] = ["unreachable", "disputed", "no-source", "bogus-key"];
/** The domain's key was found, and it made the signature. */
const GENUINE: readonly string[] = ["pass", "body-changed", "partial"];

export function domainWords(result: Exclude<Checking, "idle" | "checking">): DomainWords {
  const check: Pick<MessageCheck, "state" | "domain" | "detail"> | null = result === "no-source" ? null : result;
  const state = result === "no-source" ? result : result.state === "pass" && !result.aligned ? "other" : result.state;
  const name = state.replaceAll("-", "_");
  const params = {
    domain: check?.domain ?? "",
    detail: state === "expired" ? formatDate(Number(check?.detail)) : (check?.detail ?? ""),
  };
  const tone = state === "pass" ? "good" : WARN.includes(state) ? "warn" : "plain";
  return {
    icon: tone === "good" ? "check" : tone === "warn" ? "warn" : NOT_CHECKED.includes(state) ? "clock" : "question",
    tone,
    word: tData(`dkim_word_${name}`),
    sentence: tData(`dkim_says_${name}`, params),
    notes: result === "no-source" ? [] : notesOn(result),
    next: tData(`dkim_next_${name}`, params),
    again: NOT_CHECKED.includes(state),
  };
}

function notesOn({ state, domain, weak, secure, uncovered, alsoPass }: MessageCheck): string[] {
  const notes: string[] = [];
  if (GENUINE.includes(state)) {
    notes.push(secure ? t("dkim_note_secure") : t("dkim_note_insecure", { domain }));
    if (weak) notes.push(t("dkim_note_weak"));
    if (uncovered.length > 0) notes.push(t("dkim_note_uncovered", { fields: formatList(uncovered.map(fieldName)) }));
  }
  if (state !== "pass" && alsoPass.length > 0) notes.push(t("dkim_note_handed_on", { domains: formatList(alsoPass) }));
  return notes;
}

/** A header field's name in its usual spelling: "Reply-To". */
const fieldName = (name: string): string => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
