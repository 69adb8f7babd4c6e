export const selectors = {
  editor: ['[contenteditable="true"], [contenteditable=""], textarea'],
  button: ['button, [role="button"], input[type="submit"], input[type="button"], a.button'],
  from: ['select[name="from" i] option:checked, select[name="_from" i] option:checked', 'input[name="from" i]'],
  anySend: [
    'button, [role="button"], [role="menuitem"], input[type="submit"], input[type="button"], a:not([href*="//"])',
  ],
  subject: ['input[name*="subject" i]', 'input[placeholder*="subject" i]', 'input[aria-label*="subject" i]'],
  fileInput: ['input[type="file"]'],
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
