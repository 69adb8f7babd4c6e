import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { must, type Peer, type PeerKey, ran } from "./peer";
import { peerFolder } from "./peer-folder";

/** Sequoia's own command line. */
export interface Sq extends Peer {
  readonly makeKey: (address: string, suite: "cv25519" | "rsa3k" | "rsa4k") => PeerKey;
}

export function startSq(): Sq {
  const folder = peerFolder("sq");
  const out = join(folder.path, "out");
  const sq = (args: readonly string[]): Buffer => must("sq", args).out;
  /** What it wrote, and whether it was content: it decrypts first and complains of signatures afterwards. */
  const written = (args: readonly string[]): { octets: Buffer | null; signed: boolean; said: string } => {
    rmSync(out, { force: true });
    const { status, said } = ran("sq", [...args, "--output", out]);
    const octets = existsSync(out) ? readFileSync(out) : null;
    return { octets, signed: status === 0 && /^Good (?:signature|checksum)|1 good signature/m.test(said), said };
  };
  return {
    name: "sq",
    learn: folder.learn,
    remove: folder.remove,
    makeKey(address, suite) {
      const file = join(folder.path, address);
      sq(["key", "generate", "--userid", `<${address}>`, "--cipher-suite", suite, "--export", file]);
      const secret = readFileSync(file, "utf8");
      const certificate = sq(["key", "extract-cert", file]).toString();
      const fingerprint = /Fingerprint: ([0-9A-F]{40})/.exec(sq(["inspect", file]).toString())![1]!.toLowerCase();
      return { address, fingerprint, certificate, secret };
    },
    open(message, reader, signer) {
      const file = folder.put("message", message);
      const done = written([
        "decrypt",
        ...["--signer-cert", folder.certificateOf(signer), "--recipient-key", folder.secretOf(reader), file],
      ]);
      if (!done.octets || (!done.signed && done.octets.length === 0)) throw new Error(`sq: ${done.said}`);
      return { octets: done.octets, signed: done.signed };
    },
    seal(octets, signer, readers) {
      const file = folder.put("content", octets);
      return sq([
        "encrypt",
        ...["--signer-key", folder.secretOf(signer)],
        ...readers.flatMap((reader) => ["--recipient-cert", folder.certificateOf(reader)]),
        file,
      ]).toString();
    },
    clearsign: (text, signer) =>
      sq([
        "sign",
        "--cleartext-signature",
        "--signer-key",
        folder.secretOf(signer),
        folder.put("content", text),
      ]).toString(),
    checkClearsigned: (text, signer) =>
      written(["verify", "--signer-cert", folder.certificateOf(signer), folder.put("signed", text)]).signed,
    detach: (octets, signer) =>
      sq(["sign", "--detached", "--signer-key", folder.secretOf(signer), folder.put("content", octets)]).toString(),
    checkDetached: (octets, signature, signer) =>
      ran("sq", [
        "verify",
        ...["--signer-cert", folder.certificateOf(signer), "--detached", folder.put("signature", signature)],
        folder.put("content", octets),
      ]).status === 0,
  };
}
