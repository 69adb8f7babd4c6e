import type { EnabledWebmail, WebmailId } from "../domain/webmails";

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
  /** The adapter it asked for. */
  cachetAsked?: EnabledWebmail;
}

export const isolated = globalThis as Isolated;
