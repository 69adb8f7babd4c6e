// Ports that stay while the servers behind them change: a browser gets its map of hosts at its start, and one shared by
// several tests must reach each test's own servers through it.
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

export type HostMap = Readonly<Record<string, number>>;

export interface Front {
  /** Forwards every host of the map to the port it names from now on. Returns the map to launch with. */
  lead(map: HostMap): Promise<Record<string, number>>;
  /** Closes all connections; new ones are closed at once. */
  cut(): void;
  close(): Promise<void>;
}

interface Door {
  readonly server: Server;
  readonly connected: Set<Socket>;
  /** Port on this machine; null: connections are closed. */
  target: number | null;
}

async function openDoor(): Promise<Door> {
  const connected = new Set<Socket>();
  const door: Door = { server: createServer({ noDelay: true }), connected, target: null };
  door.server.on("connection", (near) => {
    if (door.target === null) return near.destroy();
    const far = connect({ port: door.target, host: "127.0.0.1", noDelay: true });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      connected.add(socket);
      socket.pipe(other);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        connected.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((ready) => door.server.listen(0, "127.0.0.1", ready));
  return door;
}

/** Every map passed to `lead` must name the same hosts: a browser gets them once, at its start. */
export function openFront(): Front {
  const doors = new Map<string, Door>();
  const cut = (): void => {
    for (const door of doors.values()) {
      door.target = null;
      for (const socket of door.connected) socket.destroy();
    }
  };
  return {
    async lead(map) {
      const led: Record<string, number> = {};
      for (const [host, port] of Object.entries(map)) {
        const door = doors.get(host) ?? (await openDoor());
        doors.set(host, door);
        door.target = port;
        led[host] = (door.server.address() as AddressInfo).port;
      }
      return led;
    },
    cut,
    async close() {
      const closed = [...doors.values()].map(({ server }) => new Promise<void>((done) => server.close(() => done())));
      cut();
      await Promise.all(closed);
    },
  };
}
