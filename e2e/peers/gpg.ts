import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { runProgram, tryProgram } from "../lab/program";

/** GnuPG with a key ring of its own: the other party, who has never heard of Cachet. */
export interface Gpg {
  /** The key ring's folder, for programs that use GnuPG themselves. */
  readonly home: string;
  /** Makes a key of gpg's own default kind, or on `curve` alone, and returns its fingerprint. */
  readonly makeKey: (name: string, address: string, curve?: string) => string;
  readonly importKey: (key: string | Buffer) => void;
  readonly publicKey: (address: string) => Buffer;
  readonly armoredPublicKey: (address: string) => string;
  readonly armoredSecretKey: (address: string) => string;
  /** Signed by `from`, sealed to `to` and to `from`. */
  readonly seal: (text: string, from: string, to: readonly string[], options?: readonly string[]) => string;
  readonly clearsign: (text: string, from: string) => string;
  /** As programs of before 2000 sealed: nothing protects it against change. */
  readonly sealUnprotected: (text: string, to: string) => string;
  /** Over exactly these octets. */
  readonly detachSign: (text: string, from: string) => string;
  /** The plaintext, and what gpg's status lines say of the signature. */
  readonly open: (armored: string) => { readonly text: string; readonly goodSignatureBy: string | null };
  readonly remove: () => void;
}

export function startGpg(): Gpg {
  // Short, for the agent's socket.
  const home = mkdtempSync("/tmp/cachet-gpg-");
  chmodSync(home, 0o700);
  const env = { ...process.env, GNUPGHOME: home };
  const base = [
    "--batch",
    "--no-tty",
    "--quiet",
    "--pinentry-mode",
    "loopback",
    "--passphrase",
    "",
    "--trust-model",
    "always",
  ];
  const gpg = (args: readonly string[], input: string | Buffer = ""): Buffer =>
    runProgram("gpg", [...base, ...args], { env, input, stdio: ["pipe", "pipe", "pipe"] });

  return {
    home,
    makeKey(name, address, curve) {
      gpg(["--quick-gen-key", `${name} <${address}>`, curve ?? "future-default", "default", "2y"]);
      const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(gpg(["--with-colons", "--list-keys", address]).toString());
      if (curve) gpg(["--quick-add-key", fingerprint![1]!, curve, "encr", "2y"]);
      return fingerprint![1]!.toLowerCase();
    },
    importKey: (key) => void gpg(["--import"], key),
    publicKey: (address) => gpg(["--export-options", "export-minimal", "--export", address]),
    armoredPublicKey: (address) =>
      gpg(["--armor", "--export-options", "export-minimal", "--export", address]).toString(),
    armoredSecretKey: (address) => gpg(["--armor", "--export-secret-keys", address]).toString(),
    seal: (text, from, to, options = []) =>
      gpg(
        [
          ...options,
          "--armor",
          "--sign",
          "--encrypt",
          "--local-user",
          from,
          ...[from, ...to].flatMap((one) => ["--recipient", one]),
        ],
        text,
      ).toString(),
    clearsign: (text, from) => gpg(["--clearsign", "--local-user", from], text).toString(),
    sealUnprotected: (text, to) =>
      gpg(["--armor", "--encrypt", "--rfc2440", "--disable-mdc", "--recipient", to], text).toString(),
    detachSign: (text, from) => gpg(["--armor", "--detach-sign", "--local-user", from], text).toString(),
    open(armored) {
      // Not runProgram: gpg exits with 2 when it cannot check the signature, though it has decrypted.
      const { out, said } = tryProgram("gpg", [...base, "--status-fd", "2", "--decrypt"], { env, input: armored });
      if (!/\[GNUPG:\] (DECRYPTION_OKAY|VALIDSIG)/.test(said)) throw new Error(`gpg could not open it:\n${said}`);
      const good = /\[GNUPG:\] VALIDSIG .*?([0-9A-F]{40})$/m.exec(said);
      return { text: out.toString(), goodSignatureBy: good ? good[1]!.toLowerCase() : null };
    },
    remove() {
      tryProgram("gpgconf", ["--kill", "all"], { env });
      rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}
