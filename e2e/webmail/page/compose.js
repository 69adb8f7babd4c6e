// The compose editor, as a pop-up window (several at once, full screen) or under a message as a reply. Like real webmails,
// it saves its content to the server, in clear, shortly after each input.
import { base64, h, icon, newId, safeNodes } from "./dom.js";
import { isRich, textOf } from "./editor-text.js";
import { discardDraft, saveDraft, schedule, send, state, undoSend, upload } from "./mail.js";
import { recipients } from "./recipients.js";
import { sayMessageSent, sayScheduled } from "./sent-notice.js";
import { t } from "./words.js";

const SAVE_AFTER = 500;
const FOLDED = { to: [], cc: [], bcc: [] };

/** The inside of every editor: .M9. `draft` may come from the server; `hooks` are {sent, closed, saved, undone}. */
function editor(draft, { reply, hooks }) {
  let id = draft.id ?? null;
  let timer = 0;
  let saving = Promise.resolve();
  const uploads = [];
  const fieldDraft = h("input", { type: "hidden", name: "draft", value: id ? `#msg-a:${id}` : "undefined" });
  const fields = recipients({ ...FOLDED, ...draft }, reply !== null, changed);
  const subject = h("input.aoT", {
    name: "subjectbox",
    placeholder: t("Subject"),
    "aria-label": t("Subject"),
    autocomplete: "off",
    value: draft.subject ?? "",
    oninput: changed,
  });
  const body = h(`div.Am.aiL.Al.editable.LW-avf.tS-tW${reply ? ".tS-tY" : ""}`, {
    id: newId(),
    g_editable: "true",
    role: "textbox",
    contenteditable: "true",
    "aria-label": t("Message Body"),
    "aria-multiline": "true",
    spellcheck: "false",
    tabindex: "1",
    writingsuggestions: "false",
    oninput: changed,
  });
  body.append(...(draft.html ? safeNodes(draft.html) : [h("br")]));
  const status = h("div.aDh", {}, h("span.d-status", { "aria-live": "polite" }));
  const chips = h("div.d-files");
  const input = h("input", {
    type: "file",
    name: "Filedata",
    multiple: true,
    hidden: true,
    onchange: () => attach([...input.files]),
  });

  function list(part, bar) {
    uploads.push(part);
    const size = Math.ceil((part.base64.length * 3) / 4 / 1024);
    const chip = h(
      "div.dL",
      {},
      h("a.dO", {}, h("div.vI", {}, part.name), h("div.vJ", {}, `(${size}K)`)),
      h("div.vq", { role: "button", tabindex: "0", "aria-label": "Remove attachment", onclick: remove }, "✕"),
      bar,
    );
    function remove() {
      if (uploads.includes(part)) uploads.splice(uploads.indexOf(part), 1);
      chip.remove();
    }
    chips.append(chip);
    return remove;
  }
  for (const part of draft.uploads ?? []) list(part);

  async function attach(files) {
    for (const file of files) {
      const part = { name: file.name, type: file.type, base64: await base64(file) };
      const bar = h("div", { role: "progressbar", "aria-label": "Uploading" }, "…");
      const remove = list(part, bar);
      try {
        await upload(part);
        bar.remove();
      } catch {
        remove();
        status.firstChild.textContent = "The upload failed.";
      }
    }
    input.value = "";
    changed();
  }
  const content = () => ({
    id,
    ...fields.value(),
    subject: subject.value,
    html: body.innerHTML,
    replyTo: draft.replyTo ?? null,
  });
  function changed() {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER);
  }
  function save() {
    // A failed save must not prevent the next.
    const before = saving.catch(() => {});
    saving = before.then(async () => {
      const saved = await saveDraft(content());
      id = saved.id;
      fieldDraft.value = `#msg-a:${id}`;
      status.firstChild.textContent = "Draft saved";
      hooks.saved(id);
    });
    return saving;
  }
  /** The mail to send, once its uploads and saves have ended; null without recipients. */
  async function ready() {
    clearTimeout(timer);
    fields.takeAll();
    clearTimeout(timer);
    const value = fields.value();
    if (value.to.length + value.cc.length + value.bcc.length === 0) {
      status.firstChild.textContent = "Please add at least one recipient.";
      return null;
    }
    await saving;
    const html = state.look.rich && isRich(body) ? body.innerHTML : null;
    return { draft: { ...content(), id: id ?? "" }, text: textOf(body), html, uploads };
  }
  async function sendNow() {
    const mail = await ready();
    if (!mail) return;
    const sent = await send(mail);
    hooks.sent(id);
    // The draft returns under its old name. Like Gmail, this uploads nothing again.
    sayMessageSent(async () => {
      const { draft: back } = await undoSend(sent.id);
      if (back) hooks.undone({ ...back, uploads });
    });
  }
  async function sendLater() {
    const mail = await ready();
    if (!mail) return;
    await schedule(mail);
    hooks.sent(id);
    sayScheduled();
  }
  async function discard() {
    clearTimeout(timer);
    await saving;
    if (id) await discardDraft(id);
    hooks.closed(id);
  }

  const button = h(
    "div.T-I.J-J5-Ji.aoO.v7.T-I-atl.L3",
    {
      id: newId(),
      role: "button",
      tabindex: "1",
      "data-tooltip": t("Send (Ctrl-Enter)"),
      "aria-label": t("Send (Ctrl-Enter)"),
      onclick: sendNow,
    },
    t("Send"),
  );
  // Gmail shows this button in answers if a setting says so, and puts the arrow's menu at the end of the page.
  const archive = h(
    "div.T-I.J-J5-Ji.Uo.v7.T-I-atl.L3",
    { role: "button", tabindex: "1", "aria-label": t("Archive the conversation too"), onclick: sendNow },
    "+",
  );
  const later = h("div.J-M.d-later", { role: "menu", hidden: true }, [
    h("div.J-N", { role: "menuitem", tabindex: "-1", selector: "scheduledSend", onclick: askWhen }, t("Schedule send")),
  ]);
  // A dialog over the whole page asks for the time.
  function askWhen() {
    showLater();
    const choose = () => {
      dialog.remove();
      void sendLater();
    };
    const dialog = h("div.d-later", { role: "dialog", "aria-label": t("Schedule send") }, [
      h("div.Az", { role: "menuitem", tabindex: "0", onclick: choose }, t("Tomorrow morning")),
    ]);
    document.body.append(dialog);
  }
  function showLater() {
    document.body.append(later);
    later.hidden = !later.hidden;
    arrow.setAttribute("aria-expanded", String(!later.hidden));
  }
  const arrow = h(
    "div.T-I.J-J5-Ji.hG.T-I-atl.L3",
    {
      role: "button",
      tabindex: "1",
      "aria-haspopup": "true",
      "aria-expanded": "false",
      "aria-label": t("More options"),
      onclick: showLater,
      onopens: showLater,
    },
    "▾",
  );
  const cell = (className, ...children) => h(`td.gU.${className}`, {}, h("div", {}, children));
  const toolbar = h(
    "table.IZ",
    { role: "group" },
    h(
      "tbody",
      {},
      h(
        "tr.btC",
        {},
        h("td.gU.Up", {}, h("div.J-J5-Ji.btA", {}, h("div.dC", {}, reply && archive, button, arrow))),
        cell(
          "aYk",
          h(
            "div.a1.aaA.aMZ",
            {
              command: "Files",
              role: "button",
              tabindex: "1",
              "aria-label": "Attach files",
              onclick: () => input.click(),
            },
            icon("clip"),
          ),
        ),
        cell("d-spring", h("div.aDg", {}, h("div.aDj", {}, status))),
        cell(
          "az5",
          h(
            "div.og.T-I-J3",
            {},
            h(
              "div.oh.J-Z-I",
              { role: "button", tabindex: "1", "aria-label": "Discard draft", onclick: discard },
              icon("bin"),
            ),
          ),
        ),
      ),
    ),
  );
  const hidden = (name, value) => h("input", { type: "hidden", name, value });
  const form = h(
    "form.bAs",
    { onsubmit: (event) => event.preventDefault() },
    fieldDraft,
    hidden("composeid", newId()),
    hidden("rm", draft.replyTo ? `#msg-f:${BigInt(`0x${draft.replyTo}`)}` : ""),
    hidden("ishtml", state.look.rich ? "1" : "0"),
    hidden("subject", ""),
    hidden("from", ""),
  );
  const subjectRow = h("div.aoD.az6", { hidden: reply !== null }, subject);
  const root = h(
    "div.M9",
    {},
    h(
      "table.aoP.HM",
      { role: "presentation" },
      h(
        "tbody",
        {},
        h(
          "tr",
          {},
          h("td.I5", {}, form, ...fields.nodes, subjectRow, h("div.iN", {}, h("div.Ap", {}, body)), chips, input),
        ),
      ),
    ),
    h("div.aDP", {}, toolbar),
  );
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void sendNow();
    }
  });
  button.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") void sendNow();
  });
  return { root, body, fields, save, subject, id: () => id };
}

