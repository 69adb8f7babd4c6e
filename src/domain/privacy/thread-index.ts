import type { Grade } from "./index-types";

/** What a list needs to know of a message: its grade, and whether it came sealed, since C and D have other words then. */
export interface Verdict {
  readonly grade: Grade;
  readonly sealed: boolean;
}

/** Best first. What is not known is worse than a postcard and better than a warning. */
const ORDER: readonly Grade[] = ["a", "b", "c", "u", "d", "e"];

/**
 * The verdict on messages taken together: that on the worst. A message that was not judged (null) makes it "not known yet",
 * unless one that was judged is worse than that: a warning is never hidden by what is not known. Of equals the one that
 * was not sealed counts.
 */
export function threadVerdict(verdicts: readonly (Verdict | null)[]): Verdict {
  const all = verdicts.length > 0 ? verdicts : [null];
  const rank = Math.max(...all.map((verdict) => ORDER.indexOf(verdict?.grade ?? "u")));
  const grade = ORDER[rank]!;
  return { grade, sealed: all.every((verdict) => (verdict?.grade ?? "u") !== grade || verdict?.sealed === true) };
}
