// Which selectors of which webmail a sketch of a page has (pages/popup/lazy/sketch-of-page.ts).
import { JSDOM } from "jsdom";
import * as generic from "../generic/selectors";
import * as gmail from "../gmail/selectors";
import * as outlook from "../outlook/selectors";
import * as roundcube from "../roundcube/selectors";
import * as yahoo from "../yahoo/selectors";

/** Sketches that users sent, each with what was found on it when it was kept. */
export const SKETCHES = "src/content/sites/testing/sketches";

const TABLES = { gmail, outlook, yahoo, roundcube, generic };
const FRAME = "<!-- frame -->";

/** Elements by webmail and name of selector, all frames together. */
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
