// Parts of openpgp.js that the worker would load and never run, 36 kB of them. TweetNaCl is for browsers whose WebCrypto has no
// Ed25519 or X25519: those that the extension runs in have both (Chromium since 137, Firefox since 130). Argon2 is WebAssembly,
// which our content security policy compiles nowhere (docs/decisions/0022).
import type { Plugin } from "vite";

/** openpgp.js asks for it only after WebCrypto said that it does not know the curve. */
export const NACL = /\/openpgp\/dist\/lightweight\/nacl-fast(?:\.min)?\.mjs$/;
/** Made anew for each key derived; what it throws is what the browser's refusal to compile is, a key that cannot be opened. */
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
