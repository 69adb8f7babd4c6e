import http from "node:http";
import https from "node:https";
import type { Certificate } from "../browser/certificate";
import { listen } from "./processes";

export interface Relay {
  /** TLS port to map the webmail's host name to. */
  readonly port: number;
  /** Everything browsers have posted so far, form encoding decoded. */
  readonly posted: () => string;
  readonly stop: () => void;
}

/** What is answered without the server behind; null: nothing. */
export type Beside = (path: string) => { readonly type: string; readonly body: Buffer } | null;

/** A TLS front for a webmail's server that keeps what browsers post. */
export async function startRelay(
  certificate: Certificate,
  backend: number,
  { headers = {}, beside = () => null }: { headers?: Record<string, string>; beside?: Beside } = {},
): Promise<Relay> {
  const posted: Buffer[] = [];
  const server = https.createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    const own = beside(new URL(request.url ?? "/", "https://x").pathname);
    if (own) {
      response.writeHead(200, { "content-type": own.type, "cache-control": "max-age=600" }).end(own.body);
      return;
    }
    const upstream = http.request(
      {
        host: "127.0.0.1",
        port: backend,
        method: request.method,
        path: request.url,
        headers: { ...request.headers, ...headers, connection: "close" },
      },
      (answer) => {
        const { connection: _hop, ...rest } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, rest);
        answer.pipe(response);
      },
    );
    upstream.on("error", () => response.destroy());
    posted.push(Buffer.from(`${request.method} ${request.url}\n`));
    request.on("data", (chunk: Buffer) => posted.push(chunk));
    request.pipe(upstream);
  });
  return {
    port: await listen(server),
    posted() {
      const raw = Buffer.concat(posted).toString("utf8").replaceAll("+", " ");
      return raw.replace(/(?:%[0-9A-F]{2})+/gi, (bytes) =>
        Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8"),
      );
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
