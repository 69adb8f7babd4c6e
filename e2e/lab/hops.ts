import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeCertificate } from "../browser/certificate";
import { until } from "../browser/until";
import { addressOf, type Lab, type User } from "./lab";
import { startNetwork } from "./network";
import { configOf, logOf, type Machine, makePostfix } from "./postfix";
import type { Running } from "./processes";

/** Where mail starts: two foreign servers, and a computer in the provider's own network. */
export const STARTS = {
  careful: "mail.sender.example",
  careless: "mail.careless.example",
  desk: "desk.example.test",
} as const;
export type Start = keyof typeof STARTS;
/** The users' provider: the server that accepts mail from outside, and the one with the mailboxes. */
export const EXCHANGE = "mx.example.test";
export const STORE = "store.example.test";

export interface Hops extends Running {
  /** Passes a raw message to sendmail on the machine where it starts. */
  readonly post: (start: Start, from: string, to: User, raw: string) => Promise<void>;
}

// Outside: addresses for documentation (RFC 5737), which Cachet does not count as private. Inside: RFC 1918.
const machines = (dir: string, lmtp: string): readonly Machine[] => {
  const toExchange = { relayhost: `[${EXCHANGE}]` };
  return [
    { name: STARTS.careful, ip: "192.0.2.25", settings: { ...toExchange, smtp_tls_security_level: "may" } },
    {
      name: STARTS.careless,
      ip: "203.0.113.25",
      // Its HELO is the receiving server's own name, as in spam.
      settings: { ...toExchange, smtp_tls_security_level: "none", smtp_helo_name: EXCHANGE },
    },
    { name: STARTS.desk, ip: "10.20.0.77", settings: toExchange },
    {
      name: EXCHANGE,
      ip: "198.51.100.25",
      settings: {
        relay_domains: "example.test",
        relay_transport: `smtp:[${STORE}]`,
        smtpd_tls_security_level: "may",
        smtpd_tls_cert_file: `${dir}/mx.pem`,
        smtpd_tls_key_file: `${dir}/mx.key`,
        smtpd_tls_received_header: "yes",
      },
    },
    {
      name: STORE,
      ip: "10.20.0.3",
      settings: { relay_domains: "example.test", relay_transport: `lmtp:unix:${lmtp}` },
    },
  ];
};

/** Five Postfix servers in a separate network, the last of which delivers to the lab's mailboxes. Root only. */
export async function startHops(lab: Pick<Lab, "lmtp">): Promise<Hops> {
  const dir = mkdtempSync("/tmp/cachet-hops-");
  chmodSync(dir, 0o755);
  const stops: (() => void | Promise<void>)[] = [
    () => rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  ];
  const stop = async (): Promise<void> => {
    for (const one of stops.toReversed()) await one();
  };
  const homeOf = (name: string): string => join(dir, name);
  const isUp = ({ name }: Machine): boolean => {
    const log = logOf(homeOf(name));
    return existsSync(log) && readFileSync(log, "utf8").includes("daemon started");
  };
  try {
    const certificate = makeCertificate([EXCHANGE]);
    writeFileSync(join(dir, "mx.pem"), certificate.cert);
    writeFileSync(join(dir, "mx.key"), certificate.key, { mode: 0o600 });
    const all = machines(dir, lab.lmtp);
    const addresses = Object.fromEntries(all.map(({ name, ip }) => [name, ip]));
    const commands = all.map((machine) => makePostfix(homeOf(machine.name), machine));
    const network = await startNetwork(dir, addresses, commands);
    stops.push(network.stop);
    await until("every Postfix to start", () => all.every(isUp), 15_000);
    return {
      post: (start, from, to, raw) =>
        network.run(
          ["/usr/sbin/sendmail", "-C", configOf(homeOf(STARTS[start])), "-i", "-f", from, addressOf(to)],
          raw,
        ),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