const dock = () => {
  let found = document.querySelector(".dw .no");
  if (found) return found;
  found = h("div.no");
  document.body.append(h("div.dw", {}, h("div.nH", {}, h("div.nH", {}, found))));
  return found;
};

/** A pop-up window. `hooks.changed(ids)` gets the open drafts, for the address bar. */
export function openWindow(draft, hooks) {
  const title = h("span", {}, draft.subject || t("New Message"));
  const control = (className, label, act) =>
    h(`img.${className}`, {
      src: "/demo/icon.svg",
      alt: label,
      role: "button",
      tabindex: "0",
      "aria-label": label,
      onclick: act,
    });
  const inner = editor(draft, { reply: null, hooks: { ...hooks, sent: close, closed: close } });
  const bar = h(
    "table.cf",
    { role: "presentation" },
    h(
      "tbody",
      {},
      h(
        "tr",
        {},
        h("td.Hm.d-title", {}, h("h2.a3E", {}, h("div.aYF", {}, title))),
        h(
          "td.Hm",
          {},
          control("Hl", "Minimise", minimise),
          control("Hq", "Full screen", fullScreen),
          control("Ha", "Save & close", saveAndClose),
        ),
      ),
    ),
  );
  const dialog = h(
    "div.nH.Hd",
    { role: "dialog", "aria-label": t("New Message") },
    h("div.AD", {}, h("div.nH.Hy.aXJ", {}, h("div.l.m", {}, bar), h("div.aaZ", {}, inner.root))),
  );
  inner.subject.addEventListener("input", () => (title.textContent = inner.subject.value || t("New Message")));
  function minimise() {
    dialog.classList.toggle("d-minimised");
  }
  function fullScreen() {
    // The node moves to another parent, so frames inside it load again, as in Gmail.
    const there = dialog.closest(".aSs");
    if (there) {
      dock().append(dialog);
      there.remove();
    } else document.body.append(h("div.aSs", {}, h("div.aSt", {}, dialog)));
  }
  function close(id) {
    const there = dialog.closest(".aSs");
    dialog.remove();
    there?.remove();
    hooks.closed(id);
  }
  async function saveAndClose() {
    await inner.save();
    close(inner.id());
  }
  dock().append(dialog);
  inner.fields.first.focus();
}

/** A reply under its message. */
export function openReply(message, slot, bar, draft, done) {
  if (slot.classList.contains("adB")) return;
  const end = () => {
    slot.classList.remove("adB");
    slot.replaceChildren();
    bar.hidden = false;
    done();
  };
  const undone = (back) => openReply(message, slot, bar, back, done);
  const inner = editor(draft, { reply: message, hooks: { saved: () => {}, sent: end, closed: end, undone } });
  slot.classList.add("adB");
  slot.append(h("div", {}, inner.root));
  bar.hidden = true;
  inner.body.focus();
  slot.scrollIntoView({ block: "nearest" });
}
