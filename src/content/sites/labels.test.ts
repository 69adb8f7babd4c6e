// @vitest-environment jsdom
// Every label of testing/labels.ts, in every place where an adapter reads people.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { addressKey, type Mailbox, type Recipients } from "../../domain/address";
import { angledPerson } from "../../domain/label";
import { generic } from "./generic";
import { gmail } from "./gmail";
import { outlook } from "./outlook";
import { roundcube } from "./roundcube";
import type { Site, SiteMatch } from "./site";
import { sogo } from "./sogo";
import { HONEST, HOSTILE_ADDRESSES, HOSTILE_NAMES, MALLORY } from "./testing/labels";
import { yahoo } from "./yahoo";

// Where each webmail shows a person, with the markup it uses. People choose their names; the address is the mailbox that the
// mail comes from or goes to.

interface Place {
  readonly site: string;
  readonly place: string;
  /** "nobody": the page shows a name without an address, or nothing that distinguishes the two. */
  readonly tells: "address" | "both" | "nobody";
  /** Names that look exactly like a name with an address on this page: the known remainder, see docs/decisions/0015. */
  readonly alike?: (name: string) => boolean;
  /** Everybody the adapter reads there. */
  people(name: string, address: string): readonly Mailbox[];
}

type Draw = (name: string, address: string) => string;
type Read = (site: Site) => readonly (Mailbox | null | undefined)[];

const attr = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const label: Draw = (name, address) => attr(`${name}<${address}>`);
/** As programs write a field of a header (RFC 5322 3.4). */
const quoted: Draw = (name, address) => attr(`"${name.replace(/[\\"]/g, "\\$&")}" <${address}>`);

const sender: Read = (site) => site.messages(document).map((view) => view.from());
const shownTo: Read = (site) => site.messages(document).flatMap((view) => view.to());
/** An unsure recipient counts as nobody until the user confirms them. */
const everybody = ({ to, cc, bcc }: Recipients): Mailbox[] => [...to, ...cc, ...bcc].filter(({ unsure }) => !unsure);
const composed: Read = (site) => site.composes(document).flatMap((box) => everybody(box.recipients()));
const writer: Read = (site) => site.composes(document).map((box) => box.from());
const account: Read = (site) => [site.account()];

const SITES = { gmail, outlook, yahoo, roundcube, sogo, generic } satisfies Record<string, SiteMatch>;

const on =
  (site: keyof typeof SITES, around: (inside: string) => string) =>
  (place: string, tells: Place["tells"], read: Read, draw: Draw, more: Pick<Place, "alike"> = {}): Place => ({
    site,
    place,
    tells,
    ...more,
    people(name, address) {
      document.body.innerHTML = around(draw(name, address));
      return read(SITES[site].create(document)).flatMap((person) => person ?? []);
    },
  });

const gmailMail = on(
  "gmail",
  (header) => `<div role="main"><div class="adn ads" data-message-id="#msg-f:1801439850948198401">${header}
    <div class="ii gt"><div class="a3s">Hi</div></div></div></div>`,
);
const gmailCompose = on(
  "gmail",
  (
    fields,
  ) => `<div class="M9"><form>${fields}</form><div class="Am editable" g_editable="true" contenteditable="true"></div>
    <table class="IZ"><tr><td class="gU Up"><div role="button">Send</div></td></tr></table></div>`,
);
const gmailPage = on("gmail", (inside) => inside);
const gmailChip =
  (field: string): Draw =>
  (name, address) =>
    `<div class="anm" name="${field}"><div role="listbox"><div role="option" data-hovercard-id="${attr(address)}"
      data-name="${attr(name)}"><span class="akl">${attr(name)}</span></div></div></div>`;

