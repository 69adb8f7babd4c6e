// A message sealed and signed within itself, to any depth. The time to make it grows only with its octets: all layers share one
// session key and one packet for the reader.
import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { octetsOf } from "../../src/domain/octets";
import { openpgp } from "../../src/domain/pgp/openpgp";
import { join, packet, TYPE } from "./packets";

const bytes = (text: string): Uint8Array => octetsOf(text.replace(/\n/g, "\r\n"));

/** RFC 3156 4, its data in binary. */
const encryptedAround = (data: Uint8Array): Uint8Array =>
  join(
    bytes(`Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e

--e
Content-Type: application/pgp-encrypted

Version: 1

--e
Content-Type: application/octet-stream

`),
    data,
    bytes("\n--e--\n"),
  );

/** RFC 3156 5, with a signature that is never checked, as its content is sealed. */
const signedAround = (inner: Uint8Array): Uint8Array =>
  join(
    bytes('Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=s\n\n--s\n'),
    inner,
    bytes("\n--s\nContent-Type: application/pgp-signature\n\nnone\n--s--\n"),
  );

/** `count` layers around a text: a seal outermost, then signatures and seals in turn; `shape` "seals": seals only. */
export async function nested(
  certificate: Uint8Array,
  count: number,
  shape: "turns" | "seals" = "turns",
): Promise<Uint8Array> {
  const encryptionKeys = await openpgp.readKey({ binaryKey: certificate });
  const key = randomBytes(32);
  const readers = await openpgp.encryptSessionKey({ data: key, algorithm: "aes256", encryptionKeys, format: "binary" });
  let entity: Uint8Array = bytes("Content-Type: text/plain\n\nThe innermost words.\n");
  for (let layer = count; layer > 0; layer -= 1) {
    entity =
      shape === "turns" && layer % 2 === 0 ? signedAround(entity) : encryptedAround(join(readers, seal(entity, key)));
  }
  return join(bytes("From: Bob <bob@example.org>\nTo: alice@example.org\nSubject: x\nMIME-Version: 1.0\n"), entity);
}

/** RFC 9580 5.13.1. */
function seal(entity: Uint8Array, key: Uint8Array): Uint8Array {
  const random = randomBytes(16);
  const literal = packet(TYPE.literal, join(new Uint8Array([0x62, 0, 0, 0, 0, 0]), entity));
  const plain = join(random, random.subarray(14), literal, new Uint8Array([0xd3, 0x14]));
  const whole = join(plain, createHash("sha1").update(plain).digest());
  const cipher = createCipheriv("aes-256-cfb", key, new Uint8Array(16));
  return packet(TYPE.protected, join(new Uint8Array([1]), cipher.update(whole), cipher.final()));
}
