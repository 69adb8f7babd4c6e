import { tryProgram } from "../lab/program";

/** A key that peers hand to each other in files. */
export interface PeerKey {
  readonly address: string;
  /** Lower-case hex. */
  readonly fingerprint: string;
  /** Armored. */
  readonly certificate: string;
  /** Armored and under no passphrase; null where only its owner has it. */
  readonly secret: string | null;
}

/** `signed`: a good signature by the key asked about was on it. */
export interface PeerOpened {
  readonly octets: Buffer;
  readonly signed: boolean;
}

/** Another OpenPGP program, which has never heard of Cachet. What it refuses is thrown, with its own words. */
export interface Peer {
  readonly name: "gpg" | "sq" | "sqop" | "rnp";
  /** Takes the keys in; only these can be used with it. */
  readonly learn: (keys: readonly PeerKey[]) => void;
  readonly open: (message: string, reader: PeerKey, signer: PeerKey) => PeerOpened;
  /** Armored: signed by `signer`, sealed to `readers`. */
  readonly seal: (octets: Buffer, signer: PeerKey, readers: readonly PeerKey[]) => string;
  readonly clearsign: (text: string, signer: PeerKey) => string;
  /** Whether `signer` clearsigned it. */
  readonly checkClearsigned: (text: string, signer: PeerKey) => boolean;
  /** Armored signature over exactly these octets. */
  readonly detach: (octets: Buffer, signer: PeerKey) => string;
  readonly checkDetached: (octets: Buffer, signature: string, signer: PeerKey) => boolean;
  readonly remove: () => void;
}

export interface Ran {
  readonly status: number | null;
  readonly out: Buffer;
  readonly said: string;
}

/** Runs a program to its end, whatever it answers. */
export function ran(program: string, args: readonly string[], input: string | Buffer = "", env = {}): Ran {
  return tryProgram(program, args, { input, env: { ...process.env, ...env } });
}

/** The same; what it refuses is thrown. */
export function must(program: string, args: readonly string[], input: string | Buffer = "", env = {}): Ran {
  const done = ran(program, args, input, env);
  if (done.status !== 0) throw new Error(`${program} ${args.join(" ")}: ${done.status}\n${done.said}\n${done.out}`);
  return done;
}
