// What the build takes in place of webextension-polyfill (see vite.config.ts), of which unit tests and types are left: Chrome's
// own API has answered with promises since Manifest V3, which is all that is used of it. Listeners of messages answer by the
// callback they are given (messages/serve.ts), which both browsers take.
import type { Browser } from "webextension-polyfill";

const { browser, chrome } = globalThis as { browser?: Browser; chrome?: Browser };

export default (browser?.runtime ? browser : chrome) as Browser;
