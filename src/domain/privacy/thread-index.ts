import type { Grade } from "./index-types";

/** The facts that a list shows of a message: its grade, and whether it was sealed, since C and D have other words then. */
export interface Verdict {
  readonly grade: Grade;
  readonly sealed: boolean;
}

/** Best first. Unknown is worse than a postcard and better than a warning. */
const ORDER: readonly Grade[] = ["a", "b", "c", "u", "d", "e"];

/**
 * The verdict on several messages together: that on the worst. An unjudged message (null) makes it unknown, unless a judged
 * one is worse: a warning is never hidden by an unknown. Among equal grades one that was not sealed counts.
 */
export function threadVerdict(verdicts: readonly (Verdict | null)[]): Verdict {
  const all = verdicts.length > 0 ? verdicts : [null];
  const rank = Math.max(...all.map((verdict) => ORDER.indexOf(verdict?.grade ?? "u")));
  const grade = ORDER[rank]!;
  return { grade, sealed: all.every((verdict) => (verdict?.grade ?? "u") !== grade || verdict?.sealed === true) };
}
