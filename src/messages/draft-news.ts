// What the background tells, and asks, the one overlay that writes a draft.

/**
 * held: does this overlay write it still? taken: another window has gone on with it. dropped: it was deleted elsewhere.
 * renewing: the background is about to begin anew, what is not saved yet should be.
 */
export interface DraftNews {
  readonly draft: string;
  /** The overlay that is meant, by the name it drew for itself. */
  readonly holder: string;
  readonly is: "held" | "taken" | "dropped" | "renewing";
}

export const isDraftNews = (message: unknown): message is DraftNews =>
  typeof (message as Partial<DraftNews> | null)?.draft === "string";
