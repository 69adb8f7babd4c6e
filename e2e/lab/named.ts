import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Certificate } from "../browser/certificate";
import { asServer, freePorts, startServer, waitForPorts } from "./processes";
import { makeZones, type Published } from "./zones";

export interface Dns {
  /** Plain DNS of the validating resolver, for dig. */
  readonly port: number;
  /** DNS over HTTPS (HTTP/2, path /dns-query): two ports, for two operators. */
  readonly doh: readonly [number, number];
  /** SHA-256 DS digest of the tree's own root key, upper-case hex. */
  readonly anchor: string;
  readonly stop: () => Promise<void>;
}

/** Two BINDs: one serves the signed zones, one validates them from their own root and speaks DoH (RFC 8484). */
export async function startNamed(
  dir: string,
  take: (path: string) => void,
  certificate: Certificate,
  published: Published,
): Promise<Dns> {
  const { anchor, trustAnchor, files } = makeZones(join(dir, "zones"), published);
  const [authority, port, first, second] = (await freePorts(4)) as [number, number, number, number];
  writeFileSync(join(dir, "tls.key"), certificate.key);
  writeFileSync(join(dir, "tls.pem"), certificate.cert);
  const zones = [...files].map(([zone, file]) => `zone "${zone}" { type primary; file "zones/${file}"; };`).join("\n");
  const common = `directory "${dir}"; pid-file none; session-keyfile none; listen-on-v6 { none; };`;
  writeFileSync(
    join(dir, "authority.conf"),
    `options { ${common} listen-on port ${authority} { 127.0.0.1; }; recursion no; dnssec-validation no; };\ncontrols {};\n${zones}\n`,
  );
  writeFileSync(
    join(dir, "resolver.conf"),
    `tls front { cert-file "${dir}/tls.pem"; key-file "${dir}/tls.key"; };
http front { endpoints { "/dns-query"; }; };
options { ${common}
  listen-on port ${port} { 127.0.0.1; };
  listen-on port ${first} tls front http front { 127.0.0.1; };
  listen-on port ${second} tls front http front { 127.0.0.1; };
  recursion yes; allow-recursion { 127.0.0.1; };
  forward only; forwarders { 127.0.0.1 port ${authority}; };
  dnssec-validation yes; max-cache-ttl 5; max-ncache-ttl 5;
};
controls {};
trust-anchors { ${trustAnchor} };
`,
  );
  take(dir);
  const servers = ["authority", "resolver"].map((name) =>
    startServer(dir, name, [...asServer, "/usr/sbin/named", "-g", "-n", "1", "-c", join(dir, `${name}.conf`)]),
  );
  await waitForPorts("BIND", [authority, port, first, second]);
  return {
    port,
    doh: [first, second],
    anchor,
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}
