// The page's state, and its calls to the server.
// The path of a separate window is below that of the mailbox.
export const base = /^\/mail\/u\/\d\//.exec(location.pathname)[0];

export const state = { account: null, accounts: [], threads: [], drafts: [], look: {} };

async function post(name, body = {}) {
  const response = await fetch(`${base}api/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
}

export async function refresh() {
  Object.assign(state, await post("mail"));
}

export const markRead = (threadId) => post("read", { threadId });
export const saveDraft = (draft) => post("draft", draft);
export const discardDraft = (id) => post("discard", { id });
export const upload = (file) => post("upload", file);
export const send = (mail) => post("send", mail);
export const schedule = (mail) => post("schedule", mail);
export const undoSend = (id) => post("undo", { id });

export function onNews(tell) {
  new EventSource(`${base}api/events`).addEventListener("message", tell);
}

export const when = (time) => {
  const date = new Date(time);
  const today = new Date().toDateString() === date.toDateString();
  return date.toLocaleString(
    "en-GB",
    today ? { hour: "2-digit", minute: "2-digit" } : { day: "numeric", month: "short" },
  );
};
export const whenExactly = (time) =>
  new Date(time).toLocaleString({ fr: "fr-FR", de: "de-DE" }[state.look.language] ?? "en-US", {
    month: "short",
    day: "numeric",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
