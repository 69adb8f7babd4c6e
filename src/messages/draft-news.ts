// News and questions from the background to the one overlay that writes a draft.

/**
 * held: does this overlay still write the draft? taken: another window has taken it over. dropped: it was deleted elsewhere.
 * renewing: the background is about to restart, so unsaved text should be saved.
 */
export interface DraftNews {
  readonly draft: string;
  /** The overlay addressed, by its random name. */
  readonly holder: string;
  readonly is: "held" | "taken" | "dropped" | "renewing";
}

export const isDraftNews = (message: unknown): message is DraftNews =>
  typeof (message as Partial<DraftNews> | null)?.draft === "string";
