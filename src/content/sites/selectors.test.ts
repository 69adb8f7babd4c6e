// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import * as generic from "./generic/selectors";
import * as gmail from "./gmail/selectors";
import * as horde from "./horde/selectors";
import * as nextcloud from "./nextcloud/selectors";
import * as outlook from "./outlook/selectors";
import * as ox from "./ox/selectors";
import * as roundcube from "./roundcube/selectors";
import * as snappymail from "./snappymail/selectors";
import * as sogo from "./sogo/selectors";
import * as yahoo from "./yahoo/selectors";

// For every selector: one piece of markup for each try, which that try must find, and markup that none may find.
type Table = Record<string, { finds: readonly string[]; not: readonly string[] }>;

const MESSAGE_TEXT = '<div class="mail"><p>Hello</p><a href="https://a.example/">link</a></div>';

const GMAIL: Table = {
  composeBody: {
    finds: [
      '<div g_editable="true" contenteditable="true"></div>',
      '<div class="Am editable" contenteditable="true"></div>',
      '<div role="textbox" aria-multiline="true" contenteditable="true"></div>',
    ],
    not: ['<div g_editable="true"></div>', '<input role="textbox">', '<textarea class="Ak"></textarea>'],
  },
  composeRoot: {
    finds: ['<div class="M9"></div>', '<div role="dialog"></div>', '<div class="ip"></div>', '<div role="main"></div>'],
    not: ['<div class="M90"></div>'],
  },
  subject: {
    finds: ['<input name="subjectbox">', '<input class="aoT">'],
    not: ['<input type="hidden" name="subject">'],
  },
  from: { finds: ['<input type="hidden" name="from">'], not: ['<input name="to">'] },
  anySend: {
    finds: ['<table class="IZ"><tr><td class="Up"><div role="button" aria-haspopup="true"></div></td></tr></table>'],
    not: ['<div role="button"></div>'],
  },
  arrowOpen: {
    finds: ['<table class="IZ"><tr><td class="Up"><b aria-haspopup="true" aria-expanded="true"></b></td></tr></table>'],
    not: ['<table class="IZ"><tr><td class="Up"><b aria-haspopup="true"></b></td></tr></table>'],
  },
  // The times offered afterwards may belong to another window: nothing says to which.
  sendLater: {
    finds: ['<div role="menuitem" selector="scheduledSend"></div>'],
    not: ['<div role="menuitem"></div>', '<div role="menuitem" class="Az"></div>'],
  },
  draftId: { finds: ['<input type="hidden" name="draft">'], not: ['<input name="composeid">'] },
  send: {
    finds: [
      '<table class="IZ"><tr><td class="Up"><div role="button">Send</div></td></tr></table>',
      '<div role="button" class="aoO"></div>',
    ],
    not: [
      '<table class="IZ"><tr><td class="Up"><div role="button" class="Uo">Send and archive</div></td></tr></table>',
      '<table class="IZ"><tr><td class="Up"><div role="button" aria-haspopup="true">More</div></td></tr></table>',
      '<div role="button" aria-label="Enter"></div>',
    ],
  },
  lockCell: {
    finds: ['<table><tr><td class="gU Up"></td></tr></table>', "<table><tr><td></td></tr></table>"],
    not: ["<div></div>"],
  },
  fileInput: {
    finds: ['<input type="file" name="Filedata">', '<input type="file">'],
    not: ['<input name="Filedata">'],
  },
  dropZone: { finds: ['<div class="aC7"></div>', '<div class="aC7 aWP"></div>'], not: ['<div class="aWP"></div>'] },
  attached: {
    finds: ['<div class="dL"><a class="dO"><div class="vI">plan.pdf</div></a></div>'],
    not: ['<div class="dLx"></div>'],
  },
  attachedName: { finds: ['<div class="vI">plan.pdf</div>'], not: ['<div class="vJ">(5K)</div>'] },
  detach: {
    finds: ['<div role="button" class="vq" aria-label="Remove attachment"></div>'],
    not: ['<div role="button" class="vq2"></div>'],
  },
  recipientFields: {
    finds: ['<table class="GS"></table>', '<div class="fX"></div>', '<form class="bAs"></form>'],
    not: ["<table></table>"],
  },
  summary: {
    finds: ['<div class="aoD hl"><span email="a@b.example"></span></div>'],
    not: ['<div class="aoD az6"><span email="a@b.example"></span></div>', '<div class="aoD hl"><span></span></div>'],
  },
  summaryBox: { finds: ['<div class="aoD hl"></div>'], not: ['<div class="aoD az6"></div>'] },
  message: {
    finds: [
      '<div class="adn" data-message-id="#msg-f:1"></div>',
      '<div data-message-id="#msg-f:1" data-legacy-message-id="1"></div>',
      '<div class="adn ads"></div>',
    ],
    not: ['<div class="adf ads"></div>', '<tr class="zA"></tr>', '<div data-message-id="x"></div>'],
  },
  messageBody: {
    finds: [
      '<div class="ii gt"><div class="a3s aiL"></div></div>',
      '<div class="a3s"></div>',
      '<div class="ii gt"></div>',
    ],
    not: ['<div class="a3s undefined"></div>', '<div class="hq gt"></div>'],
  },
  sender: {
    finds: [
      '<span class="gD" email="a@b.example"></span>',
      '<h3><span email="a@b.example"></span></h3>',
      '<div class="gE"><span data-hovercard-id="a@b.example"></span></div>',
    ],
    not: ['<span class="g2" email="a@b.example"></span>', '<span class="gD"></span>'],
  },
  recipientsShown: {
    finds: [
      '<span class="hb"><span email="a@b.example"></span></span>',
      '<span class="g2" email="a@b.example"></span>',
    ],
    not: ['<span class="gD" email="a@b.example"></span>'],
  },
  date: {
    finds: ['<span class="g3" title="x"></span>', '<div class="gK"><span title="x"></span></div>'],
    not: ['<span title="x"></span>'],
  },
  attachment: {
    finds: [
      '<span download_url="a:b:https://c"></span>',
      '<span class="aZo"></span>',
      '<div class="aQH"><span class="aV3"></span></div>',
    ],
    not: ['<a href="x" download></a>'],
  },
  attachmentName: { finds: ['<span class="aV3"></span>'], not: ['<span class="SaH2Ve"></span>'] },
  clipped: { finds: ['<a href="?ui=2&amp;view=lg&amp;permmsgid=x"></a>'], not: ['<a href="?view=om"></a>'] },
  badgeSpot: {
    finds: ['<div class="gE"><table><tr><td class="gH"></td></tr></table></div>', '<div class="gE"></div>'],
    not: ['<div class="gs"></div>'],
  },
  reply: {
    finds: ['<span class="ams bkH"></span>', '<div class="acX"><button class="DILLkc"></button></div>'],
    not: ['<span class="ams bkG"></span>', '<div class="acX"><button class="Wsq5Cf"></button></div>'],
  },
  replyAll: { finds: ['<span class="ams bkI"></span>'], not: ['<span class="ams bkH"></span>'] },
  more: {
    finds: ['<div class="acX"><button class="Wsq5Cf"></button></div>'],
    not: ['<div class="acX"><button class="DILLkc"></button></div>', '<button class="Wsq5Cf"></button>'],
  },
  replyRow: {
    finds: ['<span class="ams bkH"></span>'],
    not: ['<span class="ams bkG"></span>', '<span class="ams bkI"></span>'],
  },
  replyItem: {
    finds: ['<ul><li data-action-type="94"></li></ul>'],
    not: ['<ul><li data-action-type="24"></li><li data-action-type="25"></li></ul>'],
  },
  replyAllItem: {
    finds: ['<ul><li data-action-type="24"></li></ul>'],
    not: ['<ul><li data-action-type="94"></li><li data-action-type="25"></li></ul>'],
  },
  newMail: { finds: ['<div role="button" gh="cm"></div>'], not: ['<div role="button" gh="tm"></div>'] },
  replyScope: {
    finds: ['<div role="listitem"></div>', '<div class="adn"></div>'],
    not: ['<div role="list"></div>'],
  },
  accountLink: {
    finds: ['<a href="https://accounts.google.com/SignOutOptions?x"></a>'],
    not: ['<a href="https://accounts.google.com.evil.example/SignOutOptions"></a>'],
  },
  subjectsShown: {
    finds: ['<h2 class="hP"></h2>'],
    not: ["<h2></h2>", '<input name="subject">'],
  },
  row: {
    finds: ['<table><tr class="zA yO"></tr></table>'],
    not: ['<table><tr class="zB"></tr></table>', '<div class="zA"></div>'],
  },
  rowName: {
    finds: ['<div class="xT"><span data-legacy-last-message-id="16f4000000000005"></span></div>'],
    // The copy that labels the row for screen readers, and a draft.
    not: [
      '<div class="afn"><span data-legacy-last-message-id="16f4000000000005"></span></div>',
      '<span class="bog"><span data-standalone-draft-id="#msg-a:r-1"></span></span>',
    ],
  },
  rowCount: {
    finds: ['<div class="yW"><span class="bx0">5</span></div>'],
    not: ['<div class="afn"><span class="bx0">5</span></div>'],
  },
  rowLine: { finds: ['<div class="xT"></div>', "<table><tr><td></td></tr></table>"], not: ['<div class="xS"></div>'] },
  pane: {
    finds: [
      '<div class="nH a98 iY"></div>',
      '<div class="PeIF1d"></div>',
      '<div class="nH if"></div>',
      '<div role="main"></div>',
    ],
    not: ['<div class="nH"></div>', '<div class="if"></div>'],
  },
  threadSubject: { finds: ['<h2 class="hP"></h2>'], not: ["<h2></h2>", '<span class="hP"></span>'] },
  threadItem: {
    finds: ['<div role="list"><div role="listitem"></div></div>'],
    not: ['<div role="list"><div><p role="listitem"></p></div></div>'],
  },
  threadFolded: {
    finds: ['<div class="kQ"></div>', '<span class="adx"></span>'],
    not: ['<div class="kv"></div>', '<div class="h7"></div>'],
  },
  paintedBehind: { finds: ['<div class="bkK"><div class="nH"></div></div>', '<div role="main"></div>', ""], not: [] },
  removeChip: { finds: ['<div role="option"><div class="afX"></div></div>'], not: ['<div class="afW"></div>'] },
  chip: {
    finds: [
      '<div name="to"><div role="option"></div></div>',
      '<div class="anm" name="to"><div class="afV"></div></div>',
    ],
    not: ['<div name="cc"><div role="option"></div></div>'],
  },
  typed: {
    finds: ['<div name="to"><input></div>'],
    not: ['<div name="bcc"><input></div>', '<textarea name="to"></textarea>'],
  },
  classicValue: {
    finds: ['<input type="hidden" name="to">'],
    not: ['<input name="to">', '<input type="hidden" name="cc">'],
  },
  classicTyped: { finds: ['<textarea name="to"></textarea>'], not: ['<textarea name="cc"></textarea>'] },
};

