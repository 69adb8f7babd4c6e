// openpgp.js includes a copy of noble-curves with Ed448. In the worker the DNSSEC validator uses that copy: a second one
// would be 30 kB for the one curve that no browser has. The single-file build of openpgp.js does not export its copy, so the
// worker uses the build in parts, bundled again, since a service worker must not use import().
import { join, resolve } from "node:path";
import type { Plugin } from "vite";

const PARTS = resolve(import.meta.dirname, "../node_modules/openpgp/dist/lightweight");

export const OPENPGP_IN_PARTS = join(PARTS, "openpgp.min.mjs");
export const NOBLE_OF_OPENPGP = join(PARTS, "noble_curves.min.mjs");

const ASKED = "@noble/curves/ed448.js";
const GIVEN = `\0${ASKED}`;

export const oneNoble: Plugin = {
  name: "cachet-one-noble",
  enforce: "pre",
  resolveId: (id) => (id === ASKED ? GIVEN : null),
  load: (id) =>
    id === GIVEN
      ? `import { nobleCurves } from ${JSON.stringify(NOBLE_OF_OPENPGP)};\nexport const ed448 = nobleCurves.get("ed448");`
      : null,
};
