// @vitest-environment jsdom
// What the adapter reads from an open message besides its sender: its name, its date, and which button answers it.
import { beforeEach, describe, expect, it } from "vitest";
import { outlook } from ".";

const ITEM = "AAMkAGI2%3D";
const CONVERSATION = "AAQkAGI2%3D";
const AT = "Tue 8/26/2025 10:19 AM";
const TIME = new Date(2025, 7, 26, 10, 19);

const list = (...chosen: readonly string[]): string =>
  `<div id="MailList"><div role="listbox">${chosen.map((id) => `<div role="option" aria-selected="true" data-convid="${id}"></div>`).join("")}</div></div>`;
const button = (what: string): string => `<button id="${what}"><i data-icon-name="${what}"></i></button>`;
const TOOLBAR = `<div role="toolbar">${button("ArrowReplyRegular")}${button("ArrowReplyAllRegular")}</div>`;
const time = (at: string): string => `<div data-testid="SentReceivedSavedTime" title="${at}">${at}</div>`;
let mounted = 0;
/** Outlook numbers bodies anew whenever it draws. */
const bodyName = (): string => `UniqueMessageBody_${++mounted}`;
const message = (header: string, text = "Hello"): string =>
  `<div><div aria-label="Email message">${header}<div id="${bodyName()}" role="document">${text}</div></div></div>`;
const from = (label: string, shown = label): string => `<span aria-label="From: ${label}"><span>${shown}</span></span>`;
const named = (name: string): string => `<div id="MSG_${mounted}_FROM"><span role="region">${from(name)}</span></div>`;
const page = (...messages: readonly string[]): string =>
  `<div role="main" data-app-section="MailReadCompose"><div data-app-section="ConversationContainer">${messages.join("")}</div></div>`;

function show(html: string) {
  document.body.innerHTML = html;
  return outlook.create(document).messages(document);
}

function pressed(how: "reply" | "all" | "forward", html: string, nth = 0): string | null {
  const clicks: string[] = [];
  const [views, stop] = [show(html), new AbortController()];
  document.addEventListener("click", ({ target }) => clicks.push((target as HTMLElement).id), stop);
  expect(views[nth]!.reply(how)).toBe(clicks.length === 1);
  stop.abort();
  return clicks[0] ?? null;
}

beforeEach(() => {
  document.documentElement.lang = "en-US";
  history.replaceState(null, "", "/mail/inbox");
});

describe("a sender shown by a name without an address", () => {
  it.each([
    ["in the element for senders", named("Anna Example")],
    ["by a label and its text", from("Anna Example")],
  ])("is told as that: %s", (_, header) => {
    const [view] = show(page(message(header)));
    expect([view!.from(), view!.namesOnly!()]).toEqual([null, true]);
  });

  it.each([
    ["a name that may be an address", named("anna@work.example")],
    ["a name with what looks like one", named("Anna (anna\uff20work.example)")],
    ["a recipient", `<div data-testid="RecipientWell">${from("Anna Example")}</div>`],
    ["nobody", ""],
  ])("is not told for %s: it is only not read", (_, header) => {
    const [view] = show(page(message(header, named("Anna Example"))));
    expect([view!.from(), view!.namesOnly!()]).toEqual([null, false]);
  });

  it("is not told where the header may be another message's", () => {
    const [view] = show(page(named("Anna Example") + message("") + message("")));
    expect(view!.namesOnly!()).toBe(false);
  });
});

describe("its date", () => {
  it.each([
    ["by its title", `${from("a@b.example")}${TOOLBAR}${time(AT)}`],
    ["by its text", `${from("a@b.example")}<div data-testid="SentReceivedSavedTime">${AT}</div>`],
    ["beside a name alone", `${named("Anna Example")}${time(AT)}`],
  ])("is read %s", (_, header) => {
    expect(show(page(message(header)))[0]!.date()).toEqual(TIME);
  });

  it.each([
    ["a letter that shows another", page(message(from("a@b.example"), time(AT)))],
    ["a weekday", page(message(from("a@b.example") + time("Tue 10:19 AM")))],
    ["nothing that tells which of two it is of", page(time(AT) + message("") + message(""))],
  ])("is not known by %s", (_, html) => {
    expect(show(html)[0]!.date()).toBeNull();
  });

  it("is read in the order of the page's language", () => {
    document.documentElement.lang = "fr";
    expect(show(page(message(from("a@b.example") + time("mar. 26/08/2025 10:19"))))[0]!.date()).toEqual(TIME);
  });
});

