// The few words content itself shows. Named imports, so that the build keeps only these out of the whole catalogue.
import {
  frame_badge as enBadge,
  badge_name as enBadgeName,
  badge_name_unknown as enBadgeUnknown,
  notice_frame_blocked as enBlocked,
  notice_clear_reply as enClearReply,
  notice_close as enClose,
  frame_compose as enCompose,
  badge_conversation as enConversation,
  grade_a as enGradeA,
  grade_b as enGradeB,
  grade_c as enGradeC,
  grade_d as enGradeD,
  grade_e as enGradeE,
  grade_u as enGradeU,
  compose_lock as enLock,
  frame_read as enRead,
  sealed_c as enSealedC,
  sealed_d as enSealedD,
  notice_sealed_left as enSealedLeft,
  notice_strong as enStrong,
  notice_unrecognised as enUnrecognised,
} from "../../public/_locales/en/messages.json";
import {
  frame_badge as frBadge,
  badge_name as frBadgeName,
  badge_name_unknown as frBadgeUnknown,
  notice_frame_blocked as frBlocked,
  notice_clear_reply as frClearReply,
  notice_close as frClose,
  frame_compose as frCompose,
  badge_conversation as frConversation,
  grade_a as frGradeA,
  grade_b as frGradeB,
  grade_c as frGradeC,
  grade_d as frGradeD,
  grade_e as frGradeE,
  grade_u as frGradeU,
  compose_lock as frLock,
  frame_read as frRead,
  sealed_c as frSealedC,
  sealed_d as frSealedD,
  notice_sealed_left as frSealedLeft,
  notice_strong as frStrong,
  notice_unrecognised as frUnrecognised,
} from "../../public/_locales/fr/messages.json";
import { LANGUAGES, type Language } from "../domain/language";
import type { Settings } from "../domain/settings";

type Said<L extends readonly Language[]> = { readonly [N in keyof L]: string };

/** In the order of LANGUAGES. Only the text of each import is used, and the build keeps nothing else. */
const WORDS = {
  conversation: [enConversation.message, frConversation.message],
  badgeName: [enBadgeName.message, frBadgeName.message],
  badgeUnknown: [enBadgeUnknown.message, frBadgeUnknown.message],
  grade_a: [enGradeA.message, frGradeA.message],
  grade_b: [enGradeB.message, frGradeB.message],
  grade_c: [enGradeC.message, frGradeC.message],
  grade_d: [enGradeD.message, frGradeD.message],
  grade_e: [enGradeE.message, frGradeE.message],
  grade_u: [enGradeU.message, frGradeU.message],
  sealed_c: [enSealedC.message, frSealedC.message],
  sealed_d: [enSealedD.message, frSealedD.message],
  lock: [enLock.message, frLock.message],
  badge: [enBadge.message, frBadge.message],
  compose: [enCompose.message, frCompose.message],
  read: [enRead.message, frRead.message],
  close: [enClose.message, frClose.message],
  blocked: [enBlocked.message, frBlocked.message],
  clearReply: [enClearReply.message, frClearReply.message],
  sealedLeft: [enSealedLeft.message, frSealedLeft.message],
  strong: [enStrong.message, frStrong.message],
  unrecognised: [enUnrecognised.message, frUnrecognised.message],
} as const satisfies Record<string, Said<typeof LANGUAGES>>;

export type Word = keyof typeof WORDS;

/** `setting` is the user's; "auto" follows the browser's interface. */
export function languageFor(setting: Settings["language"], interfaceLanguage: string): Language {
  if (setting !== "auto") return setting;
  return interfaceLanguage.toLowerCase().startsWith("fr") ? "fr" : "en";
}

export const word = (language: Language, name: Word): string => WORDS[name][LANGUAGES.indexOf(language)]!;
