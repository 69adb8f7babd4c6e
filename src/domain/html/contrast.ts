// Whether text stands out from its background (WCAG 2.2, 1.4.3: relative luminance and contrast ratio).

export type Rgb = readonly [red: number, green: number, blue: number];

/** Below this ratio text is practically invisible: white on a picture that was not loaded, or text meant to be overlooked. */
export const HIDDEN_BELOW = 1.5;

/** A colour as computed styles give it, "rgb(1, 2, 3)" or "rgba(1, 2, 3, 0.5)". Null for any other space. */
export function readRgb(text: string): { readonly rgb: Rgb; readonly alpha: number } | null {
  const found = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(text);
  if (!found) return null;
  return { rgb: [Number(found[1]), Number(found[2]), Number(found[3])], alpha: Number(found[4] ?? 1) };
}

/** The contrast ratio, from 1 (equal colours) to 21 (black on white). */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number): number => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
