// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type HookedPage, nextcloudPage, snappyHash, snappyPage } from "../../../../e2e/sites/hooked-pages";
import type { HookedWebmail } from "../../../domain/webmails";
import { whichWebmail } from "../../which-webmail";
import { HOSTILE_NAMES, MALLORY } from "../testing/labels";
import { hooked } from ".";

const PAGES: Partial<Record<HookedWebmail, HookedPage>> = { snappymail: snappyPage, nextcloud: nextcloudPage };
const BOB = { name: "Bob Durand", address: "bob@demo.example" };
const IDS: Partial<Record<HookedWebmail, string>> = { snappymail: "INBOX/42/bob@demo.example", nextcloud: "42" };
const SOURCES: Partial<Record<HookedWebmail, string>> = {
  snappymail: `/snappymail/?/Raw/&q[]=/0/ViewAsPlain/&q[]=/${snappyHash({ folder: "INBOX", uid: 42 })}`,
  nextcloud: "/apps/mail/api/messages/42/export",
};
const HELLO = { text: "Hello", sender: BOB, id: "42" };

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.removeAttribute("id");
  history.replaceState(null, "", "/");
});

describe.each(Object.entries(PAGES) as [HookedWebmail, HookedPage][])("%s", (id, page) => {
  const draw = (html: string): void => {
    const [, bodyId = ""] = /id="([^"]+)"/.exec(page.body)!;
    document.body.id = bodyId;
    document.body.innerHTML = html;
  };
  const site = () => hooked.create(document);
  const letter = (more: Partial<Parameters<HookedPage["letter"]>[0]> = {}) => {
    draw(page.letter({ ...HELLO, ...more }));
    return site().messages(document);
  };
  const compose = (writing: Parameters<HookedPage["compose"]>[0] = {}) => {
    draw(page.compose(writing));
    return site().composes(document)[0]!;
  };

  beforeEach(() => history.replaceState(null, "", page.path));

  it("is recognised by the document, and by no letter in another", () => {
    draw(page.letter(HELLO));
    expect(whichWebmail(document, new URL(location.href))).toBe("hooked");
    expect(site().id).toBe(id);
    document.body.removeAttribute("id");
    for (const letter of [page.letter(HELLO), `<div ${page.body}>${page.letter(HELLO)}</div>`]) {
      document.body.innerHTML = letter;
      expect(whichWebmail(document, new URL(location.href))).toBe("generic");
    }
    document.body.innerHTML = "<iframe></iframe>";
    const framed = document.querySelector("iframe")!.contentDocument!;
    framed.body.outerHTML = `<body ${page.body}>${page.letter(HELLO)}</body>`;
    expect(whichWebmail(framed, new URL(location.href))).toBe("generic");
  });

  it("gives a letter's text, sender, date, name and files", () => {
    const [view, ...others] = letter({ files: ["plan.pdf", "encrypted.asc"] });
    expect(others).toEqual([]);
    expect(view!.body.textContent).toContain("Hello");
    expect(view!.body.textContent).not.toContain("earlier");
    expect(view!.from()).toEqual(BOB);
    expect(view!.id()).toBe(IDS[id]);
    expect(view!.date()?.toISOString().slice(0, 10)).toBe("2026-11-05");
    expect(view!.attachments().map(({ name }) => name)).toEqual(["plan.pdf", "encrypted.asc"]);
    expect(view!.hides!()).toBe(false);
    expect(site().health()).toEqual({ state: "fine", missing: [] });
  });

  it("finds it from any part of the page that is drawn anew", () => {
    letter();
    for (const part of [document.body, document.querySelector("p, time")!, document.querySelector("button, a")!]) {
      const found = site().messages(part);
      expect(found.length, part.tagName).toBeLessThanOrEqual(1);
    }
    expect(site().messages(document.querySelector("[datetime], [data-timestamp]")!)).toHaveLength(1);
  });

  it("says that a letter is sealed where the page does, if its source can be had", () => {
    const [view] = letter({ sealed: true });
    expect(view!.hides!()).toBe(true);
    for (const link of document.querySelectorAll("a[href]")) link.removeAttribute("href");
    expect(site().messages(document)[0]!.hides!()).toBe(false);
    expect(site().messages(document)[0]!.rawSource).toBeNull();
  });

  it("fetches the source where the page would, and takes nothing else for it", async () => {
    const asked: string[] = [];
    const answer = { body: "From: bob@demo.example\r\n\r\nHello", type: "message/rfc822" };
    vi.stubGlobal("fetch", async (url: URL) => {
      asked.push(url.href);
      return new Response(answer.body, { headers: { "content-type": answer.type } });
    });
    const get = () => letter()[0]!.rawSource!(new AbortController().signal);
    expect(new TextDecoder().decode(await get())).toBe(answer.body);
    expect(asked.map((href) => decodeURI(href))).toEqual([`${location.origin}${SOURCES[id]}`]);
    answer.type = "text/html";
    await expect(get()).rejects.toThrow();
    Object.assign(answer, { type: "text/plain", body: "{}" });
    await expect(get()).rejects.toThrow();
  });

  it("presses its own buttons to answer", () => {
    const [view] = letter();
    const pressed: string[] = [];
    document.body.addEventListener("click", (event) => {
      const button = (event.target as Element).closest("a, button")!;
      event.preventDefault();
      pressed.push(button.getAttribute("aria-label") ?? button.textContent!.trim());
    });
    expect((["reply", "all", "forward"] as const).map((how) => view!.reply(how))).toEqual([true, true, true]);
    expect(pressed.map((name) => name.replace("Reply all", "All").replace("New message", "New"))).toEqual([
      "Reply",
      "All",
      "New",
    ]);
  });

  it("puts the badge beside the header, once", () => {
    const [view] = letter();
    const badge = document.createElement("b");
    view!.placeBadge(badge);
    view!.placeBadge(badge);
    expect(badge.isConnected).toBe(true);
    expect(view!.body.contains(badge)).toBe(false);
  });

  it("a letter that looks like a page of its own is one letter, and its header is not believed", () => {
    const inner = page.letter({ text: "Mine", sender: { name: "Carol", address: "carol@demo.example" }, id: "7" });
    const views = letter({ text: inner + page.compose({ to: page.chip("Carol", "carol@demo.example") }) });
    expect(views.map((view) => [view.from(), view.id()])).toEqual([[BOB, IDS[id]]]);
    expect(views[0]!.body.textContent).toContain("Mine");
    expect(site().composes(document)).toEqual([]);
    expect(
      site()
        .messages(views[0]!.body.querySelector("p, time")!)
        .map((view) => view.from()),
    ).not.toContainEqual(expect.objectContaining({ address: "carol@demo.example" }));
  });

  it("two senders who differ are none, and the page says that it is not read", () => {
    letter();
    const sender = document.querySelector(".from[title], .sender__email")!;
    const other = sender.cloneNode() as HTMLElement;
    other.title = "carol@demo.example";
    other.textContent = "carol@demo.example";
    sender.after(other);
    expect(site().messages(document)[0]!.from()).toBeNull();
    expect(site().health()).toEqual({ state: "broken", missing: ["sender"] });
  });

  it("reads recipients by their fields, and what is typed but no chip yet", () => {
    const box = compose({
      to: page.chip("Bob Durand", "bob@demo.example") + page.chip("", "dan@demo.example"),
      cc: page.chip("Carol, Ltd.", "carol@demo.example"),
      bcc: page.chip("Eve", "eve@demo.example"),
    });
    const [typing] = document.querySelectorAll<HTMLInputElement>(".emailaddresses-input input, .vs__search");
    typing!.value = "frank@demo.example, grace";
    const { to, cc, bcc, unreadable } = box.recipients();
    const addresses = (list: typeof to) => list.map(({ address, unsure }) => `${address}${unsure ? "?" : ""}`);
    expect(addresses(to)).toEqual(["bob@demo.example", "dan@demo.example", "frank@demo.example"]);
    expect(addresses(cc)).toEqual(["carol@demo.example"]);
    expect(addresses(bcc)).toEqual(["eve@demo.example"]);
    expect(unreadable).toEqual(["grace"]);
    expect(box.from()).toEqual({ address: "me@demo.example", name: "Me" });
    expect(site().account()?.address).toBe("me@demo.example");
  });

  it.each(HOSTILE_NAMES)("a name is never taken for the address: %s", (name) => {
    const { to } = compose({ to: page.chip(name, MALLORY) }).recipients();
    expect(to.filter((one) => one.address !== MALLORY)).toEqual([]);
    const from = letter({ sender: { name, address: MALLORY } })[0]!.from();
    expect(from?.address ?? MALLORY).toBe(MALLORY);
    expect(from?.name ?? "").not.toMatch(/[@\uff20\ufe6b\u202a-\u202e]/);
  });

  it("a recipient outside the known fields blocks sealing", () => {
    const box = compose({ to: page.chip("Bob Durand", "bob@demo.example") });
    const known = document.querySelector<HTMLElement>("tr:has(.emailaddresses), .composer-fields:has(#to)")!;
    const other = known.cloneNode(true) as HTMLElement;
    for (const named of other.querySelectorAll("[id], [data-i18n]")) {
      named.removeAttribute("id");
      named.removeAttribute("data-i18n");
    }
    known.after(other);
    expect(box.recipients().unreadable).toHaveLength(1);
  });

  it("writes the subject, and holds every way to send, and no other button", () => {
    const box = compose({ text: "Dear Bob" });
    expect(box.setSubject("[...]")).toBe(true);
    expect(box.subject()).toBe("[...]");
    expect(box.text()).toContain("Dear Bob");
    expect(box.sendButton()!.textContent).toBe("Send");
    expect([...box.sends!()]).toEqual([box.sendButton()]);
    const lock = document.createElement("b");
    box.placeLock(lock);
    box.placeLock(lock);
    expect(box.sendButton()!.nextElementSibling).toBe(lock);
  });

  it("a page whose parts are gone is said to be not recognised", () => {
    compose();
    document.querySelector('[data-bind*="sendCommand"], [type="submit"]')!.remove();
    expect(site().health()).toEqual({ state: "broken", missing: ["send"] });
    draw("");
    expect(site().health()).toEqual({ state: "empty", missing: [] });
  });
});

