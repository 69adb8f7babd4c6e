import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { listen } from "./processes";

const refuse = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

/** A submission server: users log in with their IMAP password; mail to users lands in their Maildir, at once. */
export async function startSubmission(
  homes: string,
  passwords: ReadonlyMap<string, string>,
  take: (path: string) => void,
): Promise<{ port: number; received: () => string; stop: () => Promise<void> }> {
  const received: Buffer[] = [];
  let count = 0;

  function deliver(to: string, from: string, client: string, body: Buffer): void {
    const home = join(homes, to.split("@")[0]!);
    const box = join(home, "Maildir");
    for (const folder of ["tmp", "new", "cur"]) mkdirSync(join(box, folder), { recursive: true });
    count += 1;
    const name = `${Date.now()}.P${process.pid}Q${count}.${hostname()}`;
    // RFC 5321 4.4: trace fields of this hop, in the form real servers use.
    const trace = [
      `Return-Path: <${from}>`,
      `Delivered-To: ${to}`,
      `Received: from ${client} (localhost [127.0.0.1]) (Authenticated sender: ${from})`,
      `\tby mx.example.test (Cachet test) with ESMTPA id ${count} for <${to}>;`,
      `\t${new Date().toUTCString().replace("GMT", "+0000")}`,
      "",
    ].join("\r\n");
    writeFileSync(join(box, "tmp", name), Buffer.concat([Buffer.from(trace), body]));
    take(home);
    renameSync(join(box, "tmp", name), join(box, "new", name));
  }

  const server = new SMTPServer({
    name: "mx.example.test",
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    size: 50 << 20,
    onAuth({ username, password }, _session, done) {
      if (username && passwords.get(username) === password) done(null, { user: username });
      else done(refuse(535, "wrong name or password"));
    },
    onMailFrom: ({ address }, session, done) => done(address === session.user ? null : refuse(550, "not your address")),
    onRcptTo: ({ address }, _session, done) =>
      done(passwords.has(address.toLowerCase()) ? null : refuse(550, "no such user")),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const body = Buffer.concat(parts);
        received.push(body);
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : "";
        for (const { address } of rcptTo)
          deliver(address.toLowerCase(), from, session.hostNameAppearsAs || "localhost", body);
        done(null, "delivered");
      });
    },
  });
  const port = await listen(server.server);
  return {
    port,
    received: () => Buffer.concat(received).toString("utf8"),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
