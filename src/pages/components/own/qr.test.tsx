// @vitest-environment jsdom
import jsQR from "jsqr";
import { render } from "preact";
import { describe, expect, it, vi } from "vitest";
import { Qr } from "./qr";

function draw(text: string, place = document.createElement("div")): Promise<SVGSVGElement> {
  render(<Qr text={text} label="A code" />, place);
  return vi.waitUntil(() => place.querySelector<SVGSVGElement>("svg[role=img]"));
}

/** Paints the runs of the drawing, four pixels to a module. */
function pixels(svg: SVGSVGElement): { data: Uint8ClampedArray; width: number } {
  const modules = svg.viewBox ? Number(svg.getAttribute("viewBox")!.split(" ")[2]) : 0;
  const width = modules * 4;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, run] of svg
    .querySelector("path")!
    .getAttribute("d")!
    .matchAll(/M(\d+) (\d+)h(\d+)/g))
    for (let row = Number(y) * 4; row < Number(y) * 4 + 4; row += 1)
      for (let column = Number(x) * 4; column < (Number(x) + Number(run)) * 4; column += 1)
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
  return { data, width };
}

describe("QR code", () => {
  it.each(["hugh@mm--mddk-7n6a.example.org", "OPENPGP4FPR:0123456789ABCDEF0123456789ABCDEF01234567", "clé ⚷"])(
    "is read back as %s",
    async (text) => {
      const { data, width } = pixels(await draw(text));
      expect(jsQR(data, width, width)?.data).toBe(text);
    },
  );

  it("keeps four light modules on every side and says its name", async () => {
    const svg = await draw("x");
    const starts = [
      ...svg
        .querySelector("path")!
        .getAttribute("d")!
        .matchAll(/M(\d+) (\d+)h(\d+)/g),
    ];
    const width = Number(svg.getAttribute("viewBox")!.split(" ")[2]);
    expect(Math.min(...starts.map((run) => Number(run[1])))).toBe(4);
    expect(Math.min(...starts.map((run) => Number(run[2])))).toBe(4);
    expect(Math.max(...starts.map((run) => Number(run[1]) + Number(run[3])))).toBe(width - 4);
    expect(svg.getAttribute("aria-label")).toBe("A code");
  });

  it("has no name before it is drawn, and follows its text", async () => {
    const place = document.createElement("div");
    render(<Qr text="OLD" label="A code" />, place);
    expect(place.querySelector("[role=img]")).toBeNull();
    const before = (await draw("OLD", place)).innerHTML;
    await draw("NEW", place);
    await vi.waitUntil(() => place.querySelector("svg")!.innerHTML !== before);
    const { data, width } = pixels(place.querySelector("svg")!);
    expect(jsQR(data, width, width)?.data).toBe("NEW");
  });
});
