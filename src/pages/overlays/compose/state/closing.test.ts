import { describe, expect, it } from "vitest";
import { closeChosen, closeRequested } from "./closing";

const nothing = { text: "", sealed: false };
const typed = { text: "typed before", sealed: false };
const sealed = { text: "-----BEGIN PGP MESSAGE-----", sealed: true };

describe("closing", () => {
  it("asks whenever there is text", () => {
    expect(closeRequested("hello", "", nothing)).toEqual({ act: "ask" });
  });

  it("leaves at once when nothing is written", () => {
    expect(closeRequested(" \n", "", nothing)).toEqual({ act: "leave", insert: null, restore: false, dropDraft: true });
  });

  it("gives a sealed message back sealed when it was only read", () => {
    expect(closeRequested("secret", "secret", sealed)).toMatchObject({ act: "leave", insert: null, restore: true });
  });

  it("keeps the draft on keep, and bares nothing", () => {
    expect(closeChosen("keep", "new words", typed)).toEqual({
      act: "leave",
      insert: null,
      restore: false,
      dropDraft: false,
    });
  });

  it("puts text in the page only when that was chosen", () => {
    expect(closeChosen("put-back", "new words", typed)).toMatchObject({ insert: "new words", restore: false });
    expect(closeChosen("put-back", typed.text, typed)).toMatchObject({ insert: null, restore: true });
    expect(closeChosen("discard", "new words", sealed)).toMatchObject({ insert: null, restore: true });
  });
});
