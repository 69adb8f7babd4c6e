// Yahoo's editor, in the newer page and the older: a field of pills followed by an input, the subject, and Send below.
import { personIn, writing } from "./box.js";
import { h } from "./dom.js";

/** The attributes of an element that Yahoo names by a test id. */
export const test = (id, more = {}) => ({ "data-test-id": id, ...more });

function pill(skin, person) {
  const { name, address } = person;
  const element =
    skin === "d"
      ? h("div.o-pill", test("pill", { title: address }), h("div", test("pill-text"), name))
      : h(
          "div.o-pill",
          test("y-pill"),
          h("span", name === address ? {} : { title: `${name} <${address}>` }, `|${name}`),
        );
  element.person = person;
  return element;
}

function field(skin, name, people, changed) {
  const take = () => {
    const parts = input.value.split(/[,;]/).filter((one) => one.trim());
    input.value = "";
    for (const part of parts) input.before(pill(skin, personIn(part)));
    changed();
  };
  const input = h("input", {
    id: skin === "d" ? `message-${name}-field` : `${name}-field-1`,
    role: "combobox",
    "aria-label": name === "to" ? "To" : "CC",
    autocomplete: "off",
    onblur: take,
    oninput: changed,
    onkeydown: ({ key }) => key === "Enter" && take(),
  });
  const root = h(
    "div.o-field",
    test(`compose-header-field-${name}`),
    people.map((one) => pill(skin, one)),
    input,
  );
  return { root, take, value: () => [...root.children].flatMap(({ person }) => person ?? []) };
}

/** A new mail, or an answer beneath a message; the answer shows no subject. */
export function writeMail(skin, box, answer, done) {
  const changed = () => mail.changed();
  const to = field(skin, "to", answer?.to ?? [], changed);
  const cc = field(skin, "cc", [], changed);
  const subject = h("input.o-subject", {
    ...(skin === "d" ? test("compose-subject") : { "aria-label": "Subject" }),
    placeholder: "Subject",
    oninput: changed,
  });
  const editor = h(
    "div",
    test("rte", {
      contenteditable: "true",
      role: "textbox",
      "aria-label": "Message body",
      "aria-multiline": "true",
      oninput: changed,
    }),
  );
  const files = h("div");
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
    listed: (name) => files.append(h("div", { title: name }, name)),
  });
  const send = async () => {
    for (const { take } of [to, cc]) take();
    await mail.send();
    done();
  };
  return h(
    "div.o-message",
    test("compose"),
    to.root,
    cc.root,
    !answer && subject,
    h("div", { id: "editor-container" }, editor),
    files,
    input,
    h("button", test("compose-send-button", { type: "button", title: "Send this email", onclick: send }), "Send"),
  );
}
