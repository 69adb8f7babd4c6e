import type { Consent } from "../../messages/consent";
import type { WordKey } from "../i18n";

interface Words {
  readonly title: WordKey;
  /** What happens, and who learns what. */
  readonly text: WordKey;
  readonly yes: WordKey;
  /** The label for the people named; null: nobody is named. */
  readonly people: WordKey | null;
  readonly about: WordKey | null;
}

const ABOUT_KEY = { people: "consent_whose", about: "consent_fingerprint" } as const;

/** The words of each window. */
export const CONSENT_WORDS: Readonly<Record<Consent, Words>> = {
  "put-back": {
    title: "consent_put_back_title",
    text: "consent_put_back_text",
    yes: "consent_put_back_yes",
    people: "consent_to",
    about: null,
  },
  "send-clear": {
    title: "consent_send_clear_title",
    text: "consent_send_clear_text",
    yes: "consent_send_clear_yes",
    people: "consent_to",
    about: null,
  },
  "sign-clear": {
    title: "consent_sign_clear_title",
    text: "consent_sign_clear_text",
    yes: "consent_sign_clear_yes",
    people: "consent_to",
    about: null,
  },
  "load-images": {
    title: "consent_load_images_title",
    text: "consent_load_images_text",
    yes: "html_remote_load",
    people: "consent_from",
    about: "consent_servers",
  },
  quote: {
    title: "consent_quote_title",
    text: "consent_quote_text",
    yes: "consent_quote_yes",
    people: "consent_to",
    about: null,
  },
  "choose-key": {
    ...{ title: "consent_choose_key_title", text: "consent_choose_key_text", yes: "consent_choose_key_yes" },
    ...ABOUT_KEY,
  },
  "reject-key": {
    ...{ title: "consent_reject_key_title", text: "consent_reject_key_text", yes: "consent_reject_key_yes" },
    ...ABOUT_KEY,
  },
  "keep-key": {
    ...{ title: "consent_keep_key_title", text: "consent_keep_key_text", yes: "consent_keep_key_yes" },
    ...ABOUT_KEY,
  },
  other: {
    title: "consent_other_title",
    text: "consent_other_text",
    yes: "consent_other_yes",
    people: "consent_people",
    about: "consent_about",
  },
};
