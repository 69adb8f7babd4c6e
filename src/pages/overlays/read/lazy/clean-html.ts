// From a sender's HTML to elements that may be drawn. DOMPurify parses into a document that loads and runs nothing; its output
// is moved into the mail frame as elements, never serialised and parsed again, which mutation attacks on sanitisers depend
// on. Styles are removed on the way and judged one by one (domain/html/css).
import DOMPurify from "dompurify";
import {
  ALLOWED_ATTRIBUTES,
  ALLOWED_ROLES,
  ALLOWED_TAGS,
  HTML_LIMITS,
  ID_PREFIX,
} from "../../../../domain/html/allowed";
import { allowedDeclaration, containedSelector, isColour } from "../../../../domain/html/css";
import { linkTarget, misleads } from "../../../../domain/html/links";
import { isBeacon, type PictureSource, pictureSource } from "../../../../domain/html/pictures";

export interface Picture {
  /** Has no src: the caller that draws sets it. */
  readonly element: HTMLImageElement;
  readonly source: PictureSource;
  /** Too small to be seen: it only reports that the message was read. */
  readonly beacon: boolean;
}

export interface CleanHtml {
  /** The message's body, in a document that loads nothing. */
  readonly body: HTMLElement;
  readonly styles: readonly { readonly element: HTMLElement; readonly css: string }[];
  /** The message's own style sheets: rules without conditions, for selectors of its own structure. */
  readonly sheet: string;
  readonly pictures: readonly Picture[];
  /** The hosts of the remote pictures, each once. */
  readonly hosts: readonly string[];
  /** The message sets colours, so it must be drawn on the light background it was made for. */
  readonly coloured: boolean;
}

const XHTML = "http://www.w3.org/1999/xhtml";

