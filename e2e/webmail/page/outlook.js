// A small webmail with what an adapter meets in Outlook of 2024-26: several accounts side by side, conversations, answers beneath
// the message, and a window for one message. Ids are numbered anew at every drawing.
import { answerTo, listRows, openBox, textNodes } from "./box.js";
import { h } from "./dom.js";
import { toolbar, writeMail } from "./outlook-compose.js";

const [, first, alone] = location.pathname.match(/^\/mail\/(\d)\/(?:deeplink\/read\/AQMk(\w+))?/);
const boxes = [];
/** People of the user's own organisation are shown by name alone. */
const colleague = ({ address }) => address.endsWith("@work.example");
const label = (person) => (colleague(person) ? person.name : `${person.name}<${person.address}>`);
const shownTime = (date) =>
  new Date(date)
    .toLocaleString("en-US", { weekday: "short", month: "numeric", day: "numeric", year: "numeric" })
    .replaceAll(",", "") +
  " " +
  new Date(date).toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" });
let drawn = 0;
let open = { box: Number(first), folder: "inbox", thread: null };

const folders = h("div.o-folders", { id: "folderPaneDroppableContainer", role: "tree" });
const list = h("div.o-list", { id: "MailList" });
const pane = h("main.o-open", { id: "ReadingPaneContainerId" });

const well = (people) =>
  h(
    "div",
    {
      role: "region",
      "data-testid": "RecipientWell",
      "aria-label": `To: ${people.map(({ name }) => name).join("; ")}`,
    },
    h("span", {}, "To: "),
    people.map((person) =>
      h(
        "span.lpc-hoverTarget",
        {
          "data-lpc-hover-target-id": `lpc-${++drawn}`,
          title: label(person),
          "aria-label": `Opens card for ${person.name}`,
        },
        person.name,
      ),
    ),
  );

function drawMessage(message, box) {
  const number = ++drawn;
  const slot = h("div");
  const end = () => {
    slot.replaceChildren();
    void update(box);
  };
  const answer = (all) => slot.replaceChildren(writeMail(box, answerTo(message, box.account, all), end));
  const from = h(
    "span",
    { "aria-label": `From: ${label(message.from)}`, tabindex: "0" },
    h("span", {}, message.from.name),
  );
  return h(
    "div",
    {},
    h(
      "div.o-message",
      { "aria-label": "Email message" },
      h(
        "div.o-header",
        {},
        h("div", { id: `MSG_${number}_FROM` }, h("span", { role: "region" }, from)),
        toolbar("Message actions", {
          "Reply|ArrowReplyRegular": () => answer(false),
          "Reply all|ArrowReplyAllRegular": () => answer(true),
        }),
        well([...message.to, ...message.cc]),
        h("div", { "data-testid": "SentReceivedSavedTime" }, shownTime(message.date)),
      ),
      message.files.length > 0 &&
        h(
          "div",
          { role: "listbox", "aria-label": "Attachments" },
          message.files.map(({ name }) =>
            h("div", { role: "option", "aria-label": `${name} Open` }, h("div", { title: name }, name)),
          ),
        ),
      h(
        "div",
        { id: `UniqueMessageBody_${number}`, role: "document", "aria-label": "Message body" },
        textNodes(message),
      ),
    ),
    slot,
  );
}

function drawThread({ messages }, box) {
  open.drawn = messages.length;
  const section = h(
    "div",
    { "data-app-section": "ConversationContainer" },
    messages.map((one) => drawMessage(one, box)),
  );
  const heading = h("span", { id: `CONV_${++drawn}_SUBJECT`, role: "heading", "aria-level": "3" }, messages[0].subject);
  pane.replaceChildren(h("div", { role: "main", "data-app-section": "MailReadCompose" }, heading, section));
}

function show(thread) {
  const box = boxes[open.box];
  open.thread = thread.id;
  history.replaceState(null, "", `/mail/${first}/inbox/id/AQQk${thread.id}`);
  drawThread(thread, box);
  drawLists();
  void box.seen(thread.id);
}

function compose() {
  open.thread = null;
  history.replaceState(null, "", `/mail/${first}/compose`);
  const back = () => pane.replaceChildren();
  pane.replaceChildren(h("div", { "data-app-section": "MailReadCompose" }, writeMail(boxes[open.box], null, back)));
  drawLists();
}

function drawLists() {
  folders.replaceChildren(
    ...boxes.flatMap(({ account, number }) => {
      const id = `primaryMailboxRoot_${number}-4f0b`;
      const folder = (name, shown) =>
        h(
          "div",
          {
            role: "treeitem",
            "aria-selected": String(open.box === number && open.folder === name),
            onclick() {
              open = { box: number, folder: name, thread: null };
              pane.replaceChildren();
              drawLists();
            },
          },
          shown,
        );
      return [
        h(
          "div",
          { id, role: "treeitem", "aria-level": "1", "data-folder-name": account.address, title: account.address },
          account.address,
        ),
        h("div", { role: "group", "aria-labelledby": id }, folder("inbox", "Inbox"), folder("sent", "Sent Items")),
      ];
    }),
  );
  const rows = listRows(boxes[open.box].threads, open.folder).map((thread) =>
    h(
      "div.o-row",
      {
        role: "option",
        "data-convid": `AQQk${thread.id}`,
        "aria-selected": String(thread.id === open.thread),
        onclick: () => show(thread),
      },
      h("div", {}, thread.messages.at(-1).from.name),
      h("div", {}, thread.messages[0].subject),
    ),
  );
  list.replaceChildren(h("div", { role: "listbox", "aria-label": "Message list" }, rows));
}

async function read(box) {
  const { account, threads } = await box.read();
  Object.assign(box, { account, threads });
}

/** A conversation being answered is not redrawn until the answer is sent. */
async function update(box) {
  if (alone) return;
  await read(box);
  const thread = box.number === open.box && box.threads.find(({ id }) => id === open.thread);
  if (thread && thread.messages.length !== open.drawn && !pane.querySelector("[id^=docking_]")) drawThread(thread, box);
  drawLists();
}

for (const number of alone ? [Number(first)] : [0, 1]) boxes[number] = openBox(number);
await Promise.all(boxes.map(read));
if (alone) {
  const box = boxes[Number(first)];
  const messages = box.threads.flatMap((thread) => thread.messages).filter(({ id }) => id === alone);
  document.body.append(pane);
  drawThread({ messages }, box);
} else {
  document.body.append(
    h("header.o-top", {}, toolbar("Mail", { "New mail|ComposeRegular": compose })),
    folders,
    list,
    pane,
  );
  drawLists();
}
for (const box of boxes) box?.onNews(() => update(box));
