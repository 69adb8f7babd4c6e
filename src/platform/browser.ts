// The only import of webextension-polyfill, so that access to the browser's API is in one place.
import browser from "webextension-polyfill";

export default browser;
