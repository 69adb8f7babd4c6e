import type { Hooks } from "../hooked/hooks";
import { recipientSelectors, selectors } from "./selectors";

export const ox: Hooks = {
  id: "ox",
  composes: {
    selectors,
    recipientSelectors,
    recipient(chip) {
      const shown = (chip.querySelector(".token-label")?.textContent ?? chip.textContent ?? "").trim();
      return { sure: null, shown, told: [shown, chip.title] };
    },
    // Chips show a name or an address, and which of them is not said.
    partial: true,
  },
};
