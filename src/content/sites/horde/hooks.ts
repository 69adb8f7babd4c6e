import type { Hooks } from "../hooked/hooks";
import { recipientSelectors, selectors } from "./selectors";

export const horde: Hooks = {
  id: "horde",
  composes: {
    selectors,
    recipientSelectors,
    recipient(chip) {
      const shown = (chip.textContent ?? "").trim();
      return { sure: null, shown, told: [shown, chip.title] };
    },
    // Its script may draw people that the fields do not hold yet.
    partial: true,
  },
};
