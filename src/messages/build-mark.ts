// Every call to the background carries the caller's build. The mark is part of the call's name, so a background of any
// other build, even one from before the marks, knows no such call and does nothing.
import { BUILD } from "../platform/build";

/**
 * Comes before a call's name on its way. Empty in unit tests, which run no build: nothing is marked there, and nobody is of
 * another one.
 */
export const MARK = BUILD && `${BUILD}/`;

/** The call meant, for one of this build; null: another build speaks. */
export const unmarked = (name: string): string | null => (name.startsWith(MARK) ? name.slice(MARK.length) : null);

interface MarkedAnswer {
  readonly ok: boolean;
  readonly code?: string;
  readonly mark?: string;
}

/** How this build refuses what it cannot use. A build from before the marks refuses every marked call, without this. */
export const ofThisBuild = <A extends MarkedAnswer>(answer: A): A => (MARK ? { ...answer, mark: MARK } : answer);

/** Whether this answer comes from a background of another build. */
export const isOtherBuild = ({ code, mark = "" }: MarkedAnswer): boolean =>
  code === "other-build" || (code === "malformed" && mark !== MARK);
