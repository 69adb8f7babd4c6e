// From SnappyMail's public source, 2.38. No page of a real server was tried.
export const selectors = {
  message: [".messageView .b-message"],
  // Letters opened before stay beside it, hidden.
  messageBody: [".bodyText > :not([hidden])"],
  sender: [".messageItemHeader .from[title]"],
  date: ["time.date"],
  attachment: [".attachmentsPlace .attachmentItem"],
  attachmentName: [".attachmentName"],
  // It shows a signed text without its armor, and of PGP/MIME nothing.
  sealed: ['[data-i18n="OPENPGP/SIGNED_MESSAGE"], [data-i18n="OPENPGP/ENCRYPTED_MESSAGE"]'],
  badgeSpot: [".messageItemHeader .informationShort"],
  reply: [".buttonReply", 'a[data-bind*="replyCommand"]'],
  replyAll: [".buttonReplyAll", 'a[data-bind*="replyAllCommand"]'],
  newMail: [".buttonCompose"],
  composeRoot: ["#V-PopupsCompose"],
  composeBody: [".squire-wysiwyg, textarea.squire-plain"],
  cover: [".textAreaParent"],
  subject: ['input[name="subject"]'],
  from: ['.e-identity, input[data-bind*="textInput: from"]'],
  anyChip: ["tr:not(.reply-to-row) ul.emailaddresses > li[draggable]"],
  send: ['a.btn[data-bind*="sendCommand"]'],
  anySend: ['[data-bind*="sendCommand"]'],
  fileInput: [],
  dropZone: [".b-attachment-place"],
  attached: [".attachmentAreaParent .attachmentItem"],
  attachedName: [".attachmentName"],
  detach: ["a.close"],
} as const satisfies Record<string, readonly string[]>;

const row = (field: string): string => (field === "to" ? 'tr:has([data-i18n="GLOBAL/TO"])' : `tr.${field}-row`);

export const recipientSelectors = {
  chip: (field: string) => [`${row(field)} ul.emailaddresses > li[draggable]`],
  typed: (field: string) => [`${row(field)} ul.emailaddresses > .emailaddresses-input input`],
} as const satisfies Record<string, (name: string) => readonly string[]>;
