import { addressKey } from "../../../domain/address";

/**
 * Name of a message: folder, UID and sender. The UID alone is not enough: a folder that is created again counts from 1 (RFC
 * 3501 2.3.1.1; the page does not show UIDVALIDITY). Null where one of the three is missing.
 */
export const roundcubeName = (
  folder: string | null | undefined,
  uid: string | null | undefined,
  sender: string | null | undefined,
): string | null => (folder && uid && sender ? `${folder}/${uid}/${addressKey(sender)}` : null);