const outlookMail = on(
  "outlook",
  (header) => `<div data-app-section="ConversationContainer"><div><div aria-label="Email message">${header}
    <div role="toolbar"></div><div id="UniqueMessageBody_2" role="document">Hi</div></div></div></div>`,
);
const outlookCompose = on(
  "outlook",
  (
    wells,
  ) => `<div id="docking_InitVisiblePart_0"><div data-testid="ComposeSendButton"><button>Send</button></div>${wells}
    <div id="editorParent_1"><div role="textbox" contenteditable="true" aria-multiline="true"></div></div></div>`,
);
const EMPTY_WELL = '<div contenteditable="true" role="textbox"></div>';
const well =
  (before: number, pill: Draw): Draw =>
  (name, address) =>
    `${EMPTY_WELL.repeat(before)}<div contenteditable="true" role="textbox">${pill(name, address)}&#8203;</div>`;
const outlookPill: Draw = (name, address) =>
  `<span contenteditable="false" draggable="true"><span data-lpc-hover-target-id="lpc-1"
    title="${label(name, address)}">${attr(name)}</span></span>`;
const named: Draw = (name) => `<span contenteditable="false" draggable="true"><span data-lpc-hover-target-id="lpc-1"
    aria-label="${attr(name)}" title="${attr(name)}">${attr(name)}</span></span>`;
const shownWell =
  (inside: Draw): Draw =>
  (name, address) =>
    `<div data-testid="RecipientWell"><span>To:</span>${inside(name, address)}</div>`;
const nameOnly: Draw = (name) => `<span aria-label="From: ${attr(name)}"><span>${attr(name)}</span></span>`;

const yahooMail = on(
  "yahoo",
  (header) => `<div data-test-id="message-view">${header}<div data-test-id="message-view-body">
    <div data-test-id="message-view-body-content">Hi</div></div></div>`,
);
const yahooCompose = on(
  "yahoo",
  (fields) => `<div data-test-id="compose">${fields}<div data-test-id="rte" contenteditable="true"></div>
    <button data-test-id="compose-send-button">Send</button></div>`,
);
const yahooPage = on("yahoo", (inside) => inside);
const inTest =
  (id: string, inside: Draw): Draw =>
  (name, address) =>
    `<div data-test-id="${id}">${inside(name, address)}</div>`;
const titled =
  (id: string, title: Draw): Draw =>
  (name, address) =>
    `<span data-test-id="${id}" title="${title(name, address)}">${attr(name)}</span>`;
const face: Draw = (name, address) =>
  `<img src="https://apis.mail.yahoo.com/ws/contacts/endpoints/smtp:${attr(encodeURIComponent(address))}/photo?x=1">
   <button data-test-id="with-contact-card-anchor"><span>${attr(name)}</span></button>`;
const bare: Draw = (_, address) => attr(address);
const nameAlone: Draw = (name) => attr(name);

const ROUNDCUBE_ENV = '<script type="x">rcmail.set_env({"task":"mail","uid":"14","mailbox":"INBOX"});</script>';
const roundcubeMail = on(
  "roundcube",
  (header) => `${ROUNDCUBE_ENV}<div id="layout-content"><div class="header-content">${header}</div>
    <div id="messagebody">Hi</div></div>`,
);
const roundcubeCompose = on(
  "roundcube",
  (fields) => `<form><div id="compose-headers">${fields}</div><textarea name="_message"></textarea></form>`,
);
const roundcubePage = on("roundcube", (inside) => inside);
const contact: Draw = (name, address) =>
  `<a href="mailto:${attr(encodeURIComponent(address))}" class="rcmContactAddress" title="${attr(address)}">${attr(name)}</a>`;
const mailto: Draw = (name, address) => `<a href="mailto:${attr(encodeURIComponent(address))}">${attr(name)}</a>`;
const header =
  (kind: string, inside: Draw): Draw =>
  (name, address) =>
    `<div class="header ${kind}">${inside(name, address)}</div>`;
const field =
  (tag: string): Draw =>
  (name, address) =>
    `<textarea name="${tag}">${quoted(name, address)}</textarea>`;
const input =
  (more: string): Draw =>
  (name, address) =>
    `<input ${more} value="${quoted(name, address)}">`;
const option =
  (tag: string): Draw =>
  (name, address) =>
    `<select name="${tag}"><option selected>${quoted(name, address)}</option></select>`;

