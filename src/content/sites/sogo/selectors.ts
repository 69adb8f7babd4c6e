/** Alone, since the script that recognises webmails needs no more. */
export const PAGE = ['body[ng-app="SOGo.MailerUI"]'];

// Checked on SOGo 5.8. Its templates carry Angular's attributes, the same in every language.
export const selectors = {
  page: PAGE,
  message: [".msg-body"],
  messageRoot: ["#detailView md-card"],
  sender: ['a[ng-bind="::viewer.message.from[0].email"]'],
  senderName: ['span[ng-bind="::viewer.message.from[0].name"]'],
  date: ["time.msg-date"],
  badgeSpot: [".sg-padded"],
  file: ["md-card"],
  fileName: [".sg-attachment-name[title]"],
  fileLink: ['a[href*="/asAttachment/"]'],
  reply: ['[ng-click="viewer.reply($event)"]'],
  replyAll: ['[ng-click="viewer.replyAll($event)"]'],
  newMail: ['[ng-click="mailbox.newMessage($event)"]'],
  composeRoot: ['form[name="messageForm"]'],
  // Not CKEditor's frame: SOGo sends what that editor remembers, not what stands in it, so a sealed text would stay behind and
  // the words typed before it would leave in clear. Nothing is offered there.
  composeBody: ['textarea[name="content"]'],
  identity: ['input[name="from"]'],
  subject: ['input[name="subject"]'],
  send: ['[ng-click="editor.send()"]'],
  recipientFields: [".msg-header-content"],
  anyChip: [".msg-header-content md-chips"],
  fileInput: ['input[type="file"][name="fileInput"]'],
  attachedList: [".sg-mail-editor-attachments"],
  attached: ['md-chips[ng-model="editor.uploader.queue"] md-chip'],
  attachedName: ['a[target="_new"]'],
  detach: [".md-chip-remove"],
} as const satisfies Record<string, readonly string[]>;

const FIELD = (name: string): string => `md-chips[ng-model="editor.message.editable.${name}"]`;

export const recipientSelectors = {
  field: (name: string) => [FIELD(name)],
  chip: (name: string) => [`${FIELD(name)} md-chip`],
  /** What is typed and no chip yet. */
  typed: (name: string) => [`${FIELD(name)} input`],
} as const satisfies Record<string, (name: string) => readonly string[]>;
