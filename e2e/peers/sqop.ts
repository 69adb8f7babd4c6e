import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { must, type Peer, type PeerKey, ran } from "./peer";
import { peerFolder } from "./peer-folder";

/** Sequoia behind the Stateless OpenPGP command line. */
export interface Sqop extends Peer {
  readonly makeKey: (address: string) => PeerKey;
}

export function startSqop(): Sqop {
  const folder = peerFolder("sqop");
  const verdict = join(folder.path, "verdict");
  const sqop = (args: readonly string[], input: string | Buffer = ""): Buffer => must("sqop", args, input).out;
  return {
    name: "sqop",
    learn: folder.learn,
    remove: folder.remove,
    makeKey(address) {
      const secret = sqop(["generate-key", `<${address}>`]).toString();
      const certificate = sqop(["extract-cert"], secret).toString();
      const told = must("sq", ["inspect", folder.put("made", secret)]).out.toString();
      const fingerprint = /Fingerprint: ([0-9A-F]{40})/.exec(told)![1]!.toLowerCase();
      return { address, fingerprint, certificate, secret };
    },
    open(message, reader, signer) {
      rmSync(verdict, { force: true });
      const certificate = folder.certificateOf(signer);
      const asked = [`--verify-with=${certificate}`, `--verifications-out=${verdict}`, folder.secretOf(reader)];
      const octets = sqop(["decrypt", ...asked], message);
      const told = existsSync(verdict) ? readFileSync(verdict, "utf8") : "";
      return { octets, signed: told.toLowerCase().includes(signer.fingerprint) };
    },
    seal: (octets, signer, readers) =>
      sqop(
        ["encrypt", `--sign-with=${folder.secretOf(signer)}`, "--", ...readers.map(folder.certificateOf)],
        octets,
      ).toString(),
    clearsign: (text, signer) => sqop(["inline-sign", "--as=clearsigned", folder.secretOf(signer)], text).toString(),
    checkClearsigned: (text, signer) => ran("sqop", ["inline-verify", folder.certificateOf(signer)], text).status === 0,
    detach: (octets, signer) => sqop(["sign", folder.secretOf(signer)], octets).toString(),
    checkDetached: (octets, signature, signer) =>
      ran("sqop", ["verify", folder.put("signature", signature), folder.certificateOf(signer)], octets).status === 0,
  };
}
