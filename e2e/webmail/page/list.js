// The list of conversations: tr.zA rows, all redrawn at every change as in Gmail.
import { h, icon } from "./dom.js";
import { state, when } from "./mail.js";
import { t } from "./words.js";

const folders = {
  inbox: { name: "Inbox", has: (thread) => thread.messages.some((message) => !message.own) },
  sent: { name: "Sent", has: (thread) => thread.messages.some((message) => message.own) },
};

export const folderName = (folder) => t(folder === "drafts" ? "Drafts" : (folders[folder]?.name ?? "Inbox"));

const snippet = (message) => (message.text ?? "").replace(/\s+/g, " ").slice(0, 120);

function row(folder, thread) {
  const last = thread.messages.at(-1);
  const unread = thread.messages.some((message) => message.unread);
  const people = [...new Map(thread.messages.map((message) => [message.from.address, message])).values()];
  return h(
    `tr.zA.${unread ? "zE" : "yO"}`,
    { role: "row", tabindex: "-1", onclick: () => (location.hash = `#${folder}/${thread.token}`) },
    h("td.PF.xY"),
    h(
      "td.yX.xY",
      { role: "gridcell" },
      h(
        "div.yW",
        {},
        people.map(({ from, own }, index) => [
          index > 0 && ", ",
          h(
            "span.bA4",
            {},
            h("span.yP", { email: from.address, name: own ? "me" : from.name }, own ? "me" : from.name),
          ),
        ]),
        thread.messages.length > 1 && h("span.bx0", {}, ` ${thread.messages.length}`),
      ),
    ),
    h(
      "td.xY.a4W",
      { role: "gridcell" },
      h(
        "div.xS",
        {},
        h(
          "div.xT",
          {},
          h(
            "span.bog",
            {},
            h(
              "span.bqe",
              {
                "data-thread-id": `#thread-f:${BigInt(`0x${thread.id}`)}`,
                "data-legacy-thread-id": thread.id,
                "data-legacy-last-message-id": last.id,
              },
              thread.messages[0].subject || "(no subject)",
            ),
          ),
          h("span.y2", {}, h("span.Zt", {}, " - "), snippet(last)),
        ),
      ),
    ),
    h("td.yf.xY", {}, thread.messages.some((message) => message.files.length > 0) && icon("clip")),
    h("td.xW.xY", { role: "gridcell" }, h("span", { title: new Date(last.date).toString() }, when(last.date))),
  );
}

const draftRow = (draft, open) =>
  h(
    "tr.zA.yO",
    { role: "row", onclick: () => open(draft) },
    h("td.PF.xY"),
    h("td.yX.xY", {}, h("div.yW", {}, h("span.boq", {}, "Draft"))),
    h(
      "td.xY.a4W",
      {},
      h(
        "div.xS",
        {},
        h(
          "div.xT",
          {},
          h(
            "span.bog",
            {},
            h("span", { "data-standalone-draft-id": `#msg-a:${draft.id}` }, draft.subject || "(no subject)"),
          ),
        ),
      ),
    ),
    h("td.yf.xY"),
    h("td.xW.xY"),
  );

export function showList(main, folder, openDraft) {
  const rows =
    folder === "drafts"
      ? state.drafts.filter((draft) => !draft.replyTo).map((draft) => draftRow(draft, openDraft))
      : state.threads.filter(folders[folder]?.has ?? folders.inbox.has).map((thread) => row(folder, thread));
  const table = h("table.F.cf.zt", { role: "grid", "aria-label": folderName(folder) }, h("tbody", {}, rows));
  const empty = rows.length === 0 && h("p.d-empty", {}, `Nothing in ${folderName(folder)}.`);
  main.replaceChildren(h("div.AO", {}, h("div.Cp", { gh: "tl" }, table, empty)));
}
