// Plays a validating resolver that speaks DNS over HTTPS (RFC 8484, GET, HTTP/2 and 1.1) for the demo's domain only.
// It stands in for both operators the extension asks. Every query is kept, so a test can prove that none was made.
import { createHash } from "node:crypto";
import http2 from "node:http2";
import type { AddressInfo } from "node:net";
import type { Certificate } from "../browser/certificate";
import { answerFor, OPENPGPKEY, type Question, questionOf } from "./wire";

/** hide: denies every key. unsigned: answers without the AD bit. */
export type Mode = "normal" | "slow" | "servfail" | "hide" | "garbage" | "unsigned";

export interface Query {
  readonly host: string;
  readonly name: string;
  readonly type: number;
}

export interface Dns {
  readonly port: number;
  readonly queries: readonly Query[];
  /** The zone: owner name -> binary key. */
  readonly zone: Map<string, Uint8Array>;
  mode: Mode;
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

export async function startDns(certificate: Certificate, domain = "demo.example", slowMs = 10_000): Promise<Dns> {
  const zone = new Map<string, Uint8Array>();
  const queries: Query[] = [];
  const server = http2.createSecureServer({ ...certificate, allowHTTP1: true });
  const sessions = new Set<http2.ServerHttp2Session>();
  server.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
  });
  server.on("request", async (request, response) => {
    const url = new URL(request.url, "https://resolver");
    const wire = Buffer.from(url.searchParams.get("dns") ?? "", "base64url");
    const question = request.method === "GET" && url.pathname === "/dns-query" ? questionOf(wire) : null;
    if (!question) return void response.writeHead(400).end();
    const host = request.headers[":authority"] ?? request.headers.host ?? "";
    queries.push({ host: String(host), name: question.name, type: question.type });
    if (dns.mode === "slow") await new Promise((next) => setTimeout(next, slowMs).unref());
    const body = dns.mode === "garbage" ? Buffer.from("this is not DNS at all") : reply(wire, question);
    response.writeHead(200, { "content-type": "application/dns-message", "cache-control": "max-age=0" }).end(body);
  });
  const reply = (wire: Buffer, question: Question): Buffer => {
    if (dns.mode === "servfail") return answerFor(wire, question, { rcode: 2, ad: false });
    const inside = question.name === domain || question.name.endsWith(`.${domain}`);
    const key = question.type === OPENPGPKEY && dns.mode !== "hide" ? zone.get(question.name) : undefined;
    const ad = dns.mode !== "unsigned";
    if (key) return answerFor(wire, question, { rcode: 0, ad, data: key });
    return answerFor(wire, question, { rcode: question.name === domain ? 0 : 3, ad: ad && inside, soa: domain });
  };
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const dns: Dns = {
    port: (server.address() as AddressInfo).port,
    queries,
    zone,
    mode: "normal",
    publish: (address, key) => void zone.set(ownerName(address), key),
    withdraw: (address) => void zone.delete(ownerName(address)),
    close: () => {
      for (const session of sessions) session.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return dns;
}
