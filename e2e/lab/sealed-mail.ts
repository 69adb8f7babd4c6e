import type { Lab, User } from "./lab";

const ARMOR = /-----BEGIN PGP MESSAGE-----[\s\S]+?-----END PGP MESSAGE-----/;

/** The armored message in the one mail in a user's Maildir whose subject holds `subject`, as any mail program finds it. */
export function sealedMailTo(lab: Lab, user: User, subject: string): string {
  const mails = lab
    .stored()
    .filter(({ path }) => new RegExp(`/${user}/Maildir/(new|cur)/`).test(path))
    .filter(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1]?.includes(subject));
  if (mails.length !== 1) throw new Error(`${mails.length} mails to ${user} about ${subject}`);
  const armor = ARMOR.exec(mails[0]!.text);
  if (!armor) throw new Error(`the mail to ${user} about ${subject} is not sealed:\n${mails[0]!.text}`);
  return armor[0].replaceAll("\r\n", "\n");
}