const ROUNDCUBE: Table = {
  anySend: {
    finds: [`<a onclick="return rcmail.command('send','',this,event)"></a>`],
    not: [`<a onclick="return rcmail.command('savedraft','',this,event)"></a>`],
  },
  saving: { finds: ['<input type="hidden" name="_draft">'], not: ['<input name="_draft_saveid">'] },
  composeBody: {
    finds: ['<textarea name="_message"></textarea>', '<textarea id="composebody"></textarea>'],
    not: ['<textarea name="_to"></textarea>'],
  },
  composeRoot: { finds: [""], not: [] },
  editorFrame: {
    finds: [
      '<iframe id="composebody_ifr" class="tox-edit-area__iframe"></iframe>',
      '<iframe id="compose-body_ifr"></iframe>',
    ],
    not: ['<iframe id="messagecontframe"></iframe>'],
  },
  editorBox: {
    finds: [
      '<div id="composebodycontainer" class="html-editor"></div>',
      '<div class="tox-tinymce"></div>',
      '<div class="mce-tinymce"></div>',
    ],
    not: ['<div class="tox"></div>'],
  },
  subject: { finds: ['<input name="_subject">', '<input id="compose-subject">'], not: ['<input name="_to">'] },
  draftId: { finds: ['<input name="_draft_saveid">'], not: ['<input name="_draft">'] },
  composeId: { finds: ['<input name="_id">'], not: ['<input name="_uid">'] },
  identity: {
    finds: ['<select name="_from"><option>a</option></select>', '<input name="_from">'],
    not: ['<select name="_priority"><option>a</option></select>'],
  },
  send: {
    finds: [
      `<a class="send" onclick="return rcmail.command('send','',this,event)"></a>`,
      `<button class="send" onclick="return rcmail.command('send','',this,event)"></button>`,
      `<input type="button" onclick="return rcmail.command('send','',this,event)">`,
    ],
    not: [
      `<a class="send" onclick="return rcmail.command('savedraft','',this,event)"></a>`,
      `<a onclick="rcmail.command('send-attachment', this.form)"></a>`,
    ],
  },
  otherSealing: {
    finds: [
      '<div id="composebodycontainer" class="mailvelope"></div>',
      '<input type="hidden" name="_pgpmime">',
      '<input type="checkbox" name="_enigma_encrypt">',
    ],
    not: ['<a class="button encrypt disabled"></a>', '<input type="hidden" name="_draft">'],
  },
  fileInput: {
    finds: ['<input type="file" name="_attachments[]">'],
    not: ['<input type="hidden" name="_attachments">'],
  },
  dropZone: {
    finds: ['<div id="compose-attachments"></div>', '<div class="droptarget"></div>'],
    not: ['<div id="attachment-list"></div>'],
  },
  attached: {
    finds: ['<ul id="attachment-list"><li id="rcmfile1">plan.pdf</li></ul>'],
    not: ['<ul id="messagelist"><li>plan.pdf</li></ul>'],
  },
  attachedName: {
    finds: ['<span class="attachment-name"></span>', '<a class="filename"></a>', "<span></span>"],
    not: ['<a class="delete"></a>'],
  },
  detach: {
    finds: ['<li><a class="delete" href="#delete"></a></li>', '<li><a class="cancelupload" href="#cancel"></a></li>'],
    not: ['<a class="filename" href="#load"></a>'],
  },
  recipientFields: {
    finds: [
      '<div id="compose-headers"></div>',
      '<div class="compose-headers"></div>',
      '<div id="compose-div"></div>',
      "<form></form>",
    ],
    not: ['<div id="message-header"></div>'],
  },
  message: { finds: ['<div id="messagebody"></div>'], not: ['<div id="messagelist"></div>'] },
  messageRoot: {
    finds: ['<div id="layout-content"></div>', '<div id="mailview-right"></div>', '<div id="messageframe"></div>', ""],
    not: [],
  },
  sender: {
    finds: [
      '<td class="header from"><a class="rcmContactAddress" title="a@b.example"></a></td>'.replace(/td/g, "div"),
      '<div class="header from"><a href="mailto:a@b.example"></a></div>',
      '<div class="header-summary"><a class="rcmContactAddress" title="a@b.example"></a></div>',
    ],
    not: [
      '<div class="header to"><a class="rcmContactAddress" title="a@b.example"></a></div>',
      '<a href="mailto:a@b.example"></a>',
    ],
  },
  recipientsShown: {
    finds: [
      '<div class="header cc"><a class="rcmContactAddress" title="a@b.example"></a></div>',
      '<div class="header to"><a href="mailto:a@b.example"></a></div>',
    ],
    not: ['<div class="header from"><a href="mailto:a@b.example"></a></div>'],
  },
  date: {
    finds: ['<div class="header date"></div>', '<div class="header-summary"><span class="text-nowrap"></span></div>'],
    not: ['<span class="text-nowrap"></span>'],
  },
  attachment: {
    finds: [
      '<ul id="attachment-list"><a href="?_action=get&amp;_part=2"></a></ul>',
      '<ul class="attachmentslist"><a href="?_action=get&amp;_part=2"></a></ul>',
    ],
    not: ['<ul id="attachment-list"><a href="#"></a></ul>'],
  },
  signatureItem: {
    finds: ['<ul><li class="application pgp-signature"></li></ul>'],
    not: ['<ul><li class="application pdf"></li></ul>'],
  },
  attachmentName: { finds: ['<span class="attachment-name"></span>'], not: ['<span class="attachment-size"></span>'] },
  badgeSpot: {
    finds: [
      '<div class="header-content"><div class="header-summary"></div></div>',
      '<div class="header from"></div>',
      '<div class="header-summary"></div>',
      '<table class="headers-table"></table>',
      '<div id="message-header"></div>',
    ],
    not: ['<div class="header to"></div>'],
  },
  reply: {
    finds: [
      `<a class="reply" onclick="return rcmail.command('reply','',this,event)"></a>`,
      `<a onclick="return rcmail.command('reply','',this,event)"></a>`,
    ],
    not: [`<a class="reply all" onclick="return rcmail.command('reply-all','sub',this,event)"></a>`],
  },
  replyAll: {
    finds: [
      `<a class="reply-all" onclick="return rcmail.command('reply-all','',this,event)"></a>`,
      `<a class="replyAll" onclick="return rcmail.command('reply-all','',this,event)"></a>`,
    ],
    not: [`<a class="reply" onclick="return rcmail.command('reply','',this,event)"></a>`],
  },
  newMail: {
    finds: [`<a class="compose" onclick="return rcmail.command('compose','',this,event)"></a>`],
    not: [`<a onclick="return rcmail.command('compose','bob@example.org',this)"></a>`],
  },
  row: {
    finds: ['<table id="messagelist"><tr id="rcmrowMTQ"></tr></table>'],
    not: ['<table id="messagelist"><tr></tr></table>', '<table><tr id="rcmrowMTQ"></tr></table>'],
  },
  rowLink: {
    finds: ['<span class="subject"><a href="?_task=mail&amp;_mbox=INBOX&amp;_uid=14&amp;_action=show"></a></span>'],
    not: ['<a href="?_uid=14"></a>', '<span class="subject"><a href="?_task=mail&amp;_draft_uid=3"></a></span>'],
  },
  rowPerson: {
    finds: ['<span class="fromto"><span class="rcmContactAddress" title="a@b.example"></span></span>'],
    not: ['<span class="rcmContactAddress" title="a@b.example"></span>'],
  },
  userName: {
    finds: ['<span class="header-title username"></span>', '<span class="username"></span>'],
    not: ['<span class="header-title"></span>'],
  },
  page: {
    finds: [
      '<script src="program/js/app.min.js?s=1" type="x"></script>',
      '<table id="messagelist"></table>',
      '<table id="messagelist"></table>',
    ],
    not: ['<script src="app.js" type="x"></script>'],
  },
  field: {
    finds: ['<textarea name="_to"></textarea>', '<input name="_to">'],
    not: ['<textarea name="_cc"></textarea>'],
  },
  typed: {
    finds: ['<div id="compose_to"><ul><li class="input"><input></li></ul></div>'],
    not: ['<div id="compose_cc"><ul><li class="input"><input></li></ul></div>'],
  },
};

