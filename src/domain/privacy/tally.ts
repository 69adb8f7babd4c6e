import { gradeOf, meanOf, sumOf } from "./grade";
import { type Axis, type Contribution, type Grade, INDEX_VERSION, type PrivacyIndex } from "./index-types";

/** A rule that leaves no better grade than `atBest`; `cap` names reason_<cap>. */
export interface Cap {
  readonly cap: string;
  readonly atBest: Exclude<Grade, "u">;
}

/** The index whose axes are all known: an axis is the sum of its contributions, the score the rounded mean of the axes. */
export function tally<Name extends string>(
  names: readonly Name[],
  contributions: readonly Contribution<Name>[],
  rule: Cap | null = null,
): PrivacyIndex<Name> {
  const points = names.map((name): [Name, Axis] => [name, { known: true, points: sumOf(contributions, name) }]);
  const score = meanOf(points.map(([, axis]) => axis));
  const earned = gradeOf(score);
  return {
    version: INDEX_VERSION,
    grade: rule && rule.atBest > earned ? rule.atBest : earned,
    score,
    axes: Object.fromEntries(points) as Record<Name, Axis>,
    contributions,
    cap: rule?.cap ?? null,
  };
}
