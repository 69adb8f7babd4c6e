// Every place on the web where a key can be asked for, on one loopback port, told apart by host name: the directories of
// any domain, a verifying server, a Mailvelope server and one that takes anything.
import http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { readKey } from "openpgp";
import type { Certificate } from "../browser/certificate";
import { type KeyServerFixture, mailvelopeServer, plainServer, verifyingServer } from "./servers";
import { answerDirectory, type Directory, wkdHash } from "./web-key-directory";

export const VKS_HOST = "keys.openpgp.org";
export const MAILVELOPE_HOST = "keys.mailvelope.com";
export const HKP_HOST = "hkp.example.test";

export interface KeyRequest {
  readonly method: string;
  readonly host: string;
  readonly url: URL;
  readonly body: string;
}

/** Null: not found. */
export type KeyReply = {
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly status?: number;
  /** False: other origins may not read it. Default: as the directory there, else true. */
  readonly cors?: boolean;
} | null;

export interface Keys {
  readonly port: number;
  /** Everything asked, in order. */
  readonly requests: readonly KeyRequest[];
  readonly vks: KeyServerFixture;
  readonly mailvelope: KeyServerFixture;
  readonly hkp: KeyServerFixture;
  /** The directory of a domain, made on first use (advanced, readable by other origins, empty) and changed as asked. */
  directory(domain: string, change?: Partial<Omit<Directory, "keys">>): Directory;
  /** Puts a key into the directory of the address's domain; binary keys as they are. */
  publishInDirectory(address: string, key: string | Uint8Array): Promise<void>;
  /** Uploaded and its address confirmed. */
  publishOnServer(server: KeyServerFixture, address: string, armored: string): Promise<void>;
  /** Answers before everything else when it gives bytes: for what no honest server would say. */
  instead: (request: KeyRequest) => KeyReply | Promise<KeyReply>;
  close(): Promise<void>;
}

/** `announce` is told where a directory stands, for the DNS to lead there. */
export async function startKeys(
  certificate: Certificate,
  announce: (domain: string, place: Directory["place"]) => void,
): Promise<Keys> {
  const directories = new Map<string, Directory>();
  const requests: KeyRequest[] = [];
  const servers: Readonly<Record<string, KeyServerFixture>> = {
    [VKS_HOST]: verifyingServer(),
    [MAILVELOPE_HOST]: mailvelopeServer(),
    [HKP_HOST]: plainServer(),
  };
  const server = http2.createSecureServer({ ...certificate, allowHTTP1: true });
  const sessions = new Set<http2.ServerHttp2Session>();
  server.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
  });
  const replyTo = async (request: KeyRequest): Promise<{ reply: KeyReply; cors: boolean }> => {
    const strange = await keys.instead(request);
    const directory = answerDirectory(directories, request.host, request.url);
    if (strange) return { reply: strange, cors: strange.cors ?? directory?.cors ?? true };
    if (directory) return directory;
    return { reply: (await servers[request.host]?.answer(request)) ?? null, cors: true };
  };
  server.on("request", async (incoming, response) => {
    const host = String(incoming.headers[":authority"] ?? incoming.headers.host ?? "").replace(/:\d+$/, "");
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    const request = { method: incoming.method, host, url: new URL(incoming.url, `https://${host}`), body };
    if (incoming.method !== "OPTIONS") requests.push(request);
    const { reply, cors } = await replyTo(request);
    const headers: Record<string, string> = {
      "content-type": reply?.type ?? "text/plain",
      "cache-control": "no-store",
    };
    if (cors)
      Object.assign(headers, { "access-control-allow-origin": "*", "access-control-allow-headers": "content-type" });
    if (incoming.method === "OPTIONS") return void response.writeHead(cors ? 204 : 403, headers).end();
    response.writeHead(reply ? (reply.status ?? 200) : 404, headers).end(reply?.body ?? "not found");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const directory: Keys["directory"] = (domain, change = {}) => {
    const there = directories.get(domain) ?? { place: "advanced", cors: true, submission: null, keys: new Map() };
    directories.set(domain, Object.assign(there, change));
    announce(domain, there.place);
    return there;
  };
  const keys: Keys = {
    port: (server.address() as AddressInfo).port,
    requests,
    vks: servers[VKS_HOST]!,
    mailvelope: servers[MAILVELOPE_HOST]!,
    hkp: servers[HKP_HOST]!,
    directory,
    async publishInDirectory(address, key) {
      const bytes = typeof key === "string" ? (await readKey({ armoredKey: key })).toPublic().write() : key;
      directory(address.slice(address.lastIndexOf("@") + 1)).keys.set(wkdHash(address), bytes);
    },
    async publishOnServer({ keys: list }, address, armored) {
      await list.put(armored, [address]);
    },
    instead: () => null,
    close() {
      for (const session of sessions) session.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return keys;
}
