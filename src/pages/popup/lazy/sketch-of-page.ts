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
  /** Elements that stand for one of the user's things each, however few there are. */
  const ROW = /^(?:LI|TR|OPTION|MD-CHIP|MD-LIST-ITEM)$/;
  const ROW_ROLE = /^(?:row|listitem|option|treeitem|menuitem|article)$/;
  /** Attributes whose values have a fixed meaning. */
  const STANDARD =
    /^(?:role|type|contenteditable|dir|hidden|disabled|multiple|draggable|g_editable|aria-(?:haspopup|expanded|multiline|modal|hidden|selected|pressed|disabled))$/;
  /** Attributes whose values are names that the page's makers chose, and now and then make out of what the user has. */
  const NAMING = /^(?:gh|selector|data-test-?id)$/;
  /** Attributes that hold a line of the page's own program. */
  const PROGRAM = /^(?:ng-model|ng-click|data-bind)$/;
  const isName = (value: string): boolean => /^[\w.:()$-]{0,60}$/.test(value) && !/\d{4}/.test(value);
  const isProgram = (value: string): boolean => /^[\w .:()$-]{0,60}$/.test(value) && !/\d{4}/.test(value);
  /** An id made for one message, reduced to the words chosen by the page's makers: MSG_4f2a_SUBJECT becomes MSG_0_SUBJECT. */
  const idOf = (id: string): string | null => {
    const isChosen = (part: string): boolean => /^(?:[A-Z]{2,}|(?:[a-z]+|[A-Z][a-z]+)(?:[A-Z][a-z]+)*)$/.test(part);
    const parts = id.split(/([-_:.])/).map((part, at) => (at % 2 === 1 || isChosen(part) ? part : "0"));
    return id.length <= 80 && parts.some(isChosen) ? parts.join("") : null;
  };
  const hostOf = (link: string): string => {
    try {
      const { protocol, host } = new URL(link, document.baseURI);
      return host && host !== location.host ? `${protocol}//${host}/` : `${protocol}`;
    } catch {
      return "";
    }
  };
  /** In a row a name may be made out of its content, unless most rows beside it have the very same. */
  const isCommon = (rows: readonly Element[], name: string, value: string): boolean => {
    const has = `[${name}="${value}"]`;
    const same = rows.filter((row) => row.matches(has) || row.querySelector(has) !== null);
    return same.length > 1 && same.length * 2 > rows.length;
  };
  /** `rows`: those of the list that the element lies in; null outside of any. */
  const keptOf = (element: Element, name: string, value: string, rows: readonly Element[] | null): string | null => {
    if (name === "id") return rows ? null : idOf(value);
    if (name === "href" || name === "src" || name === "action") return hostOf(value);
    if (name === "data-action-type") return /^\d{1,3}$/.test(value) ? value : null;
    if (STANDARD.test(name)) return isName(value) ? value : null;
    if (PROGRAM.test(name)) return isProgram(value) ? value : null;
    const ofField = name === "name" && /^(?:INPUT|TEXTAREA|SELECT|BUTTON|FORM|IFRAME)$/.test(element.tagName);
    if (!(ofField || NAMING.test(name)) || !isName(value)) return null;
    return !rows || isCommon(rows, name, value) ? value : null;
  };
  const attributesOf = (element: Element, rows: readonly Element[] | null): string => {
    const written = [...element.attributes].map(({ name, value }) => {
      if (!/^[\w:.-]{1,60}$/.test(name) || name === "style" || name.startsWith("on")) return "";
      if (name === "class") {
        const classes = [...element.classList].filter((one) => /^[\w-]{1,60}$/.test(one));
        return classes.length > 0 ? ` class="${classes.join(" ")}"` : "";
      }
      const kept = keptOf(element, name, value, rows);
      return kept ? ` ${name}="${kept}"` : ` ${name}`;
    });
    return written.join("");
  };
  const lines: string[] = [];
  let left = MOST_ELEMENTS;
  const write = (element: Element, depth: number, rows: readonly Element[] | null): void => {
    if (LEFT_OUT.test(element.tagName) || left-- <= 0) return;
    const pad = " ".repeat(Math.min(depth, 40));
    const tag = element.tagName.toLowerCase();
    if (!/^[a-z][\w.-]*$/.test(tag)) return;
    const open = `${pad}<${tag}${attributesOf(element, rows)}>`;
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
      writeAll([...shadowRoot.children], depth + 2, rows);
      lines.push(`${pad} </template>`);
    }
    writeAll(children, depth + 1, rows);
    lines.push(`${pad}</${tag}>`);
  };
  const likenessOf = (element: Element): string =>
    `${element.tagName} ${element.getAttribute("role")} ${element.childElementCount > 0}`;
  const isRow = (element: Element): boolean =>
    ROW.test(element.tagName) || ROW_ROLE.test(element.getAttribute("role") ?? "");
  const writeAll = (elements: readonly Element[], depth: number, rows: readonly Element[] | null): void => {
    const alike = new Map<string, Element[]>();
    for (const element of elements) {
      const like = likenessOf(element);
      alike.set(like, [...(alike.get(like) ?? []), element]);
    }
    const written = new Map<string, number>();
    let others = 0;
    for (const element of elements) {
      if (left <= 0) break;
      const like = likenessOf(element);
      const run = alike.get(like)!;
      const nth = (written.get(like) ?? 0) + 1;
      written.set(like, nth);
      const isOneOfMany = run.length > ALIKE || isRow(element);
      if (nth <= ALIKE || element.querySelector("input:not([type=checkbox]), textarea, [contenteditable]"))
        // Of rows within rows, such as the cells of a list, only what is common to the outermost is kept.
        write(element, depth, rows ?? (isOneOfMany ? run : null));
      else others++;
    }
    if (others > 0) lines.push(`${" ".repeat(Math.min(depth, 40))}<!-- more of the same: ${others} -->`);
  };
  write(document.documentElement, 0, null);
  return [...lines, ...(left <= 0 ? ["<!-- cut here: the page is larger -->"] : []), ""].join("\n");
}
