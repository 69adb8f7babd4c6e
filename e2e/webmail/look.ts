/** The look of the webmail's page, and its user's settings. */
export interface Look {
  /** Gmail before the autumn of 2025, and since. */
  readonly skin: "2025" | "2026";
  readonly language: "en" | "fr" | "de";
  /** False: messages are not grouped. */
  readonly conversations: boolean;
  /** The list stays beside the open conversation. */
  readonly preview: boolean;
  /** The button in a message's header is "Reply all". */
  readonly answersAll: boolean;
  /** False: messages are written as plain text. */
  readonly rich: boolean;
}

export const TODAY: Look = {
  skin: "2026",
  language: "en",
  conversations: true,
  preview: false,
  answersAll: false,
  rich: true,
};
