// Whether an address for which no key is at hand has none, as far as anybody can tell. A source that failed, or was not asked,
// has not said so: whoever can make a look-up fail could otherwise have mail go out in clear.
import { isWithin } from "../stamps";

/** What one source said, as far as it counts here; a part of LookupOutcome. */
interface KnownOutcome {
  readonly source: string;
  readonly server: string | null;
  readonly result: string;
  readonly at: number;
}

/** One question of the plan (domain/discovery/plan.ts). */
interface Asking {
  readonly source: string;
  readonly server?: string;
}

/** none: everybody who could know has said so. failed: somebody did not answer, or with nothing to rely on. due: not all were asked. */
export type Absence = "none" | "failed" | "due";

/** As long as one letter may take to write. */
const LATELY = 24 * 60 * 60 * 1000;

/** Answers that say something: what is switched off is the user's own word. */
const ANSWERED: ReadonlySet<string> = new Set(["found", "none", "off"]);

export function absenceOf(plan: readonly (readonly Asking[])[], known: readonly KnownOutcome[], now: number): Absence {
  const answers = plan
    .flat()
    .map(({ source, server = null }) =>
      known.find((one) => one.source === source && one.server === server && isWithin(one.at, now, LATELY)),
    );
  if (answers.some((one) => one !== undefined && !ANSWERED.has(one.result))) return "failed";
  return answers.includes(undefined) ? "due" : "none";
}
