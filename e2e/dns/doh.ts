// Plays two resolvers that speak DNS over HTTPS (RFC 8484, GET, HTTP/2 and 1.1) over a small signed tree. They validate
// nothing and can be told to lie, each for itself. Every query is kept, so a test can prove that none was made.
import { createHash } from "node:crypto";
import http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { type SignedTree, signedTree } from "../../src/domain/dns/testing/signed-tree";
import { type Reply, writeMessage } from "../../src/domain/dns/testing/write-message";
import { TYPE } from "../../src/domain/dns/types";
import { readMessage } from "../../src/domain/dns/wire";
import type { Certificate } from "../browser/certificate";
import { DEMO_ROOT } from "./demo-root";

/**
 * slow: answers after `slowMs`. servfail, garbage: no answer at all. hide: says of every key that it does not exist, with
 * no proof of that. unsigned: leaves out the signatures. insecure: the domain's zone is not vouched for by the one above.
 * tamper: other keys under the signatures of the real ones, as in `forged`; where there is none, one bit is changed.
 */
export type Mode = "normal" | "slow" | "servfail" | "garbage" | "hide" | "unsigned" | "insecure" | "tamper";

export interface Query {
  readonly host: string;
  readonly name: string;
  readonly type: number;
}

export interface Dns {
  readonly port: number;
  readonly queries: readonly Query[];
  /** The zones below a root with DEMO_ANCHOR. example.org is not signed; everything else is. */
  readonly tree: SignedTree;
  /** Address -> binary key, as published. */
  readonly published: ReadonlyMap<string, Uint8Array>;
  /** For mode "tamper": address -> binary key. */
  readonly forged: Map<string, Uint8Array>;
  /** Of every resolver that has none of its own in `modes`. */
  mode: Mode;
  /** By host name. */
  readonly modes: Map<string, Mode>;
  /** Milliseconds before each answer. */
  delayMs: number;
  publish(address: string, key: Uint8Array): void;
  withdraw(address: string): void;
  close(): Promise<void>;
}

/** RFC 7929 section 3: the local part as SHA-256, cut to 28 bytes. */
export function ownerName(address: string): string {
  const at = address.lastIndexOf("@");
  const local = createHash("sha256").update(address.slice(0, at).toLowerCase()).digest("hex").slice(0, 56);
  return `${local}._openpgpkey.${address.slice(at + 1).toLowerCase()}`;
}

/** Seconds; short, so that what a test publishes is seen by the next. */
const TTL = 60;

export async function startDns(certificate: Certificate, domain = "demo.example", slowMs = 10_000): Promise<Dns> {
  const tree = await signedTree({
    now: Date.now,
    zones: [
      { name: "", algorithm: DEMO_ROOT.algorithm, keySigner: DEMO_ROOT },
      ...["example", "org"].map((name) => ({ name, denial: "nsec3" as const })),
      { name: domain },
      { name: "example.org", delegation: "none" as const },
    ],
  });
  const published = new Map<string, Uint8Array>();
  const queries: Query[] = [];
  const server = http2.createSecureServer({ ...certificate, allowHTTP1: true });
  const sessions = new Set<http2.ServerHttp2Session>();
  server.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
  });
  const vouched = tree.zone("example").get(domain, TYPE.DS)!;

  /** What an honest resolver would say, in the given mode. */
  const replyFor = (question: Reply["question"], mode: Mode): Reply => {
    const name = question.name.toLowerCase();
    if (mode === "insecure") tree.remove(domain, TYPE.DS);
    const reply = tree.reply({ ...question, name });
    if (mode === "insecure") tree.set(domain, TYPE.DS, vouched.data, vouched.ttl);
    if (mode === "unsigned") {
      const bare = (records: Reply["answer"]) => records.filter(({ type }) => type !== TYPE.RRSIG);
      return { ...reply, answer: bare(reply.answer), authority: bare(reply.authority) };
    }
    if (question.type !== TYPE.OPENPGPKEY || reply.answer.length === 0) return reply;
    if (mode === "hide") {
      const { authority } = tree.reply({ name: domain, type: TYPE.TXT });
      const soa = authority.filter(({ type }) => type === TYPE.SOA || type === TYPE.RRSIG).slice(0, 2);
      return { ...reply, rcode: 3, answer: [], authority: soa };
    }
    return mode === "tamper" ? { ...reply, answer: reply.answer.map(changed) } : reply;
  };
  const changed = (record: Reply["answer"][number]): Reply["answer"][number] => {
    if (record.type !== TYPE.OPENPGPKEY) return record;
    const forged = [...dns.forged].find(([address]) => ownerName(address) === record.owner)?.[1];
    const data = Uint8Array.from(forged ?? record.data);
    if (!forged) data[data.length - 5]! ^= 1;
    return { ...record, data };
  };

  server.on("request", async (request, response) => {
    const url = new URL(request.url, "https://resolver");
    const wire = Buffer.from(url.searchParams.get("dns") ?? "", "base64url");
    const asked = request.method === "GET" && url.pathname === "/dns-query" ? readMessage(wire)?.question : null;
    if (!asked) return void response.writeHead(400).end();
    const host = String(request.headers[":authority"] ?? request.headers.host ?? "").replace(/:\d+$/, "");
    queries.push({ host, name: asked.name.toLowerCase(), type: asked.type });
    const mode = dns.modes.get(host) ?? dns.mode;
    const wait = mode === "slow" ? slowMs : dns.delayMs;
    if (wait > 0) await new Promise((next) => setTimeout(next, wait).unref());
    const body =
      mode === "garbage"
        ? Buffer.from("this is not DNS at all")
        : writeMessage(
            mode === "servfail" ? { question: asked, rcode: 2, answer: [], authority: [] } : replyFor(asked, mode),
          );
    response.writeHead(200, { "content-type": "application/dns-message", "cache-control": "max-age=0" }).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const dns: Dns = {
    port: (server.address() as AddressInfo).port,
    queries,
    tree,
    published,
    forged: new Map(),
    mode: "normal",
    modes: new Map(),
    delayMs: 0,
    publish(address, key) {
      published.set(address.toLowerCase(), key);
      tree.set(ownerName(address), TYPE.OPENPGPKEY, [Uint8Array.from(key)], TTL);
    },
    withdraw(address) {
      published.delete(address.toLowerCase());
      tree.remove(ownerName(address));
    },
    close: () => {
      for (const session of sessions) session.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return dns;
}
