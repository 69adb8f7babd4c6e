// Shared by all indexes, whatever their axes.
import type { Axis, Contribution, Grade } from "./index-types";

/** A 81-100, B 61-80, C 41-60, D 21-40, E 0-20. */
export function gradeOf(score: number): Exclude<Grade, "u"> {
  if (score > 80) return "a";
  if (score > 60) return "b";
  if (score > 40) return "c";
  return score > 20 ? "d" : "e";
}

/** Rounded mean of the known axes. */
export function meanOf(axes: readonly Axis[]): number {
  const known = axes.filter((axis) => axis.known);
  return Math.round(known.reduce((sum, axis) => sum + axis.points, 0) / known.length);
}

export const sumOf = <Name extends string>(contributions: readonly Contribution<Name>[], axis: Name): number =>
  contributions.filter((part) => part.axis === axis).reduce((sum, part) => sum + part.points, 0);

/** A row of a table of points. Throws RangeError if there is none: an unforeseen case must not get a score. */
export function rowOf<Key extends string, Row>(table: Readonly<Record<Key, Row>>, key: Key): Row {
  if (!Object.hasOwn(table, key)) throw new RangeError(`no points for ${key}`);
  return table[key];
}
