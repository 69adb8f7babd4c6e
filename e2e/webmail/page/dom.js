// Makes elements: h("td.gF.gK", { role: "x" }, children...). Handlers are on<event> functions.
export function h(selector, attributes = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length > 0) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const paths = {
  back: "M15 5l-7 7 7 7",
  reply: "M9 6l-6 6 6 6M3 12h11a6 6 0 0 1 6 6v1",
  clip: "M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.5 3.5 0 0 1 5 5l-8.500 8.500a2 2 0 0 1-3-3L14 7",
  bin: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
  pen: "M4 20l1-5L16 4l4 4L9 19z",
  inbox: "M3 13l3-8h12l3 8v6H3zM3 13h5l2 3h4l2-3h5",
  sent: "M3 11l18-8-7 18-3-8z",
  draft: "M6 3h8l4 4v14H6zM14 3v4h4",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
};

/** A small line drawing; decoration only. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "d-icon", "aria-hidden": "true" }))
    svg.setAttribute(key, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

const policy = window.trustedTypes?.createPolicy("demo", { createHTML: (html) => html }) ?? {
  createHTML: (html) => html,
};
const DROPPED = "script,style,iframe,object,embed,link,meta,base,form";

/** Nodes of HTML from a mail or a draft, without elements that could run or load anything. */
export function safeNodes(html) {
  const parsed = new DOMParser().parseFromString(policy.createHTML(html), "text/html");
  for (const node of parsed.querySelectorAll(DROPPED)) node.remove();
  for (const node of parsed.querySelectorAll("*"))
    for (const { name, value } of [...node.attributes])
      if (/^on/i.test(name) || /^(src|srcset|background)$/i.test(name) || /^\s*javascript:/i.test(value))
        node.removeAttribute(name);
  return [...parsed.body.childNodes].map((node) => document.importNode(node, true));
}

/** The content of a file, in base64. */
export const base64 = (file) =>
  new Promise((done) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(String(reader.result).split(",")[1]));
    reader.readAsDataURL(file);
  });

let counter = 100;
/** Ids like :x4, new at every load. */
export const newId = () => `:${(counter++).toString(36)}`;
