import { expect, it, vi } from "vitest";
import { mergedHtml, mergedText, wantedSubject } from "./kept-draft";

vi.mock("../../../../../platform/browser");

const plain = { text: "kept", html: null };
const rich = { text: "kept", html: "<div><b>kept</b></div>" };
const nothing = { text: " ", html: null };
const typed = { text: "typed", html: null };

it("puts what was typed meanwhile below the draft, formatted as soon as one of the two is", () => {
  expect(mergedText(plain, nothing, "below")).toBe("kept");
  expect(mergedText(plain, typed, "below")).toBe("kept\n\ntyped");
  expect(mergedHtml(plain, typed, "below")).toBeNull();
  expect(mergedHtml(plain, { text: "", html: "<div><br></div>" }, "below")).toBeNull();
  expect(mergedHtml(rich, nothing, "below")).toBe(rich.html);
  expect(mergedHtml(rich, typed, "below")).toBe("<div><b>kept</b></div><div><br></div><div>typed</div>");
  expect(mergedHtml(plain, { text: "t", html: "<i>t</i>" }, "below")).toBe("<div>kept</div><div><br></div><i>t</i>");
});

it("puts it above what an answer quotes, where the answer belongs", () => {
  const quote = { text: "\n\nBob wrote:\n> kept", html: null };
  expect(mergedText(quote, nothing, "above")).toBe(quote.text);
  expect(mergedText(quote, typed, "above")).toBe("typed\n\nBob wrote:\n> kept");
  expect(mergedText(plain, typed, "above")).toBe("typed\n\nkept");
  expect(mergedHtml(quote, typed, "above")).toBeNull();
  expect(mergedHtml(rich, nothing, "above")).toBe(rich.html);
  expect(mergedHtml(rich, typed, "above")).toBe("<div>typed</div><div><b>kept</b></div>");
});

const box = { draftId: null, subjectTaken: true };
const begunHere = { draftId: "d", subjectTaken: true };
/** As below a letter, where the page's own field is hidden. */
const withoutField = { draftId: null, subjectTaken: false };

it("takes the draft's subject where the page's says nothing, and always in an answer begun here", () => {
  for (const page of ["", "[...]", "Re: [...]", "AW: Re: ...", "Réf : [...]"])
    expect(wantedSubject("Plans", page, box, false)).toBe("Plans");
  expect(wantedSubject("Plans", "Lunch", box, false)).toBe("Lunch");
  expect(wantedSubject("Plans", "Lunch", begunHere, false)).toBe("Plans");
  expect(wantedSubject("", "Re: Lunch", begunHere, false)).toBe("Re: Lunch");
});

it.each(["Re: Lunch", "AW: Mittag", "Lunch", "[...]", ""])(
  "takes the draft's subject in a box whose field takes none, whatever the page put there: %j",
  (page) => {
    expect(wantedSubject("Plans", page, withoutField, false)).toBe("Plans");
    expect(wantedSubject(" ", page, withoutField, false)).toBe(page);
  },
);

it.each([box, begunHere, withoutField])("leaves a subject that was typed before the draft came: %j", (where) => {
  expect(wantedSubject("Re: Lunch", "Plans", where, true)).toBe("Plans");
  expect(wantedSubject("Re: Lunch", " ", where, true)).toBe("Re: Lunch");
});
