// The whole demo world: the webmail, its domain's DNS, and the host map for a browser. Shared by `npm start` and the
// end-to-end tests.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readKey } from "openpgp";
import { addressData } from "../../src/domain/dns/testing/signed-tree";
import { TYPE } from "../../src/domain/dns/types";
import { type Certificate, makeCertificate } from "../browser/certificate";
import { type Dns, startDns } from "../dns/doh";
import { giveMail } from "../dns/mail-zones";
import { HKP_HOST, type Keys, MAILVELOPE_HOST, startKeys, VKS_HOST } from "../keys/server";
import type { Mailbox } from "./mail-text";
import { file, startWebmail, type Webmail } from "./server";

export const MAIL_URL = "https://mail.google.com/mail/u/0/";
/** The same mailboxes in pages like Outlook's and Yahoo's. */
export const OTHER_URLS = {
  outlook: "https://outlook.live.com/mail/0/inbox",
  yahoo: "https://mail.yahoo.com/n/folders/1",
  olderYahoo: "https://mail.yahoo.com/d/folders/1",
} as const;
export const DNS_PAGE_URL = "https://dns.demo.example/";
export const ALICE: Mailbox = { address: "alice@demo.example", name: "Alice Martin" };
export const BOB: Mailbox = { address: "bob@demo.example", name: "Bob Durand" };

export interface Demo {
  readonly webmail: Webmail;
  readonly dns: Dns;
  /** Key servers and the directories of demo.example (signed) and example.org (not signed). */
  readonly keys: Keys;
  /** For launch(): the hosts of this world. */
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
  /** For DEMO_HOSTS; default: a fresh one. */
  readonly certificate?: Certificate;
}

const MAIL_HOSTS = [
  "mail.google.com",
  "outlook.live.com",
  "mail.yahoo.com",
  "dns.demo.example",
  "elsewhere.demo.example",
];
const RESOLVER_HOSTS = ["dns.quad9.net", "cloudflare-dns.com"];
/** Domains whose key directory this world serves, with either method, and the host of their delivery policy. */
const DIRECTORY_DOMAINS = ["demo.example", "example.org"];
const KEY_HOSTS = [
  VKS_HOST,
  MAILVELOPE_HOST,
  HKP_HOST,
  ...DIRECTORY_DOMAINS.flatMap((domain) => [domain, `openpgpkey.${domain}`, `mta-sts.${domain}`]),
];

/** Every host of this world. */
export const DEMO_HOSTS: readonly string[] = [...MAIL_HOSTS, ...RESOLVER_HOSTS, ...KEY_HOSTS];

export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), "cachet-demo-"));
  mkdirSync(dir, { recursive: true });
  const certificate = options.certificate ?? makeCertificate(DEMO_HOSTS);
  const dns = await startDns(certificate, "demo.example", options.slowMs);
  giveMail(dns.tree);
  const here = [addressData("127.0.0.1")];
  const keys = await startKeys(certificate, (domain, place) => {
    dns.tree.set(domain, TYPE.A, here);
    if (place === "advanced") dns.tree.set(`openpgpkey.${domain}`, TYPE.A, here);
    else dns.tree.remove(`openpgpkey.${domain}`);
  });
  const zoneFile = join(dir, "published.json");
  if (existsSync(zoneFile))
    for (const [address, key] of Object.entries<string>(JSON.parse(readFileSync(zoneFile, "utf8"))))
      dns.publish(address, Buffer.from(key, "base64"));

  const publish = async (address: string, armored: string): Promise<void> => {
    const key = (await readKey({ armoredKey: armored })).toPublic();
    dns.publish(address, key.write());
    const entries = [...dns.published].map(([to, data]) => [to, Buffer.from(data).toString("base64")]);
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
    keys,
    map: Object.fromEntries(
      [
        [MAIL_HOSTS, webmail.port] as const,
        [RESOLVER_HOSTS, dns.port] as const,
        [KEY_HOSTS, keys.port] as const,
      ].flatMap(([hosts, port]) => hosts.map((host) => [`${host}:443`, port])),
    ),
    certificates: [certificate.cert],
    publish,
    async close() {
      await Promise.all([webmail.close(), dns.close(), keys.close()]);
      if (!options.dir) rmSync(dir, { recursive: true, force: true });
    },
  };
}
