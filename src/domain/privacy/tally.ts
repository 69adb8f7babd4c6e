import { gradeOf, meanOf, sumOf } from "./grade";
import { type Axis, type Contribution, type Grade, INDEX_VERSION, type PrivacyIndex } from "./index-types";

/** A rule that caps the grade at `atBest`; `cap` names reason_<cap>. */
export interface Cap {
  readonly cap: string;
  readonly atBest: Exclude<Grade, "u">;
}

/**
 * An axis is the sum of its contributions, the score the rounded mean of the known axes. An axis is unknown if none of its
 * contributions could earn anything; if all are unknown there is no grade.
 */
export function tally<Name extends string>(
  names: readonly Name[],
  contributions: readonly Contribution<Name>[],
  rule: Cap | null = null,
): PrivacyIndex<Name> {
  const known = (name: Name): boolean => contributions.some((part) => part.axis === name && part.of > 0);
  const points = names.map((name): [Name, Axis] => [name, { known: known(name), points: sumOf(contributions, name) }]);
  const nothing = !names.some(known);
  const score = nothing ? 0 : meanOf(points.map(([, axis]) => axis));
  const earned = nothing ? "u" : gradeOf(score);
  return {
    version: INDEX_VERSION,
    grade: rule && rule.atBest > earned ? rule.atBest : earned,
    score,
    axes: Object.fromEntries(points) as Record<Name, Axis>,
    contributions,
    cap: rule?.cap ?? null,
  };
}