const OUTLOOK: Table = {
  composeBody: {
    finds: [
      '<div id="editorParent_1"><div role="textbox" contenteditable="true"></div></div>',
      '<div role="textbox" contenteditable="true" aria-multiline="true"></div>',
    ],
    not: ['<div role="textbox" contenteditable="true"></div>'],
  },
  composeRoot: {
    finds: [
      '<div id="docking_InitVisiblePart_0"></div>',
      '<div data-app-section="Form_Content"></div>',
      '<div data-app-section="MailCompose"></div>',
      '<div role="dialog"></div>',
    ],
    not: ['<div data-app-section="ConversationContainer"></div>'],
  },
  recipientWell: {
    finds: ['<div contenteditable="true"></div>'],
    not: ['<div contenteditable="true" aria-multiline="true"></div>'],
  },
  pill: {
    finds: [
      '<span data-lpc-hover-target-id="1"></span>',
      '<span contenteditable="false"></span>',
      '<span draggable="true"></span>',
      '<span title="a@b.example"></span>',
    ],
    not: ['<span title="x"></span>'],
  },
  anySend: {
    finds: ['<div data-testid="ComposeSendButton"></div>'],
    not: ["<button></button>"],
  },
  sendLater: {
    finds: ['<div role="menuitem"><i data-icon-name="CalendarClockRegular"></i></div>'],
    not: ['<div role="menuitem"><i data-icon-name="DeleteRegular"></i></div>'],
  },
  subject: {
    finds: ['<input id="MSG_1_SUBJECT">', '<input type="text" autocomplete="off">'],
    not: ['<input type="search">'],
  },
  send: {
    finds: [
      '<div data-testid="ComposeSendButton"><button></button></div>',
      '<button data-testid="ComposeSendButton"></button>',
      '<button><i data-icon-name="SendRegular"></i></button>',
    ],
    not: ['<button><i data-icon-name="DeleteRegular"></i></button>'],
  },
  fileInput: { finds: ['<input type="file">'], not: ["<input>"] },
  messageBody: {
    finds: ['<div id="UniqueMessageBody_2"></div>', '<div role="document"><div aria-label="x"></div></div>'],
    not: ['<div aria-label="x"></div>'],
  },
  messageHolds: {
    finds: [
      '<div data-testid="RecipientWell"></div>',
      '<div role="toolbar"></div>',
      '<span aria-label="From: a@b.example"></span>',
    ],
    not: ["<span aria-label='x'></span>"],
  },
  messageRoot: {
    finds: [
      '<div data-app-section="ConversationContainer"><div><div></div></div></div>',
      '<div role="main" data-app-section="x"></div>',
      '<div data-app-section="x"></div>',
    ],
    not: ["<div role='main'></div>"],
  },
  from: { finds: ['<button aria-haspopup="menu" title="a@b.example"></button>'], not: ["<button></button>"] },
  senderBox: { finds: ['<div id="MSG_1_FROM"></div>'], not: ['<div id="MSG_1_SUBJECT"></div>'] },
  sender: {
    finds: ['<span aria-label="Von: a@b.example"></span>'],
    not: ['<span aria-label="a@b.example"></span>', '<div role="region"><span aria-label="a@b.example"></span></div>'],
  },
  senderNamed: {
    finds: ['<span aria-label="Von: Anna"><span>Anna</span></span>'],
    not: ['<div aria-label="Von: Anna"><span>Anna</span></div>', '<span aria-label="Flag: off"></span>'],
  },
  date: { finds: ['<div data-testid="SentReceivedSavedTime"></div>'], not: ["<time></time>"] },
  notSender: { finds: ['<div role="option"></div>'], not: ['<div id="MSG_1_FROM"></div>', "<span></span>"] },
  recipientsShown: { finds: ['<div data-testid="RecipientWell"></div>'], not: ["<div></div>"] },
  attachment: {
    finds: ['<div role="listbox"><div role="option" aria-label="a.pdf"></div></div>'],
    not: ['<div role="option" aria-label="a.pdf"></div>'],
  },
  attachmentName: { finds: ['<div title="a.pdf"></div>'], not: ['<span title="a"></span>'] },
  badgeSpot: { finds: ['<div data-testid="RecipientWell"></div>', '<div role="region"></div>'], not: ["<div></div>"] },
  reply: {
    finds: [
      '<button><i data-icon-name="ArrowReplyRegular"></i></button>',
      '<div role="menuitem"><i data-icon-name="ArrowReplyRegular"></i></div>',
    ],
    not: ['<button><i data-icon-name="ArrowReplyAllRegular"></i></button>'],
  },
  replyAll: {
    finds: ['<button><i data-icon-name="ArrowReplyAllRegular"></i></button>'],
    not: ['<button><i data-icon-name="ArrowReplyRegular"></i></button>'],
  },
  newMail: {
    finds: ['<button><i data-icon-name="ComposeRegular"></i></button>'],
    not: ['<button><i data-icon-name="SendRegular"></i></button>'],
  },
  conversation: {
    finds: [
      '<div id="MailList"><div role="option" aria-selected="true" data-convid="x"></div></div>',
      '<div role="option" aria-selected="true" data-convid="x"></div>',
    ],
    not: ['<div role="option" aria-selected="false" data-convid="x"></div>'],
  },
  account: {
    finds: ['<div id="primaryMailboxRoot_1" data-folder-name="a@b.example"></div>'],
    not: ['<div data-folder-name="inbox"></div>'],
  },
  openAccount: {
    finds: ['<div aria-labelledby="primaryMailboxRoot_1"><div role="treeitem" aria-selected="true"></div></div>'],
    not: ['<div aria-labelledby="primaryMailboxRoot_1"><div role="treeitem"></div></div>'],
  },
  readingPane: {
    finds: [
      '<div id="ReadingPaneContainerId"></div>',
      '<div id="ConversationReadingPaneContainer"></div>',
      '<div role="main"></div>',
    ],
    not: ["<div></div>"],
  },
};

