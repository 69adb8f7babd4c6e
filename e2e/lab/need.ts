import { existsSync } from "node:fs";
import { canHaveNetwork, NETWORK_PROGRAMS } from "./network";
import { POSTFIX_PROGRAMS } from "./postfix";

// Files whose presence shows that a program is installed. install.sh installs their packages.
const BIND = [
  "/usr/sbin/named",
  "/usr/bin/dnssec-keygen",
  "/usr/bin/dnssec-signzone",
  "/usr/bin/dnssec-dsfromkey",
  "/usr/bin/delv",
];

const LAB = [
  "/usr/bin/chromium",
  "/usr/bin/php",
  "/var/lib/roundcube/public_html/index.php",
  "/usr/sbin/dovecot",
  "/usr/lib/dovecot/lmtp",
  ...BIND,
  "/usr/bin/dig",
  "/usr/bin/gpg",
  "/usr/bin/curl",
];

const PEERS = ["/usr/bin/gpg", "/usr/bin/sq", "/usr/bin/sqop", "/usr/bin/rnp", "/usr/bin/notmuch"];

function skipWithout(programs: readonly string[]): string | null {
  if (process.env.CI) return null;
  const missing = programs.filter((file) => !existsSync(file));
  return missing.length === 0 ? null : `not installed: ${missing.join(", ")}; see e2e/lab/install.sh`;
}

/** Why suites that need the webmail must be skipped, or null. On CI nothing is skipped: missing programs fail there. */
export const reasonToSkip = (extra: readonly string[] = []): string | null => skipWithout([...LAB, ...extra]);

/** The same for suites with mail servers in a separate network. No package helps where the kernel refuses that. */
export const reasonToSkipHops = (): string | null =>
  reasonToSkip([...NETWORK_PROGRAMS, ...POSTFIX_PROGRAMS]) ??
  (canHaveNetwork() ? null : "a network of its own needs root and a kernel that lets it");

/** The same for suites that need BIND only. */
export const reasonToSkipBind = (): string | null => skipWithout(BIND);

/** The same for suites that need other OpenPGP programs only. */
export const reasonToSkipPeers = (): string | null => skipWithout(PEERS);
