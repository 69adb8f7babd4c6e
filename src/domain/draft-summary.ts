export interface DraftSummary {
  readonly id: string;
  readonly place: string;
  readonly composeKey: string | null;
  readonly savedAt: number;
  /** Octets as stored. */
  readonly size: number;
  readonly files: number;
  /** The user asked in the popup to go on with this one. */
  readonly wanted: boolean;
  /** When it was sealed into the page; null: it is a draft. */
  readonly placedAt: number | null;
  /** When it may have gone out already; null: it surely has not. */
  readonly leftAt: number | null;
  /** The tab in which it is being written now; null: in none. */
  readonly openIn: number | null;
  /** The disk lost its content: it can be deleted, and nothing else. */
  readonly lost?: true;
}

/** Written in another window now. */
export const isOpen = ({ openIn }: Pick<DraftSummary, "openIn">): boolean => typeof openIn === "number";