const id = (name: string, tag = "div", more = ""): string => `<${tag} data-test-id="${name}" ${more}></${tag}>`;
const PICTURE = "https://apis.mail.yahoo.com/ws/contacts/endpoints/smtp:a%40b.example/photo";
const YAHOO: Table = {
  composeBody: {
    finds: [
      id("rte", "div", 'contenteditable="true"'),
      '<div id="editor-container"><div contenteditable="true"></div></div>',
    ],
    not: [id("rte"), '<div contenteditable="true"></div>'],
  },
  composeRoot: { finds: [id("compose"), id("compose-container"), "<form></form>"], not: [id("compose-subject")] },
  subject: {
    finds: [id("compose-subject", "input"), '<input aria-label="Betreff">'],
    not: ["<input>", '<input aria-label="Subject of the search">'],
  },
  subjectsShown: { finds: [id("message-group-subject-text")], not: ["<input>"] },
  anySend: { finds: [id("compose-schedule-button", "button")], not: ["<button></button>"] },
  addressPill: { finds: [id("pill")], not: [id("y-pill")] },
  anyPill: { finds: [id("y-pill")], not: [id("email-pill"), id("compose-header-field-to")] },
  from: { finds: [id("container-from")], not: [id("container-to")] },
  send: { finds: [id("compose-send-button", "button")], not: ["<button>Send</button>"] },
  fileInput: { finds: ['<input type="file">'], not: ["<input>"] },
  message: { finds: [id("message-view"), id("message-view-body")], not: [id("message-list")] },
  messageBody: { finds: [id("message-view-body-content"), '<div class="msg-body"></div>'], not: ["<div></div>"] },
  sender: {
    finds: [`<div data-test-id="message-from">${id("email-pill", "span")}</div>`, id("message-from"), id("email-pill")],
    not: [id("pill")],
  },
  recipientsShown: {
    finds: [`<div data-test-id="message-recipients">${id("email-pill", "span")}</div>`, id("message-recipients")],
    not: [id("email-pill")],
  },
  date: { finds: [id("message-date"), "<time></time>"], not: ["<span></span>"] },
  attachment: { finds: [id("attachment"), id("attachment-1", "div", 'title="a"')], not: [id("attachment-1")] },
  avatar: {
    finds: [`<div data-test-id="message-header"><img src="${PICTURE}"></div>`],
    not: [`<img src="${PICTURE}">`, '<div data-test-id="message-header"><img src="x"></div>'],
  },
  senderName: {
    finds: [`<div data-test-id="message-header">${id("with-contact-card-anchor", "button")}</div>`],
    not: [id("with-contact-card-anchor", "button")],
  },
  badgeSpot: {
    finds: [id("message-from"), id("message-header"), id("message-group-subject-text")],
    not: ["<div></div>"],
  },
  reply: {
    finds: [
      id("btn-reply-sender", "button"),
      id("message-reply", "button"),
      id("reply", "button"),
      `<button>${id("icon-reply", "i")}</button>`,
      id("toolbar-reply", "button"),
    ],
    not: [id("message-reply-all", "button"), id("toolbar-reply-all", "button")],
  },
  replyAll: {
    finds: [id("btn-reply-all", "button"), id("message-reply-all", "button"), id("toolbar-reply-all", "button")],
    not: [id("btn-reply-sender", "button"), id("toolbar-reply", "button")],
  },
  newMail: { finds: [id("compose-button", "a")], not: [id("compose-send-button", "button")] },
  account: {
    finds: [
      `<div data-test-id="account-switcher"><b title="a@b.example"></b></div>`,
      '<div id="ybarAccountMenu"><b title="a@b.example"></b></div>',
      '<b id="ybarAccountMenu" aria-label="Account (a@b.example)"></b>',
    ],
    not: ['<b title="a@b.example"></b>', '<b role="button" aria-label="a@b.example"></b>'],
  },
  pill: {
    finds: [
      `<div data-test-id="container-to">${id("pill")}</div>`,
      `<div data-test-id="compose-header-field-to">${id("y-pill")}</div>`,
    ],
    not: [`<div data-test-id="container-cc">${id("pill")}</div>`],
  },
  typed: {
    finds: [
      '<div data-test-id="container-to"><input></div>',
      '<div data-test-id="compose-header-field-to"><input></div>',
      '<input id="message-to-field">',
    ],
    not: ['<input id="message-cc-field">'],
  },
};

