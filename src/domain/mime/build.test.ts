import fc from "fast-check";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import type { Address, Person } from "../address";
import { octetString } from "../octets";
import { LEVELS } from "../trust/message-class";
import { bodyOf, plainTextOf } from "./body";
import { buildEntity, entityPieces, type OutgoingEntity } from "./build";
import { type DraftMail, draftFromEntity, draftToEntity } from "./draft";
import { valuesOf } from "./headers";
import { protectedHeaders, protectionOf } from "./protected";
import { decodeBody, type Part, readMime } from "./tree";

const random = Uint8Array.from({ length: 16 }, (_, n) => n * 7);
const person = (name: string, address: string): Person => ({ name, address: address as Address });
const alice = person('Älice "the" Builder', "alice@a.example");
const bob = person("", "bob@b.example");

const entity = (some: Partial<OutgoingEntity> = {}): OutgoingEntity => ({
  text: "Hello\nBob",
  attachments: [],
  headers: {
    subject: "Gehälter 2026",
    from: alice,
    to: [bob],
    cc: [],
    date: 1_790_000_000_000,
    messageId: "<1@a.example>",
  },
  legacyDisplay: true,
  hp: "cipher",
  ...some,
});

function read(bytes: Uint8Array): Part {
  const result = readMime(bytes);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}
const built = (some: Partial<OutgoingEntity> = {}) => read(buildEntity(entity(some), random));
const shape = (part: Part): string =>
  part.children.length > 0 ? `${part.type}(${part.children.map(shape).join(",")})` : part.type;

