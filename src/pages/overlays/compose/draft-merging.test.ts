import { expect, it } from "vitest";
import { mergedHtml, mergedText, wantedSubject } from "./draft-merging";

const plain = { text: "kept", html: null };
const rich = { text: "kept", html: "<div><b>kept</b></div>" };
const nothing = { text: " ", html: null };
const typed = { text: "typed", html: null };

it("puts what was typed meanwhile below the draft, formatted as soon as one of the two is", () => {
  expect(mergedText(plain, nothing)).toBe("kept");
  expect(mergedText(plain, typed)).toBe("kept\n\ntyped");
  expect(mergedHtml(plain, typed)).toBeNull();
  expect(mergedHtml(plain, { text: "", html: "<div><br></div>" })).toBeNull();
  expect(mergedHtml(rich, nothing)).toBe(rich.html);
  expect(mergedHtml(rich, typed)).toBe("<div><b>kept</b></div><div><br></div><div>typed</div>");
  expect(mergedHtml(plain, { text: "t", html: "<i>t</i>" })).toBe("<div>kept</div><div><br></div><i>t</i>");
});

it("takes the draft's subject where the page's says nothing, and always in an answer begun here", () => {
  for (const page of ["", "[...]", "Re: [...]", "AW: Re: ...", "Réf : [...]"])
    expect(wantedSubject("Plans", page, false)).toBe("Plans");
  expect(wantedSubject("Plans", "Lunch", false)).toBe("Lunch");
  expect(wantedSubject("Plans", "Lunch", true)).toBe("Plans");
  expect(wantedSubject("", "Re: Lunch", true)).toBe("Re: Lunch");
});
