// A mailbox of the server and a mail being written, for the pages other than Gmail's.
import { base64, h, safeNodes } from "./dom.js";
import { isRich, textOf } from "./editor-text.js";

const SAVE_AFTER = 500;

export function openBox(number) {
  const base = `/mail/u/${number}/api/`;
  async function post(name, body = {}) {
    const headers = { "content-type": "application/json" };
    const response = await fetch(base + name, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.json();
  }
  return {
    number,
    read: () => post("mail"),
    seen: (threadId) => post("read", { threadId }),
    save: (draft) => post("draft", draft),
    send: (mail) => post("send", mail),
    onNews: (tell) => new EventSource(`${base}events`).addEventListener("message", tell),
  };
}

/** A mail saved in clear shortly after each change. Last argument: people(), subject(), the editor, listed(name) for a file. */
export function writing(box, replyTo, { people, subject, editor, listed }) {
  const uploads = [];
  let id = "";
  let timer = 0;
  let saving = Promise.resolve();
  const content = () => ({ id, ...people(), subject: subject(), html: editor.innerHTML, replyTo });
  const save = async () => {
    const saved = await box.save(content());
    id = saved.id;
  };
  return {
    changed() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        saving = saving.catch(() => {}).then(save);
      }, SAVE_AFTER);
    },
    async attach(files) {
      for (const file of files) {
        uploads.push({ name: file.name, type: file.type, base64: await base64(file) });
        listed(file.name);
      }
    },
    async send() {
      clearTimeout(timer);
      await saving;
      await box.send({
        draft: content(),
        text: textOf(editor),
        html: isRich(editor) ? editor.innerHTML : null,
        uploads,
      });
    },
  };
}

/** The nodes of a message's body: its HTML, or its text line by line. */
export const textNodes = ({ html, text }) =>
  html
    ? safeNodes(html)
    : (text ?? "")
        .trimEnd()
        .split(/\r?\n/)
        .flatMap((line) => [line, h("br")]);

/** "Name <a@b>", or an address. */
export function personIn(text) {
  const [, name, address] = text.match(/^\s*"?(.*?)"?\s*<([^<>]+)>\s*$/) ?? [null, "", text.trim()];
  return { name: name || address, address: address.toLowerCase() };
}

export const answerTo = (message, account, all) => {
  const others = [...message.to, ...message.cc].filter(({ address }) => address !== account.address);
  return {
    replyTo: message.id,
    to: message.own ? message.to : all ? [message.from, ...others] : [message.from],
    subject: /^re:/i.test(message.subject) ? message.subject : `Re: ${message.subject}`,
  };
};

export const listRows = (threads, folder) =>
  threads.filter(({ messages }) => messages.some(({ own }) => own === (folder === "sent")));
