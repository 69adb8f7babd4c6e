// What content and pages get in place of webextension-polyfill (see vite.config.ts): they are loaded into every tab of a
// webmail, and Chrome's own API has answered with promises since Manifest V3, which is all they use of it.
import type { Browser } from "webextension-polyfill";

const { browser, chrome } = globalThis as { browser?: Browser; chrome?: Browser };

export default (browser?.runtime ? browser : chrome) as Browser;
