// Which selectors of which webmail match a sketch of a page (pages/popup/lazy/sketch-of-page.ts).
import { JSDOM } from "jsdom";
import * as generic from "../generic/selectors";
import * as gmail from "../gmail/selectors";
import * as outlook from "../outlook/selectors";
import * as roundcube from "../roundcube/selectors";
import * as yahoo from "../yahoo/selectors";

/** Sketches that users sent, each with the hits recorded when it was added. */
export const SKETCHES = "src/content/sites/testing/sketches";

const TABLES = { gmail, outlook, yahoo, roundcube, generic };
const FRAME = "<!-- frame -->";

/** Number of elements by webmail and selector name, over all frames. */
export function sketchHits(html: string): Record<string, Record<string, number>> {
  const documents = html.split(FRAME).map((frame) => new JSDOM(frame).window.document);
  const count = (selectors: readonly string[]): number =>
    documents.reduce((sum, document) => sum + document.querySelectorAll(selectors.join(",")).length, 0);
  return Object.fromEntries(
    Object.entries(TABLES).map(([site, { selectors }]) => [
      site,
      Object.fromEntries(Object.entries(selectors).map(([name, tries]) => [name, count(tries as readonly string[])])),
    ]),
  );
}
