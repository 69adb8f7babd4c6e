// @vitest-environment jsdom
// What each adapter is measured to do on a page of its webmail, and how each part that a page does not have shows in it.
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  ABILITIES,
  type Abilities,
  type Ability,
  abilitiesOf,
  type Measured,
  READING,
  WRITING,
} from "../../domain/abilities";
import { generic } from "../sites/generic";
import { gmail } from "../sites/gmail";
import { outlook } from "../sites/outlook";
import { roundcube } from "../sites/roundcube";
import type { Site, SiteMatch } from "../sites/site";
import { yahoo } from "../sites/yahoo";
import { documentsOf, measured } from "./abilities";

const ARMOR = "-----BEGIN PGP MESSAGE-----\n\nwV4D\n-----END PGP MESSAGE-----\n";

interface Page {
  readonly match: SiteMatch;
  /** Shows one message. */
  readonly message: string;
  /** Shows one editor with a mail to Bob. */
  readonly editor: string;
  readonly list?: string;
  /** What it does not do even on such pages. */
  readonly never: readonly Ability[];
  /** Only trying tells. */
  readonly untold?: readonly Ability[];
  /** Parts a page may lack: the element taken away, and what is then measured. */
  readonly lacking: readonly (readonly [string, Partial<Abilities>])[];
}

const CHIP = '<div role="option" data-hovercard-id="bob@demo.example" data-name="bob@demo.example">Bob</div>';
const ENV = '<script type="x">rcmail.set_env({"task":"mail","action":"show","uid":"14","mailbox":"INBOX"});</script>';

