import { styled } from "../dom/notice";

const SVG = "http://www.w3.org/2000/svg";
const COLOURS = {
  light: { still: "#5a6070", active: "#8f1f33" },
  dark: { still: "#c3c8d4", active: "#f0a3b1" },
} as const;

export interface Lock {
  readonly host: HTMLElement;
  update(name: string, dark: boolean, open: boolean): void;
}

/** The button beside the page's Send. Nothing on its host identifies Cachet. */
export function composeLock(document: Document, press: (event: Event) => void): Lock {
  const host = styled(document.createElement("span"), {
    all: "initial",
    display: "inline-block",
    "vertical-align": "middle",
    margin: "0 4px",
    "flex-shrink": "0",
  });
  const shadow = host.attachShadow({ mode: "open" });
  const button = styled(document.createElement("button"), {
    display: "inline-flex",
    "align-items": "center",
    "justify-content": "center",
    width: "32px",
    height: "32px",
    padding: "0",
    margin: "0",
    border: "0",
    "border-radius": "6px",
    background: "transparent",
    cursor: "pointer",
    "forced-color-adjust": "auto",
  });
  button.type = "button";
  let colours: { still: string; active: string } = COLOURS.light;
  let opened = false;
  const paint = (active: boolean): void =>
    void styled(button, {
      color: active || opened ? colours.active : colours.still,
      background: active ? "rgb(143 31 51 / 0.1)" : "transparent",
    });
  for (const type of ["pointerenter", "focus"]) button.addEventListener(type, () => paint(true));
  for (const type of ["pointerleave", "blur"]) button.addEventListener(type, () => paint(false));
  // The page's own shortcuts must not see events meant for the lock.
  for (const type of ["keydown", "keyup", "keypress", "mousedown", "mouseup", "pointerdown"])
    button.addEventListener(type, (event) => event.stopPropagation());
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    event.preventDefault();
    press(event);
  });
  button.append(icon(document));
  shadow.append(button);
  return {
    host,
    update(name, dark, open) {
      colours = dark ? COLOURS.dark : COLOURS.light;
      opened = open;
      if (button.getAttribute("aria-label") !== name) {
        button.setAttribute("aria-label", name);
        button.title = name;
      }
      button.setAttribute("aria-pressed", String(open));
      paint(false);
    },
  };
}

function icon(document: Document): SVGElement {
  const shape = (tag: string, attributes: Record<string, string>): SVGElement => {
    const element = document.createElementNS(SVG, tag) as SVGElement;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const svg = shape("svg", { viewBox: "0 0 16 16", width: "18", height: "18", "aria-hidden": "true" });
  svg.append(
    shape("path", {
      d: "M4.5 7V5a3.5 3.5 0 0 1 7 0v2",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": "1.6",
      "stroke-linecap": "round",
    }),
    shape("rect", { x: "2.8", y: "7", width: "10.4", height: "7.2", rx: "1.6", fill: "currentColor" }),
  );
  return svg;
}
