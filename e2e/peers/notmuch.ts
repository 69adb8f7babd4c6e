import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { must } from "./peer";

/** `read`: with what is sealed opened by GnuPG. `raw`: without. */
export interface ShownMail {
  readonly read: string;
  readonly raw: string;
}

/** Every message of a mail folder with just this one, as notmuch shows it. */
export function shownByNotmuch(gpgHome: string, mail: Buffer): ShownMail {
  const home = mkdtempSync("/tmp/cachet-notmuch-");
  for (const folder of ["new", "cur", "tmp"]) mkdirSync(join(home, "mail", folder), { recursive: true });
  writeFileSync(join(home, "mail/new/1"), mail);
  const config = join(home, "config");
  writeFileSync(config, `[database]\npath=${join(home, "mail")}\n[user]\nprimary_email=bob@example.org\n`);
  const env = { NOTMUCH_CONFIG: config, GNUPGHOME: gpgHome, HOME: home };
  const notmuch = (...args: string[]): string => must("notmuch", args, "", env).out.toString();
  notmuch("new");
  const shown = {
    read: notmuch("show", "--decrypt=true", "--format=json", "--include-html", "*"),
    raw: notmuch("show", "--decrypt=false", "--format=json", "*"),
  };
  rmSync(home, { recursive: true, force: true });
  return shown;
}
