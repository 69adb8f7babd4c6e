import type { Contribution } from "./index-types";

/** The contribution whose hint would gain most; the first of equals. Null when nothing is left to do. */
export function bestHint<Name extends string>(contributions: readonly Contribution<Name>[]): Contribution<Name> | null {
  const hinted = contributions.filter((one) => one.hint !== null && one.of > one.points);
  return hinted.reduce<Contribution<Name> | null>(
    (best, one) => (best && best.of - best.points >= one.of - one.points ? best : one),
    null,
  );
}
