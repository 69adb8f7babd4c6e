// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";
import { gmail } from "./gmail";
import { gmailName } from "./gmail/names";
import { roundcube } from "./roundcube";
import { roundcubeName } from "./roundcube/name";

afterEach(() => document.body.replaceChildren());

const draw = (html: string): HTMLElement => {
  document.body.innerHTML = html;
  return document.body;
};
const gmailRow = (
  attributes: string,
  count = "",
): string => `<table class="F cf zt"><tbody><tr class="zA yO" role="row">
  <td class="yX xY"><div class="afn">Bob ${count} <span ${attributes}>Plan</span></div>
    <div class="yW"><span class="bA4"><span class="yP" email="bob@b.example">Bob</span></span>${count}</div></td>
  <td class="xY a4W"><div class="xS" role="link"><div class="xT"><div class="y6"><span class="bog"><span ${attributes}>Plan</span></span></div>
    <span class="y2">at noon</span></div></div></td></tr></tbody></table>`;
const NAMES =
  'data-thread-id="#thread-f:1653946963151814657" data-legacy-thread-id="16f3f9d6a0f40001" data-legacy-last-message-id="16f3f9d6a0f40005"';

describe("Gmail's two names for a message", () => {
  it.each([
    ["#msg-f:1801439850948198401", undefined, "1900000000000001"],
    ["msg-f:1801439850948198401", "1900000000000001", "1900000000000001"],
    ["thread-f:1801439850948198401", undefined, "1900000000000001"],
    [undefined, "16f4000000000005", "16f4000000000005"],
    // Mail the user sent: the number of msg-a is not the legacy name.
    ["#msg-a:r-7673660351152959857", "16f4000000000005", "16f4000000000005"],
    ["#msg-a:r-7673660351152959857", undefined, null],
    ["#msg-a:r-7673660351152959857", "undefined", null],
    [undefined, undefined, null],
  ])("%s and %s", (perm, legacy, name) => expect(gmailName(perm, legacy)).toBe(name));

  it("are one and the same in list and message", () => {
    const pane = (inside: string): string => `<div role="main"><div class="a98">${inside}</div></div>`;
    draw(
      pane(
        `<h2 class="hP" data-thread-perm-id="thread-f:1653946963151814657" data-legacy-thread-id="undefined">Plan</h2>
         <div class="adn ads" data-message-id="#msg-f:1653946963151814661"><span class="gD" email="bob@b.example"></span><div class="ii gt"><div class="a3s">Hi</div></div></div>`,
      ),
    );
    const [view] = gmail.create(document).messages(document);
    const thread = 1653946963151814657n.toString(16);
    expect([view!.id(), view!.thread()]).toEqual([1653946963151814661n.toString(16), thread]);
    draw(gmailRow(`data-legacy-thread-id="${thread}" data-legacy-last-message-id="${view!.id()}"`));
    expect(gmail.create(document).rows!(document)).toMatchObject([{ thread, message: view!.id() }]);
  });
});

describe("rows of Gmail", () => {
  const rows = (added: ParentNode = document) => gmail.create(document).rows!(added);

  it("name the newest message, the conversation, and how many there are", () => {
    draw(gmailRow(NAMES, ' <span class="bx0">5</span>') + gmailRow(NAMES));
    expect(rows()).toMatchObject([
      { message: "16f3f9d6a0f40005", thread: "16f3f9d6a0f40001", count: 5 },
      { message: "16f3f9d6a0f40005", count: 1 },
    ]);
  });

  it("are found from what is drawn anew inside them", () => {
    draw(gmailRow(NAMES));
    expect(rows(document.querySelector(".y6")!)).toMatchObject([{ root: document.querySelector("tr") }]);
  });

  it("that name nothing, as drafts and older lists do, are none", () => {
    draw(gmailRow('data-standalone-draft-id="#msg-a:r1"') + gmailRow("") + gmailRow('data-legacy-last-message-id=""'));
    expect(rows()).toEqual([]);
  });

  it("within a message are part of it", () => {
    draw(`<div class="ii gt"><div class="a3s">${gmailRow(NAMES)}</div></div>`);
    expect(rows()).toEqual([]);
  });

  it("take the badge before the subject, once", () => {
    draw(gmailRow(NAMES));
    const badge = document.createElement("span");
    for (let i = 0; i < 3; i++) rows()[0]!.placeBadge(badge);
    expect(document.querySelector(".xT")!.firstElementChild).toBe(badge);
    expect(document.querySelector("tr")!.children).toHaveLength(2);
  });
});

