import http from "node:http";
import net from "node:net";
import { listen } from "../lab/processes";

/**
 * Firefox cannot map host names, so it gets a proxy: "host:port" goes to a port on this machine, everything else is refused and
 * recorded.
 */
export async function startMapProxy(
  map: Readonly<Record<string, number>>,
): Promise<{ port: number; refused: string[]; stop: () => void }> {
  const refused: string[] = [];
  const server = http.createServer((request, response) => {
    refused.push(request.url ?? "");
    response.writeHead(502).end();
  });
  server.on("connect", (request, socket: net.Socket, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    const port = map[request.url ?? ""];
    if (!port) {
      refused.push(request.url ?? "");
      return socket.end("HTTP/1.1 502 Not here\r\n\r\n");
    }
    const upstream = net.connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
  });
  const port = await listen(server);
  return {
    port,
    refused,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
