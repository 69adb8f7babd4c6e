// Replaces webextension-polyfill in builds (see vite.config.ts): Chrome's own API has returned promises since Manifest V3,
// which is all Cachet needs from the polyfill, and both browsers answer messages with `reply`.
import type { Browser } from "webextension-polyfill";

const { browser, chrome } = globalThis as { browser?: Browser; chrome?: Browser };

export default (browser?.runtime ? browser : chrome) as Browser;
