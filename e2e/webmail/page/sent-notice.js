// "Message sent", with Undo, for a few seconds at the foot of the page.
import { h } from "./dom.js";
import { t } from "./words.js";

const SHOWN_MS = 10_000;

/** `undo` brings back the mail and the window in which it was written. */
export function sayMessageSent(undo) {
  say(t("Message sent"), undo);
}

export const sayScheduled = () => say(t("Send scheduled"), null);

function say(what, undo) {
  document.querySelector(".d-sent")?.remove();
  const back = () => {
    notice.remove();
    void undo();
  };
  const link = h("span.ag.a8k", { id: "link_undo", role: "link", tabindex: "0", onclick: back }, t("Undo"));
  const notice = h(
    "div.vh.d-sent",
    { role: "alert", "aria-live": "assertive", "aria-atomic": "true" },
    h("span.aT", {}, h("span.bAq", {}, what), undo && h("span.bAo", {}, link)),
  );
  document.body.append(notice);
  setTimeout(() => notice.remove(), SHOWN_MS);
}