const SNAPPYMAIL: Table = {
  message: {
    finds: ['<div class="messageView"><div class="b-message"></div></div>'],
    not: ['<div class="b-message"></div>'],
  },
  messageBody: {
    finds: ['<div class="bodyText"><div></div></div>'],
    not: ['<div class="bodyText"><div hidden></div></div>', '<div class="bodyText"></div>'],
  },
  sender: {
    finds: ['<div class="messageItemHeader"><span class="from" title="a@b.example"></span></div>'],
    not: [
      '<span class="from" title="a@b.example"></span>',
      '<div class="messageItemHeader"><span class="from"></span></div>',
    ],
  },
  date: { finds: ['<time class="date"></time>'], not: ["<time></time>"] },
  attachment: {
    finds: ['<div class="attachmentsPlace"><li class="attachmentItem"></li></div>'],
    not: ['<li class="attachmentItem"></li>'],
  },
  attachmentName: { finds: ['<div class="attachmentName"></div>'], not: ['<div class="attachmentSize"></div>'] },
  sealed: {
    finds: ['<span data-i18n="OPENPGP/SIGNED_MESSAGE"></span>'],
    not: ['<span data-i18n="SMIME/SIGNED_MESSAGE"></span>', '<span data-i18n="OPENPGP/LABEL"></span>'],
  },
  badgeSpot: {
    finds: ['<div class="messageItemHeader"><div class="informationShort"></div></div>'],
    not: ['<div class="informationShort"></div>'],
  },
  reply: {
    finds: ['<a class="buttonReply"></a>', '<a data-bind="command: replyCommand"></a>'],
    not: ['<a class="buttonReplyAll" data-bind="command: replyAllCommand"></a>'],
  },
  replyAll: {
    finds: ['<a class="buttonReplyAll"></a>', '<a data-bind="command: replyAllCommand"></a>'],
    not: ['<a class="buttonReply" data-bind="command: replyCommand"></a>'],
  },
  newMail: { finds: ['<a class="buttonCompose"></a>'], not: ['<a class="buttonReply"></a>'] },
  composeRoot: { finds: ['<dialog id="V-PopupsCompose"></dialog>'], not: ['<dialog id="V-PopupsContacts"></dialog>'] },
  composeBody: {
    finds: ['<div class="squire-wysiwyg"></div>'],
    not: ['<div class="squire-toolbar"></div>', "<textarea></textarea>"],
  },
  cover: { finds: ['<div class="textAreaParent"></div>'], not: ['<div class="attachmentAreaParent"></div>'] },
  subject: { finds: ['<input name="subject">'], not: ['<input name="search">'] },
  from: { finds: ['<span class="e-identity"></span>'], not: ['<input data-bind="textInput: subject">'] },
  anyChip: {
    finds: ['<table><tr><td><ul class="emailaddresses"><li draggable="true"></li></ul></td></tr></table>'],
    not: [
      '<table><tr class="reply-to-row"><td><ul class="emailaddresses"><li draggable="true"></li></ul></td></tr></table>',
      '<table><tr><td><ul class="emailaddresses"><li class="emailaddresses-input"></li></ul></td></tr></table>',
    ],
  },
  send: {
    finds: ['<a class="btn" data-bind="command: sendCommand"></a>'],
    not: [
      '<a class="btn" data-bind="command: saveCommand"></a>',
      '<header data-bind="css: {loading: sending()}"></header>',
    ],
  },
  anySend: { finds: ['<i data-bind="command: sendCommand"></i>'], not: ['<a data-bind="command: saveCommand"></a>'] },
  fileInput: { finds: [], not: ['<input type="file">'] },
  dropZone: { finds: ['<div class="b-attachment-place"></div>'], not: ['<div class="attachmentAreaParent"></div>'] },
  attached: {
    finds: ['<div class="attachmentAreaParent"><li class="attachmentItem"></li></div>'],
    not: ['<div class="attachmentsPlace"><li class="attachmentItem"></li></div>'],
  },
  attachedName: { finds: ['<div class="attachmentName"></div>'], not: ['<div class="attachmentSize"></div>'] },
  detach: { finds: ['<a class="close"></a>'], not: ['<a class="btn"></a>'] },
  chip: {
    finds: [
      '<table><tr><td data-i18n="GLOBAL/TO"></td><td><ul class="emailaddresses"><li draggable="true"></li></ul></td></tr></table>',
    ],
    not: [
      '<table><tr class="cc-row"><td><ul class="emailaddresses"><li draggable="true"></li></ul></td></tr></table>',
      '<table><tr><td><ul class="emailaddresses"><li draggable="true"></li></ul></td></tr></table>',
    ],
  },
  typed: {
    finds: [
      '<table><tr><td data-i18n="GLOBAL/TO"></td><td><ul class="emailaddresses"><li class="emailaddresses-input"><input></li></ul></td></tr></table>',
    ],
    not: ['<ul class="emailaddresses"><li class="emailaddresses-input"><input></li></ul>'],
  },
};

