// What stands in place of webextension-polyfill in what is built (see vite.config.ts): Chrome's own API has answered with
// promises since Manifest V3, which is all we use of it, and a message is answered by `reply` in both browsers.
import type { Browser } from "webextension-polyfill";

const { browser, chrome } = globalThis as { browser?: Browser; chrome?: Browser };

export default (browser?.runtime ? browser : chrome) as Browser;
