/** The privacy index of one message: three axes, each contribution listed, no hidden parameter (PRIVACY-INDEX). */
export type Grade = "a" | "b" | "c" | "d" | "e" | "u";
export type AxisName = "content" | "path" | "people";

export interface Axis {
  /** false: not known, and left out of the mean; never counted as good. */
  readonly known: boolean;
  /** 0-100 */
  readonly points: number;
}

export interface Contribution {
  readonly axis: AxisName;
  readonly points: number;
  readonly of: number;
  /** Names the string reason_<reason>. */
  readonly reason: string;
  /** Fills {placeholders} of the string. */
  readonly evidence: Readonly<Record<string, string>>;
  /** Names the string hint_<hint>; what would raise this. */
  readonly hint: string | null;
}

export interface MessageIndex {
  readonly version: 2;
  readonly grade: Grade;
  /** 0-100, rounded mean of the known axes; the sum on screen is the score. */
  readonly score: number;
  readonly axes: Readonly<Record<AxisName, Axis>>;
  readonly contributions: readonly Contribution[];
  /** Set when a rule makes the grade worse than the score would, e.g. an invalid signature: names reason_<cap>. */
  readonly cap: string | null;
}