const NEXTCLOUD: Table = {
  message: {
    finds: ['<div class="envelope envelope--expanded"></div>'],
    not: ['<div class="envelope"></div>', '<div class="envelope--expanded"></div>'],
  },
  messageBody: {
    finds: ['<div class="mail-message-body"><div></div></div>'],
    not: [
      '<div class="mail-message-body"></div>',
      '<div class="mail-message-body"><div class="message-imip"></div><div class="mail-message-attachments"></div></div>',
    ],
  },
  sender: {
    finds: ['<div class="envelope__header"><p class="sender__email"></p></div>'],
    not: ['<p class="sender__email"></p>', '<div class="envelope__header"><p class="sender"></p></div>'],
  },
  date: {
    finds: ['<div class="envelope__header"><span data-timestamp="1"></span></div>'],
    not: ['<span data-timestamp="1"></span>'],
  },
  attachment: {
    finds: ['<div class="mail-message-attachments"><div class="attachment"></div></div>'],
    not: ['<div class="attachment"></div>'],
  },
  attachmentName: { finds: ['<span class="attachment-name"></span>'], not: ['<span class="attachment-size"></span>'] },
  sealed: {
    finds: ['<div class="mail-message-body"><div><span></span></div></div>'],
    not: [
      '<div class="mail-message-body"><div id="mail-content"><span></span></div></div>',
      '<div class="mail-message-body"><div class="message-imip"><span></span></div></div>',
      '<div class="mail-message-body mail-message-body-html"><div><span></span></div></div>',
    ],
  },
  badgeSpot: {
    finds: ['<div class="envelope__header"><div class="right"></div></div>'],
    not: ['<div class="right"></div>'],
  },
  reply: {
    finds: [
      '<div class="envelope__header"><span class="reply-outline-icon"></span></div>',
      '<div class="envelope__header"><span class="reply-icon"></span></div>',
    ],
    not: ['<div class="envelope__header"><span class="reply-all-icon reply-all-outline-icon"></span></div>'],
  },
  replyAll: {
    finds: [
      '<div class="envelope__header"><span class="reply-all-outline-icon"></span></div>',
      '<div class="envelope__header"><span class="reply-all-icon"></span></div>',
    ],
    not: ['<div class="envelope__header"><span class="reply-icon reply-outline-icon"></span></div>'],
  },
  newMail: { finds: ['<button id="mail_new_message"></button>'], not: ["<button></button>"] },
  composeRoot: { finds: ['<div class="message-composer"></div>'], not: ['<div class="composer-fields"></div>'] },
  composeBody: {
    finds: [
      '<div class="message-editor"><div class="ck-editor__editable"></div></div>',
      '<div class="message-editor"><textarea></textarea></div>',
    ],
    not: [
      '<div class="ck-editor__editable"></div>',
      '<div class="message-editor"><div class="ck-toolbar"></div></div>',
    ],
  },
  cover: { finds: ['<div class="message-editor"></div>'], not: ['<div class="message-body"></div>'] },
  subject: { finds: ['<input name="subject">'], not: ['<input type="search">'] },
  from: {
    finds: ['<div id="from"><span class="vs__selected"></span></div>'],
    not: ['<span class="vs__selected"></span>'],
  },
  anyChip: {
    finds: ['<div class="composer-fields"><span class="vs__selected"></span></div>'],
    not: ['<div class="composer-fields composer-fields__from"><span class="vs__selected"></span></div>'],
  },
  send: {
    finds: [
      '<div class="composer-actions"><button type="submit"></button></div>',
      '<button class="send-button"></button>',
    ],
    not: ['<div class="composer-actions"><button type="button"></button></div>', '<button type="submit"></button>'],
  },
  anySend: { finds: ['<button class="send-button"></button>'], not: ['<button type="submit"></button>'] },
  fileInput: {
    finds: ['<div class="new-message-attachments"><input type="file"></div>'],
    not: ['<input type="file">'],
  },
  dropZone: { finds: [], not: ['<div class="message-composer"></div>'] },
  attached: {
    finds: ['<div class="new-message-attachments"><li class="composer-attachment"></li></div>'],
    not: ['<li class="composer-attachment"></li>'],
  },
  attachedName: {
    finds: ['<span class="new-message-attachment-name"></span>'],
    not: ['<span class="new-message-attachment-size"></span>'],
  },
  detach: { finds: ["<button></button>"], not: ["<a></a>"] },
  chip: {
    finds: ['<div id="to"><span class="vs__selected"></span></div>'],
    not: ['<div id="cc"><span class="vs__selected"></span></div>'],
  },
  typed: {
    finds: ['<div id="to"><input class="vs__search"></div>'],
    not: ['<div id="bcc"><input class="vs__search"></div>'],
  },
};

