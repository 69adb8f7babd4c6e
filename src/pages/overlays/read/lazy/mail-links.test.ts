// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type PointedLink, watchLinks } from "./mail-links";

const told: (PointedLink | null)[] = [];
let opened: string[];
let end: AbortController;
const link = (id: string): HTMLAnchorElement => document.querySelector(`#${id}`)!;

beforeEach(() => {
  opened = [];
  told.length = 0;
  end = new AbortController();
  document.body.innerHTML = `<div>
    <p id="words">words</p>
    <a id="one" href="https://one.example/" title="https://one.example/"><b id="bold">One</b></a>
    <a id="two" href="https://two.example/" title="https://two.example/">Two</a>
    <a id="within" href="#words">Within</a></div>`;
  document.querySelector("#words")!.scrollIntoView = () => opened.push("scrolled");
  // A link outside the document: what the person's press opens.
  vi.spyOn(HTMLElement.prototype, "click").mockImplementation(function (this: HTMLElement) {
    opened.push((this as HTMLAnchorElement).href);
  });
  watchLinks(document, document.querySelector("div")!, { signal: end.signal, onLink: (each) => told.push(each) });
});
afterEach(() => {
  end.abort();
  vi.restoreAllMocks();
});

function press(id: string, pointerType: string, at: number, type = "click"): MouseEvent {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true, button: type === "click" ? 0 : 1 });
  Object.defineProperties(event, { pointerType: { value: pointerType }, timeStamp: { value: at } });
  link(id).dispatchEvent(event);
  return event;
}

describe("a link touched", () => {
  it("says where it leads and that another touch opens it, and opens with that", () => {
    expect(press("one", "touch", 1000).defaultPrevented).toBe(true);
    expect(opened).toEqual([]);
    expect(told.at(-1)).toMatchObject({ target: "https://one.example/", again: true });
    press("bold", "touch", 2000);
    expect(opened).toEqual(["https://one.example/"]);
  });

  it("is not opened by a double tap, which leaves no time to read", () => {
    press("one", "touch", 1000);
    press("one", "touch", 1300);
    expect(opened).toEqual([]);
    press("one", "touch", 1500);
    expect(opened).toEqual(["https://one.example/"]);
  });

  it("is asked about anew after another link, or words beside it, were touched", () => {
    for (const beside of ["two", "words"]) {
      press("one", "touch", 1000);
      press(beside, "touch", 2000);
      press("one", "touch", 3000);
    }
    expect(opened).toEqual([]);
  });

  it("goes on saying so under the events of a mouse that follow a touch", () => {
    press("one", "touch", 1000);
    link("one").dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    expect(told.at(-1)?.again).toBe(true);
    link("two").dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    expect(told.at(-1)).toMatchObject({ target: "https://two.example/", again: false });
  });

  it("within the message is followed at once", () => {
    press("within", "touch", 1000);
    expect(opened).toEqual(["scrolled"]);
  });
});

describe("a link pressed otherwise", () => {
  it.each([
    ["by mouse", "mouse", "click"],
    ["by pen", "pen", "click"],
    ["by keyboard", "", "click"],
    ["with the middle button", "mouse", "auxclick"],
  ])("opens at once %s", (_, pointerType, type) => {
    press("one", pointerType, 1000, type);
    expect(opened).toEqual(["https://one.example/"]);
  });
});
