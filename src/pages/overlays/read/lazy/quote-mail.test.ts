// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import type { Person } from "../../../../domain/address";
import type { ProtectedHeaders } from "../../../../domain/mime/protected";
import { looseFile } from "../shown";
import type { ShownMessage } from "../shown-message";
import { textShown } from "../shown-text";
import { type Answered, type AnswerKind, answerMail, answerSubject, mayQuote, quotedFor } from "./quote-mail";

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
  from: person(BOB),
  replyTo: [],
  to: [ALICE],
  own: [ALICE],
  ...more,
});
const addresses = (people: readonly Person[]): string[] => people.map(({ address }) => address);

describe("whom an answer goes to", () => {
  it("is told by the sealed headers, whatever the page shows", async () => {
    const elsewhere = answered({}, { from: person("mallory@example.org") });
    const reply = await answerMail(elsewhere, "reply", words);
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
    const shown = answered({ headers: null }, { from: person("mallory@example.org") });
    expect(addresses((await answerMail(shown, "reply", words)).to)).toEqual(["mallory@example.org"]);
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

describe("whose conversation an answer quotes", () => {
  const OTHER = "mallory@example.org";
  it.each<[string, Answered, AnswerKind, readonly string[]]>([
    ["who wrote it and whom they named", answered(), "reply", [BOB, ALICE, CAROL, LIST]],
    [
      "in one's own, whom it went to",
      answered({}, { signature: "own", from: person(ALICE) }),
      "all",
      [ALICE, CAROL, LIST, BOB],
    ],
    ["nobody by a signature that does not stand", answered({}, { signature: "from-mismatch" }), "reply", [BOB]],
    ["nobody whom only the page names", answered({ headers: null }, { to: [ALICE, OTHER] }), "reply", [BOB]],
    ["where it was asked to go", answered({}, { signature: "none", replyTo: [OTHER] }), "reply", [BOB, OTHER]],
    [
      "the same person once",
      answered({ headers: null }, { replyTo: [BOB.toUpperCase()] }),
      "reply",
      [BOB.toUpperCase()],
    ],
    ["nobody's, where it is passed on", answered(), "forward", []],
  ])("%s", async (_, mail, kind, expected) => {
    expect(quotedFor(mail, kind)).toEqual(expected);
  });

  it("is kept with the quote, and not without it", async () => {
    expect((await answerMail(answered(), "reply", words)).quotedFor).toEqual([BOB, ALICE, CAROL, LIST]);
    const bare = answered({}, { signature: "none" });
    expect((await answerMail(bare, "reply", words)).quotedFor).toEqual([]);
    expect((await answerMail({ ...bare, anyway: true }, "reply", words)).quotedFor).toEqual([BOB]);
  });
});

it("marks a subject once, and leaves one that was not protected to the page", () => {
  expect(answerSubject("Plans", "reply")).toBe("Re: Plans");
  expect(answerSubject("AW: Plans", "all")).toBe("AW: Plans");
  expect(answerSubject("Re: Plans", "forward")).toBe("Fwd: Re: Plans");
  expect(answerSubject(null, "reply")).toBe("");
});

type State = Answered["signature"];
const STATES: Readonly<Record<State, "stands" | "own" | "no">> = {
  verified: "stands",
  known: "stands",
  "first-contact": "stands",
  undated: "stands",
  own: "own",
  "not-checked": "no",
  "other-address": "no",
  "changed-key": "no",
  "no-from": "no",
  "from-mismatch": "no",
  "for-others": "no",
  "date-mismatch": "no",
  "revoked-key": "no",
  "unknown-key": "no",
  invalid: "no",
  none: "no",
};
const MALLORY = "mallory@evil.example";

/** Reply-To variants: under the signature (inside), in the outer header (outside), or absent. */
const REPLY_TO: Readonly<
  Record<string, { inside: readonly string[]; outside: readonly string[] | null; same: boolean }>
> = {
  none: { inside: [], outside: [], same: true },
  "the sender, outside": { inside: [], outside: [BOB.toUpperCase()], same: true },
  "the sender, inside": { inside: [BOB], outside: [], same: true },
  "another, outside": { inside: [], outside: [MALLORY], same: false },
  "another, inside": { inside: [MALLORY], outside: [], same: false },
  "the sender and another": { inside: [], outside: [BOB, MALLORY], same: false },
  "what no header tells": { inside: [], outside: null, same: false },
  "what no header tells, the sender inside": { inside: [BOB], outside: null, same: false },
  "nobody who can be read": { inside: [], outside: [""], same: false },
};

describe("whether an answer quotes", () => {
  const cases = (Object.keys(STATES) as State[]).flatMap((state) =>
    Object.keys(REPLY_TO).flatMap((to) =>
      (["reply", "all", "forward"] as const).map((kind) => [state, to, kind] as const),
    ),
  );
  it.each(cases)("%s, answers to %s, %s", async (signature, to, kind) => {
    const { inside, outside, same } = REPLY_TO[to]!;
    const own = STATES[signature] === "own";
    const sender = own ? ALICE : BOB;
    const shown = {
      headers: headers({
        from: person(sender),
        to: [person(own ? BOB : ALICE), person(CAROL)],
        replyTo: inside.map(person),
      }),
    };
    const given = answered(shown, { signature, from: person(sender), replyTo: outside });
    const may = STATES[signature] !== "no" && (kind === "forward" || same);
    expect(mayQuote(given, kind)).toBe(may);
    const mail = await answerMail(given, kind, words);
    expect(mail.text.includes("hello")).toBe(may);
    expect((await answerMail({ ...given, anyway: true }, kind, words)).text).toContain("hello");
  });

  it.each([
    [
      "a message whose people only the page names, to all",
      "known",
      { headers: null },
      { to: [ALICE, MALLORY] },
      "all",
      false,
    ],
    ["the same, to its sender alone", "known", { headers: null }, { to: [ALICE, MALLORY] }, "reply", true],
    [
      "one that the page says is from somebody else than its writer",
      "known",
      {},
      { from: person(MALLORY) },
      "reply",
      false,
    ],
    ["one the page names no sender for", "known", {}, { from: null }, "reply", false],
    [
      "one's own, sent anew to somebody else by the page's word",
      "own",
      { headers: null },
      { from: person(ALICE), to: [MALLORY] },
      "reply",
      false,
    ],
  ] as const)("%s", (_, signature, shown, more, kind, may) => {
    expect(mayQuote(answered(shown, { signature, ...more }), kind as AnswerKind)).toBe(may);
  });

  it("neither words nor files go on from a message nobody is proven to have written, in any form", async () => {
    const attachments = [looseFile("0", "hello.txt", new Uint8Array([1]))];
    const blocks = [{ plain: "hello", html: "<p>hello</p>", guessed: false }];
    for (const signature of ["none", "other-address", "not-checked"] as const)
      for (const kind of ["reply", "all", "forward"] as const)
        expect(
          JSON.stringify(await answerMail(answered({ blocks, attachments }, { signature }), kind, words)),
        ).not.toContain("hello");
  });
});
