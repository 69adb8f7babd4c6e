// The packets of authenticated encryption, encrypted and decrypted by domain/pgp/aead.ts instead of openpgp.js, which makes a
// cipher object for every block of OCB and starts all chunks at once (docs/decisions/0021). openpgp.js parses the content as
// a message of its own.
import * as openpgp from "openpgp";
import { type Chunked, decryptChunks, encryptChunks, nonceLength, unsupported } from "./aead";
import { octetsOf, type Streamed, streamOf } from "./streamed";

/** Members of openpgp.js that its types leave out. */
interface AeadPacket {
  readonly constructor: { readonly tag: number };
  version: number;
  cipherAlgorithm: openpgp.enums.symmetric;
  aeadAlgorithm: number;
  chunkSizeByte: number;
  /** Of version 2 of packet 18. */
  salt: Uint8Array<ArrayBuffer>;
  /** Of packet 20. */
  iv: Uint8Array;
  encrypted: Streamed;
  packets: openpgp.PacketList<openpgp.AnyPacket>;
  decrypt(algorithm: openpgp.enums.symmetric, key: Uint8Array<ArrayBuffer>, config: openpgp.Config): Promise<unknown>;
  encrypt(algorithm: openpgp.enums.symmetric, key: Uint8Array<ArrayBuffer>, config: openpgp.Config): Promise<unknown>;
}

const { aes128, aes192, aes256 } = openpgp.enums.symmetric;
const KEY_LENGTHS: Readonly<Record<number, number>> = { [aes128]: 16, [aes192]: 24, [aes256]: 32 };

const integrity = openpgp.SymEncryptedIntegrityProtectedDataPacket.prototype as unknown as AeadPacket;
const aead = openpgp.AEADEncryptedDataPacket.prototype as unknown as AeadPacket;

/** The methods of openpgp.js itself, to measure against. */
export const asItComes = { encrypt: integrity.encrypt, decrypt: integrity.decrypt, decryptAead: aead.decrypt };

async function decrypt(packet: AeadPacket, key: Uint8Array<ArrayBuffer>, config: openpgp.Config): Promise<true> {
  // Read before the first await: openpgp.js clears it as soon as the call returns.
  const { encrypted } = packet;
  const chunked = await chunkedBy(packet, key);
  const bytes = await decryptChunks(chunked, await octetsOf(encrypted));
  const message = await openpgp.readMessage({ binaryMessage: bytes, config });
  packet.packets = message.packets as openpgp.PacketList<openpgp.AnyPacket>;
  return true;
}

/** Key and nonce derived as in RFC 9580 5.13.2, or taken from packet 20 itself. */
async function chunkedBy(packet: AeadPacket, key: Uint8Array<ArrayBuffer>): Promise<Chunked> {
  const { version, cipherAlgorithm, aeadAlgorithm, chunkSizeByte, salt, iv } = packet;
  const length = KEY_LENGTHS[cipherAlgorithm];
  const nonce = nonceLength(aeadAlgorithm);
  if (!length || !nonce) throw unsupported();
  if (key.length !== length) throw new Error("Unexpected session key size");
  const { tag } = packet.constructor;
  const header = Uint8Array.of(0xc0 | tag, version, cipherAlgorithm, aeadAlgorithm, chunkSizeByte);
  if (tag !== openpgp.enums.packet.symEncryptedIntegrityProtectedData)
    return { header, key, nonce: iv, numbered: true };
  const secret = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: header };
  const derived = new Uint8Array(await crypto.subtle.deriveBits(how, secret, 8 * (length + nonce - 8)));
  const start = new Uint8Array(nonce);
  start.set(derived.subarray(length));
  return { header, key: derived.slice(0, length), nonce: start, numbered: false };
}

integrity.decrypt = function (algorithm, key, config) {
  if (this.version === 2) return decrypt(this, key, config);
  return KEY_LENGTHS[algorithm]
    ? asItComes.decrypt.call(this, algorithm, key, config)
    : decryptSlowly(this, algorithm, key, config);
};

/** Ciphers older than AES run as scripts of openpgp.js, a second of work for ten megabytes, so they give way piece by piece. */
async function decryptSlowly(packet: AeadPacket, ...how: Parameters<AeadPacket["decrypt"]>): Promise<void> {
  const { encrypted } = packet;
  const own = Object.assign(Object.create(packet), { encrypted: streamOf(await octetsOf(encrypted)) }) as AeadPacket;
  await asItComes.decrypt.call(own, ...how);
  packet.packets = own.packets;
}

aead.decrypt = function (_algorithm, key, config) {
  return decrypt(this, key, config);
};

integrity.encrypt = async function (algorithm, key, config) {
  if (this.version !== 2) return asItComes.encrypt.call(this, algorithm, key, config);
  this.cipherAlgorithm = algorithm;
  this.salt = crypto.getRandomValues(new Uint8Array(32));
  this.chunkSizeByte = config.aeadChunkSizeByte;
  const bytes = await octetsOf(this.packets.write() as Streamed);
  this.encrypted = await encryptChunks(await chunkedBy(this, key), bytes);
  return true;
};
