export interface DraftSummary {
  readonly id: string;
  readonly place: string;
  readonly composeKey: string | null;
  readonly savedAt: number;
  /** Octets as stored. */
  readonly size: number;
  readonly files: number;
  /** The user chose this one in the popup to continue it. */
  readonly wanted: boolean;
  /** When it was sealed and inserted into the page; null: it is a draft. */
  readonly placedAt: number | null;
  /** When it may have been sent already; null: it certainly has not. */
  readonly leftAt: number | null;
  /** The tab in which it is open now; null: in none. */
  readonly openIn: number | null;
  /** The disk lost its content, so it can only be deleted. */
  readonly lost?: true;
}

/** Whether it is open in a tab now. */
export const isOpen = ({ openIn }: Pick<DraftSummary, "openIn">): boolean => typeof openIn === "number";
