// From the public source of Horde's IMP 6, its dynamic view. No page of a real server was tried.
export const selectors = {
  composeRoot: ["form#compose"],
  composeBody: ["iframe.cke_wysiwyg_frame", "textarea#composeMessage"],
  cover: ["#composeMessageParent"],
  subject: ['input[name="subject"]'],
  from: ["select#identity option:checked"],
  anyChip: ["li.hordeACListItem"],
  send: ["#send_button"],
  anySend: ["#send_button"],
  fileInput: ["input#upload"],
  dropZone: [],
  attached: [],
  attachedName: [],
  detach: [],
} as const satisfies Record<string, readonly string[]>;

export const recipientSelectors = {
  chip: (field: string) => [`#send${field} li.hordeACListItem`],
  typed: (field: string) => [`textarea[name="${field}"]`],
} as const satisfies Record<string, (name: string) => readonly string[]>;