const sogoMail = on(
  "sogo",
  (header) => `<div id="detailView"><md-card>${header}<div class="msg-body">Hi</div></md-card></div>`,
);
const sogoFrom: Draw = (name, address) => `<div><span ng-bind="::viewer.message.from[0].name">${attr(name)}</span>
  <a ng-bind="::viewer.message.from[0].email">${attr(address)}</a></div>`;
const sogoCompose = on(
  "sogo",
  (fields) => `<form name="messageForm"><button ng-click="editor.send()"></button>
    <div class="msg-header-content">${fields}</div><textarea name="content"></textarea></form>`,
);
const sogoChip =
  (field: string, inside: Draw): Draw =>
  (name, address) =>
    `<md-chips ng-model="editor.message.editable.${field}"><md-chip><md-chip-template>${inside(name, address)}</md-chip-template
    ><button aria-label="Remove">x</button></md-chip></md-chips>`;

const genericCompose = on(
  "generic",
  (fields) => `<form>${fields}<textarea name="text"></textarea><button>Send</button></form>`,
);

const alike = (name: string): boolean => angledPerson(name) !== null;

/** Roundcube's list contains the sender only within the name of the message. */
const rowSender: Read = (site) =>
  site.rows!(document).map(({ message }) => ({ address: message.replace(/^INBOX\/14\//, ""), name: "" }));

const PLACES: readonly Place[] = [
  sogoMail("sender", "both", sender, sogoFrom),
  sogoMail(
    "sender, of two",
    "nobody",
    sender,
    (name, address) => sogoFrom(name, address) + sogoFrom("C", "c@c.example"),
  ),
  sogoMail(
    "shown recipients",
    "nobody",
    shownTo,
    (name) => `<md-chips ng-model="::viewer.message.to"><md-chip>${attr(name)}</md-chip></md-chips>`,
  ),
  ...["to", "cc", "bcc"].map((one) => sogoCompose(`chip in ${one}`, "both", composed, sogoChip(one, quoted))),
  sogoCompose("From", "both", writer, input('name="from"')),
  gmailMail(
    "sender",
    "both",
    sender,
    (name, address) =>
      `<div class="gE"><span class="gD" email="${attr(address)}" name="${attr(name)}">${attr(name)}</span></div>`,
  ),
  gmailMail(
    "sender in a heading",
    "both",
    sender,
    (name, address) => `<h3><span email="${attr(address)}">${attr(name)}</span></h3>`,
  ),
  gmailMail(
    "sender by its card",
    "both",
    sender,
    (name, address) => `<div class="gE"><span data-hovercard-id="${attr(address)}">${attr(name)}</span></div>`,
  ),
  gmailMail(
    "sender without a card",
    "nobody",
    sender,
    (name) => `<div class="gE"><span class="gD">${attr(name)}</span></div>`,
  ),
  gmailMail(
    "shown recipients",
    "both",
    shownTo,
    (name, address) =>
      `<span class="hb"><span class="g2" email="${attr(address)}" name="${attr(name)}">${attr(name)}</span></span>`,
  ),
  gmailCompose("chip in To", "both", composed, gmailChip("to")),
  gmailCompose("chip in Cc", "both", composed, gmailChip("cc")),
  gmailCompose("chip in Bcc", "both", composed, gmailChip("bcc")),
  gmailCompose(
    "older chip",
    "both",
    composed,
    (name, address) => `<div class="anm" name="to"><div class="afV" email="${attr(address)}">${attr(name)}</div></div>`,
  ),
  gmailCompose(
    "chip without a card",
    "nobody",
    composed,
    (name) =>
      `<div class="anm" name="to"><div role="option" data-name="${attr(name)}"><span class="akl">${attr(name)}</span></div></div>`,
  ),
  gmailCompose("hidden value of 2020", "both", composed, input('type="hidden" name="to"')),
  gmailCompose("text of 2020", "both", composed, field("cc")),
  gmailCompose(
    "line of names",
    "nobody",
    composed,
    (name, address) => `<div class="aoD hl"><span email="${attr(address)}">${attr(name)}</span></div>`,
  ),
  gmailCompose("From", "address", writer, (_, address) => `<input type="hidden" name="from" value="${attr(address)}">`),
  gmailPage(
    "account",
    "both",
    account,
    (name, address) =>
      `<a href="https://accounts.google.com/SignOutOptions?x" aria-label="Google Account: ${attr(name)} (${attr(address)})"></a>`,
  ),

  outlookMail(
    "sender",
    "both",
    sender,
    (name, address) => `<span aria-label="From: ${label(name, address)}"><span>${attr(name)}</span></span>`,
  ),
  outlookMail(
    "sender in its place",
    "both",
    sender,
    (name, address) =>
      `<div id="MSG_1_FROM"><span aria-label="Von: ${label(name, address)}"><span>${attr(name)}</span></span></div>`,
  ),
  outlookMail("sender of the directory", "nobody", sender, nameOnly, { alike }),
  outlookMail(
    "sender of the directory in its place",
    "nobody",
    sender,
    (name, address) => `<div id="MSG_1_FROM">${nameOnly(name, address)}</div>`,
    { alike },
  ),
  outlookMail(
    "label of a file",
    "nobody",
    sender,
    (name, address) =>
      `${nameOnly("Anna Example", "")}<div role="listbox"><div role="option" aria-label="File"><span
      aria-label="Open: ${label(name, address)}">${attr(name)}</span></div></div>`,
  ),
  outlookMail(
    "label of the subject",
    "nobody",
    sender,
    (name, address) =>
      `${nameOnly("Anna Example", "")}<span id="CONV_1_SUBJECT" role="heading" aria-label="Subject: ${label(name, address)}"
      ><span aria-label="Title: ${label(name, address)}">${attr(name)}</span></span>`,
  ),
  outlookMail(
    "person of an answer begun beneath, for the sender",
    "nobody",
    sender,
    (name, address) =>
      `${nameOnly("Anna Example", "")}<div id="docking_InitVisiblePart_1"><span aria-label="To: ${label(name, address)}">x</span></div>
       <div contenteditable="true"><span aria-label="To: ${label(name, address)}">x</span></div>`,
  ),
  outlookMail("recipients for the sender", "nobody", sender, shownWell(outlookPill)),
  outlookMail("shown recipients", "both", shownTo, shownWell(outlookPill)),
  outlookMail("shown recipients of the directory", "nobody", shownTo, shownWell(named)),
  outlookMail(
    "text of shown recipients",
    "nobody",
    shownTo,
    shownWell((name, address) => label(name, address)),
  ),
  outlookMail("names of shown recipients", "nobody", shownTo, shownWell(nameAlone)),
  outlookCompose("pill in To", "both", composed, well(0, outlookPill)),
  outlookCompose("pill in Cc", "both", composed, well(1, outlookPill)),
  outlookCompose("pill in Bcc", "both", composed, well(2, outlookPill)),
  outlookCompose("pill in a fourth field", "nobody", composed, well(3, outlookPill)),
  outlookCompose("pill of the directory", "nobody", composed, well(0, named)),
  outlookCompose(
    "pill of another make",
    "nobody",
    composed,
    well(
      0,
      (name) => `<span data-lpc-hover-target-id="lpc-2">Carol</span><span contenteditable="false">${attr(name)}</span>`,
    ),
  ),
  outlookCompose(
    "From",
    "both",
    writer,
    (name, address) => `<button aria-haspopup="menu" title="${label(name, address)}">From</button>${EMPTY_WELL}`,
  ),

  yahooMail("sender by title", "both", sender, inTest("message-from", titled("email-pill", label))),
  yahooMail("sender by title, quoted", "both", sender, inTest("message-from", titled("email-pill", quoted))),
  yahooMail("sender by an address for title", "both", sender, inTest("message-from", titled("email-pill", bare))),
  yahooMail("sender by name", "nobody", sender, inTest("message-from", titled("email-pill", nameAlone))),
  yahooMail(
    "sender by name, untitled",
    "nobody",
    sender,
    (name) => `<span data-test-id="message-from" aria-label="${attr(name)}">${attr(name)}</span>`,
  ),
  yahooMail(
    "sender by label",
    "both",
    sender,
    (name, address) => `<span data-test-id="message-from" aria-label="${label(name, address)}">${attr(name)}</span>`,
  ),
  yahooMail(
    "sender of /n/",
    "nobody",
    sender,
    (name) =>
      `<div data-test-id="message-header"><button data-test-id="with-contact-card-anchor"><span>${attr(name)}</span></button></div>`,
  ),
  yahooMail("sender of /n/ by their picture", "both", sender, inTest("message-header", face)),
  yahooMail(
    "sender by their picture, beside a name",
    "both",
    sender,
    inTest(
      "message-header",
      (name, address) => inTest("message-from", titled("email-pill", nameAlone))(name, address) + face(name, address),
    ),
  ),
  yahooMail(
    "sender by their picture, another beside it",
    "nobody",
    sender,
    inTest("message-header", (name, address) => face(name, address) + face("Carol", "carol@demo.example")),
  ),
  yahooMail(
    "picture of a recipient, for the sender",
    "nobody",
    sender,
    inTest("message-header", inTest("message-recipients", face)),
  ),
  yahooMail(
    "picture of another's, for the sender",
    "nobody",
    sender,
    inTest("message-header", (name, address) =>
      face(name, address).replace("apis.mail.yahoo.com", "yahoo.com.evil.example"),
    ),
  ),
  yahooMail("recipients for the sender", "nobody", sender, inTest("message-recipients", titled("email-pill", label))),
  yahooMail("shown recipients", "both", shownTo, inTest("message-recipients", titled("email-pill", label))),
  yahooMail(
    "names of shown recipients",
    "nobody",
    shownTo,
    inTest("message-recipients", titled("email-pill", nameAlone)),
  ),
  yahooMail(
    "shown recipients of /n/",
    "nobody",
    shownTo,
    inTest("message-recipients", (name) => `<span>To:</span><span>${attr(name)}</span>`),
  ),
  ...["to", "cc", "bcc"].map((one) =>
    yahooCompose(`pill in ${one}`, "both", composed, inTest(`container-${one}`, titled("pill", bare))),
  ),
  yahooCompose("pill of /d/", "both", composed, inTest("compose-header-field-to", titled("pill", bare))),
  yahooCompose(
    "pill of /n/",
    "both",
    composed,
    inTest(
      "compose-header-field-to",
      (name, address) => `<div data-test-id="y-pill"><span title="${label(name, address)}">|${attr(name)}</span></div>`,
    ),
  ),
  yahooCompose(
    "pill of /n/ by name",
    "nobody",
    composed,
    inTest(
      "compose-header-field-to",
      (name) => `<div data-test-id="y-pill"><span title="${attr(name)}">|${attr(name)}</span></div>`,
    ),
  ),
  yahooCompose(
    "pill of /n/, untitled",
    "nobody",
    composed,
    inTest("compose-header-field-cc", (name) => `<div data-test-id="y-pill"><span>|${attr(name)}</span></div>`),
  ),
  ...["compose-header-field-to", "container-cc"].map((one) =>
    yahooCompose(
      `pill of ${one} in a letter that is quoted`,
      "nobody",
      composed,
      (name, address) =>
        `<div data-test-id="rte" contenteditable="true">${inTest(one, titled("pill", bare))(name, address)}</div>`,
    ),
  ),
  yahooCompose(
    "pill of an unknown kind",
    "nobody",
    composed,
    inTest("compose-header-field-to", titled("contact-pill", bare)),
  ),
  yahooCompose(
    "pill of an unknown field",
    "nobody",
    composed,
    inTest("compose-header-field-team", titled("pill", bare)),
  ),
  yahooCompose(
    "From",
    "both",
    writer,
    (name, address) =>
      `<div data-test-id="container-from"><span title="${label(name, address)}">${attr(name)}</span></div>`,
  ),
  yahooPage(
    "account",
    "address",
    account,
    (name, address) => `<b id="ybarAccountMenu" aria-label="Account, ${attr(name)} (${attr(address)})"></b>`,
  ),

  roundcubeMail("sender", "both", sender, header("from", contact)),
  roundcubeMail("sender by its link", "both", sender, header("from", mailto)),
  roundcubeMail(
    "sender in the summary",
    "both",
    sender,
    (name, address) => `<div class="header-summary">${contact(name, address)}</div>`,
  ),
  roundcubeMail("sender without a link", "nobody", sender, header("from", nameAlone)),
  roundcubeMail("recipients for the sender", "nobody", sender, header("to", contact)),
  roundcubeMail("shown recipients", "both", shownTo, header("to", contact)),
  roundcubeMail("shown copies", "both", shownTo, header("cc", contact)),
  ...["to", "cc", "bcc"].map((one) => roundcubeCompose(`field ${one}`, "both", composed, field(`_${one}`))),
  roundcubeCompose(
    "text half typed",
    "both",
    composed,
    (name, address) => `<div id="compose_to"><ul><li class="input">${input("")(name, address)}</li></ul></div>`,
  ),
  roundcubeCompose("From", "both", writer, option("_from")),
  roundcubePage(
    "account",
    "address",
    account,
    (_, address) => `<span class="header-title username">${attr(address)}</span>`,
  ),
  roundcubePage(
    "row of the list",
    "address",
    rowSender,
    (name, address) =>
      `<table id="messagelist"><tr id="rcmrowMTQ"><td class="subject"><span class="fromto"><span class="rcmContactAddress"
      title="${attr(address)}">${attr(name)}</span></span><span class="subject"><a href="?_mbox=INBOX&amp;_uid=14">Plan</a></span></td></tr></table>`,
  ),
  roundcubePage(
    "name in the list",
    "nobody",
    rowSender,
    (name) =>
      `<table id="messagelist"><tr id="rcmrowMTQ"><td class="subject"><span class="fromto"><span class="rcmContactAddress"
      >${attr(name)}</span></span><span class="subject"><a href="?_mbox=INBOX&amp;_uid=14">Plan</a></span></td></tr></table>`,
  ),

  ...["to", "cc", "bcc"].map((one) => genericCompose(`field ${one}`, "both", composed, input(`name="${one}"`))),
  genericCompose("From", "both", writer, option("from")),
];

beforeEach(() => {
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 600, 300));
  document.title = "";
});

it("are at least sixty hostile and forty honest ones", () => {
  expect(new Set([...HOSTILE_NAMES, ...HOSTILE_ADDRESSES]).size).toBeGreaterThanOrEqual(60);
  expect(HONEST.length).toBeGreaterThanOrEqual(40);
});

describe.each(PLACES.map((place) => [place.site, place.place, place] as const))("%s, %s:", (_, __, place) => {
  const wrong = (name: string, address: string): unknown[] =>
    place.people(name, address).flatMap((person) => {
      const other = place.tells === "nobody" || addressKey(person.address) !== addressKey(address);
      return other || /[@\uff20\ufe6b\u202a-\u202e]/.test(person.name) ? [{ name, address, person }] : [];
    });

  it("a name is never read for an address, nor shown where it looks like one", () => {
    const names = HOSTILE_NAMES.filter((name) => !place.alike?.(name));
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(names.flatMap((name) => wrong(name, MALLORY))).toEqual([]);
  });

  it("a look-alike is nobody else", () => {
    expect(HOSTILE_ADDRESSES.flatMap((address) => wrong("Bob Durand", address))).toEqual([]);
  });

  it(place.tells === "nobody" ? "nobody is told" : "an honest one is read", () => {
    const read = HONEST.map(({ name, address }) => place.people(name, address));
    const right = HONEST.map(({ name, address }) => ({
      address: expect.toSatisfy((text: string) => addressKey(text) === addressKey(address)),
      name: place.tells === "both" ? name : expect.any(String),
    }));
    expect(read).toEqual(right.map((person) => (place.tells === "nobody" ? [] : [person])));
  });
});
