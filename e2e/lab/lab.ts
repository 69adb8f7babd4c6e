import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Certificate, makeCertificate } from "../browser/certificate";
import { startDovecot } from "./dovecot";
import { startImapTap } from "./imap-tap";
import { startNamed } from "./named";
import { runProgram } from "./program";
import { startRoundcube } from "./roundcube";
import { startSubmission } from "./submission";
import type { StartWebmail } from "./webmail-server";
import type { Published } from "./zones";

export const WEBMAIL = "https://webmail.example.test";
export const USERS = ["alice", "bob", "carol"] as const;
export type User = (typeof USERS)[number];
export const addressOf = (user: User): string => `${user}@example.test`;
export const passwordOf = (user: User): string => `${user}-pw`;

export interface Lab {
  /** Host name -> loopback port, for the browser. */
  readonly map: Readonly<Record<string, number>>;
  readonly certificate: Certificate;
  /** SHA-256 DS digest of the lab's DNS root key, upper-case hex, which test builds trust instead of the real one. */
  readonly anchor: string;
  /** Resolver for dig. */
  readonly dnsPort: number;
  readonly smtpPort: number;
  /** Socket that delivers mail to the users by LMTP. */
  readonly lmtp: string;
  /** Every file in the users' mailboxes now, folder names included. */
  readonly stored: () => { readonly path: string; readonly text: string }[];
  /** Everything that ever reached the mail servers: IMAP commands, submitted mail, posted forms. */
  readonly seen: () => { readonly imap: string; readonly smtp: string; readonly web: string };
  readonly stop: () => Promise<void>;
}

function files(dir: string): { path: string; text: string }[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) => textOf(path) ?? []);
}

/** Null when the file is gone: servers rename mail that arrives and that is read. */
function textOf(path: string): { path: string; text: string } | null {
  try {
    return { path, text: readFileSync(path, "utf8") };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** A whole mail provider on loopback: a webmail, Dovecot, submission, and a signed DNS tree behind two DoH names. */
export async function startLab(published: Published, startWebmail: StartWebmail = startRoundcube): Promise<Lab> {
  // A short path (sockets have 108 bytes) that the servers' own user may enter.
  const dir = mkdtempSync("/tmp/cachet-lab-");
  chmodSync(dir, 0o755);
  const root = process.getuid?.() === 0;
  const id = (flag: string): string =>
    runProgram("id", [flag, ...(root ? ["mail"] : [])])
      .toString()
      .trim();
  const [user, group] = [id("-un"), id("-gn")];
  const take = (path: string): void => {
    if (root) runProgram("chown", ["-R", `${user}:${group}`, path]);
  };
  const part = (name: string): string => {
    mkdirSync(join(dir, name));
    return join(dir, name);
  };

  const certificate = makeCertificate(["*.example.test", "dns.quad9.net", "cloudflare-dns.com", "mail.google.com"]);
  const passwords = new Map(USERS.map((name) => [addressOf(name), passwordOf(name)]));
  const stops: (() => void | Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.reverse()) await one();
    rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    const dns = await startNamed(part("dns"), take, certificate, published);
    stops.push(dns.stop);
    const imap = await startDovecot(part("imap"), { user, group, take }, passwords);
    stops.push(imap.stop);
    const tap = await startImapTap(imap.port);
    stops.push(tap.stop);
    const smtp = await startSubmission(imap.homes, passwords, take);
    stops.push(smtp.stop);
    const servers = { imap: tap.port, smtp: smtp.port, passwords };
    const webmail = await startWebmail(part("web"), take, certificate, servers);
    stops.push(webmail.stop);
    return {
      map: {
        "webmail.example.test:443": webmail.port,
        "dns.quad9.net:443": dns.doh[0],
        "cloudflare-dns.com:443": dns.doh[1],
      },
      certificate,
      anchor: dns.anchor,
      dnsPort: dns.port,
      smtpPort: smtp.port,
      lmtp: imap.lmtp,
      stored: () => files(imap.homes),
      seen: () => ({ imap: tap.sent(), smtp: smtp.received(), web: webmail.posted() }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