const NONE = { finds: [], not: [] };

const HORDE: Table = {
  composeRoot: { finds: ['<form id="compose"></form>'], not: ['<div id="compose"></div>'] },
  composeBody: {
    finds: ['<iframe class="cke_wysiwyg_frame"></iframe>', '<textarea id="composeMessage"></textarea>'],
    not: ['<textarea name="to"></textarea>', "<iframe></iframe>"],
  },
  cover: { finds: ['<div id="composeMessageParent"></div>'], not: ['<div id="writemsg"></div>'] },
  subject: { finds: ['<input name="subject">'], not: ['<input name="composeCache">'] },
  from: {
    finds: ['<select id="identity"><option>a@b.example</option></select>'],
    not: ['<select id="priority"><option>high</option></select>'],
  },
  anyChip: { finds: ['<ul><li class="hordeACListItem"></li></ul>'], not: ["<ul><li></li></ul>"] },
  send: { finds: ['<a id="send_button"></a>'], not: ['<a id="draft_button"></a>'] },
  anySend: { finds: ['<a id="send_button"></a>'], not: ['<a id="draft_button"></a>'] },
  fileInput: { finds: ['<input id="upload" type="file">'], not: ['<input type="file">'] },
  dropZone: NONE,
  attached: NONE,
  attachedName: NONE,
  detach: NONE,
  chip: {
    finds: ['<div id="sendto"><li class="hordeACListItem"></li></div>'],
    not: ['<div id="sendcc"><li class="hordeACListItem"></li></div>'],
  },
  typed: { finds: ['<textarea name="to"></textarea>'], not: ['<textarea name="message"></textarea>'] },
};

const OX: Table = {
  composeRoot: {
    finds: ['<div class="io-ox-mail-compose-window"></div>', '<div class="io-ox-mail-compose"></div>'],
    not: ['<div class="io-ox-mail-window"></div>'],
  },
  composeBody: {
    finds: ['<div class="editor"><iframe></iframe></div>', '<textarea class="plain-text"></textarea>'],
    not: ['<iframe class="mail-detail-frame"></iframe>', "<textarea></textarea>"],
  },
  cover: { finds: ['<div class="editor"></div>'], not: ['<div class="editable"></div>'] },
  subject: {
    finds: ['<div data-extension-id="subject"><input></div>'],
    not: ['<div data-extension-id="to"><input></div>', "<input>"],
  },
  from: {
    finds: ['<div data-dropdown="from"><span class="dropdown-label"></span></div>'],
    not: ['<span class="dropdown-label"></span>'],
  },
  anyChip: { finds: ['<div class="tokenfield"><div class="token"></div></div>'], not: ['<div class="token"></div>'] },
  send: { finds: ['<button data-action="send"></button>'], not: ['<button data-action="discard"></button>'] },
  anySend: { finds: ['<a data-action="send"></a>'], not: ['<a data-action="save"></a>'] },
  fileInput: { finds: ['<input type="file" name="file">', '<input type="file">'], not: ['<input name="file">'] },
  dropZone: NONE,
  attached: NONE,
  attachedName: NONE,
  detach: NONE,
  chip: {
    finds: ['<div data-extension-id="to"><div class="tokenfield"><div class="token"></div></div></div>'],
    not: ['<div data-extension-id="cc"><div class="tokenfield"><div class="token"></div></div></div>'],
  },
  typed: {
    finds: ['<div data-extension-id="to"><input class="token-input"></div>'],
    not: ['<div data-extension-id="to"><input></div>'],
  },
};

const GENERIC: Table = {
  anySend: { finds: ["<button></button>"], not: ["<b>Send</b>"] },
  from: {
    finds: ['<select name="_from"><option>a@b.example</option></select>', '<input name="From">'],
    not: ['<input name="to">', '<select name="font"><option>Arial</option></select>'],
  },
  editor: {
    finds: ['<textarea></textarea><iframe id="body_ifr"></iframe>'],
    not: ['<div contenteditable="false"></div>', "<input>", '<iframe id="letter"></iframe>'],
  },
  button: { finds: ["<button></button>"], not: ["<a href='#'>Send</a>"] },
  subject: {
    finds: ['<input name="mail_Subject">', '<input placeholder="Subject">', '<input aria-label="Subject line">'],
    not: ['<input name="to">'],
  },
  chip: {
    finds: ['<span title="Bob <bob@demo.example>"></span>'],
    not: ['<span title="Bob"></span>', '<li draggable="false"></li>'],
  },
  typing: {
    finds: ['<input type="email">'],
    not: ['<input type="hidden">', '<input type="checkbox">', '<div contenteditable="false"></div>'],
  },
  people: {
    finds: ['<a href="mailto:bob@demo.example"></a>'],
    not: ['<a href="https://a.example/mailto:x"></a>', '<span title="bob@demo.example"></span>'],
  },
  fileInput: { finds: ['<input type="file">'], not: ["<input>"] },
  field: { finds: ['<input name="To">', '<textarea id="to"></textarea>'], not: ['<input name="tofu">'] },
};

const CHIPS = '<md-chips ng-model="editor.message.editable.to"><md-chip>Bob</md-chip><input></md-chips>';

