// The few words content itself says. Named imports, so that the build keeps these alone of the whole catalogue.
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
  notice_reply_failed as enReplyFailed,
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
  notice_reply_failed as frReplyFailed,
  sealed_c as frSealedC,
  sealed_d as frSealedD,
  notice_sealed_left as frSealedLeft,
  notice_strong as frStrong,
  notice_unrecognised as frUnrecognised,
} from "../../public/_locales/fr/messages.json";
import type { Language } from "../domain/language";
import type { Settings } from "../domain/settings";

const WORDS = {
  en: {
    conversation: enConversation,
    badgeName: enBadgeName,
    badgeUnknown: enBadgeUnknown,
    grade_a: enGradeA,
    grade_b: enGradeB,
    grade_c: enGradeC,
    grade_d: enGradeD,
    grade_e: enGradeE,
    grade_u: enGradeU,
    sealed_c: enSealedC,
    sealed_d: enSealedD,
    lock: enLock,
    badge: enBadge,
    compose: enCompose,
    read: enRead,
    close: enClose,
    blocked: enBlocked,
    replyFailed: enReplyFailed,
    clearReply: enClearReply,
    sealedLeft: enSealedLeft,
    strong: enStrong,
    unrecognised: enUnrecognised,
  },
  fr: {
    conversation: frConversation,
    badgeName: frBadgeName,
    badgeUnknown: frBadgeUnknown,
    grade_a: frGradeA,
    grade_b: frGradeB,
    grade_c: frGradeC,
    grade_d: frGradeD,
    grade_e: frGradeE,
    grade_u: frGradeU,
    sealed_c: frSealedC,
    sealed_d: frSealedD,
    lock: frLock,
    badge: frBadge,
    compose: frCompose,
    read: frRead,
    close: frClose,
    blocked: frBlocked,
    replyFailed: frReplyFailed,
    clearReply: frClearReply,
    sealedLeft: frSealedLeft,
    strong: frStrong,
    unrecognised: frUnrecognised,
  },
} as const;

export type Word = keyof (typeof WORDS)["en"];

/** `setting` is the user's; "auto" follows the browser's interface. */
export function languageFor(setting: Settings["language"], interfaceLanguage: string): Language {
  if (setting !== "auto") return setting;
  return interfaceLanguage.toLowerCase().startsWith("fr") ? "fr" : "en";
}

export const word = (language: Language, name: Word): string => WORDS[language][name].message;
