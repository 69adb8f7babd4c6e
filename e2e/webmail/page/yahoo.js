// A small webmail with what an adapter meets in Yahoo's two pages: /d/, whose pills have addresses as titles, and /n/, which
// shows the sender by a picture and people by whatever is known about them.
import { answerTo, listRows, openBox, textNodes } from "./box.js";
import { h } from "./dom.js";
import { test, writeMail } from "./yahoo-compose.js";

const skin = location.pathname.slice(1, 2);
const here = new URLSearchParams(location.search).get("u") ?? "0";
const box = openBox(Number(here));
const path = (rest) => history.replaceState(null, "", `/${skin}/${rest}?u=${here}`);
const full = ({ name, address }) => `${name} <${address}>`;
let open = { folder: "inbox", thread: null };

const folders = h("div.o-folders");
const list = h("div.o-list", test("virtual-list"));
const main = h("main.o-open");

function people(message) {
  const to = [...message.to, ...message.cc];
  if (skin === "d")
    return [
      h("span", test("message-from"), h("span", test("email-pill", { title: full(message.from) }), message.from.name)),
      h(
        "span",
        test("message-recipients"),
        to.map((one) => h("span", test("email-pill", { title: full(one) }), one.name)),
      ),
    ];
  const photo = `https://apis.mail.yahoo.com/ws/contacts/endpoints/smtp:${encodeURIComponent(message.from.address)}/photo`;
  return [
    h("img", { src: photo, alt: "" }),
    h("button", test("with-contact-card-anchor", { type: "button" }), h("span", {}, message.from.name)),
    h(
      "div",
      test("message-recipients"),
      h("span", {}, "To: "),
      to.map(({ name }) => h("span", {}, name)),
    ),
  ];
}

function drawMessage(message) {
  const slot = h("div");
  const end = () => {
    slot.replaceChildren();
    void update();
  };
  const answer = (all) => slot.replaceChildren(writeMail(skin, box, answerTo(message, box.account, all), end));
  const ids = skin === "d" ? ["message-reply", "message-reply-all"] : ["btn-reply-sender", "btn-reply-all"];
  const button = (id, shown, all) => h("button", test(id, { type: "button", onclick: () => answer(all) }), shown);
  return h(
    "div",
    {},
    h(
      "div.o-message",
      test("message-view"),
      h("div.o-header", test("message-header"), people(message)),
      message.files.map(({ name }) => h("div", test("attachment", { title: name }), name)),
      h(
        "div",
        test("message-view-body"),
        h(
          "div.msg-body",
          test("message-view-body-content"),
          h("div", { id: `yiv${message.id.slice(-6)}` }, textNodes(message)),
        ),
      ),
      button(ids[0], "Reply", false),
      button(ids[1], "Reply all", true),
    ),
    slot,
  );
}

function drawThread(thread) {
  open.thread = thread.id;
  open.drawn = thread.messages.length;
  main.replaceChildren(
    h(
      "div",
      test("message-group-view-scroller"),
      h("h2", {}, h("span", test("message-group-subject-text"), thread.messages[0].subject)),
      thread.messages.map(drawMessage),
    ),
  );
}

function show(thread) {
  path(`folders/1/messages/${thread.id}`);
  drawThread(thread);
  void box.seen(thread.id);
  drawFrame();
}

function compose() {
  open.thread = null;
  path("compose/5912345678");
  main.replaceChildren(writeMail(skin, box, null, () => main.replaceChildren()));
  drawFrame();
}

function drawFrame() {
  const subject = box.threads.find(({ id }) => id === open.thread)?.messages[0].subject;
  document.title = `${subject ?? (open.folder === "sent" ? "Sent" : "Inbox")} - ${box.account.address} - Yahoo Mail`;
  const folder = (name, shown) =>
    h(
      "div.o-row",
      {
        "aria-selected": String(open.folder === name),
        onclick() {
          open = { folder: name, thread: null };
          path("folders/1");
          main.replaceChildren();
          drawFrame();
        },
      },
      shown,
    );
  folders.replaceChildren(folder("inbox", "Inbox"), folder("sent", "Sent"));
  list.replaceChildren(
    ...listRows(box.threads, open.folder).map((thread) =>
      h(
        "div.o-row",
        test("message-list-item", { role: "link", tabindex: "0", onclick: () => show(thread) }),
        h("div", {}, thread.messages.at(-1).from.name),
        h("div", {}, thread.messages[0].subject),
      ),
    ),
  );
}

async function read() {
  const { account, threads } = await box.read();
  Object.assign(box, { account, threads });
}

/** A conversation being answered is not redrawn until the answer is sent. */
async function update() {
  await read();
  const thread = box.threads.find(({ id }) => id === open.thread);
  if (thread && thread.messages.length !== open.drawn && !main.querySelector("[data-test-id=compose]"))
    drawThread(thread);
  drawFrame();
}

await read();
const account = h("button", {
  id: "ybarAccountMenu",
  type: "button",
  "aria-label": `Account (${skin === "d" ? box.account.address : box.account.address.split("@")[0]})`,
});
document.body.append(
  h(
    "header.o-top",
    {},
    h("a", test("compose-button", { role: "button", tabindex: "0", onclick: compose }), "Compose"),
    account,
  ),
  folders,
  list,
  main,
);
drawFrame();
box.onNews(update);
