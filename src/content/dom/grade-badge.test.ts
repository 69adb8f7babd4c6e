// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { GRADES } from "../../domain/privacy/index-types";
import { GRADE_COLOURS, gradeBadges } from "./grade-badge";
import { isOwnHost } from "./own-host";

const tokens = readFileSync(resolve(import.meta.dirname, "../../pages/components/tokens.css"), "utf8");

/** The content of the badge's closed shadow root. */
function inside(look: Partial<Parameters<ReturnType<typeof gradeBadges>>[0]> = {}): {
  host: HTMLElement;
  root: ShadowRoot;
} {
  const attach = vi.spyOn(Element.prototype, "attachShadow");
  const host = gradeBadges(document)({ grade: "c", dark: false, name: "Privacy: C, postcard", word: null, ...look });
  const root = attach.mock.results[0]!.value as ShadowRoot;
  expect(attach).toHaveBeenCalledWith({ mode: "closed" });
  attach.mockRestore();
  return { host, root };
}

describe("the badge in a page of others", () => {
  it.each(["light", "dark"] as const)("has the colours of our own pages, %s", (theme) => {
    const token = (name: string): string | undefined =>
      new RegExp(`--${name}: light-dark\\((?<light>#[0-9a-f]+), (?<dark>#[0-9a-f]+)\\);`).exec(tokens)?.groups?.[theme];
    const { paper, ...grades } = GRADE_COLOURS[theme];
    expect(paper).toBe(token("paper"));
    expect(grades).toEqual(Object.fromEntries(GRADES.map((grade) => [grade, [token(grade), token(`${grade}-bg`)]])));
  });

  it("says its name in full, shows letter and colour, and lets the page have the presses", () => {
    const { host, root } = inside();
    const drawing = root.firstElementChild!;
    expect([drawing.getAttribute("role"), drawing.getAttribute("aria-label")]).toEqual(["img", "Privacy: C, postcard"]);
    expect(drawing.querySelector("text")!.textContent).toBe("C");
    expect(drawing.querySelector("path")!.getAttribute("fill")).toBe(GRADE_COLOURS.light.c[0]);
    expect(host.style.getPropertyValue("pointer-events")).toBe("none");
  });

  it("bears no mark a page could know it by", () => {
    const { host } = inside();
    expect(host.getAttributeNames()).toEqual(["style"]);
    expect([host.tagName, host.shadowRoot, host.textContent]).toEqual(["SPAN", null, ""]);
    expect(isOwnHost(host)).toBe(true);
  });

  it("has the word beside the shield where there is room for it", () => {
    const { root } = inside({ grade: "e", word: "Beware", dark: true });
    expect(root.firstElementChild!.textContent).toBe("EBeware");
    expect(root.firstElementChild!.getAttribute("role")).toBe("img");
  });

  it("is another element each time, of one look", () => {
    const make = gradeBadges(document);
    const look = { grade: "a", dark: true, name: "x", word: null } as const;
    const [one, other] = [make(look), make(look)];
    expect(one).not.toBe(other);
    expect(one.getAttribute("style")).toBe(other.getAttribute("style"));
  });
});
