// Loaded before openpgp.js: what Node does otherwise than the browsers Cachet runs in.
import "../../src/domain/testing/base64-of-browsers";
import "../../src/domain/testing/decompression-of-browsers";
import { createRequire } from "node:module";

// The build for Node wants a package of its own for Brainpool; in browsers openpgp.js brings the arithmetic along.
const crypto = createRequire(import.meta.url)("node:crypto") as { getCurves: () => string[] };
const curves = crypto.getCurves().filter((curve) => !curve.startsWith("brainpool"));
crypto.getCurves = () => curves;
