import { spawn } from "node:child_process";
import { runProgram } from "./program";

export const DISPLAY_PROGRAMS = ["/usr/bin/Xvfb", "/usr/bin/xdotool"];

export interface Display {
  /** Value of DISPLAY for programs, such as ":7". */
  readonly name: string;
  /** Presses keys, by their X names, in the focused window. */
  readonly press: (...keys: string[]) => void;
  readonly stop: () => void;
}

/** A virtual screen, for native dialogs, which a headless browser cannot show. */
export async function startDisplay(): Promise<Display> {
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.once("error", reject).once("exit", () => reject(new Error("Xvfb ended at once")));
    server.stdio[3]!.once("data", (line: Buffer) => resolve(line.toString().trim()));
  });
  const name = `:${number}`;
  return {
    name,
    press: (...keys) =>
      void runProgram("xdotool", ["key", "--delay", "150", ...keys], { env: { ...process.env, DISPLAY: name } }),
    stop: () => void server.kill(),
  };
}
