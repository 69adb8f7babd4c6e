import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { addressOf, type Lab, passwordOf, type User } from "./lab";

/** Submits a raw message over SMTP, as any mail program would. */
export async function sendMail(lab: Lab, from: User, to: User, raw: string): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "cachet-mail-"));
  try {
    const file = join(dir, "message.eml");
    writeFileSync(file, raw.replace(/\r?\n/g, "\r\n"));
    const envelope = ["--mail-from", addressOf(from), "--mail-rcpt", addressOf(to)];
    const login = ["--user", `${addressOf(from)}:${passwordOf(from)}`];
    await promisify(execFile)("curl", [
      "-sS",
      `smtp://127.0.0.1:${lab.smtpPort}/mail`,
      ...envelope,
      ...login,
      "-T",
      file,
    ]);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
