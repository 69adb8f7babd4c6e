// openpgp.js carries TweetNaCl for browsers whose WebCrypto has no Ed25519 or X25519. Those that the extension runs in have both
// (Chromium since 137, Firefox since 130), so the worker does without: 17 kB it would load and never run.
import type { Plugin } from "vite";

/** openpgp.js asks for it only after WebCrypto said that it does not know the curve. */
export const NACL = /\/openpgp\/dist\/lightweight\/nacl-fast(?:\.min)?\.mjs$/;

export const noNacl: Plugin = {
  name: "cachet-no-nacl",
  enforce: "pre",
  load: (id) =>
    NACL.test(id)
      ? 'export default new Proxy({}, { get() { throw new Error("This browser has no Curve25519"); } });'
      : null,
};
