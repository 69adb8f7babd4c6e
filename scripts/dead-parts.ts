// Removes parts of openpgp.js that the worker would load and never run, 36 kB in total. TweetNaCl is for browsers whose
// WebCrypto lacks Ed25519 or X25519; those that the extension runs in have both (Chromium since 137, Firefox since 130).
// Argon2 is WebAssembly, which the extension's content security policy forbids (docs/decisions/0022).
import type { Plugin } from "vite";

/** openpgp.js uses it only if WebCrypto does not support the curve. */
export const NACL = /\/openpgp\/dist\/lightweight\/nacl-fast(?:\.min)?\.mjs$/;
/**
 * Loaded for each key derivation. Its error has the same effect as the browser's refusal to compile: a key that cannot be
 * opened.
 */
export const ARGON2 = /\/openpgp\/dist\/lightweight\/argon2id(?:\.min)?\.mjs$/;

export const noDeadParts: Plugin = {
  name: "cachet-no-dead-parts",
  enforce: "pre",
  load(id) {
    if (NACL.test(id))
      return 'export default new Proxy({}, { get() { throw new Error("This browser has no Curve25519"); } });';
    return ARGON2.test(id) ? 'export default () => { throw new Error("No WebAssembly here"); };' : null;
  },
};
