// The application's frame and routes: #inbox, #inbox/<token>, #sent, #drafts, each with an optional ?compose=<draft>,...
import { openReply, openWindow } from "./compose.js";
import { showConversation } from "./conversation.js";
import { h, icon } from "./dom.js";
import { folderName, showList } from "./list.js";
import { markRead, onNews, refresh, state } from "./mail.js";
import { t } from "./words.js";

const main = h("div.nH.d-main", { role: "main" });
/** True in a separate window with a single conversation. */
const alone = location.pathname.endsWith("/popout");
const nav = h("div.d-folders");
const composing = new Set();
let conversation = null;

const route = () => {
  if (alone) {
    const id = BigInt(new URLSearchParams(location.search).get("th").slice("#thread-f:".length)).toString(16);
    return { folder: "inbox", token: state.threads.find((each) => each.id === id)?.token, compose: [] };
  }
  const [path, query = ""] = location.hash.slice(1).split("?");
  const [folder, token] = path.split("/");
  return { folder: folder || "inbox", token, compose: new URLSearchParams(query).get("compose")?.split(",") ?? [] };
};

function rememberComposing() {
  if (alone) return;
  const { folder, token } = route();
  const open = composing.size > 0 ? `?compose=${[...composing].join(",")}` : "";
  history.replaceState(null, "", `#${folder}${token ? `/${token}` : ""}${open}`);
}

function compose(draft = {}) {
  const known = draft.id;
  if (known && composing.has(known)) return;
  if (known) composing.add(known);
  openWindow(draft, {
    saved(id) {
      if (composing.has(id)) return;
      composing.add(id);
      rememberComposing();
    },
    undone: compose,
    async closed(id) {
      composing.delete(id);
      rememberComposing();
      await refresh();
      if (!conversation) show();
    },
  });
  if (known) rememberComposing();
}

function reply(message, slot, bar, all = false) {
  const others = [...message.to, ...message.cc].filter((one) => one.address !== state.account.address);
  const whom = message.own ? message.to : all ? [message.from, ...others] : [message.from];
  const subject = /^re:/i.test(message.subject) ? message.subject : `Re: ${message.subject}`;
  const kept = state.drafts.find((draft) => draft.replyTo === message.id);
  openReply(
    message,
    slot,
    bar,
    kept ?? { to: whom, cc: [], bcc: [], subject, html: "", replyTo: message.id },
    () => {},
  );
}

function forward(message) {
  const subject = `Fwd: ${message.subject}`;
  compose({ to: [], cc: [], bcc: [], subject, html: message.html ?? "", replyTo: null });
}

function show() {
  const { folder, token } = route();
  const thread = token && state.threads.find((each) => each.token === token);
  const beside = state.look.preview && !alone;
  const [list, pane] = beside ? [h("div.d-list"), h("div.nH.if")] : [main, main];
  if (beside) main.replaceChildren(h("div.d-split", {}, list, pane));
  const hands = { onReply: reply, onForward: forward, alone };
  conversation = thread ? { token, view: showConversation(pane, thread, hands, folder) } : null;
  if (beside || !thread) showList(list, folder, compose);
  else void markRead(thread.id).then(refresh).then(frame);
  frame();
}

function frame() {
  const unread = state.threads.filter((thread) => thread.messages.some((message) => message.unread)).length;
  const { folder } = route();
  const open = conversation && state.threads.find((each) => each.token === conversation.token);
  const count = unread > 0 && folder === "inbox" ? ` (${unread})` : "";
  // As in Gmail, the open conversation's subject comes first, whatever its sender wrote.
  document.title = `${open ? open.messages[0].subject : folderName(folder) + count} - ${state.account.address} - Gmail`;
  const link = (name, picture) =>
    h(
      `a.J-Ke.n0${name === folder ? ".d-here" : ""}`,
      { href: `#${name}`, "aria-label": folderName(name) },
      icon(picture),
      h("span", {}, folderName(name)),
      name === "inbox" && unread > 0 && h("b", {}, String(unread)),
    );
  nav.replaceChildren(link("inbox", "inbox"), link("sent", "sent"), link("drafts", "draft"));
}

function build() {
  const others = state.accounts.map(({ address, name }, index) =>
    h(
      "a",
      { href: `/mail/u/${index}/`, title: address, class: address === state.account.address ? "d-me" : "" },
      name.slice(0, 1),
    ),
  );
  const me = h(
    "a.gb_A",
    {
      href: "https://accounts.google.com/SignOutOptions",
      "aria-label": `${t("Google Account: ")}${state.account.name} (${state.account.address})`,
      onclick: (event) => event.preventDefault(),
    },
    state.account.address,
  );
  document.body.append(
    h(
      "div.nH.bkL",
      {},
      h(
        "header.d-top",
        {},
        h("div.d-brand", {}, h("img", { src: "/demo/icon.svg", alt: "" }), "Demo mail"),
        h(
          "div.d-search",
          {},
          icon("search"),
          h("input", { type: "search", placeholder: "Search mail", "aria-label": "Search mail" }),
        ),
        h("div.d-account", {}, me, others),
      ),
      h(
        "div.nH.d-columns",
        {},
        h(
          "div.aeN",
          { role: "navigation" },
          h(
            "div.aIH",
            {},
            h(
              "div.aic",
              {},
              h(
                "div.z0",
                {},
                h(
                  "div.T-I.T-I-KE.L3",
                  { role: "button", tabindex: "0", gh: "cm", onclick: () => compose() },
                  icon("pen"),
                  t("Compose"),
                ),
              ),
            ),
          ),
          nav,
          h("div.aio", { "aria-hidden": "true" }),
        ),
        h("div.bkK", {}, h("div.nH", {}, main)),
      ),
    ),
  );
  document.body.className = "aAU";
}

await refresh();
document.documentElement.lang = state.look.language;
if (alone) {
  document.body.className = "xE aAU Su";
  document.body.append(main);
} else build();
show();
for (const id of route().compose) {
  const draft = state.drafts.find((each) => each.id === id);
  if (draft) compose(draft);
}
rememberComposing();
addEventListener("hashchange", show);
onNews(async ({ data }) => {
  const before = JSON.stringify(state.threads);
  await refresh();
  // The first event only says that the stream is open, but mail may have come just before.
  if (data === "{}" && JSON.stringify(state.threads) === before) return;
  const thread = conversation && state.threads.find((each) => each.token === conversation.token);
  if (thread) {
    conversation.view.update(thread);
    frame();
    void markRead(thread.id);
  } else show();
});
