// The HTML of a mail that is kept. An allowlist, so no list of harmful things has to be maintained. It holds nothing that
// runs scripts, makes requests, submits, frames, or refers by name, and no SVG or MathML, whose parsing rules feed mutation
// attacks.

/** Elements that are kept. Others are replaced by their text, unless it is not meant to be read (scripts, titles). */
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
 * Attributes that are kept. `id`, `href`, `src` and `class` are rewritten as well; `style` is parsed and applied by rule
 * (css.ts). No `name`: `<img name=body>` would answer to `document.body`. No aria-*: a screen reader must read what is seen.
 */
export const ALLOWED_ATTRIBUTES: readonly string[] = [
  ...["abbr", "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "clear", "color", "colspan"],
  ...["datetime", "dir", "face", "headers", "height", "href", "hspace", "id", "lang", "noshade", "nowrap", "reversed"],
  ...["role", "rowspan", "rules", "scope", "size", "span", "src", "start", "title", "type", "valign", "value"],
  ...["vspace", "width"],
];

/** Values of `role`, so that a screen reader does not announce a layout table. No other role may pose as a control. */
export const ALLOWED_ROLES: readonly string[] = ["presentation", "none"];

/** Prefix of the sender's ids, so that links within the message work and no other element is addressed by them. */
export const ID_PREFIX = "mail-";

/** HTML beyond this is shown as text: reading it must not freeze the page. */
export const HTML_LIMITS = {
  /** UTF-16 code units of the source; the largest honest newsletters have a tenth of it. */
  source: 2_000_000,
  /** Elements with styles of their own. */
  styled: 20_000,
  /** UTF-16 code units of all style sheets together. */
  sheets: 300_000,
  /** Rules in all style sheets. */
  rules: 4000,
  /** Pictures of one message. */
  pictures: 500,
  /** Pixels; a taller message scrolls. */
  height: 60_000,
} as const;
