import { describe, expect, it } from "vitest";
import { hidesSubject, leftInClear, shapeFor, type WrittenContent } from "./composition";

const taken = { taken: true, shown: "" };
const plain: WrittenContent = { text: "Hello", html: null, attachments: [], subject: "" };

describe("the shape of a sealed message", () => {
  it("is inline for a text with nothing else to hide", () => {
    expect(shapeFor(plain, taken)).toBe("inline");
    expect(shapeFor({ ...plain, subject: "  " }, taken)).toBe("inline");
  });

  it.each([
    ["a subject", { subject: "Plan" }],
    ["formatting", { html: "<b>Hello</b>" }],
    ["an attachment", { attachments: [{}] }],
  ])("is a sealed entity as soon as there is %s", (_, more) => {
    expect(shapeFor({ ...plain, ...more }, taken)).toBe("mime");
  });

  it("stays inline under a subject that the page shows to all and does not let go", () => {
    const reply = { taken: false, shown: "Re: Question" };
    expect(shapeFor({ ...plain, subject: "Re: Question" }, reply)).toBe("inline");
    expect(hidesSubject("Re: Question ", reply)).toBe(false);
  });

  it("hides another subject than the one the page keeps", () => {
    expect(shapeFor({ ...plain, subject: "Re: Venue" }, { taken: false, shown: "Re: [...]" })).toBe("mime");
  });
});

describe("the page's own subject", () => {
  it.each([
    ["beside another that is sealed", "Venue", { taken: false, shown: "Question" }, "Question"],
    ["with a sign of an answer", "Venue", { taken: false, shown: "Re: Question [...]" }, "Re: Question [...]"],
  ])("is told to be readable: %s", (_, subject, page, left) => expect(leftInClear(subject, page)).toBe(left));

  it.each([
    ["where it was emptied", "Venue", { taken: true, shown: "" }],
    ["where it is the one written here", "Question", { taken: false, shown: "Question " }],
    ["where there is none", "Venue", { taken: false, shown: " " }],
    ["where it says nothing", "Venue", { taken: false, shown: "[...]" }],
    ["where an answer to such a one says nothing", "Venue", { taken: false, shown: "Re: Fwd: […]" }],
  ])("is no matter %s", (_, subject, page) => expect(leftInClear(subject, page)).toBeNull());
});
