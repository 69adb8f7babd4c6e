import { exactAddress } from "../../../domain/label";
import { labelledPerson, onePerson } from "../people";
import type { Mailbox } from "../site";

/**
 * Outlook writes "Name<a@b>", for somebody of the directory the name, and for anybody else without one the address: then it
 * stands alone, and is the same in all that is told.
 */
export function labelPerson(labels: readonly (string | null)[], shown: string | null): Mailbox | null {
  const seen = shown !== null && exactAddress(shown) ? [shown] : [];
  return labelledPerson(labels, shown) ?? onePerson([...labels, ...seen], shown);
}
