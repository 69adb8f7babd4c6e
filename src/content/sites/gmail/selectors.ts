// Checked against captures of 2014-2025 and the hooks known in November 2026. Class names are build-generated yet have
// been stable for ten years; aria-labels are localised. Best first: attribute, class, role or structure.
export const selectors = {
  composeBody: [
    'div[g_editable="true"][contenteditable="true"]',
    '.Am.editable[contenteditable="true"]',
    '[role="textbox"][contenteditable="true"][aria-multiline="true"]',
  ],
  composeRoot: [".M9", '[role="dialog"]', ".ip", '[role="main"]'],
  subject: ['input[name="subjectbox"]', "input.aoT"],
  draftId: ['input[type="hidden"][name="draft"]'],
  send: [
    '.IZ .Up [role="button"]:not([aria-haspopup="true"]):not(.Uo)',
    '[role="button"].aoO:not([aria-haspopup="true"])',
    '[role="group"] [role="button"][aria-label*="Enter"]:not([aria-haspopup="true"])',
  ],
  lockCell: ["td.gU.Up", "td.Up", "td"],
  fileInput: ['input[type="file"][name="Filedata"]', 'input[type="file"]'],
  dropZone: [".aC7:not(.aWP)", ".aC7"],
  recipientFields: ["table.GS", ".fX", "form.bAs", "form"],
  summary: [".aoD.hl [email]"],
  summaryBox: [".aoD.hl"],
  message: ["div.adn[data-message-id]", "[data-message-id][data-legacy-message-id]", ".adn.ads"],
  messageBody: [".ii.gt .a3s:not(.undefined)", ".a3s:not(.undefined)", ".ii.gt"],
  sender: [".gD[email]", "h3 [email]", ".gE [data-hovercard-id]"],
  recipientsShown: [".hb [email]", "span.g2[email]"],
  date: [".g3[title]", ".gK [title]"],
  attachment: ["[download_url]", ".aZo", ".aQH .aV3"],
  attachmentName: [".aV3"],
  clipped: ['a[href*="view=lg"]'],
  badgeSpot: [".gE td.gH:not(.acX)", ".gE .gH", ".gE"],
  reply: [".ams.bkH", '[role="button"].aaq', ".mL"],
  replyAll: [".ams.bkI"],
  newMail: ['[role="button"][gh="cm"]'],
  replyScope: ['[role="listitem"]', ".h7", ".adn"],
  accountLink: ['a[href^="https://accounts.google.com/SignOutOptions"]'],
  paintedBehind: [".bkK > .nH", '[role="main"]', "body"],
} as const satisfies Record<string, readonly string[]>;

/** Chips and typed text of one recipient field, in both generations of Gmail's compose window. */
export const recipientSelectors = {
  chip: (field: string) => [`[name="${field}"] [role="option"]`, `.anm[name="${field}"] .afV`],
  removeChip: () => [".afX"],
  typed: (field: string) => [`[name="${field}"] input`],
  classicValue: (field: string) => [`input[type="hidden"][name="${field}"]`],
  classicTyped: (field: string) => [`textarea[name="${field}"]`],
} as const satisfies Record<string, (field: string) => readonly string[]>;
