// Pages like those of webmails without access to the raw source: the minimum that our adapters need, with one message open.
import { ALICE, BOB } from "../webmail/demo";

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;

const lines = (text: string): string => text.replaceAll("<", "&lt;").replaceAll("\n", "<br>");

export interface OtherPage {
  readonly name: string;
  readonly url: string;
  readonly html: (text: string) => string;
}

const OUTLOOK_ACCOUNT = `<div id="primaryMailboxRoot_1" data-folder-name="${ALICE.address}"></div>`;

/** `body`: the element that holds the message. */
const outlookLetter = (header: string, body: string): string =>
  page(
    "Mail",
    `${OUTLOOK_ACCOUNT}<div id="ReadingPaneContainerId" role="main"><div><h2>News</h2><div>
       <div role="region">${header}</div><div>${body}</div></div></div></div>`,
  );

/** The sender as Outlook labels it, and the text it shows. */
export const outlookSender = (label: string, shown: string): string => {
  const [safe, seen] = [label, shown].map((text) => text.replaceAll("<", "&lt;").replaceAll('"', "&quot;"));
  return `<span aria-label="From: ${safe}">${seen}</span>`;
};

const OUTLOOK_WELL = `<div data-testid="RecipientWell">To: ${ALICE.address}</div>`;

export const OUTLOOK: OtherPage = {
  name: "Outlook",
  url: "https://outlook.live.com/mail/0/inbox/id/AQMk",
  html: (text) =>
    outlookLetter(
      outlookSender(`${BOB.name}<${BOB.address}>`, BOB.name) + OUTLOOK_WELL,
      `<div id="UniqueMessageBody_1"><div>${lines(text)}</div></div>`,
    ),
};

/** The same with a `header` that also names somebody who resent it. */
export const resentInOutlook = (header: string): OtherPage => ({
  ...OUTLOOK,
  html: (text) => outlookLetter(header, `<div id="UniqueMessageBody_1"><div>${lines(text)}</div></div>`),
});

/** Plain text in a preformatted element. */
export const PREFORMATTED: OtherPage = {
  ...OUTLOOK,
  html: (text) =>
    outlookLetter(
      outlookSender(`${BOB.name}<${BOB.address}>`, BOB.name) + OUTLOOK_WELL,
      `<style>.gone { display: none }</style><pre id="UniqueMessageBody_1">${text.replaceAll("<", "&lt;")}</pre>`,
    ),
};

export const YAHOO: OtherPage = {
  name: "Yahoo",
  url: "https://mail.yahoo.com/d/folders/1/messages/4711",
  html: (text) =>
    page(
      "Yahoo Mail",
      `<div id="ybarAccountMenu"><span title="${ALICE.address}"></span></div>
       <div data-test-id="message-view"><header>
         <span data-test-id="message-from"><span data-test-id="email-pill" title="${BOB.name} &lt;${BOB.address}&gt;">${BOB.name}</span></span>
         <span data-test-id="message-recipients"><span data-test-id="email-pill" title="${ALICE.address}">me</span></span></header>
         <div data-test-id="message-view-body"><div data-test-id="message-view-body-content">${lines(text)}</div></div></div>`,
    ),
};

/** A page without an adapter, enabled by the user: sealed text is found anywhere on it. */
export const UNKNOWN: OtherPage = {
  name: "a page without an adapter",
  url: "https://dns.quad9.net/notes",
  html: (text) => page("Notes", `<main><article><h1>News</h1><div>${lines(text)}</div></article></main>`),
};
