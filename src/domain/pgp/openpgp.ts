// openpgp.js, configured once for everything Cachet does with it; the rest of domain/pgp imports it from here.
import * as openpgp from "openpgp";
import { framePackets, PACKET } from "../packets/packets";
import { LIMITS } from "./limits";
import "./aead-packets";
import "./padded-deflate";
import { octetsOf, type Streamed } from "./streamed";

Object.assign(openpgp.config, {
  showVersion: false,
  showComment: false,
  // Compressing before encryption leaks through the length and costs more time than the encryption itself.
  preferredCompressionAlgorithm: openpgp.enums.compression.uncompressed,
  preferredSymmetricAlgorithm: openpgp.enums.symmetric.aes256,
  // RFC 9580 3.7.1: readers of v4 keys know no Argon2.
  s2kType: openpgp.enums.s2k.iterated,
  // The maximum of 3.7.1.3: 65,011,712 octets hashed for each guess, four times the default of openpgp.js, a quarter of a
  // second here. Every other program reads it. Why not Argon2: docs/decisions/0022.
  s2kIterationCountByte: 255,
  v6Keys: false,
  aeadProtect: false,
  // RFC 9580 3.7.1.4: 2^20 KiB = 1 GiB is the most a message may ask of us.
  maxArgon2MemoryExponent: 20,
  maxDecompressedMessageSize: LIMITS.decompressed,
  allowUnauthenticatedMessages: false,
  allowUnauthenticatedStream: false,
} satisfies Partial<openpgp.Config>);

/**
 * openpgp.js takes a tenth of a millisecond for every packet, even one it ignores, and a packet may have two octets. Keyrings
 * hold the keys of many people and are bounded where they are read.
 */
function hasTooManyPackets(bytes: Uint8Array): boolean {
  const { packets } = framePackets(bytes, LIMITS.packets + 1);
  return (
    packets.length > LIMITS.packets && packets[0]!.type !== PACKET.publicKey && packets[0]!.type !== PACKET.secretKey
  );
}

const { read } = openpgp.PacketList.prototype;
// Every packet list goes through here, also those inside encryption and compression, which nothing else sees before they are
// parsed.
openpgp.PacketList.prototype.read = async function (bytes, ...rest) {
  const octets = await octetsOf(bytes as Streamed);
  if (hasTooManyPackets(octets)) throw new Error("Too many packets");
  return read.call(this, octets, ...rest);
};

/**
 * Until when SHA-1 signatures count (RFC 9580 9.5, 15.1; the dates are those of Sequoia's policy). On data that others chose:
 * until collisions could be made. On the signer's own data: until SHA-1 was no longer needed. Revocations always count, since
 * nobody gains by forging one.
 */
const SHA1_ENDS = { own: Date.UTC(2023, 1, 1), others: Date.UTC(2013, 1, 1) };
const { keyRevocation, subkeyRevocation, certRevocation, binary, text } = openpgp.enums.signature;
const TAKES_AWAY: readonly (number | null)[] = [keyRevocation, subkeyRevocation, certRevocation];
const { verify } = openpgp.SignaturePacket.prototype;

openpgp.SignaturePacket.prototype.verify = async function (key, type, data, ...rest) {
  // openpgp.js itself refuses SHA-1 in signatures of messages.
  if (
    this.hashAlgorithm === openpgp.enums.hash.sha1 &&
    type !== binary &&
    type !== text &&
    !TAKES_AWAY.includes(type)
  ) {
    const about = (data as { readonly key?: openpgp.PublicKeyPacket }).key;
    const own = type === openpgp.enums.signature.keyBinding || about?.getKeyID().equals(key.getKeyID());
    if (!this.created || this.created.getTime() >= SHA1_ENDS[own ? "own" : "others"])
      throw new Error("SHA-1 is not relied on");
  }
  return verify.call(this, key, type, data, ...rest);
};

export { openpgp };
