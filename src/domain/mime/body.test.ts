import { describe, expect, it } from "vitest";
import { bodyOf, plainTextOf } from "./body";
import { readMime } from "./tree";

const multipart = (type: string, ...parts: string[]): string => {
  const boundary = `b${parts.join("").length}`;
  const all = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join("");
  return `Content-Type: multipart/${type}; boundary="${boundary}"\r\n\r\n${all}--${boundary}--`;
};
const leaf = (type: string, text: string, ...fields: string[]) =>
  [`Content-Type: ${type}`, ...fields, "", text].join("\r\n");
const plain = (text: string) => leaf("text/plain", text);
const html = (text: string) => leaf("text/html", text);

function body(text: string) {
  const result = readMime(new TextEncoder().encode(text));
  if (!result.ok) throw new Error(result.code);
  const { blocks, attachments, resources } = bodyOf(result.value, { mode: null });
  return {
    blocks: blocks.map(({ plain, html }) => [plain, html]),
    files: attachments.map(({ name, kind }) => `${name.name} ${kind}`),
    resources: [...resources.keys()],
  };
}

describe("what of a message is shown", () => {
  it("is its text in both forms where both are there", () => {
    expect(body(multipart("alternative", plain("a"), html("<b>a"))).blocks).toEqual([["a", "<b>a"]]);
    expect(body(multipart("alternative", html("<b>a"), plain("a"))).blocks).toEqual([["a", "<b>a"]]);
    expect(body(plain("a")).blocks).toEqual([["a", null]]);
    expect(body(html("<b>a")).blocks).toEqual([[null, "<b>a"]]);
  });

  it("is the last form that is understood (RFC 2046 5.1.4); forms that are not are files", () => {
    const invite = leaf("text/calendar", "BEGIN:VCALENDAR");
    expect(body(multipart("alternative", plain("a"), html("<i>"), html("<b>"), invite))).toMatchObject({
      blocks: [["a", "<b>"]],
      files: ["attachment.ics file"],
    });
  });

  it("takes turns with files, as Apple Mail writes it", () => {
    const pdf = leaf("application/pdf", "", 'Content-Disposition: inline; filename="a.pdf"');
    expect(body(multipart("mixed", plain("one"), pdf, plain("two")))).toMatchObject({
      blocks: [
        ["one", null],
        ["two", null],
      ],
      files: ["a.pdf file"],
    });
    expect(body(multipart("alternative", plain("both"), multipart("mixed", html("1"), pdf, html("2"))))).toMatchObject({
      blocks: [["both", "1\n2"]],
      files: ["a.pdf file"],
    });
  });

  it("has pictures by Content-ID; those the HTML does not name are files, and nothing but pictures is left out", () => {
    const picture = (id: string) =>
      leaf("image/png", "", `Content-ID: <${id}>`, `Content-Disposition: inline; filename=${id}.png`);
    const letter = leaf("message/rfc822", "Subject: x\r\n\r\ny", "Content-ID: <letter>");
    const text = multipart(
      "related",
      html('<img src="cid:one"><a href="cid:letter">'),
      picture("one"),
      picture("two"),
      letter,
    );
    expect(body(text)).toEqual({
      blocks: [[null, '<img src="cid:one"><a href="cid:letter">']],
      files: ["two.png file", "x.eml message"],
      resources: ["one", "two", "letter"],
    });
  });

  it("begins with the part that multipart/related names (RFC 2387)", () => {
    const root = leaf("text/html", "<p>", "Content-ID: <root>");
    expect(body(multipart('related; start="<root>"', leaf("image/png", ""), root)).blocks).toEqual([[null, "<p>"]]);
  });

  it("leaves texts that are files among the files, unless such a text is all there is", () => {
    const file = leaf('text/plain; name="a.txt"', "a");
    const attached = leaf("text/html", "<b>", "Content-Disposition: attachment");
    expect(body(multipart("mixed", file, attached))).toMatchObject({
      blocks: [],
      files: ["a.txt file", "attachment file"],
    });
    expect(body(file)).toMatchObject({ blocks: [["a", null]], files: [] });
  });

  it("does not look into forwarded messages", () => {
    const forwarded = leaf("message/rfc822", multipart("mixed", plain("inner"), leaf("application/pdf", "")));
    expect(body(multipart("mixed", plain("outer"), forwarded))).toMatchObject({
      blocks: [["outer", null]],
      files: ["attachment.eml message"],
    });
  });

  it("is joined as plain text", () => {
    const result = readMime(new TextEncoder().encode(multipart("mixed", plain("one"), html("<b>"), plain("two"))));
    expect(result.ok && plainTextOf(bodyOf(result.value, { mode: null }))).toBe("one\ntwo");
  });
});
