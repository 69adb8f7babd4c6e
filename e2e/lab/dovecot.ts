import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asServer, freePorts, type Running, startServer, waitForPorts } from "./processes";

export interface Imap extends Running {
  readonly port: number;
  /** Parent of one folder per user, each with its Maildir. */
  readonly homes: string;
  /** Socket that accepts mail for the users by LMTP (RFC 2033). */
  readonly lmtp: string;
}

const BOXES = ["Drafts", "Sent", "Trash", "Junk"];

// Rootless Dovecot 2.3: one ordinary user, one folder, loopback, no chroot.
const config = (dir: string, port: number, user: string, group: string): string => `
base_dir = ${dir}/run
state_dir = ${dir}/run
log_path = ${dir}/dovecot.log
listen = 127.0.0.1
protocols = imap lmtp
hostname = imap.example.test
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
mail_location = maildir:~/Maildir
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${dir}/users
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${dir}/home/%n
}
namespace inbox {
  inbox = yes
${BOXES.map((box) => `  mailbox ${box} {\n    auto = subscribe\n    special_use = \\${box}\n  }`).join("\n")}
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  user = ${user}
  unix_listener lmtp {
    mode = 0666
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`;

export async function startDovecot(
  dir: string,
  owner: { user: string; group: string; take: (path: string) => void },
  passwords: ReadonlyMap<string, string>,
): Promise<Imap> {
  const [port] = (await freePorts(1)) as [number];
  mkdirSync(join(dir, "run"), { recursive: true });
  mkdirSync(join(dir, "home"));
  writeFileSync(join(dir, "users"), [...passwords].map(([user, word]) => `${user}:{PLAIN}${word}\n`).join(""));
  writeFileSync(join(dir, "dovecot.conf"), config(dir, port, owner.user, owner.group));
  owner.take(dir);
  const running = startServer(dir, "dovecot-start", [
    ...asServer,
    "/usr/sbin/dovecot",
    "-F",
    "-c",
    join(dir, "dovecot.conf"),
  ]);
  await waitForPorts("Dovecot", [port]);
  return { ...running, port, homes: join(dir, "home"), lmtp: join(dir, "run/lmtp") };
}
