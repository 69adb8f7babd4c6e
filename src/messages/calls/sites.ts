// Webmail sites: those we run in, and those the user enabled.
import * as v from "valibot";
import type { Settings } from "../../domain/settings";
import type { SiteGrant } from "../../domain/site-grant";
import { ENABLED_WEBMAILS } from "../../domain/webmails";
import { address, nothing, shortText } from "./fields";
import { type Calls, CONTENT, gives, PAGE } from "./table";

export const sites = {
  /** Once per page load and when the account changes. The background remembers the account, to prefill the welcome page. */
  "content.hello": {
    callers: CONTENT,
    request: v.object({ site: shortText, account: v.nullable(v.object({ address, name: shortText })) }),
    /** reply: the draft of a reply the user asked for on the previous page; given once. */
    answer: gives<{ hasIdentity: boolean; language: Settings["language"]; reply: string | null }>(),
  },
  /** From a document on an enabled host that has recognised itself: starts its webmail's script there. gone: it is there no more. */
  "site.start": {
    callers: CONTENT,
    request: v.object({ site: v.picklist(ENABLED_WEBMAILS) }),
    answer: gives<null, "not-granted" | "gone">(),
  },
  /** After the browser granted the origin (permissions.request needs the page's own click). Registers and injects. */
  "site.enable": {
    callers: PAGE,
    request: v.object({ origin: v.pipe(v.string(), v.url(), v.startsWith("https://")), tabId: v.optional(v.number()) }),
    answer: gives<SiteGrant[], "not-granted">(),
  },
  "site.disable": {
    callers: PAGE,
    request: v.object({ origin: v.pipe(v.string(), v.url()) }),
    answer: gives<SiteGrant[]>(),
  },
  "site.list": {
    callers: PAGE,
    request: nothing,
    answer: gives<SiteGrant[]>(),
  },
  /** The account a webmail tab last reported, to prefill the welcome page. */
  "account.suggest": {
    callers: PAGE,
    request: nothing,
    answer: gives<{ name: string; address: string } | null>(),
  },
} as const satisfies Calls;
