// @vitest-environment jsdom
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { htmlOfText } from "../../../../../domain/html/of-text";
import { textOfHtml } from "./rich-editor";

vi.mock("../../../../../platform/browser");

const dom = (html: string): HTMLElement => {
  const root = document.createElement("div");
  root.innerHTML = html;
  return root;
};

describe("rich text", () => {
  it("keeps plain text as it is on the way there and back", () => {
    const lines = fc.array(fc.string({ maxLength: 12, unit: fc.constantFrom("a", "é", " ", "<", "&", '"', "1") }));
    fc.assert(
      fc.property(lines, (some) => {
        const text = some
          .map((line) => line.trimEnd())
          .join("\n")
          .replace(/\n+$/, "");
        expect(textOfHtml(dom(htmlOfText(text)))).toBe(text);
      }),
    );
  });

  it("says formatting in words that plain mail has for it", () => {
    const html = `<div>Dear <b>Bob</b>,</div><ul><li><div>one</div></li><li>two<ol><li>inner</li></ol></li></ul>
<blockquote><div>said</div><blockquote>before</blockquote></blockquote>
<div>see <a href="https://a.example/x">here</a> or <a href="mailto:b@b.example">b@b.example</a></div><div><br></div><div>Ann</div>`;
    expect(textOfHtml(dom(html))).toBe(
      [
        "Dear Bob,",
        "- one",
        "- two",
        "  1. inner",
        "> said",
        ">> before",
        "see here <https://a.example/x> or b@b.example",
        "",
        "Ann",
      ].join("\n"),
    );
  });
});
