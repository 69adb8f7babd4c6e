// Everybody who takes part in the matrix: made once a run, since keys take longer than messages.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CertificateInfo, readCertificates } from "../../src/domain/pgp/certificate";
import { armorCertificate, generateKey, importKey, type OwnKey } from "../../src/domain/pgp/secret-key";
import { type GpgPeer, startGpgPeer } from "../peers/gpg-peer";
import type { Peer, PeerKey } from "../peers/peer";
import { type Rnp, startRnp } from "../peers/rnp";
import { type Sq, startSq } from "../peers/sq";
import { type Sqop, startSqop } from "../peers/sqop";

/** What the keys of the matrix are, by who made them. RSA 8192 takes GnuPG a minute to make: that one is kept in a file. */
export const KINDS = [
  "gpg RSA 2048",
  "gpg Curve25519",
  "gpg NIST P-256",
  "gpg NIST P-384",
  "gpg NIST P-521",
  "gpg Brainpool P-256",
  "gpg RSA 8192",
  "sq Curve25519",
  "sq RSA 3072",
  "sq RSA 4096",
  "sqop Curve25519",
  "rnp RSA 3072",
] as const;
export type Kind = (typeof KINDS)[number];

export const PEERS = ["gpg", "sq", "sqop", "rnp"] as const;
export type PeerName = (typeof PEERS)[number];

export interface Parties {
  readonly peers: Readonly<Record<PeerName, Peer>> & { readonly gpg: GpgPeer };
  readonly keys: Readonly<Record<Kind, PeerKey>>;
  /** We, with a key that Cachet made. */
  readonly alice: OwnKey;
  readonly alicesKey: PeerKey;
  /** One of the peers' keys, as Cachet imports it. */
  readonly asOurs: (kind: Kind) => Promise<OwnKey>;
  readonly remove: () => void;
}

/** Debian 12's Sequoia is built on Nettle, which has no Brainpool. */
export const knows = (peer: PeerName, kind: Kind): boolean =>
  kind !== "gpg Brainpool P-256" || peer === "gpg" || peer === "rnp";

export async function startParties(): Promise<Parties> {
  const peers = { gpg: startGpgPeer(), sq: startSq(), sqop: startSqop(), rnp: startRnp() };
  const remove = (): void => {
    for (const peer of Object.values(peers)) peer.remove();
  };
  try {
    return { ...(await seated(peers)), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

interface Programs {
  readonly gpg: GpgPeer;
  readonly sq: Sq;
  readonly sqop: Sqop;
  readonly rnp: Rnp;
}

/** With all keys made, and known to everybody. */
async function seated(peers: Programs): Promise<Omit<Parties, "remove">> {
  const { gpg, sq, sqop, rnp } = peers;
  const made = gpg.makeKeys({
    "rsa2048@example.org": "rsa2048",
    "curve25519@example.org": "curve25519",
    "nistp256@example.org": "nistp256",
    "nistp384@example.org": "nistp384",
    "nistp521@example.org": "nistp521",
    "brainpool@example.org": "brainpoolP256r1",
  });
  const keys: Record<Kind, PeerKey> = {
    "gpg RSA 2048": made[0]!,
    "gpg Curve25519": made[1]!,
    "gpg NIST P-256": made[2]!,
    "gpg NIST P-384": made[3]!,
    "gpg NIST P-521": made[4]!,
    "gpg Brainpool P-256": made[5]!,
    "gpg RSA 8192": await keptKey(),
    "sq Curve25519": sq.makeKey("sq25519@example.org", "cv25519"),
    "sq RSA 3072": sq.makeKey("sq3072@example.org", "rsa3k"),
    "sq RSA 4096": sq.makeKey("sq4096@example.org", "rsa4k"),
    "sqop Curve25519": sqop.makeKey("sqop@example.org"),
    "rnp RSA 3072": rnp.makeKey("rnp3072@example.org", 3072),
  };
  const alice = await generateKey("Alice", "alice@example.org", Date.now() - 60_000);
  const alicesKey = peerKeyOf(alice, "alice@example.org");
  for (const peer of Object.values(peers)) peer.learn([alicesKey, ...Object.values(keys)]);
  const imported = new Map<Kind, Promise<OwnKey>>();
  return {
    peers,
    keys,
    alice,
    alicesKey,
    asOurs(kind) {
      const found = imported.get(kind) ?? ourOwn(keys[kind].secret!);
      imported.set(kind, found);
      return found;
    },
  };
}

/** A key of ours, of which others get the certificate. */
export const peerKeyOf = ({ secret, info }: OwnKey, address: string): PeerKey => ({
  address,
  fingerprint: info.fingerprint,
  certificate: secret.toPublic().armor(),
  secret: null,
});

async function ourOwn(armored: string): Promise<OwnKey> {
  const key = await importKey(armored, null, Date.now());
  if (!key.ok) throw new Error(key.code);
  return key.value;
}

async function keptKey(): Promise<PeerKey> {
  const secret = readFileSync(join(import.meta.dirname, "rsa8192.asc"), "utf8");
  const read = await readCertificates(secret);
  if (!read.ok) throw new Error(read.code);
  const [{ fingerprint, certificate }] = read.value as [CertificateInfo];
  return { address: "rsa8192@example.org", fingerprint, certificate: await armorCertificate(certificate), secret };
}

const certificates = new Map<PeerKey, Uint8Array>();

/** Binary, as Cachet keeps it. */
export async function certificateOf(key: PeerKey): Promise<Uint8Array> {
  const known = certificates.get(key);
  if (known) return known;
  const read = await readCertificates(key.certificate);
  if (!read.ok) throw new Error(read.code);
  certificates.set(key, read.value[0]!.certificate);
  return read.value[0]!.certificate;
}
