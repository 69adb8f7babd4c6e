import type { Lab, User } from "./lab";
import { storedMails } from "./stored-mail";

const ARMOR = /-----BEGIN PGP MESSAGE-----[\s\S]+?-----END PGP MESSAGE-----/;

/** The armored message in the only mail in a user's Maildir whose subject contains `subject`, as any mail program finds it. */
export function sealedMailTo(lab: Lab, user: User, subject: string): string {
  const mails = storedMails(lab, user, subject);
  if (mails.length !== 1) throw new Error(`${mails.length} mails to ${user} about ${subject}`);
  const armor = ARMOR.exec(mails[0]!);
  if (!armor) throw new Error(`the mail to ${user} about ${subject} is not sealed:\n${mails[0]!}`);
  return armor[0].replaceAll("\r\n", "\n");
}
