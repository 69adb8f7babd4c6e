/** How the webmail's page is drawn, and what its user chose in its settings. */
export interface Look {
  /** Gmail as it was until the autumn of 2025, and since. */
  readonly skin: "2025" | "2026";
  readonly language: "en" | "fr" | "de";
  /** False: every message stands alone. */
  readonly conversations: boolean;
  /** The list stays beside the conversation that is open. */
  readonly preview: boolean;
  /** The button in a message's header answers everybody. */
  readonly answersAll: boolean;
  /** False: letters are written as plain text. */
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
