// The badge in lists and beside a conversation's subject, drawn in the page in a closed shadow root.
import type { Grade } from "../../domain/privacy/index-types";
import { LETTER, SHIELD } from "../../domain/privacy/shield";
import { styled } from "./notice";
import { ownHost } from "./own-host";

/** The colours of pages/components/tokens.css, which webmails do not load; grade-badge.test.ts keeps the two equal. */
export const GRADE_COLOURS = {
  light: {
    paper: "#fffdf9",
    a: ["#12724e", "#e3f3ec"],
    b: ["#4a7215", "#edf4df"],
    c: ["#8a5a00", "#fbf0d9"],
    d: ["#a8480f", "#fbe7da"],
    e: ["#a61b1b", "#fbe3e1"],
    u: ["#5c636f", "#eceef1"],
  },
  dark: {
    paper: "#1b1e26",
    a: ["#5fd0a3", "#17382c"],
    b: ["#a5cf63", "#28361a"],
    c: ["#e6b455", "#3b2f14"],
    d: ["#f09a62", "#402716"],
    e: ["#f28b82", "#43201f"],
    u: ["#a5acbb", "#2b303a"],
  },
} as const;

export interface GradeLook {
  readonly grade: Grade;
  readonly dark: boolean;
  /** The full accessible name. */
  readonly name: string;
  /** Stands beside the shield; null for the shield alone. */
  readonly word: string | null;
}

const SVG = "http://www.w3.org/2000/svg";

/** Sets presentation attributes: the page's CSP may forbid styles, and its style sheets do not reach into the shadow root. */
function svg(document: Document, tag: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function shield(document: Document, { grade, dark }: GradeLook): SVGElement {
  const { paper, [grade]: colours } = GRADE_COLOURS[dark ? "dark" : "light"];
  const drawing = svg(document, "svg", { viewBox: "0 0 20 22", width: "16", height: "17.6", display: "block" });
  const letter = svg(document, "text", {
    x: "10",
    y: "15",
    "text-anchor": "middle",
    "font-size": "11.5",
    "font-weight": "700",
    "font-family": "system-ui, sans-serif",
    fill: paper,
  });
  letter.textContent = LETTER[grade];
  drawing.append(svg(document, "path", { fill: colours[0], d: SHIELD }), letter);
  return drawing;
}

function picture(document: Document, look: GradeLook): Element {
  const drawing = shield(document, look);
  if (look.word === null) {
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", look.name);
    return drawing;
  }
  const [ink, tint] = GRADE_COLOURS[look.dark ? "dark" : "light"][look.grade];
  const pill = styled(document.createElement("span"), {
    display: "inline-flex",
    "align-items": "center",
    gap: "5px",
    height: "22px",
    padding: "0 9px 0 3px",
    "border-radius": "11px",
    font: '600 12px/1 system-ui, "Segoe UI", Roboto, sans-serif',
    "white-space": "nowrap",
    color: ink,
    background: tint,
  });
  pill.setAttribute("role", "img");
  pill.setAttribute("aria-label", look.name);
  pill.append(drawing, look.word);
  return pill;
}

interface Pattern {
  readonly host: HTMLElement;
  readonly picture: Element;
}

/** Makes badges for one place. Lists show hundreds, so each look is built once and cloned. */
export function gradeBadges(document: Document): (look: GradeLook) => HTMLElement {
  const patterns = new Map<string, Pattern>();
  const patternOf = (look: GradeLook): Pattern => {
    const key = JSON.stringify(look);
    const known = patterns.get(key);
    if (known) return known;
    const host = styled(document.createElement("span"), {
      all: "initial",
      display: "inline-block",
      flex: "none",
      "vertical-align": "middle",
      "margin-inline": look.word === null ? "0 6px" : "10px",
      // Clicks on the badge belong to the row.
      "pointer-events": "none",
    });
    const pattern = { host, picture: picture(document, look) };
    patterns.set(key, pattern);
    return pattern;
  };
  return (look) => {
    const pattern = patternOf(look);
    const host = ownHost(pattern.host.cloneNode() as HTMLElement);
    host.attachShadow({ mode: "closed" }).append(pattern.picture.cloneNode(true));
    return host;
  };
}