describe("its name", () => {
  const header = from("a@b.example") + TOOLBAR + time(AT);
  const other = from("c@d.example") + TOOLBAR + time("Tue 8/26/2025 11:00 AM");

  it.each([
    ["in a window of its own", `/mail/deeplink/read/${ITEM}`, page(message(header)), ITEM],
    ["where conversations are off", `/mail/0/inbox/id/${ITEM}`, page(message(header)), ITEM],
    ["by the row that is chosen", "/mail/inbox", list("AQQkC") + page(message(header)), `AQQkC/${TIME.getTime()}`],
    [
      "by the address of its conversation",
      `/mail/inbox/id/${CONVERSATION}`,
      page(message(header)),
      `${CONVERSATION}/${TIME.getTime()}`,
    ],
    [
      "among others of it",
      `/mail/inbox/id/${CONVERSATION}`,
      page(message(header), message(other)),
      `${CONVERSATION}/${TIME.getTime()}`,
    ],
  ])("stays when the page draws it again: %s", (_, path, html, name) => {
    history.replaceState(null, "", path);
    expect(show(html)[0]!.id()).toBe(name);
    expect(show(html.replace(/UniqueMessageBody_\d+/g, bodyName))[0]!.id()).toBe(name);
  });

  it.each([
    [
      "another of the conversation shows the same time",
      `/mail/inbox/id/${CONVERSATION}`,
      page(message(header), message(header)),
    ],
    ["the page shows no time", `/mail/inbox/id/${CONVERSATION}`, page(message(from("a@b.example")))],
    ["the address names one of two that are open", `/mail/inbox/id/${ITEM}`, page(message(header), message(other))],
    ["several rows are chosen", "/mail/inbox", list("AQQkC", "AQQkD") + page(message(header))],
    ["nothing names its conversation", "/mail/inbox", page(message(header))],
  ])("is none where %s", (_, path, html) => {
    history.replaceState(null, "", path);
    expect(show(html).map((view) => view.id())).not.toContainEqual(expect.any(String));
  });
});

describe("the button that answers it", () => {
  const header = from("a@b.example") + TOOLBAR;
  const above = `<div role="toolbar">${button("ArrowReplyRegular")}</div>`;

  it.each([
    ["reply", "ArrowReplyRegular"],
    ["all", "ArrowReplyAllRegular"],
    ["forward", "ComposeRegular"],
  ] as const)("to %s is %s", (how, what) => {
    expect(pressed(how, button("ComposeRegular") + page(message(header)))).toBe(what);
  });

  it("is the one for a reply where no other is there", () => {
    for (const how of ["all", "forward"] as const)
      expect(pressed(how, page(message(from("a@b.example") + above)))).toBe("ArrowReplyRegular");
  });

  it("stands at the top of a window with one message", () => {
    expect(pressed("reply", above + page(message(from("a@b.example"))))).toBe("ArrowReplyRegular");
  });

  it("is none that may answer another message, nor one within a letter", () => {
    const first = message(from("one@b.example"));
    expect(pressed("reply", page(first, message(header)))).toBeNull();
    expect(pressed("reply", page(first, message(header)), 1)).toBe("ArrowReplyRegular");
    // Nothing says to which of the two the header belongs.
    expect(pressed("reply", page(message("") + TOOLBAR + message("")))).toBeNull();
    expect(pressed("reply", above + page(first, message(from("two@b.example"))))).toBeNull();
    expect(pressed("reply", page(message(from("a@b.example"), TOOLBAR)))).toBeNull();
  });
});

describe("of its sender", () => {
  const health = (html: string) => {
    document.body.innerHTML = html;
    const site = outlook.create(document);
    return [site.messages(document)[0]?.from()?.address ?? null, site.health().state];
  };

  it.each([
    ["a colleague by name alone is no fault of the page", message(named("Anna Example")), null, "fine"],
    ["nor without a place of their own", message(from("Anna Example")), null, "fine"],
    ["nor in another language", message('<span aria-label="De : Zo\u00e9"><span>Zo\u00e9</span></span>'), null, "fine"],
    ["a label that says no name is one", message('<span aria-label="Flag: off"><i></i></span>'), null, "broken"],
    ["nothing is one", message(""), null, "broken"],
    ["an address is read", message(from("Anna&lt;anna@b.example>", "Anna")), "anna@b.example", "fine"],
    [
      "a letter that holds a header like it changes nothing",
      message(
        from("Anna&lt;anna@b.example>", "Anna"),
        `${from("Bob&lt;bob@b.example>", "Bob")}<div role="toolbar"></div>`,
      ),
      "anna@b.example",
      "fine",
    ],
  ])("%s", (_, html, address, state) => {
    expect(health(page(html))).toEqual([address, state]);
  });
});

describe("the account", () => {
  const root = (n: number, address: string, open: boolean): string =>
    `<div role="treeitem" id="primaryMailboxRoot_${n}" data-folder-name="${address}"></div>
     <div role="group" aria-labelledby="primaryMailboxRoot_${n}"><div role="treeitem" aria-selected="${open}"></div></div>`;
  const [one, two] = ["alice@demo.example", "alice@work.example"] as const;

  it.each([
    ["the only one", root(1, one, false), one],
    ["the first of two", root(1, one, true) + root(2, two, false), one],
    ["the second of two", root(1, one, false) + root(2, two, true), two],
    ["neither of two", root(1, one, false) + root(2, two, false), null],
    ["both of two", root(1, one, true) + root(2, two, true), null],
  ])("is the one whose folder is open: %s", (_, html, account) => {
    document.body.innerHTML = html;
    expect(outlook.create(document).account()?.address ?? null).toBe(account);
  });
});