/** Null: over the limits (HTML_LIMITS). */
export function cleanHtml(html: string): CleanHtml | null {
  if (html.length > HTML_LIMITS.source) return null;
  const inlineStyles = new Map<Element, string>();
  const sheets: string[] = [];
  // A fresh instance, because the hooks belong to one message.
  const purify = DOMPurify(window as unknown as Parameters<typeof DOMPurify>[0]);
  // Runs before the element is judged, so also for elements that are removed.
  purify.addHook("uponSanitizeElement", (node, { tagName }) => {
    const { namespaceURI } = node as Element;
    if (tagName !== "style" || namespaceURI !== XHTML) return;
    const media = (node as Element).getAttribute("media")?.trim().toLowerCase() ?? "";
    if (["", "all", "screen"].includes(media)) sheets.push(node.textContent ?? "");
  });
  purify.addHook("uponSanitizeAttribute", (element, data) => {
    if (data.attrName !== "style") return;
    inlineStyles.set(element, data.attrValue);
    data.keepAttr = false;
  });
  const root = purify.sanitize(html, {
    WHOLE_DOCUMENT: true,
    RETURN_DOM: true,
    ALLOWED_TAGS: [...ALLOWED_TAGS],
    ALLOWED_ATTR: [...ALLOWED_ATTRIBUTES],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    ALLOWED_NAMESPACES: [XHTML],
    // DOMPurify applies the pattern to attributes not named safe: here only href and src, which are also parsed below.
    ADD_URI_SAFE_ATTR: ALLOWED_ATTRIBUTES.filter((name) => name !== "href" && name !== "src"),
    ALLOWED_URI_REGEXP: /^(?:https?|mailto|cid|data):|^(?:#|\/\/)/i,
  }) as HTMLElement;
  // A frameset has no body.
  const body = root.querySelector("body") ?? root.ownerDocument.createElement("body");
  const colours = { any: body.matches("[bgcolor]") || body.querySelector("[bgcolor], font[color]") !== null };
  tidyAttributes(body);
  const { pictures, hosts } = takePictures(body);
  tidyLinks(body);
  if (inlineStyles.size > HTML_LIMITS.styled) inlineStyles.clear();
  const probe = body.ownerDocument.createElement("i");
  const styles = [...inlineStyles].flatMap(([element, text]) => {
    if (!body.contains(element)) return [];
    probe.style.cssText = text;
    const css = allowedDeclarations(probe.style, false, colours);
    return css === "" ? [] : [{ element: element as HTMLElement, css }];
  });
  const sheet = allowedRules(sheets.join("\n"), colours);
  return { body, styles, sheet, pictures, hosts, coloured: colours.any };
}

function tidyAttributes(body: HTMLElement): void {
  for (const element of [body, ...body.querySelectorAll("*")]) {
    if (element.id) element.id = ID_PREFIX + element.id;
    // Classes with this prefix are ours and style our own words.
    for (const name of Array.from(element.classList)) if (/^cachet-/i.test(name)) element.classList.remove(name);
    const role = element.getAttribute("role");
    if (role !== null && !ALLOWED_ROLES.includes(role.toLowerCase())) element.removeAttribute("role");
    if (element.localName !== "a") element.removeAttribute("href");
    if (element.localName !== "img") element.removeAttribute("src");
  }
}

function takePictures(body: HTMLElement): { pictures: Picture[]; hosts: string[] } {
  const pictures: Picture[] = [];
  const hosts = new Set<string>();
  for (const element of body.querySelectorAll("img")) {
    const source = pictureSource(element.getAttribute("src") ?? "");
    element.removeAttribute("src");
    if (!source || pictures.length >= HTML_LIMITS.pictures) {
      element.replaceWith(element.alt);
      continue;
    }
    if (source.kind === "remote") hosts.add(source.host);
    const beacon = isBeacon(element.getAttribute("width"), element.getAttribute("height"));
    pictures.push({ element, source, beacon });
  }
  return { pictures, hosts: [...hosts] };
}

/** A link opens in a new tab, sends no referrer, and shows where it leads when its text suggests another place. */
function tidyLinks(body: HTMLElement): void {
  for (const link of body.querySelectorAll("a")) {
    const href = link.getAttribute("href") ?? "";
    if (href.startsWith("#")) {
      link.setAttribute("href", `#${ID_PREFIX}${href.slice(1)}`);
      continue;
    }
    const target = linkTarget(href);
    if (!target) {
      link.removeAttribute("href");
      continue;
    }
    link.setAttribute("href", target.href);
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener noreferrer");
    link.setAttribute("referrerpolicy", "no-referrer");
    link.title = target.kind === "web" ? target.href : target.place;
    if (!readings(link).some((words) => misleads(words, target))) continue;
    const told = link.ownerDocument.createElement("span");
    told.className = "cachet-host";
    told.textContent = ` (${target.place})`;
    link.after(told);
  }
}

/** The most parts of a link that are left out one by one; no honest link has more. */
const MOST_LEFT_OUT = 20;

/** The texts a link may show: a style may hide any one of its parts, or all of them. */
function readings(link: HTMLElement): string[] {
  const parts = [...link.querySelectorAll("*")].slice(0, MOST_LEFT_OUT);
  const without = parts.map((_, at) => {
    const copy = link.cloneNode(true) as HTMLElement;
    copy.querySelectorAll("*")[at]?.remove();
    return copy.textContent ?? "";
  });
  const bare = [...link.childNodes].filter(({ nodeType }) => nodeType === 3).map((node) => node.textContent);
  return [link.textContent ?? "", bare.join(""), ...without];
}

interface Colours {
  any: boolean;
}

function allowedDeclarations(style: CSSStyleDeclaration, important: boolean, colours: Colours): string {
  const kept: string[] = [];
  for (const name of Array.from(style)) {
    const value = style.getPropertyValue(name);
    if (!allowedDeclaration(name, value)) continue;
    if (isColour(name) && !/^(?:initial|none|inherit|transparent|rgba\(0, 0, 0, 0\))$/.test(value)) colours.any = true;
    // Inline styles override the sheets anyway; without !important they cannot override ours.
    const last = important && style.getPropertyPriority(name) === "important" ? " !important" : "";
    kept.push(`${name}: ${value}${last}`);
  }
  return kept.join("; ");
}

/** The allowed rules of a sheet. An unattached sheet loads nothing, and a constructed one ignores @import. */
function allowedRules(text: string, colours: Colours): string {
  if (text.trim() === "" || text.length > HTML_LIMITS.sheets) return "";
  const sheet = new CSSStyleSheet();
  // HTML comments around a sheet's text, meant for browsers of 1995, are still in use.
  sheet.replaceSync(text.replace(/<!--|-->/g, " "));
  const rules: string[] = [];
  for (const rule of Array.from(sheet.cssRules).slice(0, HTML_LIMITS.rules)) {
    // Conditional rules are dropped: what one reader sees under a signature, all must see.
    if (rule.constructor.name !== "CSSStyleRule") continue;
    const { selectorText, style } = rule as CSSStyleRule;
    const selector = containedSelector(selectorText, ID_PREFIX);
    const css = selector && allowedDeclarations(style, true, colours);
    if (css) rules.push(`${selector} { ${css} }`);
  }
  return rules.join("\n");
}
