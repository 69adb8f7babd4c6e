// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import type { Person } from "../../../domain/address";
import type { ProtectedHeaders } from "../../../domain/mime/protected";
import { type Answered, answerMail, answerSubject } from "./quote-mail";
import { looseFile } from "./shown";
import type { ShownMessage } from "./shown-message";
import { textShown } from "./shown-text";

const person = (address: string): Person => ({ address: address as Person["address"], name: "" });
const [ALICE, BOB, CAROL, LIST] = ["alice", "bob", "carol", "list"].map((name) => `${name}@example.org`) as [
  string,
  string,
  string,
  string,
];
const words = { lead: "Bob wrote:", opening: "" };

const headers = (more: Partial<ProtectedHeaders> = {}): ProtectedHeaders => ({
  mode: "cipher",
  fields: [],
  subject: "Plans",
  from: person(BOB),
  to: [person(ALICE), person(CAROL)],
  cc: [person(LIST)],
  replyTo: [],
  date: null,
  messageId: null,
  hpOuter: [],
  ...more,
});
const answered = (shown: Partial<ShownMessage> = {}, more: Partial<Answered> = {}): Answered => ({
  shown: { ...textShown("hello"), headers: headers(), ...shown },
  signature: "known",
  from: person("mallory@example.org"),
  to: [ALICE],
  own: [ALICE],
  ...more,
});
const addresses = (people: readonly Person[]): string[] => people.map(({ address }) => address);

describe("whom an answer goes to", () => {
  it("is told by the sealed headers, whatever the page shows", async () => {
    const reply = await answerMail(answered(), "reply", words);
    expect([addresses(reply.to), addresses(reply.cc)]).toEqual([[BOB], []]);
    const all = await answerMail(answered(), "all", words);
    expect([addresses(all.to), addresses(all.cc)]).toEqual([[BOB, CAROL], [LIST]]);
    const forward = await answerMail(answered(), "forward", words);
    expect([...forward.to, ...forward.cc]).toEqual([]);
  });

  it("is where the message asks for answers, and each only once", async () => {
    const shown = { headers: headers({ replyTo: [person(LIST)] }) };
    const all = await answerMail(answered(shown), "all", words);
    expect([addresses(all.to), addresses(all.cc)]).toEqual([[LIST, CAROL], []]);
  });

  it("is the page's sender where nothing is protected, and the receivers of a message of one's own", async () => {
    expect(addresses((await answerMail(answered({ headers: null }), "reply", words)).to)).toEqual([
      "mallory@example.org",
    ]);
    const own = { headers: headers({ from: person(ALICE.toUpperCase()) }) };
    expect(addresses((await answerMail(answered(own), "reply", words)).to)).toEqual([CAROL]);
  });
});

describe("what is quoted", () => {
  it("is plain where the message was, and formatted where it was formatted, without what is dangerous or remote", async () => {
    expect(await answerMail(answered(), "reply", words)).toMatchObject({
      text: "\n\nBob wrote:\n> hello\n",
      html: null,
      subject: "Re: Plans",
    });
    const html = '<p onclick="x()">a <b>b</b><img src="https://e.example/x.png" alt="c"><script>y()</script></p>';
    const rich = await answerMail(answered({ blocks: [{ plain: "a *b*", html, guessed: false }] }), "reply", {
      ...words,
      lead: "<Bob> wrote:",
    });
    expect(rich.text).toContain("> a bc");
    expect(rich.html).toContain("<blockquote><p>a <b>b</b>c</p></blockquote>");
    expect(rich.html).toContain("&lt;Bob&gt; wrote:");
    const onlyHtml = await answerMail(answered({ blocks: [{ plain: null, html, guessed: false }] }), "reply", words);
    expect(onlyHtml.text).toContain("> a bc");
  });

  it.each([
    ["another text beside it", "I owe Mallory 1,000 euros", "<p>Lunch at noon?</p>", "Lunch at noon?"],
    ["an empty text beside it", "", "<p>Lunch at <b>noon</b>?</p>", "Lunch at noon?"],
    ["a text with more in it", "Lunch at noon? PS: pay her", "<div>Lunch at noon?</div>", "Lunch at noon?"],
    ["words that only the sender's style hides", "Hi", '<p>Hi<span style="display:none"> boss</span></p>', "Hi boss"],
  ])("is made from the HTML that is seen, with %s", async (_, plain, html, seen) => {
    const blocks = [{ plain, html, guessed: false }];
    for (const kind of ["forward", "reply"] as const) {
      const { text } = await answerMail(answered({ blocks }), kind, words);
      expect(text).toContain(seen);
      expect(text).not.toMatch(/Mallory|pay her/);
    }
  });

  it("is nothing of a message that somebody else than its sender signed, except to forward it", async () => {
    for (const signature of ["other-address", "from-mismatch"] as const) {
      const blocks = [{ plain: "hello", html: "<p>hello</p>", guessed: false }];
      for (const kind of ["reply", "all"] as const)
        expect(JSON.stringify(await answerMail(answered({ blocks }, { signature }), kind, words))).not.toContain(
          "hello",
        );
      expect((await answerMail(answered({ blocks }, { signature }), "forward", words)).text).toContain("hello");
    }
  });

  it("goes on with the files when forwarded, and without them in an answer", async () => {
    const attachments = [looseFile("0", "plan.pdf", new Uint8Array([1, 2]))];
    const forward = await answerMail(answered({ attachments }), "forward", words);
    expect(forward.attachments).toEqual([
      { name: "plan.pdf", type: "application/octet-stream", bytes: new Uint8Array([1, 2]) },
    ]);
    expect(forward.text).toBe("\n\nBob wrote:\n\nhello\n");
    expect((await answerMail(answered({ attachments }), "all", words)).attachments).toEqual([]);
  });
});

it("marks a subject once, and leaves one that was not protected to the page", () => {
  expect(answerSubject("Plans", "reply")).toBe("Re: Plans");
  expect(answerSubject("AW: Plans", "all")).toBe("AW: Plans");
  expect(answerSubject("Re: Plans", "forward")).toBe("Fwd: Re: Plans");
  expect(answerSubject(null, "reply")).toBe("");
});
