export const selectors = {
  // Frames that TinyMCE and CKEditor 4 let people write in.
  editor: ['[contenteditable="true"], [contenteditable=""], textarea, iframe[id$="_ifr"], iframe.cke_wysiwyg_frame'],
  button: [
    'button, [role="button"], input[type="submit"], input[type="button"], a.button, a.btn, [data-bind*="send" i], [ng-click*="send" i]',
  ],
  from: ['select[name="from" i] option:checked, select[name="_from" i] option:checked', 'input[name="from" i]'],
  anySend: [
    'button, [role="button"], [role="menuitem"], input[type="submit"], input[type="button"], a:not([href*="//"])',
  ],
  subject: ['input[name*="subject" i]', 'input[placeholder*="subject" i]', 'input[aria-label*="subject" i]'],
  fileInput: ['input[type="file"]'],
  // What a field shows for somebody: the address in an attribute, or what toolkits call a chip.
  chip: ['[title*="@"], [aria-label*="@"], [email], [data-email], md-chip, li[draggable="true"]'],
  typing: [
    'input:not([type]), input[type="text"], input[type="email"], input[type="search"], textarea, [contenteditable="true"], [contenteditable=""]',
  ],
  people: ['a[href^="mailto:" i], [title*="<"]'],
} as const satisfies Record<string, readonly string[]>;

export const recipientSelectors = {
  field: (name: string) => [
    `input[name="${name}" i], textarea[name="${name}" i]`,
    `input[id="${name}" i], textarea[id="${name}" i]`,
  ],
} as const satisfies Record<string, (name: string) => readonly string[]>;

/** Labels of Send in the languages of most webmail users: whole words at the start of the label. */
export const SEND =
  /^\s*(send|envoyer|senden|absenden|enviar|invia|verzenden|wyślij|отправить|надіслати|送信|发送|發送|보내기|gönder|skicka|sendt?e?|lähetä)(?![\p{L}])/iu;

/** What scripts call sending where a button has no label but an icon: Knockout's bindings and Angular's. */
export const CALLS_SEND = /(?:^|[\s.:$(])send(?:Command|Message|Mail|Now)?(?![a-z])/i;

/** Names that pages give the source of a message. */
export const NAMES_SOURCE = /(?:^|[^a-z])(?:(?:view|show)[-_]?)?(?:raw|source|original|export|eml|rfc-?822)(?![a-z])/i;

/** Names that pages give the place of a sender; "transform" and "fromage" are none. */
export const NAMES_SENDER = /(?:^|[^a-z])(?:from|sender)(?![a-z])|(?:From|Sender)(?![a-z])/;
