// A key known from messages alone is used only after the domain of its address was asked and answered. Otherwise an
// attacker who makes look-ups fail could have a planted key used.
import { isWithin } from "../../domain/stamps";
import type { RecipientState } from "../../domain/trust/contact";
import type { LookupRow } from "../store/database";
import type { TrustView } from "./trust-view";

/** The longest time that writing one message may take. */
const LATELY = 24 * 60 * 60 * 1000;

/** Results that count as answers: "off" is a web directory switched off by the user or known not to exist. */
const ANSWERED: readonly LookupRow["outcome"]["result"][] = ["found", "none", "off"];

/** What prevents sealing to a key known from messages alone; nothing for any other key. */
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
