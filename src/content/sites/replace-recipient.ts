import { addressKey, RECIPIENT_FIELDS, type Recipients } from "../../domain/address";

/** Whether the page's fields hold this address. */
const holds = (recipients: Recipients, address: string): boolean =>
  RECIPIENT_FIELDS.some((field) => recipients[field].some((one) => addressKey(one.address) === addressKey(address)));

/**
 * Adds before it removes, and reads the fields after each step, so that a page that does not react loses no recipient. True
 * when the fields hold `to` and no longer `from`.
 */
export function swapRecipient(
  recipients: () => Recipients,
  { from, to }: { from: string; to: string },
  { add, remove }: { add(): void; remove(): void },
): boolean {
  if (!holds(recipients(), from)) return holds(recipients(), to);
  if (!holds(recipients(), to)) add();
  if (!holds(recipients(), to)) return false;
  remove();
  return !holds(recipients(), from);
}

/** Fills a field the way typing does, so that the page's own script sees it. */
export function typeInto(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text;
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
}
