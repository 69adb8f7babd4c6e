import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

// Each server runs as its own process group, so that one signal ends it with its children and nothing else.
const groups = new Set<ChildProcess>();

const signal = (child: ChildProcess, name: NodeJS.Signals): void => {
  try {
    process.kill(-child.pid!, name);
  } catch {
    // The group has ended by itself.
  }
};

process.on("exit", () => {
  for (const child of groups) signal(child, "SIGKILL");
});

/** Started by root, the servers run as `mail`: Dovecot refuses root, and none needs its rights. */
export const asServer: readonly string[] =
  process.getuid?.() === 0 ? ["setpriv", "--reuid", "mail", "--regid", "mail", "--clear-groups"] : [];

export interface Running {
  readonly stop: () => Promise<void>;
}

export interface Server extends Running {
  readonly pid: number;
}

/** Starts a server whose output goes to `<dir>/<name>.log`. */
export function startServer(
  dir: string,
  name: string,
  command: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Server {
  const log = openSync(join(dir, `${name}.log`), "a");
  const child = spawn(command[0]!, command.slice(1), {
    cwd: dir,
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...process.env, ...env },
  });
  closeSync(log);
  groups.add(child);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    pid: child.pid!,
    async stop() {
      signal(child, "SIGTERM");
      await Promise.race([ended, sleep(2000, undefined, { ref: false })]);
      signal(child, "SIGKILL");
      groups.delete(child);
    },
  };
}

/** Different loopback ports without a listener at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = net.createServer();
      return new Promise<net.Server>((resolve, reject) => {
        server.once("error", reject).listen(0, "127.0.0.1", () => resolve(server));
      });
    }),
  );
  const ports = servers.map((server) => (server.address() as net.AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

const opens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => socket.destroy() && resolve(true)).once("error", () => resolve(false));
  });

/** Waits until a server answers on each port; 15 seconds at most. */
export async function waitForPorts(what: string, ports: readonly number[]): Promise<void> {
  const end = Date.now() + 15_000;
  for (const port of ports) {
    while (!(await opens(port))) {
      if (Date.now() > end) throw new Error(`${what} does not answer on port ${port}`);
      await sleep(50);
    }
  }
}

/** Listens on a loopback port of the system's choosing. */
export function listen(server: net.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", () => resolve((server.address() as net.AddressInfo).port));
  });
}
