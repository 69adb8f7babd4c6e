// Which selectors of which webmail match a sketch of a page (pages/popup/lazy/sketch-of-page.ts).
import { JSDOM } from "jsdom";
import * as generic from "../../src/content/sites/generic/selectors";
import * as gmail from "../../src/content/sites/gmail/selectors";
import * as horde from "../../src/content/sites/horde/selectors";
import * as nextcloud from "../../src/content/sites/nextcloud/selectors";
import * as outlook from "../../src/content/sites/outlook/selectors";
import * as ox from "../../src/content/sites/ox/selectors";
import * as roundcube from "../../src/content/sites/roundcube/selectors";
import * as snappymail from "../../src/content/sites/snappymail/selectors";
import * as sogo from "../../src/content/sites/sogo/selectors";
import * as yahoo from "../../src/content/sites/yahoo/selectors";
import { FRAME_BELOW } from "../../src/pages/popup/lazy/sketch-of-page";

/** Sketches that users sent, each with the hits recorded when it was added. */
export const SKETCHES = "e2e/sites/sketches";

const TABLES = { gmail, outlook, yahoo, roundcube, snappymail, nextcloud, horde, ox, sogo, generic };

/** Number of elements by webmail and selector name, over all frames. */
export function sketchHits(html: string): Record<string, Record<string, number>> {
  const documents = html.split(FRAME_BELOW).map((frame) => new JSDOM(frame).window.document);
  // A webmail may lack a thing altogether.
  const count = (selectors: readonly string[]): number =>
    documents.reduce((sum, document) => sum + document.querySelectorAll(selectors.join(",") || "no-such").length, 0);
  return Object.fromEntries(
    Object.entries(TABLES).map(([site, { selectors }]) => [
      site,
      Object.fromEntries(Object.entries(selectors).map(([name, tries]) => [name, count(tries as readonly string[])])),
    ]),
  );
}
