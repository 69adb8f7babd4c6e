// Actions an overlay has confirmed in a window of the extension's own, because the page can cover a frame or slide it under
// the pointer. What each of them is and why: docs/decisions/0019.

/** Actions that reveal text or decide on a key. other: a careful control described only by its label. */
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

/** unlock and password-message ask for a passphrase: in a frame, the page could lay a field of its own over ours. */
export const WINDOWS = [...CONSENTS, "unlock", "password-message"] as const;

export type Consent = (typeof CONSENTS)[number];
export type WindowKind = (typeof WINDOWS)[number];

/** A place on the screen, in CSS px of the screen. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** What the consent window shows. */
export interface Asked {
  readonly kind: WindowKind;
  /** The label of the control. */
  readonly label: string;
  /** Origin of the page in the tab; null in a private window. */
  readonly place: string | null;
  readonly account: string | null;
  /** Who receives the message, or whose key or message it is. */
  readonly people: readonly string[];
  /** What the action is about: hosts, a fingerprint. */
  readonly about: readonly string[];
  /** Where the control was clicked; null: by the keyboard. */
  readonly pointer: ScreenPoint | null;
  /** When the question expires, in ms since 1970. */
  readonly until: number;
}

/** News from the background to an overlay: its window was answered, or a key was unlocked. */
export type OverlayNews = { readonly news: "answered"; readonly token: string } | { readonly news: "unlocked" };

export const isNews = (message: unknown): message is OverlayNews => {
  const news = (message as Partial<OverlayNews> | null)?.news;
  return news === "answered" || news === "unlocked";
};
