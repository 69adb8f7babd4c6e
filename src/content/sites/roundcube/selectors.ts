/** Alone, since the script that recognises webmails needs no more. */
export const PAGE = ['script[src*="program/js/app"]', "body.task-mail", "#messagelist"];

// Checked on Roundcube 1.6.5 and 1.6.18 with the skins Elastic, Larry and Classic.
export const selectors = {
  composeBody: ['textarea[name="_message"]', "textarea#composebody"],
  composeRoot: ["body"],
  editorFrame: ['iframe[id$="_ifr"].tox-edit-area__iframe', 'iframe[id$="body_ifr"]'],
  // Elastic's box has its own toolbar above the textarea, which would lie over the overlay.
  editorBox: ["#composebodycontainer.html-editor", ".tox-tinymce", ".mce-tinymce"],
  subject: ['input[name="_subject"]', "input#compose-subject"],
  draftId: ['input[name="_draft_saveid"]'],
  composeId: ['input[name="_id"]'],
  identity: ['select[name="_from"] option:checked', 'input[name="_from"]'],
  send: [
    "a.send[onclick*=\"command('send'\"]",
    "button.send[onclick*=\"command('send'\"]",
    "input[onclick*=\"command('send'\"]",
  ],
  anySend: ["a[onclick*=\"command('send'\"], button[onclick*=\"command('send'\"], input[onclick*=\"command('send'\"]"],
  saving: ['input[name="_draft"]'],
  // What else makes or alters the message: Mailvelope's editor or field, and the server's own plugin for OpenPGP.
  otherSealing: [".mailvelope", 'input[name="_pgpmime"]', 'input[name^="_enigma_"]'],
  fileInput: ['input[type="file"][name="_attachments[]"]'],
  dropZone: ["#compose-attachments", ".droptarget"],
  attached: ["#attachment-list > li"],
  attachedName: [".attachment-name", ".filename", "span"],
  detach: ["a.delete", "a.cancelupload"],
  recipientFields: ["#compose-headers", ".compose-headers", "#compose-div", "form"],
  message: ["#messagebody"],
  messageRoot: ["#layout-content", "#mailview-right", "#messageframe", "body"],
  sender: [
    ".header.from .rcmContactAddress[title]",
    ".header.from a[href^='mailto:']",
    ".header-summary .rcmContactAddress[title]",
  ],
  recipientsShown: [
    ".header.to .rcmContactAddress[title], .header.cc .rcmContactAddress[title]",
    ".header.to a[href^='mailto:']",
  ],
  date: [".header.date", ".header-summary .text-nowrap"],
  attachment: ['#attachment-list a[href*="_part="]', '.attachmentslist a[href*="_part="]'],
  attachmentName: [".attachment-name"],
  signatureItem: ["li.pgp-signature"],
  // Elastic shows either its table of fields or a summary; this element holds both.
  badgeSpot: [".header-content", ".header.from", ".header-summary", ".headers-table", "#message-header"],
  reply: ["a.reply[onclick*=\"command('reply'\"]", "a[onclick*=\"command('reply',\"]"],
  replyAll: ["a.reply-all[onclick*=\"command('reply-all'\"]", "a[onclick*=\"command('reply-all',\"]"],
  newMail: ["a.compose[onclick*=\"command('compose'\"]"],
  row: ['#messagelist tr[id^="rcmrow"]'],
  rowLink: ['.subject a[href*="&_uid="]'],
  rowPerson: [".fromto .rcmContactAddress[title]"],
  userName: [".header-title.username", ".username"],
  page: PAGE,
} as const satisfies Record<string, readonly string[]>;

export const recipientSelectors = {
  field: (name: string) => [`textarea[name="_${name}"]`, `input[name="_${name}"]`],
  /** Elastic's own input for a half-typed recipient. */
  typed: (name: string) => [`#compose_${name} li.input input`],
} as const satisfies Record<string, (name: string) => readonly string[]>;
