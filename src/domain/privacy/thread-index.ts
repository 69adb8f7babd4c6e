import type { Grade } from "./index-types";

/** Best first. What is not known is worse than a postcard and better than a warning. */
const ORDER: readonly Grade[] = ["a", "b", "c", "u", "d", "e"];

/**
 * The grade of messages taken together: that of the worst. A message that was not judged (null) makes it "not known yet",
 * unless one that was judged is worse than that: a warning is never hidden by what is not known.
 */
export function threadGrade(grades: readonly (Grade | null)[]): Grade {
  const ranks = grades.map((grade) => ORDER.indexOf(grade ?? "u"));
  return grades.length === 0 ? "u" : ORDER[Math.max(...ranks)]!;
}
