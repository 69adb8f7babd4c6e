// The writer's own list of recipients, for pages of which not everybody can be read, and how it is held against the page.
import {
  addressKey,
  type Mailbox,
  RECIPIENT_FIELDS,
  type RecipientField,
  type Recipients,
} from "../../../../domain/address";
import { deliveryAddress } from "../../../../domain/discovery/strong-address";
import type { SealedTo } from "../../../../messages/page-calls";

const keyOf = (address: string): string => addressKey(deliveryAddress(address));

const fieldOf = (list: Recipients, address: string): RecipientField | null =>
  RECIPIENT_FIELDS.find((field) => list[field].some((one) => keyOf(one.address) === keyOf(address))) ?? null;

/** Somebody the page sends to, in `field`. `says`: where the list has them; null: nowhere. */
export interface LeftOut extends Mailbox {
  readonly field: RecipientField;
  readonly says: RecipientField | null;
}

export interface Compared {
  /** Those about whom the writer must decide: not in the list, or hidden from others in one of the two alone. */
  readonly leftOut: readonly LeftOut[];
  /** Those in the list whom the page does not show. */
  readonly notShown: readonly string[];
  /** What the page shows without an address. */
  readonly byName: readonly string[];
  /** What the page may have beside the list when its Send is pressed. */
  readonly beside: NonNullable<SealedTo["beside"]>;
}

/** Holds the list against what can be read of the page. `excused`: who gets the message and cannot open it, as the writer said. */
export function compared(page: Recipients, list: Recipients, excused: readonly string[]): Compared {
  const differing = RECIPIENT_FIELDS.flatMap((field) =>
    page[field].flatMap(({ address, name }) => {
      const says = fieldOf(list, address);
      // Between To and Cc nobody is hidden from anybody.
      return says && (says === "bcc") === (field === "bcc") ? [] : [{ address, name, field, says }];
    }),
  );
  const others = differing.filter(({ says }) => !says).map(({ address }) => address);
  const all = RECIPIENT_FIELDS.flatMap((field) => list[field].map(({ address }) => address));
  return {
    leftOut: differing.filter(({ address, says }) => says || !excused.includes(address)),
    notShown: all.filter((address) => !fieldOf(page, address)),
    byName: page.unreadable,
    beside: { people: others, unreadable: page.unreadable },
  };
}

export const withoutPerson = (list: Recipients, address: string): Recipients => {
  const others = (field: RecipientField) => list[field].filter((one) => keyOf(one.address) !== keyOf(address));
  return { to: others("to"), cc: others("cc"), bcc: others("bcc"), unreadable: list.unreadable };
};

/** Adds people to a field, each of whom then stands in no other. */
export const withPeople = (list: Recipients, field: RecipientField, people: readonly Mailbox[]): Recipients =>
  people.reduce((now, one) => {
    const rest = withoutPerson(now, one.address);
    return { ...rest, [field]: [...rest[field], { address: one.address, name: one.name }] };
  }, list);

/** What a list begins with: those of the page whom the writer has seen, and whom the draft was for. */
export function listFrom(page: Recipients, unseen: readonly Mailbox[], meant: readonly Mailbox[]): Recipients {
  const list = unseen.reduce<Recipients>((now, { address }) => withoutPerson(now, address), {
    to: page.to,
    cc: page.cc,
    bcc: page.bcc,
    unreadable: [],
  });
  return withPeople(
    list,
    "to",
    meant.filter(({ address }) => !fieldOf(list, address)),
  );
}
