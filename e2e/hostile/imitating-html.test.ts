// @vitest-environment jsdom
// Status injection by appearance: HTML that imitates Cachet's own signs, over or beside the real ones.
import { describe, expect, it } from "vitest";
import { cleanHtml } from "../../src/pages/overlays/read/lazy/clean-html";

describe("HTML that imitates the frame around it", () => {
  const cleaned = (html: string) => cleanHtml(html)!;

  it.each([
    ["leaves its place", '<div style="position:fixed;top:-60px;z-index:99">x</div>'],
    ["is laid over what is above it", '<div style="margin-top:-80px">x</div>'],
    ["is moved there", '<div style="transform:translateY(-80px);translate:0 -80px">x</div>'],
  ])("%s no more", (_, html) => {
    const { body, styles } = cleaned(html);
    expect(body.textContent).toBe("x");
    expect(styles).toEqual([]);
  });

  it("has no roles, no live regions and no classes of ours", () => {
    const { body } = cleaned(
      '<p role="status" aria-live="assertive" aria-label="x" class="cachet-host signature tone-good" id="status">Signed</p>',
    );
    const [p] = body.querySelectorAll("p");
    expect(p!.hasAttribute("role")).toBe(false);
    expect(p!.getAttributeNames().some((name) => name.startsWith("aria-"))).toBe(false);
    expect(p!.className).not.toContain("cachet-");
    expect(p!.id).toBe("mail-status");
  });

  it("has no frames, forms, scripts or drawings to imitate it with", () => {
    const { body } = cleaned(
      '<iframe src="moz-extension://x/"></iframe><form><input value=x><button>Unlock</button></form><svg><text>✓</text></svg><object data=x></object><dialog open>x</dialog><details open>y</details>',
    );
    expect(body.querySelector("iframe, form, input, button, svg, object, dialog, details")).toBeNull();
  });
});