describe("the entity that is sealed", () => {
  it("is, octet for octet, what RFC 9788 describes", () => {
    const text = octetString(buildEntity(entity({ html: "<p>Hello</p>" }), random));
    expect(text).toBe(
      [
        "MIME-Version: 1.0",
        "Subject: =?UTF-8?B?R2Vow6RsdGVyIDIwMjY=?=",
        "From: =?UTF-8?B?w4RsaWNlICJ0aGUiIEJ1aWxkZXI=?= <alice@a.example>",
        "To: bob@b.example",
        "Date: Mon, 21 Sep 2026 14:13:20 +0000",
        "Message-ID: <1@a.example>",
        "HP-Outer: Subject: [...]",
        "HP-Outer: From: =?UTF-8?B?w4RsaWNlICJ0aGUiIEJ1aWxkZXI=?= <alice@a.example>",
        "HP-Outer: To: bob@b.example",
        "HP-Outer: Date: Mon, 21 Sep 2026 14:13:20 +0000",
        "HP-Outer: Message-ID: <1@a.example>",
        "Content-Type: multipart/alternative;",
        ' boundary="=_00070e151c232a31383f464d545b6269_0";',
        ' hp="cipher"; protected-headers="v1"',
        "",
        "--=_00070e151c232a31383f464d545b6269_0",
        'Content-Type: text/plain; charset="utf-8"; hp-legacy-display="1"',
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "Subject: Geh=C3=A4lter 2026",
        "",
        "Hello",
        "Bob",
        "--=_00070e151c232a31383f464d545b6269_0",
        'Content-Type: text/html; charset="utf-8"; hp-legacy-display="1"',
        "Content-Transfer-Encoding: quoted-printable",
        "",
        '<!DOCTYPE html><html><body><div class=3D"header-protection-legacy-display">=',
        "<pre>Subject: Geh=C3=A4lter 2026</pre></div><p>Hello</p></body></html>",
        "--=_00070e151c232a31383f464d545b6269_0--",
        "",
      ].join("\r\n"),
    );
  });

  it("seals the subject and tells that the addresses were outside, too", () => {
    const headers = protectedHeaders(built(), true);
    expect(headers).toMatchObject({
      mode: "cipher",
      subject: "Gehälter 2026",
      from: alice,
      to: [bob],
      date: 1_790_000_000_000,
      messageId: "<1@a.example>",
    });
    expect(["subject", "from", "to", "date", "cc"].map((name) => protectionOf(name, headers, []))).toEqual([
      "sealed",
      "visible",
      "visible",
      "visible",
      "unprotected",
    ]);
  });

  it("shows what was written, without the copy of the subject, in every shape", () => {
    for (const html of [undefined, "<p>Hi</p>", "<html><body class=x><p>Hi</p></body></html>"]) {
      for (const legacyDisplay of [true, false]) {
        const body = bodyOf(built({ legacyDisplay, ...(html === undefined ? {} : { html }) }), { mode: "cipher" });
        expect(plainTextOf(body)).toBe("Hello\nBob");
        if (html === undefined) expect(body.blocks[0]!.html).toBeNull();
        else expect(body.blocks[0]!.html!.replace(/<!DOCTYPE html><html><body>(.*)<\/body><\/html>/, "$1")).toBe(html);
      }
    }
  });

  it("keeps pictures beside the text that shows them, and files after it", () => {
    const root = built({
      html: '<img src="cid:pic@x">',
      attachments: [
        { name: "a.pdf", type: "application/pdf", bytes: Uint8Array.of(1, 2, 3) },
        { name: "p.png", type: "image/png", bytes: Uint8Array.of(4), contentId: "pic@x" },
      ],
    });
    expect(shape(root)).toBe(
      "multipart/mixed(multipart/alternative(text/plain,multipart/related(text/html,image/png)),application/pdf)",
    );
    const body = bodyOf(root, { mode: "cipher" });
    expect(body.attachments.map(({ name }) => name.name)).toEqual(["a.pdf"]);
    expect([...body.resources.keys()]).toEqual(["pic@x"]);
    expect(decodeBody(body.resources.get("pic@x")!)).toEqual(Uint8Array.of(4));
  });

  it("lets no name, type, subject or identifier begin a field of its own", () => {
    const evil = "x\r\nBcc: eve@e.example\r\n\r\nbody\u2028\u0085";
    const bytes = buildEntity(
      entity({
        attachments: [
          { name: `${evil}"; filename=b`, type: `text/plain${evil}`, bytes: Uint8Array.of(1), contentId: evil },
        ],
        headers: {
          subject: evil,
          from: person(evil, "alice@a.example"),
          to: [person("", evil), person("", "a@b.example\r\nBcc: x@y.example")],
          cc: [],
          messageId: evil,
          references: evil,
        },
      }),
      random,
    );
    expect(octetString(bytes)).not.toMatch(/^Bcc/im);
    const root = read(bytes);
    expect(valuesOf(root.headers, "bcc")).toEqual([]);
    expect(valuesOf(root.headers, "to")).toEqual([]);
    expect(root.children[1]!.fileName).toContain('"; filename=b');
    expect(root.children[1]!.type).toBe("application/octet-stream");
  });

  it("has lines of at most 78 octets where the words allow, and only CRLF", () => {
    const text = octetString(
      buildEntity(
        entity({
          text: `${"long ".repeat(50)}\n${"ä".repeat(200)} \n`,
          headers: {
            subject: `${"word ".repeat(40)}ünd ${"x".repeat(300)}`,
            from: alice,
            to: Array.from({ length: 20 }, (_, n) => person(`Person ${n}`, `p${n}@b.example`)),
            cc: [],
          },
          attachments: [{ name: `${"lång ".repeat(60)}.pdf`, type: "application/pdf", bytes: new Uint8Array(1000) }],
        }),
        random,
      ),
    );
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(Math.max(...text.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(78);
  });

  it("is the same for the same input, and in pieces as in one", () => {
    const one = entity({ attachments: [{ name: "a", type: "x/y", bytes: new Uint8Array(3_000_000).fill(7) }] });
    const pieces = [...entityPieces(one, random)];
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(1_400_000);
    expect(Buffer.compare(Buffer.concat(pieces), buildEntity(one, random))).toBe(0);
  });

  // A byte order mark at the beginning would be read as one.
  const lineText = fc
    .oneof(
      fc.string({ maxLength: 60, unit: "binary" }),
      fc.string({ maxLength: 200, unit: "grapheme" }),
      fc
        .array(fc.constantFrom("a", " ", "é", '"', "\\", "=?", "?=", "'", "%", "*", ";", "日", "😀"), { maxLength: 90 })
        .map((all) => all.join("")),
    )
    .map((text) => text.replaceAll("\ufeff", ""));
  const onlyOneLine = (text: string) => text.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
  const texts = fc
    .array(lineText, { maxLength: 5 })
    .map((all) => all.map((line) => line.replace(/[\r\n]/g, "").toWellFormed()).join("\n"));

  it("comes back as a draft: any text, names, subject and octets", () => {
    const people = fc.array(
      fc
        .record({ name: lineText, address: fc.constantFrom("a@b.example", "x.y+z@q.example") })
        .map(({ name, address }) => person(name, address)),
      { maxLength: 3 },
    );
    const drafts: fc.Arbitrary<DraftMail> = fc.record({
      least: fc.record({ level: fc.constantFrom(...LEVELS), inside: fc.boolean() }),
      text: texts,
      html: fc.option(texts),
      subject: lineText,
      to: people,
      cc: people,
      bcc: people,
      attachments: fc.array(
        fc.record({
          name: lineText,
          type: fc.constantFrom("application/pdf", "text/plain", "text/html", "image/png"),
          bytes: fc.uint8Array({ maxLength: 200 }),
        }),
        { maxLength: 4 },
      ),
    });
    fc.assert(
      fc.property(drafts, (draft) => {
        const back = draftFromEntity(draftToEntity(draft, random));
        const named = (all: readonly Person[]) =>
          all.map(({ name, address }) => ({ name: onlyOneLine(name).trim(), address }));
        expect({ ...back, to: named(back!.to), cc: named(back!.cc), bcc: named(back!.bcc) }).toEqual({
          ...draft,
          subject: onlyOneLine(draft.subject),
          to: named(draft.to),
          cc: named(draft.cc),
          bcc: named(draft.bcc),
          attachments: draft.attachments.map((file) => ({ ...file, name: onlyOneLine(file.name) })),
        });
      }),
      { numRuns: 150 },
    );
  });

  it("is read alike by another reader", async () => {
    const names = [
      "Gehälter 2026.xlsx",
      "a b.pdf",
      `${"lång ".repeat(40)}.txt`,
      '"quoted" \\ name.bin',
      "日本語.png",
      "=?x?=",
    ];
    const bytes = buildEntity(
      entity({
        legacyDisplay: false,
        html: "<p>Grüße = €</p>",
        text: "Grüße \n.\nFrom me\n--=_x\n",
        attachments: names.map((name, n) => ({ name, type: "application/x-a", bytes: Uint8Array.of(n, 255, 0) })),
      }),
      random,
    );
    const read = await PostalMime.parse(bytes);
    expect(read.subject).toBe("Gehälter 2026");
    expect(read.from).toMatchObject({ name: alice.name, address: alice.address });
    expect(read.text!.trimEnd()).toBe("Grüße \n.\nFrom me\n--=_x");
    expect(read.html!.trimEnd()).toBe("<p>Grüße = €</p>");
    expect(read.attachments.map(({ filename }) => filename)).toEqual(names);
    expect(read.attachments.map(({ content }) => [...new Uint8Array(content as ArrayBuffer)])).toEqual(
      names.map((_, n) => [n, 255, 0]),
    );
  });
});
