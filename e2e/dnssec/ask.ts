// Queries like the extension's: RFC 8484 GET, over HTTP/2, which is all that BIND's DoH supports.
import http2 from "node:http2";
import { encodeQuery } from "../../src/domain/dns/query";
import type { AskWire } from "../../src/domain/dns/resolve";

export interface Asker {
  readonly ask: AskWire;
  readonly close: () => void;
}

/** Asks https://127.0.0.1:port/dns-query. Like the extension, gives up on a silent server after `ms`. */
export function askDoh(port: number, certificate: string, ms = 4000): Asker {
  const session = http2.connect(`https://127.0.0.1:${port}`, { ca: certificate });
  // A broken connection fails its requests, which report it.
  session.on("error", () => undefined);
  const ask: AskWire = (question) =>
    new Promise((resolve) => {
      const dns = Buffer.from(encodeQuery(question)).toString("base64url");
      const request = session.request({ ":path": `/dns-query?dns=${dns}`, accept: "application/dns-message" });
      const parts: Buffer[] = [];
      let status = 0;
      request.on("response", (headers) => {
        status = headers[":status"] ?? 0;
      });
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("error", () => resolve("unreachable"));
      request.on("end", () => resolve(status === 200 ? new Uint8Array(Buffer.concat(parts)) : "unreachable"));
      request.setTimeout(ms, () => {
        resolve("timeout");
        request.close();
      });
    });
  // Closed gracefully: Node occasionally aborts when a session is destroyed while its streams are ending.
  const close = (): void => {
    session.close();
    session.unref();
  };
  return { ask, close };
}
