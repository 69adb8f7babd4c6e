// Selects the styles of a mail that are applied. The rules see what the browser's parser made of them (CSSOM), never the
// source text, so escapes, comments and broken syntax are already resolved.

/**
 * Longhands, since the parser splits every shorthand. Nothing that leaves its place (position, transform, z-index), moves,
 * loads, generates text (content) or reacts (cursor, pointer-events, scroll-*).
 */
const PROPERTIES = new Set([
  ...["color", "opacity", "visibility", "display", "float", "clear", "direction", "unicode-bidi", "box-sizing"],
  ...["background-color", "background-image", "background-position-x", "background-position-y", "background-size"],
  ...["background-repeat", "background-repeat-x", "background-repeat-y", "background-clip", "background-origin"],
  ...["width", "height", "min-width", "min-height", "max-width", "max-height", "overflow-x", "overflow-y", "overflow"],
  ...["font-family", "font-size", "font-style", "font-weight", "font-variant-caps", "font-stretch", "line-height"],
  ...["letter-spacing", "word-spacing", "text-align", "text-align-last", "text-indent", "text-transform"],
  ...["text-decoration-line", "text-decoration-style", "text-decoration-color", "text-decoration-thickness"],
  ...["text-decoration", "text-overflow", "text-shadow", "box-shadow", "vertical-align", "white-space"],
  ...["white-space-collapse", "text-wrap-mode", "word-break", "overflow-wrap", "hyphens", "tab-size"],
  ...["list-style-type", "list-style-position", "caption-side", "empty-cells", "table-layout", "border-collapse"],
  ...["border-spacing", "-webkit-border-horizontal-spacing", "-webkit-border-vertical-spacing"],
  ...["flex-basis", "flex-direction", "flex-grow", "flex-shrink", "flex-wrap", "align-content", "align-items"],
  ...["align-self", "justify-content", "justify-items", "justify-self", "column-gap", "row-gap"],
  ...["grid-template-columns", "grid-template-rows", "object-fit"],
  ...["column-count", "column-width", "outline-color", "outline-style", "outline-width"],
]);
const FAMILIES =
  /^(?:margin|padding)-(?:top|right|bottom|left|block-start|block-end|inline-start|inline-end)$|^border-(?:top|right|bottom|left)-(?:color|style|width)$|^border-(?:top|bottom)-(?:left|right)-radius$/;

/** Functions that only compute. All others may fetch (url, image-set, src, element, paint) or read (attr, var, env, if). */
const FUNCTIONS = new Set([
  ...["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "calc", "min", "max", "clamp"],
  ...["linear-gradient", "radial-gradient", "repeating-linear-gradient", "repeating-radial-gradient"],
  ...["repeat", "minmax", "fit-content"],
]);

/** Viewport units: the frame is as tall as its content, so content as tall as the frame would grow forever. */
const WINDOW_UNIT = /(?:^|[^\w#"'-])[\d.]+(?:e[+-]?\d+)?(?:[sld]?v(?:h|w|min|max|b|i)|cq(?:h|w|min|max|b|i))\b/i;

const MAX_VALUE = 2000;

/** Whether the declaration may be applied. `name` and `value` as serialised by CSSOM. */
export function allowedDeclaration(name: string, value: string): boolean {
  if (!PROPERTIES.has(name) && !FAMILIES.test(name)) return false;
  if (value === "" || value.length > MAX_VALUE || /[\\<>@{};]|\/\*/.test(value)) return false;
  for (const [, called] of value.matchAll(/([\w-]*)\(/g)) if (!FUNCTIONS.has(called!.toLowerCase())) return false;
  if (WINDOW_UNIT.test(value)) return false;
  if (name.startsWith("overflow")) return /^(?:visible|hidden|clip)(?: (?:visible|hidden|clip))?$/.test(value);
  // Negative margins and indents put text over other text or out of sight, and both misrepresent what was written.
  if (/^margin-|^text-indent$|^(?:word|letter)-spacing$/.test(name)) return !/(?:^|[\s(,])-/.test(value);
  return true;
}

/** Whether the declaration sets a colour: mail without any can use the reader's own colours. */
export const isColour = (name: string): boolean => /^(?:color|background-color|background-image)$/.test(name);

const SIMPLE = String.raw`(?:\*|[a-z][\w-]*)?(?:[.#][\w-]+|:(?:first-child|last-child|only-child|link|nth-child\([\d n+-]+\)|nth-child\((?:odd|even)\)))*`;
const SELECTOR = new RegExp(`^${SIMPLE}(?: ?[ >+~] ?${SIMPLE})*$`, "i");

/**
 * The selector, limited to the message: `html` and `body` mean the box the message is drawn in, ids get the prefix. Null if
 * it asks about anything but the structure: attributes (a way to read content out, character by character), state (hover,
 * visited), the frame (:root, :host).
 */
export function containedSelector(selector: string, idPrefix: string): string | null {
  if (selector.length > MAX_VALUE) return null;
  const parts = selector.split(",").map((part) => part.replace(/\s+/g, " ").trim());
  if (!parts.every((part) => part !== "" && SELECTOR.test(part))) return null;
  return parts
    .map((part) =>
      part
        .replace(/#/g, `#${idPrefix}`)
        .replace(/^html ?[ >] ?(?=body\b)/i, "")
        .replace(/^(?:html|body)(?![\w-])/i, ".cachet-mail"),
    )
    .join(", ");
}
