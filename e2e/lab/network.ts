import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../browser/until";
import { type Running, startServer } from "./processes";
import { runProgram } from "./program";

export interface Network extends Running {
  /** Runs a program inside with this input; rejects with its output when it fails. */
  readonly run: (command: readonly string[], input: string | Uint8Array) => Promise<void>;
}

export const NETWORK_PROGRAMS = ["/usr/bin/unshare", "/usr/bin/nsenter", "/usr/sbin/ip"];

const APART = ["--net", "--mount", "--pid", "--fork", "--kill-child"];

/** False without root, and in containers that may not make namespaces. */
export function canHaveNetwork(): boolean {
  try {
    runProgram("unshare", [...APART, "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/**
 * A separate network (namespaces, so Linux and root only). Its only interface is a loopback with all these addresses, which a
 * private /etc/hosts resolves both ways. Servers inside can use addresses that look public: no packet leaves. When it stops,
 * the kernel ends everything running in it.
 */
export async function startNetwork(
  dir: string,
  hosts: Readonly<Record<string, string>>,
  servers: readonly (readonly string[])[],
): Promise<Network> {
  const names = Object.entries(hosts).map(([name, ip]) => `${ip} ${name}\n`);
  writeFileSync(join(dir, "hosts"), `127.0.0.1 localhost\n${names.join("")}`);
  const script = [
    "set -e",
    // Process 1 of a namespace receives only signals that it handles. Its end terminates everything inside.
    "trap exit TERM",
    "ip link set lo up",
    ...Object.values(hosts).map((ip) => `ip address add ${ip}/32 dev lo`),
    `mount --bind ${dir}/hosts /etc/hosts`,
    ...servers.map((command) => `${command.join(" ")} &`),
    `touch ${dir}/up`,
    "wait",
  ];
  writeFileSync(join(dir, "start.sh"), `${script.join("\n")}\n`);
  const server = startServer(dir, "network", ["unshare", ...APART, "sh", join(dir, "start.sh")]);
  try {
    await until("the network of the mail servers", () => existsSync(join(dir, "up")), 15_000);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    run: (command, input) => run(["nsenter", "--target", String(server.pid), "--net", "--mount", ...command], input),
    stop: server.stop,
  };
}

function run(command: readonly string[], input: string | Uint8Array): Promise<void> {
  const child = spawn(command[0]!, command.slice(1), { stdio: ["pipe", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  // A program that ends before reading all its input reports the reason itself.
  child.stdin.on("error", () => {}).end(input);
  return new Promise((resolve, reject) => {
    child
      .once("error", reject)
      .once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${command.join(" ")}: ${said.trim()}`))));
  });
}
