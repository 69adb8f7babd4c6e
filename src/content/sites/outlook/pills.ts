import { selectors } from "./selectors";

const ANY = selectors.pill.join(",");

/** What inside a pill may say whose it is. */
export const LABELLED = ["[title], [aria-label]"];

/** Each person once, of whatever make: one that was missed would be read as text that somebody typed. */
export const pillsIn = (well: HTMLElement): HTMLElement[] =>
  [...well.querySelectorAll<HTMLElement>(ANY)].filter((pill) => {
    const outer = pill.parentElement?.closest(ANY);
    return !outer || !well.contains(outer);
  });
