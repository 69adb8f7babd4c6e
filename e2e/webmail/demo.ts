// The whole demo world: webmail, its domain's DNS, and the map that leads a browser there. Shared by `npm start` and
// the end-to-end tests.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readKey } from "openpgp";
import { makeCertificate } from "../browser/certificate";
import { type Dns, startDns } from "../dns/doh";
import type { Mailbox } from "./mail-text";
import { file, startWebmail, type Webmail } from "./server";

export const MAIL_URL = "https://mail.google.com/mail/u/0/";
export const DNS_PAGE_URL = "https://dns.demo.example/";
export const ALICE: Mailbox = { address: "alice@demo.example", name: "Alice Martin" };
export const BOB: Mailbox = { address: "bob@demo.example", name: "Bob Durand" };

export interface Demo {
  readonly webmail: Webmail;
  readonly dns: Dns;
  /** For launch(): the hosts this world plays. */
  readonly map: Record<string, number>;
  readonly certificates: readonly string[];
  /** Puts a key into the demo domain's zone. */
  publish(address: string, armored: string): Promise<void>;
  close(): Promise<void>;
}

export interface DemoOptions {
  /** Where mail and zone are kept; default: a fresh folder, removed on close. */
  readonly dir?: string;
  readonly accounts?: readonly Mailbox[];
  readonly slowMs?: number;
}

const HOSTS = ["mail.google.com", "dns.quad9.net", "cloudflare-dns.com", "dns.demo.example", "elsewhere.demo.example"];

export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), "cachet-demo-"));
  mkdirSync(dir, { recursive: true });
  const certificate = makeCertificate(HOSTS);
  const dns = await startDns(certificate, "demo.example", options.slowMs);
  const zoneFile = join(dir, "zone.json");
  if (existsSync(zoneFile))
    for (const [name, key] of Object.entries<string>(JSON.parse(readFileSync(zoneFile, "utf8"))))
      dns.zone.set(name, Buffer.from(key, "base64"));

  const publish = async (address: string, armored: string): Promise<void> => {
    const key = (await readKey({ armoredKey: armored })).toPublic();
    dns.publish(address, key.write());
    const entries = [...dns.zone].map(([name, data]) => [name, Buffer.from(data).toString("base64")]);
    writeFileSync(zoneFile, JSON.stringify(Object.fromEntries(entries)));
  };
  const elsewhere = async (request: IncomingMessage, body: string, response: ServerResponse): Promise<boolean> => {
    if (request.headers.host !== "dns.demo.example") return false;
    if (request.method !== "POST") {
      file(request.url === "/" ? "dns.html" : request.url!.replace("/demo/", ""), response);
      return true;
    }
    const { address, key } = JSON.parse(body);
    const problem = await publish(address, key).then(() => null, String);
    response.writeHead(problem ? 400 : 200, { "content-type": "application/json" }).end(JSON.stringify({ problem }));
    return true;
  };
  const webmail = await startWebmail({ dir, certificate, accounts: options.accounts ?? [ALICE, BOB], elsewhere });
  return {
    webmail,
    dns,
    map: {
      "mail.google.com:443": webmail.port,
      "dns.demo.example:443": webmail.port,
      "elsewhere.demo.example:443": webmail.port,
      "dns.quad9.net:443": dns.port,
      "cloudflare-dns.com:443": dns.port,
    },
    certificates: [certificate.cert],
    publish,
    async close() {
      await Promise.all([webmail.close(), dns.close()]);
      if (!options.dir) rmSync(dir, { recursive: true, force: true });
    },
  };
}
