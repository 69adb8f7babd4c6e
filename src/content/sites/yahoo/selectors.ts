// Built on one fragment of 2019 and on what public programs of 2020-2026 rely on, for both of Yahoo's pages: /d/ and the newer
// /n/. No whole page was available. data-test-id is the hook; classes are hashed.
/** Labels of the subject in the page's languages; nothing else in a compose window has them. */
const SUBJECT = ["Subject", "Betreff", "Objet", "Sujet", "Asunto", "Oggetto", "Assunto", "Onderwerp", "Temat", "Konu"]
  .map((word) => `input[aria-label="${word}"]`)
  .join(",");

export const selectors = {
  composeBody: ['[data-test-id="rte"][contenteditable="true"]', '#editor-container [contenteditable="true"]'],
  composeRoot: ['[data-test-id="compose"]', '[data-test-id="compose-container"]', "form"],
  subject: ['[data-test-id="compose-subject"]', SUBJECT],
  addressPill: ['[data-test-id="pill"]'],
  anyPill: [
    ':is([data-test-id^="compose-header-field-"], [data-test-id^="container-"]) [data-test-id$="pill"], [data-test-id="pill"], [data-test-id="y-pill"]',
  ],
  send: ['[data-test-id="compose-send-button"]'],
  anySend: ['[data-test-id*="send-button"], [data-test-id*="schedule"], [data-test-id*="send-later"]'],
  fileInput: ['input[type="file"]'],
  from: ['[data-test-id="container-from"], [data-test-id="compose-header-field-from"]'],
  message: ['[data-test-id="message-view"]', '[data-test-id="message-view-body"]'],
  messageBody: ['[data-test-id="message-view-body-content"]', ".msg-body"],
  sender: [
    '[data-test-id="message-from"] [data-test-id="email-pill"]',
    '[data-test-id="message-from"]',
    '[data-test-id="email-pill"]',
  ],
  avatar: ['[data-test-id="message-header"] img[src*="endpoints/smtp:"]'],
  senderName: ['[data-test-id="message-header"] [data-test-id="with-contact-card-anchor"]'],
  recipientsShown: [
    '[data-test-id="message-recipients"] [data-test-id="email-pill"]',
    '[data-test-id="message-recipients"]',
  ],
  date: ['[data-test-id="message-date"]', "time"],
  attachment: ['[data-test-id="attachment"]', '[data-test-id^="attachment-"][title]'],
  badgeSpot: [
    '[data-test-id="message-from"]',
    '[data-test-id="message-header"]',
    '[data-test-id="message-group-subject-text"]',
  ],
  subjectsShown: [`[data-test-id="message-group-subject-text"], [data-test-id="compose-subject"], ${SUBJECT}`],
  reply: [
    '[data-test-id="btn-reply-sender"]',
    '[data-test-id="message-reply"]',
    '[data-test-id="reply"]',
    'button:has([data-test-id="icon-reply"])',
    '[data-test-id="toolbar-reply"]',
  ],
  replyAll: [
    '[data-test-id="btn-reply-all"]',
    '[data-test-id="message-reply-all"]',
    '[data-test-id="toolbar-reply-all"]',
  ],
  newMail: ['[data-test-id="compose-button"]'],
  account: [
    '[data-test-id="account-switcher"] [title*="@"]',
    '#ybarAccountMenu [title*="@"]',
    '#ybarAccountMenu[aria-label*="@"]',
  ],
} as const satisfies Record<string, readonly string[]>;

export const recipientSelectors = {
  pill: (field: string) => [
    `[data-test-id="container-${field}"] [data-test-id="pill"]`,
    `[data-test-id="compose-header-field-${field}"] :is([data-test-id="pill"], [data-test-id="y-pill"])`,
  ],
  typed: (field: string) => [
    `[data-test-id="container-${field}"] input`,
    `[data-test-id="compose-header-field-${field}"] input`,
    `#message-${field}-field`,
  ],
} as const satisfies Record<string, (field: string) => readonly string[]>;
