// One conversation: .adn.ads messages with the body in .ii.gt > .a3s, and the reply editor below each.
import { headerButtons, rowOf, today } from "./answer-buttons.js";
import { h, icon, newId, safeNodes } from "./dom.js";
import { base, state, whenExactly } from "./mail.js";
import { t } from "./words.js";

const LONG = /\S{31,}/g;

/** Plain text as Gmail shows it: <br> per line, <wbr> in long words, quoted lines dimmed. */
function plainNodes(text) {
  const out = [];
  let quote = null;
  for (const line of text.replace(/\r\n/g, "\n").trimEnd().split("\n")) {
    const pieces = [];
    let done = 0;
    for (const match of line.matchAll(LONG)) {
      pieces.push(line.slice(done, match.index));
      const parts = match[0].match(/.{1,30}/g);
      for (const [index, part] of parts.entries()) pieces.push(index > 0 ? h("wbr") : "", part);
      done = match.index + match[0].length;
    }
    pieces.push(line.slice(done));
    const nodes = [...pieces.filter((piece) => piece !== ""), h("br"), "\n"];
    if (!line.startsWith(">")) {
      quote = null;
      out.push(...nodes);
      continue;
    }
    if (!quote) {
      quote = h("span.im");
      out.push(quote);
    }
    quote.append(...nodes);
  }
  return out;
}

function bodyOf(message) {
  const nodes = message.html ? safeNodes(message.html) : plainNodes(message.text ?? "");
  return h("div.ii.gt", { id: newId() }, h(`div.a3s.aiL.msg${message.id}`, { id: newId() }, nodes));
}

function people(message) {
  const names = [...message.to, ...message.cc].map(({ name, address }, index) => {
    const me = address === state.account.address;
    return [
      index > 0 && ", ",
      h("span.g2", { email: address, name: me ? "me" : name, "data-hovercard-id": address }, me ? "me" : name),
    ];
  });
  return h("div.iw.ajw", {}, h("span.hb", {}, "to ", names));
}

function attachments(message) {
  if (message.files.length === 0) return null;
  const cards = message.files.map((file, index) => {
    const url = `${location.origin}${base}${`?ui=2&ik=d3m0&attid=0.${index + 1}&permmsgid=${message.permId}&th=${message.id}&view=att&disp=safe`}`;
    const doubled = `${file.type}:${encodeURIComponent(file.name)}:${location.origin}${base}${url}`.replace(
      /(https:\/\/[^?]*?)https:/,
      "$1https:",
    );
    return h(
      "span.aZo.N5jrZb",
      { download_url: doubled, draggable: "true" },
      h(
        "a.aQy.aZr.e",
        { href: url, role: "link" },
        icon("clip"),
        h("span.aV3", { title: file.name }, file.name),
        h("span.SaH2Ve", {}, `${Math.ceil(file.size / 1024)} KB`),
      ),
    );
  });
  return h(
    "div.hq.gt",
    {},
    h(
      "div.ho",
      {},
      h("span.aVW", {}, h("span", {}, `${message.files.length} attachment${message.files.length > 1 ? "s" : ""}`)),
    ),
    h("div.aQH", {}, cards),
  );
}

function header(message, answers) {
  const sender = h(
    "span.gD",
    {
      email: message.from.address,
      name: message.from.name,
      "data-hovercard-id": message.from.address,
      translate: "no",
    },
    h("span", {}, message.from.name),
  );
  return h(
    "div.gE.iv.gt",
    {},
    h("div.d-face", { "aria-hidden": "true" }, message.from.name.slice(0, 1)),
    h(
      "table.cf.gJ",
      {},
      h(
        "tbody",
        {},
        h(
          "tr.acZ",
          {},
          h(
            "td.gF.gK",
            {},
            h(
              "table.cf.ix",
              {},
              h(
                "tbody",
                {},
                h(
                  "tr",
                  {},
                  h(
                    "td.c2",
                    {},
                    h(
                      "h3.iw.gFxsud",
                      {},
                      h(
                        "span.qu",
                        { role: "gridcell" },
                        sender,
                        h("span.cfXrwd", {}, h("span.go", {}, `<${message.from.address}>`)),
                      ),
                    ),
                  ),
                ),
              ),
            ),
          ),
          h(
            "td.gH",
            {},
            h(
              "div.gK",
              {},
              h("span.g3", { title: whenExactly(message.date), role: "gridcell" }, whenExactly(message.date)),
            ),
          ),
          h("td.gH.acX.bAm", { rowspan: "2" }, headerButtons(answers)),
        ),
        h(
          "tr.acZ.xD",
          {},
          h(
            "td",
            { colspan: "3" },
            h("table.cf.adz", {}, h("tbody", {}, h("tr", {}, h("td.ady", {}, people(message))))),
          ),
        ),
      ),
    ),
  );
}

