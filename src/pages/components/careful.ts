import type { Consent } from "../../messages/consent";

/**
 * What a control says of itself that bares text or settles a key (`<button {...careful("choose-key", [fingerprint])}>`): what
 * the window names in which it is confirmed wherever the frame is not proven to be seen. See docs/decisions/0019.
 */
export const careful = (consent: Consent, about: readonly string[] = [], people?: readonly string[]) => ({
  "data-careful": consent,
  "data-about": JSON.stringify({ about, ...(people && { people }) }),
});
