import { selectors } from "./selectors";

const ANY = selectors.pill.join(",");

/** Attributes within a pill that may hold the person's address. */
export const LABELLED = ["[title], [aria-label]"];

/** Each person once, for every kind of pill: one that is missed would be read as typed text. */
export const pillsIn = (well: HTMLElement): HTMLElement[] =>
  [...well.querySelectorAll<HTMLElement>(ANY)].filter((pill) => {
    const outer = pill.parentElement?.closest(ANY);
    return !outer || !well.contains(outer);
  });
