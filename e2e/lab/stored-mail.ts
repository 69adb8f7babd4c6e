import type { Lab, User } from "./lab";

/** The mails in a user's Maildir whose subject contains `subject`, as stored on the disk. */
export const storedMails = (lab: Lab, user: User, subject: string): string[] =>
  lab
    .stored()
    .filter(({ path, text }) => {
      const [, title = ""] = /^Subject: (.*)$/m.exec(text) ?? [];
      return new RegExp(`/${user}/Maildir/(new|cur)/`).test(path) && title.includes(subject);
    })
    .map(({ text }) => text);