describe("SnappyMail", () => {
  beforeEach(() => {
    history.replaceState(null, "", snappyPage.path);
    document.body.id = "rl-app";
  });
  const views = () => hooked.create(document).messages(document);

  it("the editor that is in use is the body", () => {
    document.body.innerHTML = snappyPage.compose({});
    const [rich, plain] = document.querySelectorAll<HTMLElement>(".squire-wysiwyg, .squire-plain");
    expect(hooked.create(document).composes(document)[0]!.body).toBe(rich);
    rich!.style.display = "none";
    plain!.style.display = "";
    expect(hooked.create(document).composes(plain!)[0]!.body).toBe(plain);
  });

  it.each([
    ["of another origin", "https://evil.example/?/Raw/&q[]=/0/ViewAsPlain/&q[]=/e30"],
    ["without an address", ""],
    ["that downloads something else", "/snappymail/?/Download/&q[]=/0/x"],
  ])("a link to the source %s is none", (_, href) => {
    document.body.innerHTML = snappyPage.letter(HELLO);
    document.querySelector('[data-bind*="viewRaw"]')!.setAttribute("href", href);
    expect(views().map((view) => [view.rawSource, view.id()])).toEqual([[null, null]]);
  });

  it.each(["e30", "%%%", "bm8", snappyHash({ folder: "INBOX" }), snappyHash({ uid: 1 }), snappyHash([])])(
    "a message called %s has no name",
    (hash) => {
      document.body.innerHTML = snappyPage.letter(HELLO);
      const link = document.querySelector('[data-bind*="viewRaw"]')!;
      link.setAttribute("href", `/snappymail/?/Raw/&q[]=/0/ViewAsPlain/&q[]=/${hash}`);
      expect(views()[0]!.id()).toBeNull();
    },
  );
});

