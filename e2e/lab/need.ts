import { existsSync } from "node:fs";

// What the lab runs, by the file that shows it is there. install.sh installs the packages they come from.
const PROGRAMS = [
  "/usr/bin/chromium",
  "/usr/bin/php",
  "/var/lib/roundcube/public_html/index.php",
  "/usr/sbin/dovecot",
  "/usr/sbin/named",
  "/usr/bin/dnssec-signzone",
  "/usr/bin/dig",
  "/usr/bin/gpg",
  "/usr/bin/curl",
];

/** Why suites that need these must be skipped, or null. On CI nothing is skipped: what is missing fails there. */
export function reasonToSkip(extra: readonly string[] = []): string | null {
  if (process.env.CI) return null;
  const missing = [...PROGRAMS, ...extra].filter((file) => !existsSync(file));
  return missing.length === 0 ? null : `not installed: ${missing.join(", ")}; see e2e/lab/install.sh`;
}
