import { gradeWordName, LETTER } from "../../domain/privacy/shield";
import type { Verdict } from "../../domain/privacy/thread-index";
import type { FeatureContext } from "./feature-context";

export const badgeWord = ({ word }: Pick<FeatureContext, "word">, { grade, sealed }: Verdict): string =>
  word(gradeWordName(grade, sealed));

/** "Privacy: C, postcard", worded as in the other rooms. */
export function badgeName(context: Pick<FeatureContext, "word">, verdict: Verdict): string {
  if (verdict.grade === "u") return context.word("badgeUnknown");
  const said = badgeWord(context, verdict).toLocaleLowerCase();
  return context.word("badgeName").replace("{letter}", LETTER[verdict.grade]).replace("{word}", said);
}
