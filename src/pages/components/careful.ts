import type { Consent } from "../../messages/consent";

/**
 * Attributes of a control that reveals text or decides on a key (`<button {...careful("choose-key", [fingerprint])}>`). Where
 * the frame is not proven visible, a window names what they hold and asks for confirmation. See docs/decisions/0019.
 */
export const careful = (consent: Consent, about: readonly string[] = [], people?: readonly string[]) => ({
  "data-careful": consent,
  "data-about": JSON.stringify({ about, ...(people && { people }) }),
});
