// Whether an address without a known key really has none. A source that failed or was not asked proves nothing: otherwise
// anyone who can make a look-up fail could have mail sent unencrypted.
import { isWithin } from "../stamps";

/** The part of a LookupOutcome that counts here. */
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

/** none: every source has said so. failed: one did not answer, or not reliably. due: not all were asked. */
export type Absence = "none" | "failed" | "due";

/** As long as writing one message may take; milliseconds. */
const LATELY = 24 * 60 * 60 * 1000;

/** Results that count as answers; a source that is switched off is the user's own choice. */
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
