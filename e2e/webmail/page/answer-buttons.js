// The buttons that answer a message. Since the autumn of 2025 Gmail has a button and a menu in each message, and one row of
// buttons below all of them for the last; before, every message had its own row.
import { h, icon } from "./dom.js";
import { state } from "./mail.js";
import { t } from "./words.js";

export const today = () => state.look.skin === "2026";

/** `type` is Gmail's number of the action. */
const actions = ({ message, reply, replyAll, forward }) => {
  const others = [...message.to, ...message.cc].filter(({ address }) => address !== state.account.address);
  return [
    { type: 94, row: "bkH", label: t("Reply"), act: reply },
    // Only with other recipients; the older page always had it.
    (others.length > 0 || !today()) && { type: 24, row: "bkI", label: t("Reply all"), act: replyAll },
    today() && { type: 25, row: "bkG", label: t("Forward"), act: forward },
  ].filter(Boolean);
};

export const rowOf = (answers) =>
  actions(answers).map(({ row, label, act }) =>
    h(`span.ams.${row}`, { role: "link", tabindex: "0", onclick: act }, icon("reply"), label),
  );

function closeMenu() {
  document.querySelector(".d-menu")?.remove();
  for (const more of document.querySelectorAll(".Wsq5Cf")) more.setAttribute("aria-expanded", "false");
}

function toggleMenu(more, answers) {
  const open = more.getAttribute("aria-expanded") === "true";
  closeMenu();
  if (open) return;
  more.setAttribute("aria-expanded", "true");
  const items = actions(answers).map(({ type, label, act }) => {
    const chosen = () => {
      closeMenu();
      act();
    };
    return h("li", { role: "menuitem", tabindex: "-1", "data-action-type": String(type), onclick: chosen }, label);
  });
  document.body.append(h("ul.d-menu", { role: "menu" }, items));
}

/** The buttons in the message's own header. */
export function headerButtons(answers) {
  const toAll = state.look.answersAll;
  const label = t(toAll ? "Reply all" : "Reply");
  const answer = { tabindex: "0", "data-tooltip": label, "aria-label": label };
  answer.onclick = toAll ? answers.replyAll : answers.reply;
  if (!today()) return h("div.T-I.J-J5-Ji.T-I-Js-IF.aaq.T-I-ax7.L3", { role: "button", ...answer }, icon("reply"));
  const more = h(
    "button.pYTkkf-JX-I.Wsq5Cf",
    {
      type: "button",
      "aria-label": t("More message options"),
      "aria-expanded": "false",
      onclick: () => toggleMenu(more, answers),
    },
    "\u22ee",
  );
  return [h("button.pYTkkf-JX-I.pYTkkf-JX-I-ql-ay5-ays.DILLkc", { type: "button", ...answer }, icon("reply")), more];
}
