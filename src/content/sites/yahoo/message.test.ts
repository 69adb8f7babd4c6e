// @vitest-environment jsdom
// What the adapter reads from an open message in both of Yahoo's pages: its sender, its name, and which button answers it.
import { beforeEach, describe, expect, it } from "vitest";
import { yahoo } from ".";

const face = (address: string, host = "apis.mail.yahoo.com", path = "ws/contacts/endpoints/"): string =>
  `<img src="https://${host}/${path}smtp:${address}/photo?alphatar_photo=true">`;
const name = (shown: string): string =>
  `<button data-test-id="with-contact-card-anchor"><span>${shown}</span></button>`;
const to = (shown: string): string =>
  `<div data-test-id="message-recipients"><span>To:</span><span>${shown}</span></div>`;
const button = (id: string): string => `<button data-test-id="${id}" id="${id}"></button>`;
const message = (header: string, text = "Hello", more = ""): string =>
  `<div data-test-id="message-view"><div data-test-id="message-header">${header}</div>
   <div data-test-id="message-view-body"><div class="msg-body" data-test-id="message-view-body-content">${text}</div></div>${more}</div>`;

function show(html: string) {
  document.body.innerHTML = html;
  return yahoo.create(document).messages(document);
}

beforeEach(() => history.replaceState(null, "", "/n/folders/1?.src=ym&reason=myc"));

describe("a sender shown by a name without an address", () => {
  it("is told as that", () => {
    const [view] = show(message(name("Bob Durand")));
    expect([view!.from(), view!.namesOnly!()]).toEqual([null, true]);
  });

  it.each([
    ["a name that may be an address", name("bob@demo.example")],
    ["a name beside a picture whose address cannot be read", face("not-an-address") + name("Bob Durand")],
    ["the name of a recipient", to(name("Bob Durand"))],
    ["a name in the letter", ""],
  ])("is not told for %s: it is only not read", (_, header) => {
    const [view] = show(message(header, name("Bob Durand")));
    expect([view!.from(), view!.namesOnly!()]).toEqual([null, false]);
  });
});

describe("its sender", () => {
  const BOB = { address: "bob@demo.example", name: "Bob Durand" };

  it.each([
    ["by their picture", face("bob%40demo.example") + name("Bob Durand") + to("Alice")],
    ["by a picture that is not escaped", face("bob@demo.example") + name("Bob Durand")],
    ["at AOL", face("bob%40demo.example", "apis.mail.aol.com") + name("Bob Durand")],
    ["by two pictures of the same", face("bob%40demo.example").repeat(2) + name("Bob Durand")],
    [
      "beside the picture of whom it went to",
      face("bob%40demo.example") + name("Bob Durand") + to(face("carol%40demo.example")),
    ],
  ])("is read %s", (_, header) => {
    expect(show(message(header))[0]!.from()).toEqual(BOB);
  });

  it.each([
    ["a name alone", name("Bob Durand")],
    ["an address for a name", name("bob@demo.example")],
    ["a picture of another host", face("bob%40demo.example", "apis.mail.yahoo.com.evil.example")],
    ["a picture behind another path", face("bob%40demo.example", "apis.mail.yahoo.com", "go?to=endpoints/")],
    ["a picture with more behind the address", face("bob%40demo.example/x")],
    ["an escaped name in front", face(encodeURIComponent("Bob <bob@demo.example>"))],
    ["two alphabets", face(encodeURIComponent("b\u043eb@demo.example"))],
    ["a stray percent sign", face("bob%4@demo.example")],
    ["pictures of two", face("bob%40demo.example") + face("carol%40demo.example")],
    [
      "a picture and a title of another",
      `${face("bob%40demo.example")}<span data-test-id="email-pill" title="carol@demo.example">Carol</span>`,
    ],
    ["the picture of whom it went to", to(face("bob%40demo.example"))],
  ])("is nobody by %s", (_, header) => {
    expect(show(message(header))[0]!.from()).toBeNull();
  });

  it("is not read out of a letter", () => {
    const inLetter = `<div data-test-id="message-header">${face("bob%40demo.example")}${name("Bob Durand")}</div>`;
    expect(show(message(name("Carol"), inLetter))[0]!.from()).toBeNull();
    expect(show(message(face("carol%40demo.example"), inLetter))[0]!.from()?.address).toBe("carol@demo.example");
  });

  it("of each of two is their own", () => {
    const views = show(message(face("bob%40demo.example")) + message(name("Carol")));
    expect(views.map((view) => view.from()?.address)).toEqual(["bob@demo.example", undefined]);
  });
});

describe("its name", () => {
  it("is that in the address, where one is open", () => {
    expect(show(message(""))[0]!.id()).toBeNull();
    history.replaceState(null, "", "/n/folders/1/messages/AJb3?x");
    expect(show(message(""))[0]!.id()).toBe("AJb3");
    expect(show(message("") + message("")).map((view) => view.id())).toEqual([null, null]);
  });
});

describe("the button that answers it", () => {
  function pressed(how: "reply" | "all" | "forward", html: string, nth = 0): string | null {
    const clicks: string[] = [];
    const [views, stop] = [show(html), new AbortController()];
    document.addEventListener("click", ({ target }) => clicks.push((target as HTMLElement).id), stop);
    expect(views[nth]!.reply(how)).toBe(clicks.length === 1);
    stop.abort();
    return clicks[0] ?? null;
  }
  const own = button("btn-reply-sender") + button("btn-reply-all");
  const bar = button("toolbar-reply") + button("toolbar-reply-all") + button("compose-button");

  it.each([
    ["reply", own, "btn-reply-sender"],
    ["all", own, "btn-reply-all"],
    ["forward", own, "compose-button"],
    ["reply", "", "toolbar-reply"],
    ["all", "", "toolbar-reply-all"],
  ] as const)("to %s, of %s", (how, buttons, id) => {
    expect(pressed(how, bar + message("", "Hello", buttons))).toBe(id);
  });

  it("is the one for a reply where no other is there", () => {
    for (const how of ["all", "forward"] as const)
      expect(pressed(how, message("", "Hello", button("btn-reply-sender")))).toBe("btn-reply-sender");
  });

  it("is none that may answer another message, nor one within a letter", () => {
    expect(pressed("reply", bar + message("") + message("", "Hello", own))).toBeNull();
    expect(pressed("reply", bar + message("") + message("", "Hello", own), 1)).toBe("btn-reply-sender");
    expect(pressed("reply", message("", own))).toBeNull();
  });
});
