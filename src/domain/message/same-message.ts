// Whether a file that the user brought is the message a page shows. Nothing proves it; what both say can be compared.
import { addressKey } from "../address";

export interface Named {
  /** Addresses of the senders; empty: none is named. */
  readonly from: readonly string[];
  readonly date: number | null;
}

/**
 * other-sender, other-date: it is another message. same: both name the same sender and day. same-sender: one of them gives no
 * date. unnamed: the file names no sender. unseen: the page's sender is not known.
 */
export type Sameness = "other-sender" | "other-date" | "same" | "same-sender" | "unnamed" | "unseen";

/** Pages show no more than the minute, in the time zone of their settings. */
const DAY = 24 * 60 * 60 * 1000;

export function sameness(file: Named, shown: { readonly from: string | null; readonly date: number | null }): Sameness {
  const { from } = shown;
  if (file.from.length === 0) return "unnamed";
  if (from === null) return "unseen";
  if (file.from.some((address) => addressKey(address) !== addressKey(from))) return "other-sender";
  if (file.date === null || shown.date === null) return "same-sender";
  return Math.abs(file.date - shown.date) > DAY ? "other-date" : "same";
}
