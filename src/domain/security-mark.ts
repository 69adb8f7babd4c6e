// What tells a frame of ours from a picture of one that a page draws: chosen at the first run, and seen by no page.

export const MARK_SYMBOLS = ["anchor", "eye", "seal", "leaf", "star", "moon"] as const;
export const MARK_COLOURS = ["amber", "sky", "moss", "rose", "violet", "sand"] as const;

export interface SecurityMark {
  readonly symbol: (typeof MARK_SYMBOLS)[number];
  readonly colour: (typeof MARK_COLOURS)[number];
}
