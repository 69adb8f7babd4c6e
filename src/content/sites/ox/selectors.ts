// From the public source of OX App Suite 7. No page of a real server was tried.
export const selectors = {
  composeRoot: [".io-ox-mail-compose-window", ".io-ox-mail-compose"],
  composeBody: [".editor iframe", "textarea.plain-text"],
  cover: [".editor"],
  subject: ['[data-extension-id="subject"] input'],
  from: ['[data-dropdown="from"] .dropdown-label'],
  anyChip: [".tokenfield .token"],
  send: ['button[data-action="send"]'],
  anySend: ['[data-action="send"]'],
  fileInput: ['input[type="file"][name="file"]', 'input[type="file"]'],
  dropZone: [],
  attached: [],
  attachedName: [],
  detach: [],
} as const satisfies Record<string, readonly string[]>;

export const recipientSelectors = {
  chip: (field: string) => [`[data-extension-id="${field}"] .tokenfield .token`],
  typed: (field: string) => [`[data-extension-id="${field}"] input.token-input`],
} as const satisfies Record<string, (name: string) => readonly string[]>;