const PAGES: Record<string, Page> = {
  Gmail: {
    match: gmail,
    message: `<div role="main" class="a98"><div role="list"><div role="listitem"><div class="adn ads" data-message-id="#msg-f:1801439850948198400">
      <div class="gE"><span class="gD" email="bob@demo.example">Bob</span><span class="hb"><span email="a@demo.example"></span></span></div>
      <div class="ii gt"><div class="a3s">${ARMOR}</div></div></div><span class="ams bkH"></span></div></div></div>`,
    editor: `<div class="M9"><form><div class="fX"><div name="to">${CHIP}</div></div><input name="subjectbox"><input type="file" name="Filedata"></form>
      <div g_editable="true" contenteditable="true"></div><table class="IZ"><td class="Up"><div role="button" class="send"></div></td></table></div>`,
    list: '<table><tr class="zA"><td class="xT"><span data-legacy-last-message-id="17a0c0ffee00" data-thread-id="#thread-f:1801439850948198400"></span></td></tr></table>',
    never: [],
    lacking: [
      [".ams", { reply: "no" }],
      [".gD", { sender: "no" }],
      [".hb", { recipientsShown: "no" }],
      ["[name=subjectbox]", { subject: "no" }],
      ["[name=to]", { recipients: "unknown" }],
      ["[name=Filedata]", { attach: "unknown" }],
      [".send", { pressSend: "no", holdSend: "unknown" }],
    ],
  },
  Outlook: {
    match: outlook,
    message: `<div id="ReadingPaneContainerId" role="main"><div><div role="region"><span aria-label="From: Bob<bob@demo.example>">Bob</span>
      <div data-testid="RecipientWell"><span draggable="true" title="A&lt;a@demo.example&gt;">A</span></div><button><i data-icon-name="ArrowReplyRegular"></i></button></div>
      <div><div id="UniqueMessageBody_1">${ARMOR}</div></div></div></div>`,
    editor: `<div data-app-section="MailCompose"><div data-testid="ComposeSendButton"><button></button></div>
      <div contenteditable="true" aria-label="To"><span draggable="true" title="Bob&lt;bob@demo.example&gt;">Bob</span></div>
      <input id="MSG_1_SUBJECT"><input type="file"><div id="editorParent_1"><div role="textbox" contenteditable="true"></div></div></div>`,
    never: ["readSource", "list", "nameMessage"],
    lacking: [
      ["button:has(i)", { reply: "no" }],
      ["[aria-label^=From]", { sender: "no" }],
      ["#MSG_1_SUBJECT", { subject: "no" }],
      ["[data-testid=ComposeSendButton]", { pressSend: "no", holdSend: "unknown" }],
    ],
  },
  Yahoo: {
    match: yahoo,
    message: `<div data-test-id="message-view"><span data-test-id="message-from"><span data-test-id="email-pill" title="Bob <bob@demo.example>">Bob</span></span>
      <span data-test-id="message-recipients"><span data-test-id="email-pill" title="a@demo.example">me</span></span>
      <div data-test-id="message-view-body-content">${ARMOR}</div></div><button data-test-id="toolbar-reply"></button>`,
    editor: `<div data-test-id="compose"><div data-test-id="container-to"><div data-test-id="pill" title="bob@demo.example">Bob</div></div>
      <input data-test-id="compose-subject"><input type="file"><div data-test-id="rte" contenteditable="true"></div><button data-test-id="compose-send-button"></button></div>`,
    never: ["readSource", "list", "nameMessage"],
    lacking: [
      ["[data-test-id=toolbar-reply]", { reply: "no" }],
      ["[data-test-id=message-from]", { sender: "no" }],
      ["[data-test-id=message-recipients]", { recipientsShown: "no" }],
      ["[data-test-id=compose-subject]", { subject: "no" }],
      ["[data-test-id=compose-send-button]", { pressSend: "no", holdSend: "unknown" }],
    ],
  },
  Roundcube: {
    match: roundcube,
    message: `${ENV}<div id="layout-content"><div class="header from"><a class="rcmContactAddress" title="bob@demo.example">Bob</a></div>
      <div class="header to"><a class="rcmContactAddress" title="a@demo.example">A</a></div><a class="reply" onclick="return rcmail.command('reply','',this,event)"></a>
      <div id="messagebody">${ARMOR}</div></div>`,
    editor: `<form><textarea name="_to">bob@demo.example</textarea><input name="_subject"><input type="file" name="_attachments[]"><textarea name="_message"></textarea></form>
      <a class="send" onclick="return rcmail.command('send','',this,event)"></a>`,
    list: `<table id="messagelist"><tr id="rcmrowMTQ"><td class="subject"><a href="?_task=mail&_uid=14&_mbox=INBOX&_uid=14">News</a></td>
      <td class="fromto"><span class="rcmContactAddress" title="bob@demo.example">Bob</span></td></tr></table>`,
    never: [],
    lacking: [
      ["a.reply", { reply: "no" }],
      // It names messages by their sender, too.
      [".header.from", { sender: "no", nameMessage: "no" }],
      [".header.to", { recipientsShown: "no" }],
      ["[name=_subject]", { subject: "no" }],
      ["[name='_attachments[]']", { attach: "unknown" }],
      ["a.send", { pressSend: "no", holdSend: "unknown" }],
    ],
  },
  "A page without an adapter": {
    match: generic,
    message: `<main><pre id="letter">${ARMOR}</pre></main>`,
    editor: `<form><input name="to" value="bob@demo.example"><input name="subject"><input type="file"><textarea></textarea><button type="button">Send</button></form>`,
    never: ["readSource", "sender", "recipientsShown", "nameMessage", "reply", "list"],
    lacking: [
      ["[name=subject]", { subject: "no" }],
      ["[name=to]", { recipients: "unknown" }],
      ["[type=file]", { attach: "unknown" }],
    ],
  },
};

const NONE = { messages: () => [], composes: () => [] };

interface Drawn {
  readonly page: Document;
  readonly site: Site;
  readonly does: () => Abilities;
}

/** For Roundcube a document of its own, as its adapter keeps what it read from a page's script. */
function draw({ match }: Page, html: string): Drawn {
  const page = match === roundcube ? document.implementation.createHTMLDocument() : document;
  page.body.innerHTML = html;
  const site = match.create(page);
  return { page, site, does: () => abilitiesOf(measured(site, [page], NONE), site.health().missing) };
}
const all = (of: readonly Ability[], is: Measured) => Object.fromEntries(of.map((one) => [one, is]));

beforeEach(() => {
  // jsdom lays nothing out; an editor without an adapter is known by its size, too.
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue({ width: 500, height: 300 } as DOMRect);
});

