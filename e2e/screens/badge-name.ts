import type { Frame, Locator } from "@playwright/test";
import type { Words } from "../gmail/words";

/** The badge that opens its panel, by the first word of its name ("Privacy: B, ..."). */
export function badgeOf(frame: Frame, words: Words): Locator {
  const [first] = words("badge_name").split(/[\s{:]/);
  return frame.getByRole("button", { name: new RegExp(`^${first}`) });
}
