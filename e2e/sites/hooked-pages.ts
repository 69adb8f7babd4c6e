// Small pages with what the tables of sites/hooked rely on, of our own making: a letter and a mail being written.

const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

interface Letter {
  /** Markup of the text. */
  readonly text: string;
  readonly sender: { readonly name: string; readonly address: string };
  readonly id: string;
  /** The page says that it is sealed or signed. */
  readonly sealed?: boolean;
  readonly files?: readonly string[];
}

interface Writing {
  /** Markup of the chips in each field. */
  readonly to?: string;
  readonly cc?: string;
  readonly bcc?: string;
  readonly text?: string;
  readonly from?: string;
}

export interface HookedPage {
  /** Attributes of the document's body. */
  readonly body: string;
  readonly path: string;
  letter(letter: Letter): string;
  chip(name: string, address: string): string;
  compose(writing: Writing): string;
}

const full = (name: string, address: string): string => (name ? `"${name}" <${address}>` : address);

/** As the server names a message in the link to its source. */
export const snappyHash = (message: object): string =>
  btoa(unescape(encodeURIComponent(JSON.stringify(message))))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

export const snappyPage: HookedPage = {
  body: 'id="rl-app"',
  path: "/snappymail/",
  letter: ({ text, sender, id, sealed = false, files = [] }) => `
    <div id="rl-popups"></div><a class="btn buttonCompose" data-bind="click: composeClick">New</a>
    <div class="messageView"><div class="b-message">
      <a class="btn buttonReply" data-bind="command: replyCommand">Reply</a>
      <a class="btn buttonReplyAll" data-bind="command: replyAllCommand">All</a>
      <a href="/snappymail/?/Raw/&amp;q[]=/0/ViewAsPlain/&amp;q[]=/${snappyHash({ folder: "INBOX", uid: Number(id) })}"
        data-bind="attr: { href: viewRaw() }">Source</a>
      <div class="messageItemHeader"><span class="subject">News</span><div class="informationShort">
        <span class="from" title="${escaped(full(sender.name, sender.address))}">${escaped(sender.name)}</span></div></div>
      <div id="messageItem"><div class="messageItemHeader"><time class="date" datetime="2026-11-05T09:30:00.000Z">5 Nov</time></div>
        <details class="attachmentsPlace" open><ul>${files
          .map((name) => `<li class="attachmentItem" title="${name}"><div class="attachmentName">${name}</div></li>`)
          .join("")}</ul></details>
        <div ${sealed ? "" : 'style="display: none"'}><span data-i18n="OPENPGP/SIGNED_MESSAGE">Signed</span></div>
        <div class="bodyText"><div hidden>An earlier letter</div><div class="b-text-part plain">${text}</div></div></div>
    </div></div>`,
  chip: (name, address) =>
    `<li title="${escaped(full(name, address))}" draggable="true"><span>${escaped(name || address)}</span><a href="#" class="ficon">✖</a></li>`,
  compose({ to = "", cc = "", bcc = "", text = "", from = '"Me" &lt;me@demo.example&gt;' }) {
    const row = (of: string, head: string, chips: string): string =>
      `<tr ${of}><td ${head}></td><td><ul class="emailaddresses">${chips}<li class="emailaddresses-input"><input type="text"></li></ul></td></tr>`;
    return `<div id="rl-popups"><dialog id="V-PopupsCompose" open><header data-bind="css: {loading: saving() || sending()}">
        <a class="btn" data-bind="command: sendCommand, tooltipErrorTip: sendErrorDesc">Send</a>
        <a class="btn button-save" data-bind="command: saveCommand">Save</a><a class="close" data-bind="click: doClose">×</a></header>
      <table><tr><td data-i18n="GLOBAL/FROM">From</td><td><span class="e-identity">${from}</span></td></tr>
        <tr><td><label data-i18n="GLOBAL/TO">To</label></td><td><ul class="emailaddresses">${to}<li class="emailaddresses-input"><input
          type="text"></li></ul></td></tr>
        ${row('class="cc-row"', "", cc)}${row('class="bcc-row"', "", bcc)}${row('class="reply-to-row"', "", "")}
        <tr><td>Subject</td><td><input type="text" name="subject" value="Plan"></td></tr></table>
      <div class="textAreaParent"><div class="squire-wysiwyg" contenteditable="true">${text}</div>
        <textarea class="squire-plain" style="display: none"></textarea></div>
      <div class="attachmentAreaParent"><div class="b-attachment-place"></div><ul class="attachmentList"></ul></div></dialog></div>`;
  },
};

export const nextcloudPage: HookedPage = {
  body: 'id="body-user"',
  path: "/apps/mail/box/3/thread/42",
  letter: ({ text, sender, id, sealed = false, files = [] }) => `
    <button id="mail_new_message">New message</button>
    <div class="envelope envelope--expanded"><div class="envelope__header"><a class="left" href="/apps/mail/box/3/thread/${id}">
        <div class="sender">${escaped(sender.name)} <p class="sender__email">${escaped(sender.address)}</p></div></a>
        <div class="right"><span class="timestamp" data-timestamp="1793871000000" title="5 Nov">5 Nov</span>
          <button aria-label="Reply all"><span class="material-design-icon reply-all-outline-icon"></span></button>
          <button aria-label="Reply"><span class="material-design-icon reply-outline-icon"></span></button></div></div>
      <div class="mail-message-body">${
        sealed
          ? "<div><span>This message is encrypted.</span></div>"
          : `<div id="mail-content"><div id="message-container">${text}</div></div>`
      }<div class="mail-message-attachments">${files
        .map(
          (name) => `<div class="attachment"><span class="attachment-name" title="${name} (2 KB)">${name}</span></div>`,
        )
        .join("")}</div></div></div>`,
  chip: (
    name,
    address,
  ) => `<div class="vs__selected"><span class="option"><span class="option__lineone">${escaped(name || address)}</span>
    <span class="option__linetwo">${escaped(address)}</span></span><button class="delete-recipient"></button></div>`,
  compose({ to = "", cc = "", bcc = "", text = "", from = "Me &lt;me@demo.example&gt;" }) {
    const field = (name: string, chips: string): string =>
      `<div class="composer-fields"><div id="${name}" class="v-select">${chips}<input type="search" class="vs__search"></div></div>`;
    return `<div class="message-composer"><div class="composer-fields composer-fields__from"><div id="from" class="v-select"><span
        class="vs__selected">${from}</span></div></div>${field("to", to)}${field("cc", cc)}${field("bcc", bcc)}
      <div class="composer-fields"><input id="subject" type="text" name="subject" value="Plan"></div>
      <div class="composer-fields message-editor"><div class="ck ck-toolbar"></div><div
        class="ck ck-content ck-editor__editable ck-editor__editable_inline" contenteditable="true">${text}</div></div>
      <div class="new-message-attachments"><ul></ul><input type="file" multiple style="display: none"></div>
      <div class="composer-actions"><button type="button" aria-label="Discard">x</button><button type="submit">Send</button></div></div>`;
  },
};
