import { tryProgram } from "../lab/program";
import { must, type Peer, type PeerKey, type Ran, ran } from "./peer";
import { peerFolder } from "./peer-folder";

const CURVES = {
  curve25519: ["EDDSA", "Ed25519", "ECDH", "Curve25519"],
  nistp256: ["ECDSA", "nistp256", "ECDH", "nistp256"],
  nistp384: ["ECDSA", "nistp384", "ECDH", "nistp384"],
  nistp521: ["ECDSA", "nistp521", "ECDH", "nistp521"],
  brainpoolP256r1: ["ECDSA", "brainpoolP256r1", "ECDH", "brainpoolP256r1"],
} as const;

/** GnuPG, handed the same keys as the others. */
export interface GpgPeer extends Peer {
  /** The key ring's folder, for programs that use GnuPG themselves. */
  readonly home: string;
  readonly makeKeys: (kinds: Readonly<Record<string, keyof typeof CURVES | "rsa2048">>) => PeerKey[];
  /** Without naming the readers. */
  readonly sealHidden: (octets: Buffer, signer: PeerKey, readers: readonly PeerKey[]) => string;
  /** What it makes of OpenPGP data that it may not know. */
  readonly tryTo: (command: "--import" | "--decrypt", data: string) => Ran;
}

export function startGpgPeer(): GpgPeer {
  const folder = peerFolder("gpg");
  const env = { GNUPGHOME: folder.path };
  const base = ["--batch", "--no-tty", "--pinentry-mode", "loopback", "--passphrase", "", "--trust-model", "always"];
  const options = [...base, "--status-fd", "2"];
  const gpg = (args: readonly string[], input: string | Buffer = ""): Ran =>
    must("gpg", [...options, ...args], input, env);
  const good = (said: string, { fingerprint }: PeerKey): boolean =>
    /\[GNUPG:\] GOODSIG/.test(said) &&
    new RegExp(`\\[GNUPG:\\] VALIDSIG .*${fingerprint.toUpperCase()}$`, "m").test(said);
  const seal = (more: readonly string[], octets: Buffer, signer: PeerKey, readers: readonly PeerKey[]): string =>
    gpg(
      [
        ...["--armor", "--sign", "--encrypt", "--local-user", signer.fingerprint, ...more],
        ...readers.flatMap(({ fingerprint }) => ["--recipient", fingerprint]),
      ],
      octets,
    ).out.toString();
  return {
    name: "gpg",
    home: folder.path,
    makeKeys(kinds) {
      const wanted = Object.entries(kinds);
      gpg(["--gen-key"], wanted.map(([address, kind]) => parametersOf(address, kind)).join(""));
      return wanted.map(([address]) => {
        const listed = gpg(["--with-colons", "--list-keys", address]).out.toString();
        return {
          address,
          fingerprint: /^fpr:+([0-9A-F]{40}):/m.exec(listed)![1]!.toLowerCase(),
          certificate: gpg(["--armor", "--export", address]).out.toString(),
          secret: gpg(["--armor", "--export-secret-keys", address]).out.toString(),
        };
      });
    },
    learn: (keys) =>
      void gpg(["--import"], keys.map(({ secret, certificate }) => `${secret ?? certificate}\n`).join("")),
    open(message, _reader, signer) {
      // It exits with 2 when it cannot check the signature, though it has decrypted.
      const { out, said } = ran("gpg", [...options, "--decrypt"], message, env);
      if (!said.includes("[GNUPG:] DECRYPTION_OKAY")) throw new Error(`gpg: ${said}`);
      return { octets: out, signed: good(said, signer) };
    },
    seal: (octets, signer, readers) => seal([], octets, signer, readers),
    sealHidden: (octets, signer, readers) => seal(["--throw-keyids"], octets, signer, readers),
    clearsign: (text, signer) => gpg(["--clearsign", "--local-user", signer.fingerprint], text).out.toString(),
    checkClearsigned: (text, signer) => good(ran("gpg", [...options, "--verify"], text, env).said, signer),
    detach: (octets, signer) =>
      gpg(["--armor", "--detach-sign", "--local-user", signer.fingerprint], octets).out.toString(),
    checkDetached: (octets, signature, signer) =>
      good(ran("gpg", [...options, "--verify", folder.put("signature", signature), "-"], octets, env).said, signer),
    tryTo: (command, data) => ran("gpg", [...options, command], data, env),
    remove() {
      tryProgram("gpgconf", ["--kill", "all"], { env: { ...process.env, ...env } });
      folder.remove();
    },
  };
}

function parametersOf(address: string, kind: keyof typeof CURVES | "rsa2048"): string {
  const lines =
    kind === "rsa2048"
      ? ["Key-Type: RSA", "Key-Length: 2048", "Key-Usage: sign", "Subkey-Type: RSA", "Subkey-Length: 2048"]
      : [
          `Key-Type: ${CURVES[kind][0]}`,
          `Key-Curve: ${CURVES[kind][1]}`,
          "Key-Usage: sign",
          `Subkey-Type: ${CURVES[kind][2]}`,
          `Subkey-Curve: ${CURVES[kind][3]}`,
        ];
  const rest = ["Subkey-Usage: encrypt", `Name-Email: ${address}`, "Expire-Date: 1y", "%commit", ""];
  return ["%no-protection", ...lines, ...rest].join("\n");
}
