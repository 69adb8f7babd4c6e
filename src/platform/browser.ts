// The sole import of webextension-polyfill, so that what the browser gives us is in one place.
import browser from "webextension-polyfill";

export default browser;
