import browser from "../platform/browser";

/** Fetches a file of the extension's own package, the only thing a page ever fetches. `path` is from the package's root. */
export const ownFile = (path: string): Promise<Response> => fetch(browser.runtime.getURL(path));