describe("Nextcloud", () => {
  beforeEach(() => document.body.setAttribute("id", "body-user"));
  const at = (path: string, html: string) => {
    history.replaceState(null, "", path);
    document.body.innerHTML = html;
    return hooked.create(document);
  };

  it.each([
    ["/index.php/apps/mail/box/3/thread/42", "/index.php/apps/mail/api/messages/42/export"],
    ["/cloud/apps/mail", "/cloud/apps/mail/api/messages/42/export"],
    ["/apps/mail/setup", "/apps/mail/api/messages/42/export"],
  ])("at %s the source is at %s", async (path, source) => {
    const asked: string[] = [];
    vi.stubGlobal("fetch", async (url: URL) => {
      asked.push(url.pathname);
      return new Response("From: a@b.example\r\n\r\nHi");
    });
    await at(path, nextcloudPage.letter(HELLO)).messages(document)[0]!.rawSource!(new AbortController().signal);
    expect(asked).toEqual([source]);
  });

  it.each(["/apps/files", "/apps/mailroundcube/", "/login"])("%s is not its mail", (path) => {
    at(path, nextcloudPage.letter(HELLO));
    expect(hooked.matches(document, new URL(location.href))).toBe(false);
  });

  it("a recipient shown by a name alone is not sealed to, and one that may be a name is asked about", () => {
    const chip = (text: string): string =>
      `<div class="vs__selected"><span class="option__lineone">${text}</span></div>`;
    const site = at(
      nextcloudPage.path,
      nextcloudPage.compose({ to: chip("Bob Durand"), cc: chip("carol@demo.example") }),
    );
    const { to, cc, unreadable } = site.composes(document)[0]!.recipients();
    expect([to, unreadable]).toEqual([[], ["Bob Durand"]]);
    expect(cc).toEqual([{ address: "carol@demo.example", name: "", unsure: true }]);
  });

  it("recipients folded into a number block sealing", () => {
    const chips = `${nextcloudPage.chip("Bob", "bob@demo.example")}<button class="vs__selected recipient-overflow">+2</button>`;
    const site = at(nextcloudPage.path, nextcloudPage.compose({ to: chips }));
    expect(site.composes(document)[0]!.recipients().unreadable).toEqual(["+2"]);
  });
});