/** `row`: the row of buttons below all messages, which answers the last; left out where each has its own. */
function openItem(message, { onReply, onForward }, row) {
  const slot = h("div.ip.iq");
  const bar = row ?? h("div.amn");
  const answers = {
    message,
    reply: () => onReply(message, slot, bar),
    replyAll: () => onReply(message, slot, bar, true),
    forward: () => onForward(message),
  };
  bar.replaceChildren(...rowOf(answers));
  const clipped =
    message.clipped &&
    h(
      "div.iX",
      {},
      "[Message clipped] ",
      h(
        "a",
        { href: `${base}?ui=2&view=lg&permmsgid=${message.permId}&th=${message.id}`, target: "_blank" },
        "View entire message",
      ),
    );
  const ids = { "data-message-id": `#${message.permId}`, "data-legacy-message-id": message.id };
  const body = h(
    "div",
    { class: "d-letter" },
    h("div.aHl"),
    bodyOf(message),
    clipped,
    attachments(message),
    h("div.hi"),
  );
  return h(
    "div.h7.ie.nH.oy8Mbf",
    { role: "listitem", "aria-expanded": "true", tabindex: "-1" },
    h(
      "div.Bk",
      {},
      h(
        "div.G3.G2",
        {},
        h(
          "div",
          {},
          h(
            "div",
            { id: newId() },
            h("div.adn.ads", ids, h("div.aju"), h("div.gs", {}, header(message, answers), body)),
          ),
        ),
      ),
    ),
    h("div.gA.gt.acV", {}, h("div.gB.xu", {}, oldRow(), slot, !row && bar)),
  );
}

/** Gmail's present page still contains the old row, never shown. */
const oldRow = () =>
  today() && h("table.cf.gz.ac0", { style: "display: none" }, h("tbody", {}, h("tr", {}, h("td", {}, h("img.mL")))));

function closedItem(message, expand) {
  return h(
    "div.kv.nH.oy8Mbf",
    { role: "listitem", "aria-expanded": "false", tabindex: "0", onclick: expand },
    h(
      "div.adf.ads",
      {},
      h("span.gD", { email: message.from.address, name: message.from.name }, message.from.name),
      h("span.iA.g6", {}, (message.text ?? "").replace(/\s+/g, " ").slice(0, 100)),
    ),
  );
}

/** Shows a thread. `update` leaves items with an open reply alone. */
export function showConversation(main, thread, hands, folder) {
  const opened = new Set(
    thread.messages
      .filter((message, index) => message.unread || index === thread.messages.length - 1)
      .map(({ id }) => id),
  );
  const items = new Map();
  const list = h("div.nH", { role: "list" });
  const row = today() ? h("div.amn") : undefined;
  const make = (message) => {
    // While an answer is being written, the row is left alone.
    const own = row && (message.id !== last || row.hidden) ? h("div.amn") : row;
    const item = opened.has(message.id)
      ? openItem(message, hands, own)
      : closedItem(message, () => {
          opened.add(message.id);
          renew(message);
        });
    items.get(message.id)?.replaceWith(item);
    items.set(message.id, item);
    return item;
  };
  let last = thread.messages.at(-1).id;
  const renew = (message) => void make(message);
  list.append(...thread.messages.map(make));
  const back = h(
    "div.T-I.d-back",
    { role: "button", tabindex: "0", "aria-label": `Back to ${folder}`, onclick: () => (location.hash = `#${folder}`) },
    icon("back"),
  );
  const decimal = BigInt(`0x${thread.id}`);
  const away = () =>
    window.open(`${base}popout?ver=1abc&search=${folder}&th=%23thread-f:${decimal}&cvid=1`, "", "width=900,height=700");
  const inWindow =
    today() &&
    !hands.alone &&
    h("button.pYTkkf-JX-I.bHI", { type: "button", "aria-label": t("In new window"), onclick: away }, "\u2197");
  const subject = h(
    "h2.hP",
    { tabindex: "-1", "data-thread-perm-id": `thread-f:${decimal}`, "data-legacy-thread-id": thread.id },
    thread.messages[0].subject || "(no subject)",
  );
  main.replaceChildren(
    h(
      "div.nH.a98.iY",
      {},
      h("div.nH.aHU", {}, h("div.nH.hx", {}, h("div.nH.V8djrc", {}, back, h("div.ha", {}, subject), inWindow)), list),
      row && h("div.btDi4d", {}, h("div.amr", {}, h("div.nr.wR", {}, row))),
    ),
  );
  return {
    /** New mail in this thread: old items are redrawn, except those being answered. */
    update(next) {
      last = next.messages.at(-1).id;
      for (const message of next.messages) {
        const known = items.get(message.id);
        if (known?.querySelector(".ip.adB")) continue;
        if (!known) opened.add(message.id);
        const item = make(message);
        if (!known) list.append(item);
      }
    },
  };
}
