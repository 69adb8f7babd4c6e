// Built on fragments of 2023-2025 and on what other projects rely on; no whole page was available. Classes are hashed and
// change every few months, so only ids, data attributes, roles and icon names are used.
const FROM = '[id^="MSG_"][id$="_FROM"]';

export const selectors = {
  composeBody: [
    '[id^="editorParent_"] [role="textbox"][contenteditable="true"]',
    '[role="textbox"][contenteditable="true"][aria-multiline="true"]',
  ],
  composeRoot: [
    '[id^="docking_InitVisiblePart"]',
    '[data-app-section="Form_Content"]',
    '[data-app-section="MailCompose"]',
    '[role="dialog"]',
  ],
  recipientWell: ['[contenteditable="true"]:not([aria-multiline="true"])'],
  pill: ["[data-lpc-hover-target-id]", '[contenteditable="false"]', '[draggable="true"]', "[title*='@']"],
  from: ['button[aria-haspopup][aria-label*="@"], button[aria-haspopup][title*="@"]'],
  subject: ['input[id^="MSG_"][id$="_SUBJECT"]', 'input[type="text"][autocomplete="off"]'],
  send: [
    '[data-testid="ComposeSendButton"] button',
    '[data-testid="ComposeSendButton"]',
    'button:has(i[data-icon-name="SendRegular"])',
  ],
  anySend: ['[data-testid="ComposeSendButton"], button:has([data-icon-name^="Send"])'],
  sendLater: ['[role="menuitem"]:has([data-icon-name^="Send"], [data-icon-name*="Clock"])'],
  fileInput: ['input[type="file"]'],
  messageBody: ['[id^="UniqueMessageBody"]', '[role="document"] [aria-label]'],
  messageHolds: ['[data-testid="RecipientWell"]', '[role="toolbar"]', `${FROM}, span[aria-label*="@"]`],
  messageRoot: [
    '[data-app-section="ConversationContainer"] > div > div',
    '[role="main"][data-app-section]',
    "[data-app-section]",
  ],
  senderBox: [FROM],
  sender: ['span[aria-label*=":"][aria-label*="@"]'],
  // "From: Anna", with "Anna" inside it.
  senderNamed: [`${FROM}, span[aria-label*=":"] > span`],
  // Labels of files and subjects are a stranger's words, and an answer being written names other people.
  notSender: [
    '[data-testid="RecipientWell"], [role="listbox"], [role="option"], [role="heading"], [id$="_SUBJECT"], [contenteditable], [id^="docking_"]',
  ],
  date: ['[data-testid="SentReceivedSavedTime"]'],
  recipientsShown: ['[data-testid="RecipientWell"]'],
  attachment: ['[role="listbox"] [role="option"][aria-label]'],
  attachmentName: ["div[title]"],
  badgeSpot: ['[data-testid="RecipientWell"]', '[role="region"]'],
  reply: [
    'button:has(i[data-icon-name="ArrowReplyRegular"])',
    '[role="menuitem"]:has([data-icon-name="ArrowReplyRegular"])',
  ],
  replyAll: ['button:has([data-icon-name="ArrowReplyAllRegular"])'],
  newMail: ['button:has([data-icon-name="ComposeRegular"])'],
  conversation: [
    '#MailList [role="option"][aria-selected="true"][data-convid]',
    '[role="option"][aria-selected="true"][data-convid]',
  ],
  account: ['[id^="primaryMailboxRoot_"][data-folder-name]'],
  openAccount: ['[aria-labelledby^="primaryMailboxRoot_"]:has([aria-selected="true"])'],
  readingPane: ["#ReadingPaneContainerId", "#ConversationReadingPaneContainer", '[role="main"]'],
} as const satisfies Record<string, readonly string[]>;
