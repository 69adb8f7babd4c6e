// The HTML that is kept of a mail. An allowlist, so there is no list of bad things to maintain. Nothing that runs
// scripts, makes requests, submits, frames, or refers by name, and no SVG or MathML, whose parsing rules feed mutation
// attacks.

/** Elements that are kept. Others are replaced by their text, unless that is not meant to be read (scripts, titles). */
export const ALLOWED_TAGS: readonly string[] = [
  // The document around it: a body's colours are part of the look.
  ...["html", "head", "body"],
  ...["a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption"],
  ...["center", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "dir", "div", "dl", "dt", "em", "figcaption"],
  ...["figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li"],
  ...["main", "mark", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span"],
  ...["strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul"],
  ...["var", "wbr"],
];

/**
 * Attributes that are kept. `id`, `href`, `src` and `class` are rewritten besides; `style` is read and applied by rule
 * (css.ts). No `name`: `<img name=body>` would answer to `document.body`. No aria-*: what is read aloud is what is seen.
 */
export const ALLOWED_ATTRIBUTES: readonly string[] = [
  ...["abbr", "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "clear", "color", "colspan"],
  ...["datetime", "dir", "face", "headers", "height", "href", "hspace", "id", "lang", "noshade", "nowrap", "reversed"],
  ...["role", "rowspan", "rules", "scope", "size", "span", "src", "start", "title", "type", "valign", "value"],
  ...["vspace", "width"],
];

/** Values of `role`: a layout table is no table to a screen reader. No other role may pose as a control. */
export const ALLOWED_ROLES: readonly string[] = ["presentation", "none"];

/** Before the sender's ids, so that a link within the message finds its place and nothing else answers to the name. */
export const ID_PREFIX = "mail-";

/** HTML beyond this is shown as text: reading it must not freeze the page. */
export const HTML_LIMITS = {
  /** UTF-16 units of the source; the largest honest newsletters have a tenth of it. */
  source: 2_000_000,
  /** Elements with styles of their own. */
  styled: 20_000,
  /** UTF-16 units of style sheets together. */
  sheets: 300_000,
  /** Rules of them. */
  rules: 4000,
  /** Pictures of one message. */
  pictures: 500,
  /** Pixels: what is taller scrolls. */
  height: 60_000,
} as const;
