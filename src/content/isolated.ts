import type { EnabledWebmail, WebmailId } from "../domain/webmails";

/** An event of the document: the page shows one more letter by the client API. A page can make it, and gains nothing. */
export const PAGE_SHOWS = "cachet-shown";

/**
 * What our scripts in one document leave for each other, in the isolated world, which the page cannot see. A value left by
 * an earlier run of the extension answers null or false.
 */
export interface Isolated {
  /** The adapter that runs here now. */
  cachetRuns?: () => WebmailId | null;
  /** Ends what runs here, unless an overlay is open: then it stays. */
  cachetYields?: () => void;
  /** Whether an overlay is open here. */
  cachetBusy?: () => boolean;
  /** Whether the script that recognises the webmail is here already. */
  cachetLooks?: () => boolean;
  /** Whether the script of the client API runs here. */
  cachetSpeaks?: () => boolean;
  /** Whether the page shows a letter by it: that of this armor, or one in or around this element. */
  cachetPageShows?: (root: Element, content: { readonly form?: string; readonly armored?: string }) => boolean;
  /** The adapter it asked for. */
  cachetAsked?: EnabledWebmail;
}

export const isolated = globalThis as Isolated;
