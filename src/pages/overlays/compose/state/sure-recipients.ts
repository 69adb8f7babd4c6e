// Recipients of whom the page may show a name that only looks like an address. They are nobody until the writer says that it is
// the address, for this message and as long as it stands there so.
import {
  addressKey,
  RECIPIENT_FIELDS,
  type Recipient,
  type RecipientField,
  type Recipients,
} from "../../../../domain/address";

export interface Unsure extends Recipient {
  readonly field: RecipientField;
}

const keyOf = ({ field, address, name }: Unsure): string => `${field} ${addressKey(address)} ${name}`;

export function createSureRecipients() {
  let confirmed = new Set<string>();

  /** The page's recipients, those who are unsure among what cannot be read, and who they are. */
  const sure = (page: Recipients): { readonly recipients: Recipients; readonly unsure: readonly Unsure[] } => {
    const doubtful = RECIPIENT_FIELDS.flatMap((field) =>
      page[field].flatMap((one) => (one.unsure ? [{ ...one, field }] : [])),
    );
    // Gone from the page, or shown otherwise: what comes back is another question.
    confirmed = new Set(doubtful.map(keyOf).filter((key) => confirmed.has(key)));
    const unsure = doubtful.filter((one) => !confirmed.has(keyOf(one)));
    const without = (field: Unsure["field"]) =>
      page[field].filter((one) => !one.unsure || confirmed.has(keyOf({ ...one, field })));
    const unreadable = [...page.unreadable, ...unsure.map(({ address }) => address)];
    return { recipients: { to: without("to"), cc: without("cc"), bcc: without("bcc"), unreadable }, unsure };
  };

  return { sure, confirm: (one: Unsure) => void confirmed.add(keyOf(one)) };
}
