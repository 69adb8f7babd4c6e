import net from "node:net";
import { listen } from "./processes";

/**
 * A relay in front of the IMAP server that keeps every byte a client sent: also drafts that were replaced a second later and
 * are gone from the disk.
 */
export async function startImapTap(target: number): Promise<{ port: number; sent: () => string; stop: () => void }> {
  const chunks: Buffer[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const upstream = net.connect(target, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    }
    client.on("data", (chunk) => chunks.push(Buffer.from(chunk)));
    client.pipe(upstream).pipe(client);
  });
  const port = await listen(server);
  return {
    port,
    sent: () => Buffer.concat(chunks).toString("utf8"),
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
