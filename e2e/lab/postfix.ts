import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./program";

export const POSTFIX_PROGRAMS = ["/usr/lib/postfix/sbin/master", "/usr/sbin/sendmail"];

export interface Machine {
  readonly name: string;
  readonly ip: string;
  /** More lines of main.cf: postconf(5). */
  readonly settings: Readonly<Record<string, string>>;
}

/** Folder of main.cf and master.cf, for `sendmail -C`. */
export const configOf = (dir: string): string => join(dir, "etc");

/** Log file of the instance's daemons. */
export const logOf = (dir: string): string => join(dir, "log");

// Everything under one folder, nothing from /etc/postfix, no DNS: the hosts file resolves names both ways.
const main = (dir: string, { name, ip, settings }: Machine): string =>
  Object.entries({
    compatibility_level: "3.6",
    myhostname: name,
    inet_interfaces: ip,
    inet_protocols: "ipv4",
    mynetworks: ip,
    mydestination: "",
    alias_maps: "",
    queue_directory: `${dir}/spool`,
    data_directory: `${dir}/data`,
    maillog_file_prefixes: dir,
    maillog_file: logOf(dir),
    smtp_host_lookup: "native",
    smtp_dns_support_level: "disabled",
    // Otherwise a header in UTF-8 requires RFC 6531 of the next server, which Dovecot's LMTP does not support.
    smtputf8_enable: "no",
    smtpd_recipient_restrictions: "permit_mynetworks, reject_unauth_destination",
    ...settings,
  })
    .map(([key, value]) => `${key} = ${value}\n`)
    .join("");

// The services of a relay, from Debian's master.cf, without chroot.
const MASTER = `
smtp      inet      n - n -   - smtpd
pickup    unix      n - n 60  1 pickup
cleanup   unix      n - n -   0 cleanup
qmgr      unix      n - n 300 1 qmgr
tlsmgr    unix      - - n 1000? 1 tlsmgr
rewrite   unix      - - n -   - trivial-rewrite
bounce    unix      - - n -   0 bounce
defer     unix      - - n -   0 bounce
trace     unix      - - n -   0 bounce
proxymap  unix      - - n -   - proxymap
smtp      unix      - - n -   - smtp
error     unix      - - n -   - error
retry     unix      - - n -   - error
lmtp      unix      - - n -   - lmtp
anvil     unix      - - n -   1 anvil
postlog   unix-dgram n - n -  1 postlogd
`;

const QUEUES = ["active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private"];

/** Writes an instance into an empty folder and returns the command that runs it in the foreground. Root only. */
export function makePostfix(dir: string, machine: Machine): readonly string[] {
  const folder = (name: string, owner: string, mode: number): void => {
    mkdirSync(join(dir, name), { recursive: true });
    runProgram("chown", [owner, join(dir, name)]);
    chmodSync(join(dir, name), mode);
  };
  folder("etc", "root", 0o755);
  folder("spool", "root", 0o755);
  folder("data", "postfix", 0o700);
  folder("spool/pid", "root", 0o755);
  for (const queue of [...QUEUES, "saved", "trace"]) folder(`spool/${queue}`, "postfix", 0o700);
  // Debian's modes: users of sendmail access these two through the group only.
  folder("spool/maildrop", "postfix:postdrop", 0o1730);
  folder("spool/public", "postfix:postdrop", 0o2710);
  writeFileSync(join(configOf(dir), "main.cf"), main(dir, machine));
  writeFileSync(join(configOf(dir), "master.cf"), MASTER);
  return ["/usr/lib/postfix/sbin/master", "-c", configOf(dir), "-s"];
}
