// Outlook's editor: wells for recipients, where people with names show only these, the subject of a new mail, and Send above.
import { personIn, writing } from "./box.js";
import { h } from "./dom.js";

/** `buttons`: "name|icon" and the handler. */
export const toolbar = (name, buttons) =>
  h(
    "div",
    { role: "toolbar", "aria-label": name },
    Object.entries(buttons).map(([what, act]) => {
      const [shown, icon] = what.split("|");
      return h(
        "button",
        { type: "button", onclick: act },
        h("i", { "data-icon-name": icon, "aria-hidden": "true" }),
        shown,
      );
    }),
  );

let drawn = 0;

function pill({ name, address }) {
  // Strangers without a name are labelled with the text shown.
  const card =
    name === address
      ? h("span", { "data-lpc-hover-target-id": `lpc-w${++drawn}`, "aria-label": address }, address)
      : h("span", { "data-lpc-hover-target-id": `lpc-w${++drawn}`, title: `${name}<${address}>` }, name);
  const element = h("span.o-pill", { contenteditable: "false", draggable: "true" }, card);
  element.person = { name, address };
  return element;
}

function peopleWell(name, people, changed) {
  const take = () => {
    const typed = [...well.childNodes].filter((node) => !node.person);
    const text = typed
      .map((node) => node.textContent)
      .join("")
      .replaceAll("\u200b", "")
      .trim();
    for (const node of typed) node.remove();
    for (const part of text.split(/[,;]/).filter((one) => one.trim())) well.append(pill(personIn(part)));
    changed();
  };
  const well = h("div", {
    role: "textbox",
    contenteditable: "true",
    "aria-label": name,
    onblur: take,
    oninput: changed,
    onkeydown(event) {
      if (event.key !== "Enter" && event.key !== ";") return;
      event.preventDefault();
      take();
    },
  });
  well.append(...people.map(pill));
  return { well, take, value: () => [...well.children].flatMap(({ person }) => person ?? []) };
}

/** A new mail, or an answer beneath a message; the answer shows no subject. */
export function writeMail(box, answer, done) {
  const changed = () => mail.changed();
  const to = peopleWell("To", answer?.to ?? [], changed);
  const cc = peopleWell("Cc", [], changed);
  const subject = h("input.o-subject", {
    id: `MSG_${++drawn}a3_SUBJECT`,
    type: "text",
    autocomplete: "off",
    "aria-label": "Subject",
    placeholder: "Add a subject",
    maxlength: "255",
    oninput: changed,
  });
  const editor = h("div", {
    role: "textbox",
    contenteditable: "true",
    "aria-multiline": "true",
    "aria-label": "Message body",
    oninput: changed,
  });
  const files = h("div", { role: "list" });
  const input = h("input", {
    type: "file",
    multiple: true,
    hidden: true,
    onchange: () => mail.attach([...input.files]),
  });
  const mail = writing(box, answer?.replyTo ?? null, {
    people: () => ({ to: to.value(), cc: cc.value(), bcc: [] }),
    subject: () => (answer ? answer.subject : subject.value),
    editor,
    listed: (name) => files.append(h("div", { role: "listitem", title: name }, name)),
  });
  const send = async () => {
    for (const { take } of [to, cc]) take();
    await mail.send();
    done();
  };
  return h(
    "div.o-message",
    { id: `docking_InitVisiblePart_${++drawn}` },
    h(
      "div.o-header",
      {},
      h(
        "div",
        { "data-testid": "ComposeSendButton" },
        h(
          "button",
          { type: "button", "aria-label": "Send", title: "Send (Ctrl+Enter)", onclick: send },
          h("i", { "data-icon-name": "SendRegular" }),
          "Send",
        ),
      ),
      h("button", { type: "button", id: "discardCompose", onclick: done }, "Discard"),
    ),
    // Outlook, too, has a search field here, which must not be taken for the subject.
    h("input", { type: "text", autocomplete: "off", "aria-label": "Search people" }),
    h("div.o-field", {}, "To", to.well),
    h("div.o-field", {}, "Cc", cc.well),
    !answer && h("div.o-field", {}, subject),
    h("div", { id: `docking_DockingTriggerPart_${drawn}` }, h("div", { id: `editorParent_${drawn}` }, editor)),
    files,
    input,
  );
}
