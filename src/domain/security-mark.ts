// Distinguishes a real overlay from a page's imitation: chosen at the first run and never visible to a page.

export const MARK_SYMBOLS = ["anchor", "eye", "seal", "leaf", "star", "moon"] as const;
export const MARK_COLOURS = ["amber", "sky", "moss", "rose", "violet", "sand"] as const;

export interface SecurityMark {
  readonly symbol: (typeof MARK_SYMBOLS)[number];
  readonly colour: (typeof MARK_COLOURS)[number];
}
