// What an overlay has confirmed in a window of the extension's own, because the page around it can lay something over a frame
// or slide it under the pointer. What each of them is and why: docs/decisions/0019.

/** Bares text or settles a key. other: a careful control that says no more of itself than its label. */
export const CONSENTS = [
  "put-back",
  "send-clear",
  "sign-clear",
  "load-images",
  "quote",
  "choose-key",
  "reject-key",
  "keep-key",
  "other",
] as const;

/** unlock and letter are asked for what is typed there: a field of the page could lie over one in a frame. */
export const WINDOWS = [...CONSENTS, "unlock", "letter"] as const;

export type Consent = (typeof CONSENTS)[number];
export type WindowKind = (typeof WINDOWS)[number];

/** A place on the screen, in CSS px of the screen. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** What the window shows. */
export interface Asked {
  readonly kind: WindowKind;
  /** The control's own words. */
  readonly label: string;
  /** Origin of the page in the tab; null in a private window. */
  readonly place: string | null;
  readonly account: string | null;
  /** Who gets it, or whose it is. */
  readonly people: readonly string[];
  /** What it is about: hosts, a fingerprint. */
  readonly about: readonly string[];
  /** Where it was pressed; null: by the keyboard. */
  readonly pointer: ScreenPoint | null;
  /** When it ends by itself. */
  readonly until: number;
}

/** What the background tells an overlay: its window was answered, or a key was opened. */
export type OverlayNews = { readonly news: "answered"; readonly token: string } | { readonly news: "unlocked" };

export const isNews = (message: unknown): message is OverlayNews => {
  const news = (message as Partial<OverlayNews> | null)?.news;
  return news === "answered" || news === "unlocked";
};
