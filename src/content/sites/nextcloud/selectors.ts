// From the public source of Nextcloud's Mail, 3 to 5. No page of a real server was tried.
export const selectors = {
  message: [".envelope.envelope--expanded"],
  messageBody: [".mail-message-body > div:not(.message-itinerary, .message-imip, .mail-message-attachments)"],
  sender: [".envelope__header .sender__email"],
  date: [".envelope__header [data-timestamp]"],
  attachment: [".mail-message-attachments .attachment"],
  attachmentName: [".attachment-name"],
  // In place of armor it shows one sentence.
  sealed: [".mail-message-body:not(.mail-message-body-html) > div:not([id], [class]) > span:only-child"],
  badgeSpot: [".envelope__header .right"],
  reply: [".envelope__header .reply-outline-icon", ".envelope__header .reply-icon"],
  replyAll: [".envelope__header .reply-all-outline-icon", ".envelope__header .reply-all-icon"],
  newMail: ["#mail_new_message"],
  composeRoot: [".message-composer"],
  composeBody: [".message-editor .ck-editor__editable", ".message-editor textarea"],
  cover: [".message-editor"],
  subject: ['input[name="subject"]'],
  from: ["#from .vs__selected"],
  anyChip: [".composer-fields:not(.composer-fields__from) .vs__selected"],
  send: ['.composer-actions button[type="submit"]', "button.send-button"],
  anySend: ['.composer-actions button[type="submit"], button.send-button'],
  fileInput: ['.new-message-attachments input[type="file"]'],
  dropZone: [],
  attached: [".new-message-attachments .composer-attachment"],
  attachedName: [".new-message-attachment-name"],
  detach: ["button"],
} as const satisfies Record<string, readonly string[]>;

export const recipientSelectors = {
  chip: (field: string) => [`#${field} .vs__selected`],
  typed: (field: string) => [`#${field} input.vs__search`],
} as const satisfies Record<string, (name: string) => readonly string[]>;
