// Other programs, run to their end. A call that blocks stops the timers of its test, so each has an end of its own.
import { type ExecFileSyncOptions, execFileSync, type SpawnSyncOptions, spawnSync } from "node:child_process";

const LIMIT = { timeout: 60_000, killSignal: "SIGKILL", maxBuffer: 1 << 28 } as const;

/** What the program printed; throws when it fails or does not end. */
export const runProgram = (program: string, args: readonly string[], options: ExecFileSyncOptions = {}): Buffer =>
  execFileSync(program, [...args], { ...LIMIT, ...options }) as Buffer;

/** The same, whatever it answers; throws only when it could not run or does not end. */
export function tryProgram(program: string, args: readonly string[], options: SpawnSyncOptions = {}) {
  const done = spawnSync(program, [...args], { ...LIMIT, ...options });
  if (done.error) throw done.error;
  return { status: done.status, out: done.stdout as Buffer, said: String(done.stderr) };
}