describe("conversations of Gmail", () => {
  const open = (id: string): string =>
    `<div class="h7" role="listitem"><div class="adn ads" data-message-id="#msg-f:${id}"><div class="ii gt"><div class="a3s">Hi</div></div></div></div>`;
  const closed = '<div class="kv" role="listitem"><div class="adf ads"></div></div>';
  const pane = (items: string): string =>
    `<div role="main"><div class="a98"><div class="ha"><h2 class="hP" data-legacy-thread-id="16f3f9d6a0f40001">Plan</h2></div><div role="list">${items}</div></div></div>`;
  const found = (added: ParentNode = document) => gmail.create(document).conversations!(added);

  it("name what is open, and count what is closed", () => {
    draw(pane(closed + closed + open("1653946963151814661")));
    expect(found()).toMatchObject([
      { thread: "16f3f9d6a0f40001", count: 3, messages: [1653946963151814661n.toString(16)] },
    ]);
  });

  it("do not say how many there are while some are folded behind a number", () => {
    draw(
      pane(`${closed}<div class="kQ" role="listitem"><span class="adx">12</span></div>${open("1653946963151814661")}`),
    );
    expect(found()).toMatchObject([{ count: null }]);
  });

  it("are found from a message that is added", () => {
    draw(pane(closed + open("1653946963151814661")));
    expect(found(document.querySelector(".kv")!)).toHaveLength(1);
    draw(gmailRow(NAMES));
    expect(found()).toEqual([]);
  });
});

describe("rows of Roundcube", () => {
  const row = (query: string, person = "bob@b.example"): string => `<table id="messagelist"><tbody>
    <tr id="rcmrowMTQ" class="message"><td class="subject"><span class="fromto"><span class="adr"><span title="${person}" class="rcmContactAddress">Bob</span></span></span>
    <span class="subject"><span class="msgicon status"></span><a href="/?_task=mail&amp;${query}&amp;_action=show"><span>Plan</span></a></span></td></tr></tbody></table>`;
  const rows = () => roundcube.create(document).rows!(document);

  it("name the message by folder, number and sender", () => {
    draw(row("_mbox=Work%2F2026&amp;_uid=14", "Bob@B.example"));
    expect(rows()).toMatchObject([{ message: "Work/2026/14/bob@b.example", thread: null, count: 1 }]);
  });

  it("that tell no number or no sender are none", () => {
    draw(row("_mbox=Drafts&amp;_draft_uid=3") + row("_mbox=INBOX&amp;_uid=14", "") + row("_uid=14"));
    expect(rows()).toEqual([]);
  });

  it("take the badge before the subject's link, once", () => {
    draw(row("_mbox=INBOX&amp;_uid=14"));
    const badge = document.createElement("span");
    for (let i = 0; i < 3; i++) rows()[0]!.placeBadge(badge);
    expect(document.querySelector("a")!.previousElementSibling).toBe(badge);
  });

  it("have the names of the messages they open", () => {
    expect(roundcubeName("INBOX", "14", "Bob@b.example")).toBe("INBOX/14/bob@b.example");
    expect(roundcubeName("INBOX", "14", null)).toBe(null);
    expect(roundcubeName("INBOX", undefined, "bob@b.example")).toBe(null);
  });
});
