// A key that only messages name is first encrypted to after its address's domain was asked and answered. Otherwise
// whoever can make a look-up fail could have a planted key used.
import { isWithin } from "../../domain/stamps";
import type { RecipientState } from "../../domain/trust/contact";
import type { LookupRow } from "../store/database";
import type { TrustView } from "./trust-view";

/** As long as writing one message may take. */
const LATELY = 24 * 60 * 60 * 1000;

/** Answers that say something: a web directory that is switched off, or known to be none, is the user's or our own word. */
const ANSWERED: readonly LookupRow["outcome"]["result"][] = ["found", "none", "off"];

/** What keeps mail from being sealed to a key that messages alone name; nothing for any other. */
export function uncheckedOf(
  { row, state }: Pick<TrustView, "row" | "state">,
  lookups: readonly LookupRow[],
  now: number,
): Pick<RecipientState, "unchecked"> {
  const taken = row.sealedDays.length > 0 || (row.pinned !== null && row.chosen === row.pinned);
  if (state !== "mail-only" || taken) return {};
  const asked = (["dns", "wkd"] as const).map((source) =>
    lookups.find(({ outcome }) => outcome.source === source && isWithin(outcome.at, now, LATELY)),
  );
  if (asked.includes(undefined)) return { unchecked: "due" };
  return asked.every((lookup) => ANSWERED.includes(lookup!.outcome.result)) ? {} : { unchecked: "failed" };
}
