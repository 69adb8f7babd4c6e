import { addressKey } from "../../../domain/address";

/**
 * Name of a message: folder, number, and whom it is from. The number alone is not enough: a folder that is made anew counts
 * from 1 again (RFC 3501 2.3.1.1, UIDVALIDITY, which the page does not tell). Null where one of the three is missing.
 */
export const roundcubeName = (
  folder: string | null | undefined,
  uid: string | null | undefined,
  sender: string | null | undefined,
): string | null => (folder && uid && sender ? `${folder}/${uid}/${addressKey(sender)}` : null);
