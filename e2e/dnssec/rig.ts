// Serves the whole tree: one BIND has the zones, a second resolves them over plain DNS and DoH (without validation, so that
// bogus answers pass), and our own front can misbehave.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Certificate, makeCertificate } from "../browser/certificate";
import { ownerName } from "../dns/doh";
import { asServer, freePorts, startServer, waitForPorts } from "../lab/processes";
import { runProgram } from "../lab/program";
import type { Mode } from "./attacks";
import { type Front, startFront } from "./front";
import { makeKeys, makeTree } from "./tree";
import type { Keys } from "./zones";

export interface Rig {
  /** Host name -> loopback port, for the browser: both operators are the front. */
  readonly map: Readonly<Record<string, number>>;
  readonly certificate: Certificate;
  /** SHA-256 DS digest of the tree's root key, upper-case hex. */
  readonly anchor: string;
  /** A trust-anchors file for delv -a. */
  readonly anchorFile: string;
  /** The resolver over plain DNS, UDP and TCP. */
  readonly port: number;
  /** The resolver's own DoH (HTTP/2 only). */
  readonly dohPort: number;
  readonly front: Front;
  /** The front's attack; "honest" at first. */
  mode: Mode;
  /** Address -> the binary key published for it. */
  readonly keys: Keys;
  readonly stop: () => Promise<void>;
}

const OPERATORS = ["dns.quad9.net", "cloudflare-dns.com"];

/** alice's owner name becomes bob's, which secure.test also has; the name beside a wildcard becomes one that it matches. */
function otherName(name: string): string {
  const first = (address: string): string => ownerName(address).split(".")[0]!;
  return name.replace(first("alice@"), first("bob@")).replace(/^there\.wild\./, "any.wild.");
}

export async function startDnssecRig(): Promise<Rig> {
  const dir = mkdtempSync("/tmp/cachet-dnssec-");
  chmodSync(dir, 0o755);
  const certificate = makeCertificate([...OPERATORS, "mail.google.com"]);
  const keys = await makeKeys();
  const { files, anchor, trustAnchor } = makeTree(join(dir, "zones"), keys);
  const [authority, port, dohPort] = (await freePorts(3)) as [number, number, number];
  const anchorFile = join(dir, "anchor.conf");
  writeFileSync(anchorFile, `trust-anchors { ${trustAnchor} };\n`);
  writeFileSync(join(dir, "tls.key"), certificate.key);
  writeFileSync(join(dir, "tls.pem"), certificate.cert);
  const common = `directory "${dir}"; pid-file none; session-keyfile none; listen-on-v6 { none; }; dnssec-validation no;`;
  const zones = [...files].map(([name, file]) => `zone "${name || "."}" { type primary; file "zones/${file}"; };`);
  writeFileSync(
    join(dir, "authority.conf"),
    `options { ${common} listen-on port ${authority} { 127.0.0.1; }; recursion no; };\ncontrols {};\n${zones.join("\n")}\n`,
  );
  writeFileSync(
    join(dir, "resolver.conf"),
    `tls front { cert-file "${dir}/tls.pem"; key-file "${dir}/tls.key"; };
http front { endpoints { "/dns-query"; }; };
options { ${common}
  listen-on port ${port} { 127.0.0.1; };
  listen-on port ${dohPort} tls front http front { 127.0.0.1; };
  recursion yes; allow-recursion { 127.0.0.1; };
  forward only; forwarders { 127.0.0.1 port ${authority}; };
};
controls {};
`,
  );
  if (asServer.length > 0) runProgram("chown", ["-R", "mail:mail", dir]);
  const servers = ["authority", "resolver"].map((name) =>
    startServer(dir, name, [...asServer, "/usr/sbin/named", "-g", "-n", "1", "-c", join(dir, `${name}.conf`)]),
  );
  const stopServers = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    await waitForPorts("BIND", [authority, port, dohPort]);
    const front = await startFront(certificate, port, { zones: [...files.keys()], otherName });
    return {
      map: Object.fromEntries(OPERATORS.map((host) => [`${host}:443`, front.port])),
      certificate,
      anchor,
      anchorFile,
      port,
      dohPort,
      front,
      get mode() {
        return front.mode;
      },
      set mode(mode) {
        front.mode = mode;
      },
      keys,
      stop: async () => {
        await front.stop();
        await stopServers();
      },
    };
  } catch (error) {
    await stopServers();
    throw error;
  }
}
