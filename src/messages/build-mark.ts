// Every call to the background carries the caller's build. The mark is part of the call's name, so a background of any
// other build, even one from before the marks, knows no such call and does nothing.
import { BUILD } from "../platform/build";

/**
 * Prefix of a call's name on the wire. Empty in unit tests, which run no build: there nothing is marked, and no other
 * build exists.
 */
export const MARK = BUILD && `${BUILD}/`;

/** The call's name without the mark; null: the caller is of another build. */
export const unmarked = (name: string): string | null => (name.startsWith(MARK) ? name.slice(MARK.length) : null);

interface MarkedAnswer {
  readonly ok: boolean;
  readonly code?: string;
  readonly mark?: string;
}

/** Adds this build's mark to a refusal. A build from before the marks refuses every marked call without one. */
export const ofThisBuild = <A extends MarkedAnswer>(answer: A): A => (MARK ? { ...answer, mark: MARK } : answer);

/** Whether this answer comes from a background of another build. */
export const isOtherBuild = ({ code, mark = "" }: MarkedAnswer): boolean =>
  code === "other-build" || (code === "malformed" && mark !== MARK);
