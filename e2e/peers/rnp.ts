import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { must, type Peer, type PeerKey, type Ran, ran } from "./peer";
import { peerFolder } from "./peer-folder";

/** RNP, which Thunderbird reads mail with. */
export interface Rnp extends Peer {
  readonly makeKey: (address: string, bits: number) => PeerKey;
}

export function startRnp(): Rnp {
  const folder = peerFolder("rnp");
  const out = join(folder.path, "out");
  const base = ["--homedir", folder.path, "--notty", "--password", ""];
  const keys = (args: readonly string[]): string => must("rnpkeys", [...base, ...args]).out.toString();
  const rnp = (args: readonly string[]): Ran => {
    rmSync(out, { force: true });
    return ran("rnp", [...base, ...args]);
  };
  const made = (args: readonly string[]): string => {
    const done = rnp([...args, "--armor", "--output", out]);
    if (done.status !== 0) throw new Error(`rnp ${args.join(" ")}: ${done.said}`);
    return readFileSync(out, "utf8");
  };
  const by = ({ status, out: told, said }: Ran, { fingerprint }: PeerKey): boolean => {
    const id = /Good signature made[\s\S]*?\nusing \w+ key ([0-9a-f]{16})/.exec(`${said}${told}`)?.[1];
    // A subkey may have signed.
    return status === 0 && id !== undefined && keys(["--list-keys", fingerprint]).includes(id);
  };
  return {
    name: "rnp",
    learn(learnt) {
      for (const { certificate, secret } of learnt) keys(["--import-keys", folder.put("key", secret ?? certificate)]);
    },
    remove: folder.remove,
    makeKey(address, bits) {
      const told = keys(["--generate-key", "--numbits", `${bits}`, "--userid", `<${address}>`]);
      const fingerprint = /^ +([0-9a-f]{40})$/m.exec(told)![1]!;
      const exported = (more: readonly string[]): string => keys(["--export-key", ...more, fingerprint]);
      return { address, fingerprint, certificate: exported([]), secret: exported(["--secret"]) };
    },
    open(message, _reader, signer) {
      const done = rnp(["--decrypt", "--output", out, folder.put("message.asc", message)]);
      if (!existsSync(out)) throw new Error(`rnp: ${done.said}${done.out}`);
      return { octets: readFileSync(out), signed: by(done, signer) };
    },
    seal: (octets, signer, readers) =>
      made([
        ...["--sign", "--encrypt", "--userid", signer.fingerprint],
        ...readers.flatMap(({ fingerprint }) => ["--recipient", fingerprint]),
        folder.put("content", octets),
      ]),
    clearsign(text, signer) {
      const file = folder.put("content", text);
      const done = rnp(["--clearsign", "--userid", signer.fingerprint, "--output", out, file]);
      if (done.status !== 0) throw new Error(`rnp: ${done.said}`);
      return readFileSync(out, "utf8");
    },
    checkClearsigned: (text, signer) => by(rnp(["--verify", folder.put("signed.asc", text)]), signer),
    detach: (octets, signer) =>
      made(["--sign", "--detach", "--userid", signer.fingerprint, folder.put("content", octets)]),
    checkDetached(octets, signature, signer) {
      const content = folder.put("content", octets);
      return by(rnp(["--verify", "--source", content, folder.put("content.sig", signature)]), signer);
    },
  };
}
