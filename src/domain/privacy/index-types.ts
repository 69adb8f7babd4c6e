/**
 * Version of the privacy index (docs/privacy-index.md). Changes whenever the same message may get another grade, by the rules
 * or by how its header is read.
 */
export const INDEX_VERSION = 5;

export const GRADES = ["a", "b", "c", "d", "e", "u"] as const;

export type Grade = (typeof GRADES)[number];
export type AxisName = "content" | "path" | "people";

export interface Axis {
  /** false: unknown and left out of the mean; never counted as good. */
  readonly known: boolean;
  /** 0-100 */
  readonly points: number;
}

export interface Contribution<Name extends string = AxisName> {
  readonly axis: Name;
  readonly points: number;
  readonly of: number;
  /** Names the string reason_<reason>. */
  readonly reason: string;
  /** Fills {placeholders} of the string. */
  readonly evidence: Readonly<Record<string, string>>;
  /** Names the string hint_<hint>: a step that would raise this. */
  readonly hint: string | null;
}

/** The index of anything: a message, a contact, a device, an account. `Name`: its axes. */
export interface PrivacyIndex<Name extends string> {
  readonly version: typeof INDEX_VERSION;
  readonly grade: Grade;
  /** 0-100, rounded mean of the known axes; the sum on screen is the score. */
  readonly score: number;
  readonly axes: Readonly<Record<Name, Axis>>;
  readonly contributions: readonly Contribution<Name>[];
  /** Set when a rule makes the grade worse than the score would, e.g. an invalid signature: names reason_<cap>. */
  readonly cap: string | null;
}

export type MessageIndex = PrivacyIndex<AxisName>;

/** Whether the index is that of a sealed message: nothing else earns so many points for content. */
export const isSealed = ({ axes }: MessageIndex): boolean => axes.content.points >= 60;
