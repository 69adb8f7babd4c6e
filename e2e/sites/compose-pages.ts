// Pages like those of webmails, with a mail to Bob begun: what an overlay covers there, and what the page would send. The page
// records its actions in `done`.
import { ALICE, BOB } from "../webmail/demo";

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
   <style>[contenteditable][aria-multiline], textarea[name=_message] { display: block; min-height: 300px; width: 900px }</style>
   <script>const done = [];</script></head><body>${body}</body></html>`;

export interface ComposePage {
  readonly url: string;
  readonly html: string;
}

/** Lists attached files, as all these webmails do. */
const FILES = `<input type="file" multiple hidden onchange="for (const { name } of this.files)
  document.getElementById('files').insertAdjacentHTML('beforeend', '<div title=&quot;' + name + '&quot;>' + name + '</div>')">
  <div id="files"></div>`;

/**
 * The search for people comes last, as it is drawn when used. `subject`: the markup of its field. `to`: the recipient's title
 * and shown text.
 */
export const outlookCompose = (
  subject: string,
  to = { title: `${BOB.name}&lt;${BOB.address}&gt;`, shown: BOB.name },
): ComposePage => ({
  url: "https://outlook.live.com/mail/0/compose",
  html: page(
    "Mail",
    `<div id="primaryMailboxRoot_1" data-folder-name="${ALICE.address}"></div>
     <div data-app-section="MailReadCompose"><div id="docking_InitVisiblePart_0">
       <div data-testid="ComposeSendButton"><button aria-label="Send" onclick="done.push('sent')">Send</button></div>
       <div aria-label="To" contenteditable="true" role="textbox"><span contenteditable="false" draggable="true"><span
         data-lpc-hover-target-id="lpc-7" title="${to.title}">${to.shown}</span></span></div>
       ${subject}
       <div id="editorParent_1"><div role="textbox" contenteditable="true" aria-multiline="true"
         aria-label="Message body"></div></div>
       ${FILES}
       <input type="text" autocomplete="off" aria-label="Search people" value="ca" oninput="done.push(this.value)">
     </div></div>`,
  ),
});

/** `extra`: markup in the header below Bob. */
export const yahooCompose = (extra: string): ComposePage => ({
  url: "https://mail.yahoo.com/d/compose/5912345678",
  html: page(
    "Yahoo Mail",
    `<div id="ybarAccountMenu"><span title="${ALICE.address}"></span></div>
     <div data-test-id="compose"><div data-test-id="compose-header">
       <div data-test-id="compose-header-field-to"><div data-test-id="pill" title="${BOB.address}">${BOB.name}</div>
         <input id="message-to-field" role="combobox"></div>
       ${extra}</div>
       <input data-test-id="compose-subject" value="Plan">
       <div id="editor-container"><div data-test-id="rte" contenteditable="true" aria-multiline="true"></div></div>
       <button data-test-id="compose-send-button" onclick="done.push('sent')">Send</button></div>`,
  ),
});

/**
 * Roundcube 1.7, which saves and sends by one form and requestSubmit(). On a host for which the extension has permission: a
 * headless browser cannot prompt for one.
 */
export const ROUNDCUBE: ComposePage = {
  url: "https://dns.quad9.net/roundcube/?_task=mail&_action=compose",
  html: page(
    "Compose",
    `<div id="toolbar"><a class="savedraft" href="#" onclick="return rcmail.command('savedraft','',this,event)">Save</a>
       <a class="send" href="#" onclick="return rcmail.command('send','',this,event)">Send</a></div>
     <form name="form" method="post"><input type="hidden" name="_draft" value=""><input type="hidden" name="_id" value="6a1">
       <div id="compose-headers"><select name="_from"><option selected>${ALICE.name} &lt;${ALICE.address}&gt;</option></select>
       <textarea name="_to">${BOB.address}</textarea><input name="_subject" value="Plan"></div>
       <div id="composebodycontainer"><textarea id="composebody" name="_message">Dear Bob,</textarea></div></form>
     <script>
       const form = document.forms[0];
       form.addEventListener("submit", (event) => {
         event.preventDefault();
         done.push(form._draft.value === "1" ? "saved" : "sent");
       });
       const rcmail = {
         set_env() {},
         command(name) {
           form._draft.value = name === "savedraft" ? "1" : "";
           form.requestSubmit();
           return false;
         },
       };
       rcmail.set_env({"task":"mail","action":"compose"});
     </script><script src="program/js/app.js"></script>`,
  ),
};
