// @vitest-environment jsdom
// Webmails whose table has the mail being written alone.
import { afterEach, describe, expect, it } from "vitest";
import type { HookedWebmail } from "../../../domain/webmails";
import { whichWebmail } from "../../which-webmail";
import { hooked } from ".";

const DATA = "hF4DIT3Jk/yOI4oSAQdAjlgyMvfDTShsiHsTNERMzAQMiwu8JqMXuCSxpYG7qiAw";
const ARMOR = `<pre>-----BEGIN PGP MESSAGE-----\n\n${DATA}\n-----END PGP MESSAGE-----</pre>`;

interface Page {
  /** `to`, `cc`: markup in these fields; `rest`: more of the page. */
  draw(fields: { readonly to?: string; readonly cc?: string; readonly rest?: string }): string;
  chip(text: string): string;
}

const PAGES: Partial<Record<HookedWebmail, Page>> = {
  horde: {
    draw: ({ to = "", cc = "", rest = "" }) => `<script type="x" src="/horde/static/imp.js"></script><form id="compose">
      <a id="send_button">Send</a><a id="draft_button">Draft</a><select id="identity"><option>"Me" &lt;me@demo.example&gt;</option></select>
      <table><tr id="sendto"><td>${to}<textarea name="to"></textarea></td></tr>
        <tr id="sendcc"><td>${cc}<textarea name="cc"></textarea></td></tr></table>
      <input name="subject" value="Plan"><input type="file" id="upload" name="file_1">
      <div id="composeMessageParent"><textarea name="message" id="composeMessage">Dear Bob</textarea></div></form>${rest}`,
    chip: (text) => `<ul><li class="hordeACListItem">${text}<img class="hordeACItemRemove"></li></ul>`,
  },
  ox: {
    draw: ({ to = "", cc = "", rest = "" }) => {
      const field = (name: string, chips: string): string =>
        `<div data-extension-id="${name}"><div class="tokenfield">${chips}<input class="token-input"></div></div>`;
      return `<div id="io-ox-core"><div id="io-ox-windowmanager"><div class="io-ox-mail-compose-window">
        <div data-dropdown="from"><a><span class="dropdown-label"><span class="name">Me </span><span class="address"
          >&lt;me@demo.example&gt;</span></span></a></div>
        ${field("to", to)}${field("cc", cc)}<div data-extension-id="subject"><input name="subject" value="Plan"></div>
        <div class="editor"><textarea class="plain-text">Dear Bob</textarea></div>
        <button data-action="send">Send</button><button data-action="discard">Discard</button></div></div></div>${rest}`;
    },
    chip: (text) => `<div class="token"><span class="token-label">${text}</span><a class="close">x</a></div>`,
  },
};

afterEach(() => document.body.replaceChildren());

describe.each(Object.entries(PAGES) as [HookedWebmail, Page][])("%s", (id, page) => {
  const open = (fields: Parameters<Page["draw"]>[0] = {}) => {
    document.body.innerHTML = page.draw(fields);
    const site = hooked.create(document);
    return { site, box: site.composes(document)[0]! };
  };

  it("is recognised by the document, and by no letter in another", () => {
    const { site } = open();
    expect(whichWebmail(document, new URL(location.href))).toBe("hooked");
    expect(site.id).toBe(id);
    document.body.innerHTML = `<main><article><div>${page.draw({})}</div></article></main>`;
    expect(whichWebmail(document, new URL(location.href))).toBe("generic");
  });

  it("finds the text, the subject, the sender and Send, and nothing else that sends", () => {
    const { site, box } = open();
    expect([box.text(), box.subject(), box.from()?.address]).toEqual(["Dear Bob", "Plan", "me@demo.example"]);
    expect(box.sendButton()!.textContent).toBe("Send");
    expect([...box.sends!()]).toEqual([box.sendButton()]);
    expect(box.replaceText("sealed") && box.setSubject("[...]")).toBe(true);
    expect([box.text(), box.subject()]).toEqual(["sealed", "[...]"]);
    // How it lists files is not known.
    expect(box.attachments).toBeUndefined();
    expect(site.health()).toEqual({ state: "fine", missing: [] });
  });

  it("asks about a chip that may be a name, and says that there may be more people", () => {
    const { box } = open({ to: page.chip("bob@demo.example"), cc: page.chip("Carol") });
    const input = document.querySelector<HTMLInputElement>(
      'textarea[name="to"], [data-extension-id="to"] .token-input',
    )!;
    input.value = "dan@demo.example";
    const { to, unreadable, partial } = box.recipients();
    expect(to).toEqual([
      { address: "bob@demo.example", name: "", unsure: true },
      { address: "dan@demo.example", name: "" },
    ]);
    expect([unreadable, partial]).toEqual([["Carol"], true]);
  });

  it("a chip outside the known fields blocks sealing", () => {
    const { box } = open();
    document
      .querySelector("[name=subject]")!
      .insertAdjacentHTML("beforebegin", `<div class="tokenfield">${page.chip("eve@demo.example")}</div>`);
    expect(box.recipients().unreadable).toHaveLength(1);
  });

  it("a letter is found as on any page, without a sender", () => {
    const { site } = open({ rest: ARMOR });
    expect(site.messages(document).map((view) => [view.body.tagName, view.from()])).toEqual([["PRE", null]]);
    expect(site.health().state).toBe("fine");
  });
});

it("OX writes in a frame where text is formatted", () => {
  document.body.innerHTML = PAGES.ox!.draw({}).replace(
    /<textarea class="plain-text">.*?<\/textarea>/,
    "<iframe></iframe>",
  );
  const frame = document.querySelector("iframe")!;
  frame.contentDocument!.body.innerHTML = "<p>Dear Bob</p>";
  const [box] = hooked.create(document).composes(document);
  expect([box!.body, box!.text()]).toEqual([frame, "Dear Bob"]);
});
