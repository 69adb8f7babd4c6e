/** Separates the sketch of a page from those of its frames. */
export const FRAME_BELOW = "<!-- frame -->";

/**
 * The shape of a page, as HTML: tags, class names, roles, attribute names, and the few values that the page's makers chose.
 * No text, title, label, address or typed input; of a link only the host. Runs in the webmail's page, injected without the
 * rest of our code, so everything it needs is inside it.
 */
export function sketchOfPage(): string {
  const MOST_ELEMENTS = 8000;
  /** How many of a run of similar elements, such as the rows of a list, are kept. */
  const ALIKE = 3;
  const EMPTY = /^(?:AREA|BASE|BR|COL|EMBED|HR|IMG|INPUT|LINK|META|SOURCE|TRACK|WBR)$/;
  const LEFT_OUT = /^(?:SCRIPT|STYLE|NOSCRIPT|LINK|META|BASE|TITLE)$/i;
  /** Attributes whose values are chosen by the page's makers and do not depend on the user. */
  const CHOSEN =
    /^(?:role|type|contenteditable|dir|hidden|disabled|multiple|draggable|g_editable|gh|selector|ng-model|ng-click|data-bind|data-action-type|data-test-?id|aria-(?:haspopup|expanded|multiline|modal|hidden|selected|pressed|disabled))$/;
  const isWord = (value: string): boolean => /^[\w .:()$-]{0,60}$/.test(value) && !/\d{4}/.test(value);
  /** An id made for one message, reduced to the words chosen by the page's makers: MSG_4f2a_SUBJECT becomes MSG_0_SUBJECT. */
  const idOf = (id: string): string | null => {
    const isWord = (part: string): boolean => /^(?:[A-Z]{2,}|(?:[a-z]+|[A-Z][a-z]+)(?:[A-Z][a-z]+)*)$/.test(part);
    const parts = id.split(/([-_:.])/).map((part, at) => (at % 2 === 1 || isWord(part) ? part : "0"));
    return id.length <= 80 && parts.some((part) => isWord(part)) ? parts.join("") : null;
  };
  const hostOf = (link: string): string => {
    try {
      const { protocol, host } = new URL(link, document.baseURI);
      return host && host !== location.host ? `${protocol}//${host}/` : `${protocol}`;
    } catch {
      return "";
    }
  };
  const keptOf = (element: Element, name: string, value: string, isOneOfMany: boolean): string | null => {
    // The ids of rows are derived from their content.
    if (name === "id") return isOneOfMany ? null : idOf(value);
    if (name === "href" || name === "src" || name === "action") return hostOf(value);
    const ofField = name === "name" && /^(?:INPUT|TEXTAREA|SELECT|BUTTON|FORM|IFRAME)$/.test(element.tagName);
    return (ofField || CHOSEN.test(name)) && isWord(value) ? value : null;
  };
  const attributesOf = (element: Element, isOneOfMany: boolean): string => {
    const written = [...element.attributes].map(({ name, value }) => {
      if (!/^[\w:.-]{1,60}$/.test(name) || name === "style" || name.startsWith("on")) return "";
      if (name === "class") {
        const classes = [...element.classList].filter((one) => /^[\w-]{1,60}$/.test(one));
        return classes.length > 0 ? ` class="${classes.join(" ")}"` : "";
      }
      const kept = keptOf(element, name, value, isOneOfMany);
      return kept ? ` ${name}="${kept}"` : ` ${name}`;
    });
    return written.join("");
  };
  const lines: string[] = [];
  let left = MOST_ELEMENTS;
  const write = (element: Element, depth: number, isOneOfMany: boolean): void => {
    if (LEFT_OUT.test(element.tagName) || left-- <= 0) return;
    const pad = " ".repeat(Math.min(depth, 40));
    const tag = element.tagName.toLowerCase();
    if (!/^[a-z][\w.-]*$/.test(tag)) return;
    const open = `${pad}<${tag}${attributesOf(element, isOneOfMany)}>`;
    const children = tag === "svg" ? [] : [...element.children];
    const { shadowRoot } = element;
    if (EMPTY.test(element.tagName)) {
      lines.push(open);
      return;
    }
    if (children.length === 0 && !shadowRoot) {
      lines.push(`${open}</${tag}>`);
      return;
    }
    lines.push(open);
    if (shadowRoot) {
      lines.push(`${pad} <template shadowrootmode="open">`);
      writeAll([...shadowRoot.children], depth + 2);
      lines.push(`${pad} </template>`);
    }
    writeAll(children, depth + 1);
    lines.push(`${pad}</${tag}>`);
  };
  const likenessOf = (element: Element): string =>
    `${element.tagName} ${element.getAttribute("role")} ${element.childElementCount > 0}`;
  const writeAll = (elements: readonly Element[], depth: number): void => {
    const counts = new Map<string, number>();
    for (const element of elements) counts.set(likenessOf(element), (counts.get(likenessOf(element)) ?? 0) + 1);
    const written = new Map<string, number>();
    let others = 0;
    for (const element of elements) {
      if (left <= 0) break;
      const like = likenessOf(element);
      const nth = (written.get(like) ?? 0) + 1;
      written.set(like, nth);
      if (nth <= ALIKE || element.querySelector("input:not([type=checkbox]), textarea, [contenteditable]"))
        write(element, depth, counts.get(like)! > ALIKE);
      else others++;
    }
    if (others > 0) lines.push(`${" ".repeat(Math.min(depth, 40))}<!-- more of the same: ${others} -->`);
  };
  write(document.documentElement, 0, false);
  return [...lines, ...(left <= 0 ? ["<!-- cut here: the page is larger -->"] : []), ""].join("\n");
}