describe.each(Object.entries(PAGES))("%s", (_, its) => {
  const open = `${its.message}${its.editor}${its.list ?? ""}`;

  it("with a message, an editor and a list open does what it can, and says what not", () => {
    expect(draw(its, open).does()).toEqual({ ...all(ABILITIES, "yes"), ...all(its.never, "no") });
  });

  it("with nothing open has checked nothing, and measuring changes nothing", () => {
    const { page, does } = draw(its, "<main></main>");
    const list = its.never.includes("list") ? "no" : "unknown";
    expect(does()).toEqual({ ...all([...READING, ...WRITING], "unknown"), list });
    expect(page.body.innerHTML).toBe("<main></main>");
  });

  it("with a message alone has not checked writing, and with an editor alone not reading", () => {
    expect(draw(its, its.message).does()).toMatchObject({ ...all(WRITING, "unknown"), readInline: "yes" });
    expect(draw(its, its.editor).does()).toMatchObject({ ...all(READING, "unknown"), writeBody: "yes" });
  });

  it.each(its.lacking)("without %s does %j", (selector, less) => {
    const { page, does } = draw(its, open);
    const before = does();
    for (const part of page.querySelectorAll(selector)) part.remove();
    expect(does()).toEqual({ ...before, ...less });
  });
});

describe("several of a kind", () => {
  const { Gmail, Outlook, Yahoo } = PAGES as Record<string, Page>;
  it("are as able as the least able of them", () => {
    const { page, does } = draw(Gmail!, Gmail!.message + Gmail!.editor + Gmail!.message + Gmail!.editor);
    expect(does()).toMatchObject({ sender: "yes", subject: "yes" });
    page.querySelector(".gD")!.remove();
    page.querySelector("[name=subjectbox]")!.remove();
    expect(does()).toMatchObject({ sender: "no", subject: "no" });
  });

  it("are counted in frames of the page's own origin, too", () => {
    document.body.innerHTML = "<iframe></iframe><iframe></iframe>";
    const [first, second] = document.querySelectorAll("iframe");
    first!.contentDocument!.body.innerHTML = Yahoo!.message;
    // As for a frame of another origin.
    Object.defineProperty(second, "contentDocument", { value: null });
    const site = yahoo.create(document);
    expect(abilitiesOf(measured(site, [document], NONE), []).sender).toBe("unknown");
    expect(abilitiesOf(measured(site, documentsOf(document), NONE), []).sender).toBe("yes");
  });

  it.each([
    ["one whose address may be a name", '<span draggable="true" title="c@demo.example">c@demo.example</span>'],
    ["one with a name alone", '<span draggable="true">Carol</span>'],
  ])("recipients with %s are not read", (_, pill) => {
    const { page, does } = draw(Outlook!, Outlook!.editor);
    expect(does().recipients).toBe("yes");
    page.querySelector("[aria-label=To]")!.insertAdjacentHTML("beforeend", pill);
    expect(does().recipients).toBe("no");
  });
});

describe("what an overlay covers", () => {
  it("is measured still, where the adapter finds it no more", () => {
    const its = PAGES["A page without an adapter"]!;
    const { page, site } = draw(its, its.message + its.editor);
    const covered = { messages: () => view, composes: () => box };
    const [view, box] = [site.messages(page), site.composes(page)];
    expect([view.length, box.length]).toEqual([1, 1]);
    for (const one of page.querySelectorAll<HTMLElement>("pre, textarea")) one.style.display = "none";
    expect(abilitiesOf(measured(site, [page], NONE), [])).toMatchObject({
      readInline: "unknown",
      writeBody: "unknown",
    });
    expect(abilitiesOf(measured(site, [page], covered), [])).toMatchObject({
      ...{ readInline: "yes", sender: "no", reply: "no" },
      ...{ writeBody: "yes", recipients: "yes", subject: "yes" },
    });
  });
});

describe("what a page hides", () => {
  const { Gmail, Roundcube } = PAGES as Record<string, Page>;
  it("a subject that is not visible cannot be written", () => {
    const { page, does } = draw(Gmail!, Gmail!.editor);
    page.querySelector<HTMLElement>("form")!.hidden = true;
    expect(does().subject).toBe("no");
  });

  it("an editor in a frame of another origin is out of reach", () => {
    const frame =
      '<form><iframe id="composebody_ifr" class="tox-edit-area__iframe"></iframe><textarea name="_message"></textarea></form>';
    expect(draw(Roundcube!, frame).does().writeBody).toBe("no");
  });

  it("a message or an editor that should be there and is not found does not count as unknown", () => {
    const show = `${ENV}<div id="layout-content"></div>`;
    expect(draw(Roundcube!, show).does()).toMatchObject({ readInline: "no", writeBody: "unknown" });
    expect(draw(Roundcube!, show.replace('"show"', '"compose"')).does()).toMatchObject({
      readInline: "unknown",
      writeBody: "no",
    });
  });
});