const SOGO: Table = {
  page: { finds: ["<b></b>"], not: ['<div ng-app="SOGo.MailerUI"></div>'] },
  message: { finds: ['<div class="msg-body"></div>'], not: ['<div class="msg-body-of"></div>'] },
  messageRoot: {
    finds: ['<div id="detailView"><md-card></md-card></div>'],
    not: ["<md-card></md-card>", '<div id="detailView"></div>'],
  },
  sender: {
    finds: ['<a ng-bind="::viewer.message.from[0].email">bob@b.example</a>'],
    not: [
      '<a ng-bind="::viewer.message.to[0].email">bob@b.example</a>',
      '<span ng-bind="::viewer.message.from[0].email"></span>',
    ],
  },
  senderName: {
    finds: ['<span ng-bind="::viewer.message.from[0].name">Bob</span>'],
    not: ['<span ng-bind="::viewer.message.to[0].name">Bob</span>'],
  },
  date: { finds: ['<time class="msg-date"></time>'], not: ["<time></time>"] },
  badgeSpot: { finds: ['<div class="sg-padded"></div>'], not: ['<div class="sg-padded--right"></div>'] },
  file: { finds: ["<md-card></md-card>"], not: ["<md-card-content></md-card-content>"] },
  fileName: {
    finds: ['<p class="sg-attachment-name" title="a.txt">a.txt</p>'],
    not: ['<p class="sg-attachment-name"></p>'],
  },
  fileLink: {
    finds: ['<a href="/SOGo/so/a/Mail/0/folderINBOX/5/2/asAttachment/a.txt"></a>'],
    not: ['<a href="/SOGo/so/a/Mail/0/folderINBOX/5/2/a.txt"></a>'],
  },
  reply: {
    finds: ['<button ng-click="viewer.reply($event)"></button>'],
    not: ['<button ng-click="viewer.replyAll($event)"></button>'],
  },
  replyAll: {
    finds: ['<button ng-click="viewer.replyAll($event)"></button>'],
    not: ['<button ng-click="viewer.reply($event)"></button>'],
  },
  newMail: {
    finds: ['<button ng-click="mailbox.newMessage($event)"></button>'],
    not: ['<button ng-click="mailbox.newMessage($event, true)"></button>'],
  },
  composeRoot: { finds: ['<form name="messageForm"></form>'], not: ['<form name="loginForm"></form>'] },
  composeBody: {
    finds: ['<textarea name="content"></textarea>'],
    not: ['<textarea class="md-input"></textarea>', '<iframe class="cke_wysiwyg_frame"></iframe>'],
  },
  identity: { finds: ['<input name="from">'], not: ['<input name="input-57">'] },
  subject: { finds: ['<input name="subject">'], not: ['<input name="search">'] },
  send: { finds: ['<button ng-click="editor.send()"></button>'], not: ['<button ng-click="editor.save()"></button>'] },
  recipientFields: {
    finds: ['<div class="msg-header-content"></div>'],
    not: ['<div class="msg-header-buttons"></div>'],
  },
  anyChip: { finds: ['<div class="msg-header-content"><md-chips></md-chips></div>'], not: ["<md-chips></md-chips>"] },
  fileInput: { finds: ['<input type="file" name="fileInput">'], not: ['<input type="file" name="import">'] },
  attachedList: {
    finds: ['<md-dialog-actions class="sg-mail-editor-attachments"></md-dialog-actions>'],
    not: ["<md-dialog-actions></md-dialog-actions>"],
  },
  attached: { finds: ['<md-chips ng-model="editor.uploader.queue"><md-chip></md-chip></md-chips>'], not: [CHIPS] },
  attachedName: { finds: ['<a target="_new">a.txt</a>'], not: ["<b>a.txt</b>"] },
  detach: { finds: ['<button class="md-chip-remove"></button>'], not: ["<button></button>"] },
  field: { finds: [CHIPS], not: ['<md-chips ng-model="editor.message.editable.cc"></md-chips>'] },
  chip: { finds: [CHIPS], not: ["<md-chip></md-chip>"] },
  typed: { finds: [CHIPS], not: ["<input>"] },
};

interface Module {
  readonly selectors: Record<string, readonly string[]>;
  readonly recipientSelectors?: Record<string, (field: string) => readonly string[]>;
}

const SITES: readonly [string, Module, Table][] = [
  ["gmail", gmail, GMAIL],
  ["roundcube", roundcube, ROUNDCUBE],
  ["outlook", outlook, OUTLOOK],
  ["yahoo", yahoo, YAHOO],
  ["snappymail", snappymail, SNAPPYMAIL],
  ["nextcloud", nextcloud, NEXTCLOUD],
  ["horde", horde, HORDE],
  ["ox", ox, OX],
  ["generic", generic, GENERIC],
  ["sogo", sogo, SOGO],
];

describe.each(SITES)("selectors of %s", (_, module, table) => {
  const tries: Record<string, readonly string[]> = { ...module.selectors };
  for (const [name, make] of Object.entries(module.recipientSelectors ?? {})) tries[name] = make("to");

  it("each have a fixture", () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(tries).sort());
  });

  it.each(Object.keys(table))("%s finds its markup, try by try, and nothing else", (name) => {
    const { finds, not } = table[name]!;
    expect(finds).toHaveLength(tries[name]!.length);
    for (const [index, html] of finds.entries()) {
      document.body.className = name === "page" ? "task-mail" : "";
      document.body.setAttribute("ng-app", name === "page" ? "SOGo.MailerUI" : "");
      document.body.innerHTML = html;
      expect(document.querySelectorAll(tries[name]![index]!).length, `${name}[${index}] in ${html}`).toBeGreaterThan(0);
    }
    document.body.className = "";
    document.body.removeAttribute("ng-app");
    const everywhere = ["composeRoot", "messageRoot", "paintedBehind"].includes(name);
    for (const html of everywhere ? not : [...not, MESSAGE_TEXT]) {
      document.body.innerHTML = html;
      const hits = tries[name]!.filter((one) => one !== "body" && document.querySelector(one));
      expect(hits, `${name} in ${html}`).toEqual([]);
    }
  });
});

describe("what Send is called", () => {
  it.each(["Send", "Envoyer", "Senden", "Enviar ahora", "发送", "SEND NOW"])("%s", (label) =>
    expect(label).toMatch(generic.SEND),
  );
  it.each(["Sender", "Sendgrid", "Don't send", "Resend", "Search", ""])("not %s", (label) =>
    expect(label).not.toMatch(generic.SEND),
  );
});
