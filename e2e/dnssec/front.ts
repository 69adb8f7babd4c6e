// A DoH server (RFC 8484, GET, HTTP/2 and 1.1) in front of the honest resolver; it can be set to misbehave.
import http2 from "node:http2";
import net, { type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Certificate } from "../browser/certificate";
import { attack, type Mode, type World } from "./attacks";
import { readMessage, writeQuery } from "./wire";

export interface Front {
  readonly port: number;
  /** The attack on answers; can be set at any time. */
  mode: Mode;
  /** Delay of every answer in ms, as from a distant server. */
  delayMs: number;
  /** All queries, in order. */
  readonly queries: { readonly host: string; readonly name: string; readonly type: number; readonly at: number }[];
  readonly stop: () => Promise<void>;
}

/** DNS over TCP (RFC 1035 4.2.2): a length, then the message. */
function askOverTcp(port: number, query: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1");
    const length = Buffer.alloc(2);
    length.writeUInt16BE(query.length);
    socket.write(Buffer.concat([length, query]));
    let got: Buffer = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      got = Buffer.concat([got, chunk]);
      if (got.length < 2 || got.length < 2 + got.readUInt16BE(0)) return;
      socket.destroy();
      resolve(got.subarray(2, 2 + got.readUInt16BE(0)));
    });
    socket.on("error", reject);
    socket.setTimeout(10_000, () => socket.destroy(new Error("the resolver does not answer")));
  });
}

export async function startFront(
  certificate: Certificate,
  resolver: number,
  about: Pick<World, "zones" | "otherName">,
): Promise<Front> {
  const world: World = { ...about, ask: (name, type) => askOverTcp(resolver, writeQuery(name, type)) };
  const server = http2.createSecureServer({ ...certificate, allowHTTP1: true });
  const sockets = new Set<net.Socket>();
  server.on("connection", (socket: net.Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("request", async (request, response) => {
    const url = new URL(request.url, "https://resolver");
    const query = Buffer.from(url.searchParams.get("dns") ?? "", "base64url");
    if (request.method !== "GET" || url.pathname !== "/dns-query" || query.length < 17)
      return void response.writeHead(400).end();
    const { name, type } = readMessage(query);
    const host = String(request.headers[":authority"] ?? request.headers.host ?? "");
    front.queries.push({ host, name, type, at: Date.now() });
    const { mode, delayMs } = front;
    try {
      if (delayMs > 0) await sleep(delayMs, undefined, { ref: false });
      const body = await attack(mode, await askOverTcp(resolver, query), world);
      if (!body) return;
      response.writeHead(200, { "content-type": "application/dns-message", "cache-control": "max-age=0" }).end(body);
    } catch {
      response.writeHead(502).end();
    }
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const front: Front = {
    port: (server.address() as AddressInfo).port,
    mode: "honest",
    delayMs: 0,
    queries: [],
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return front;
}
