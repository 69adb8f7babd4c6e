/**
 * Webmails that a user enables on hosts of their own, most certain first: the first whose `matches` says yes is taken. Any other
 * page is generic. The build makes a script of each name, content/<name>.js.
 */
export const ENABLED_WEBMAILS = ["outlook", "roundcube", "sogo", "hooked", "generic"] as const;
export type EnabledWebmail = (typeof ENABLED_WEBMAILS)[number];

/** Those that one script knows by a table each (content/sites/hooked). */
export const HOOKED_WEBMAILS = ["snappymail", "nextcloud", "horde", "ox"] as const;
export type HookedWebmail = (typeof HOOKED_WEBMAILS)[number];

/** Every adapter. The rest run on hosts that the manifest names, and nowhere else. */
export type WebmailId = EnabledWebmail | HookedWebmail | "gmail" | "yahoo";
