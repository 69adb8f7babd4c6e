import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { until } from "../browser/until";
import { asServer, freePorts, type Running, startServer, waitForPorts } from "./processes";
import { runProgram, tryProgram } from "./program";
import { startRelay } from "./relay";
import type { StartWebmail } from "./webmail-server";

const POSTGRES = "/usr/lib/postgresql";
/** Of the newest version that Debian has installed; null where there is none. */
const postgresFolder = (): string | null => {
  const versions = existsSync(POSTGRES)
    ? readdirSync(POSTGRES)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  return versions[0] ? join(POSTGRES, String(versions[0]), "bin") : null;
};

/** It wants to read the settings of its package, which Debian lets its own group read, though all of them are given anew. */
const asSogo = (): readonly string[] =>
  asServer.map((word) => (word === "--clear-groups" ? `--groups=${statSync("/etc/sogo/sogo.conf").gid}` : word));

const RESOURCES = "/usr/lib/GNUstep/SOGo/WebServerResources";
const TYPES: Record<string, string> = {
  css: "text/css",
  js: "text/javascript",
  svg: "image/svg+xml",
  png: "image/png",
  ico: "image/x-icon",
  woff2: "font/woff2",
};

/** What Debian's Apache would serve from the disk. */
function resource(path: string): { type: string; body: Buffer } | null {
  const [, name] = /^\/SOGo(?:\.woa)?\/WebServerResources\/(.+)$/.exec(decodeURIComponent(path)) ?? [];
  if (!name || name.includes("..")) return null;
  const file = join(RESOURCES, name);
  if (!existsSync(file)) return null;
  return { type: TYPES[name.split(".").at(-1)!] ?? "application/octet-stream", body: readFileSync(file) };
}

/** Debian's SOGo over a database of its own, behind a TLS relay that serves its files and keeps what browsers post. */
export const startSogo: StartWebmail = async (dir, take, certificate, servers) => {
  const [backend, sql, cache] = (await freePorts(3)) as [number, number, number];
  const database = await startPostgres(dir, take, sql, servers.passwords);
  const memcached = startServer(dir, "memcached", [...asServer, "memcached", "-l", "127.0.0.1", "-p", `${cache}`]);
  const home = join(dir, "home");
  mkdirSync(join(home, "spool"), { recursive: true });
  take(home);
  const sogod = startServer(
    dir,
    "sogod",
    [...asSogo(), "/usr/sbin/sogod", ...settings({ dir: home, backend, sql, cache, ...servers })],
    { HOME: home, LC_ALL: "C.UTF-8" },
  );
  await waitForPorts("SOGo", [cache, backend]);
  const relay = await startRelay(certificate, backend, {
    beside: resource,
    // SOGo writes links from these, as a proxy tells it.
    headers: {
      "x-webobjects-server-protocol": "HTTP/1.0",
      "x-webobjects-server-name": "webmail.example.test",
      "x-webobjects-server-port": "443",
      "x-webobjects-server-url": "https://webmail.example.test",
    },
  });
  return {
    port: relay.port,
    posted: relay.posted,
    async stop() {
      relay.stop();
      for (const one of [sogod, memcached, database]) await one.stop();
    },
  };
};

/** A cluster of its own, with a table of the lab's users. */
async function startPostgres(
  dir: string,
  take: (path: string) => void,
  port: number,
  users: ReadonlyMap<string, string>,
): Promise<Running> {
  const bin = postgresFolder()!;
  const data = join(dir, "database");
  mkdirSync(data);
  take(data);
  const run = (name: string, args: readonly string[], input = ""): void => {
    const [program, ...all] = [...asServer, join(bin, name), ...args];
    runProgram(program!, all, { cwd: data, input });
  };
  run("initdb", ["-D", data, "-U", "sogo", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
  const rows = [...users].map(([address, password]) => {
    const name = address.split("@")[0]!;
    return `('${address}', '${name}', '${password}', '${name[0]!.toUpperCase()}${name.slice(1)}', '${address}')`;
  });
  const table = "CREATE TABLE users (c_uid text PRIMARY KEY, c_name text, c_password text, c_cn text, mail text)";
  run("postgres", ["--single", "-D", data, "postgres"], `${table}\nINSERT INTO users VALUES ${rows.join(", ")}\n`);
  const options = ["-p", `${port}`, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-F"];
  const server = startServer(dir, "postgres", [...asServer, join(bin, "postgres"), "-D", data, ...options]);
  // It listens before it answers.
  const asked = ["-h", "127.0.0.1", "-p", `${port}`];
  await until("PostgreSQL", () => tryProgram(join(bin, "pg_isready"), asked).status === 0);
  return server;
}

interface Ports {
  readonly dir: string;
  readonly backend: number;
  readonly sql: number;
  readonly cache: number;
  readonly imap: number;
  readonly smtp: number;
}

/** On the command line, where they outweigh what the package wrote to /etc/sogo/sogo.conf. */
function settings({ dir, backend, sql, cache, imap, smtp }: Ports): string[] {
  const table = (name: string): string => `postgresql://sogo:x@127.0.0.1:${sql}/postgres/${name}`;
  const source = `{ type = sql; id = users; viewURL = "${table("users")}"; userPasswordAlgorithm = plain;
    IMAPLoginFieldName = mail; MailFieldNames = (mail); canAuthenticate = YES; isAddressBook = NO; }`;
  const all: Record<string, string> = {
    // Its watchdog would start workers in sessions of their own, which one signal does not end.
    WOUseWatchDog: "NO",
    WOPort: `127.0.0.1:${backend}`,
    WOPidFile: join(dir, "sogo.pid"),
    WOLogFile: "-",
    WONoDetach: "YES",
    SOGoMailSpoolPath: join(dir, "spool"),
    SOGoMemcachedHost: `127.0.0.1:${cache}`,
    SOGoProfileURL: table("sogo_user_profile"),
    OCSFolderInfoURL: table("sogo_folder_info"),
    OCSSessionsFolderURL: table("sogo_sessions_folder"),
    OCSEMailAlarmsFolderURL: table("sogo_alarms_folder"),
    SOGoUserSources: `(${source})`,
    SOGoIMAPServer: `imap://127.0.0.1:${imap}`,
    SOGoSieveScriptsEnabled: "NO",
    SOGoVacationEnabled: "NO",
    SOGoForwardEnabled: "NO",
    SOGoMailingMechanism: "smtp",
    SOGoSMTPServer: `smtp://127.0.0.1:${smtp}`,
    SOGoSMTPAuthenticationType: "PLAIN",
    SOGoMailDomain: "example.test",
    SOGoLoginModule: "Mail",
    SOGoLanguage: "English",
    SOGoTimeZone: "UTC",
    SOGoXSRFValidationEnabled: "YES",
    SOGoMailAutoSave: "1",
    // Its editor of HTML keeps a text of its own, which no adapter can fill: see content/sites/sogo/selectors.ts.
    SOGoMailComposeMessageType: "text",
  };
  return Object.entries(all).flatMap(([name, value]) => [`-${name}`, value]);
}
