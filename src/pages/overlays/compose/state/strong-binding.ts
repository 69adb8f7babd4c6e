import { addressKey, RECIPIENT_FIELDS, type RecipientField, type Recipients } from "../../../../domain/address";
import { parseStrongAddress } from "../../../../domain/discovery/strong-address";
import type { Replacement } from "../../../../messages/channel";

/**
 * Remembers which addresses were strong ones. Delivery needs the page's field to hold the address without its label, and from
 * then on the page no longer tells that it was bound; sealing to it stays bound all the same.
 */
export function createBindings() {
  const strongOf = new Map<string, string>();

  /** The page's recipients with what was bound once under its strong address again, each once. */
  const bound = (recipients: Recipients): Recipients => {
    for (const { address } of RECIPIENT_FIELDS.flatMap((field) => recipients[field])) {
      const parsed = parseStrongAddress(address);
      if (parsed?.deliverTo) strongOf.set(addressKey(parsed.deliverTo), address);
    }
    const seen = new Set<string>();
    const named = (field: RecipientField) =>
      recipients[field].flatMap((one) => {
        const address = strongOf.get(addressKey(one.address)) ?? one.address;
        if (seen.has(addressKey(address))) return [];
        seen.add(addressKey(address));
        return [{ ...one, address }];
      });
    return { ...recipients, to: named("to"), cc: named("cc"), bcc: named("bcc") };
  };

  return { bound };
}

/** What the page's fields must hold instead, for delivery. */
export const replacementsIn = (recipients: Recipients): Replacement[] =>
  RECIPIENT_FIELDS.flatMap((field) => recipients[field]).flatMap(({ address }) => {
    const to = parseStrongAddress(address)?.deliverTo;
    return to ? [{ from: address, to }] : [];
  });

/** Nothing may leave in clear while this holds. */
export const hasStrong = (recipients: Recipients): boolean =>
  RECIPIENT_FIELDS.some((field) => recipients[field].some(({ address }) => parseStrongAddress(address) !== null));
