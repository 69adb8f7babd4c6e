// Whom a signature is meant for: the Intended Recipient Fingerprint of RFC 9580 5.2.3.36, against a signed text that one of
// its readers seals anew to somebody else (13.12). openpgp.js 6 neither reads nor writes it.
import { toHex } from "../octets";
import { openpgp } from "./openpgp";
import type { SecretKey } from "./secret-key";

const INTENDED_RECIPIENT = 35;

/**
 * Primary fingerprints, lower-case hex, that the signature names in its hashed area; empty when it names nobody. Then
 * openpgp.js may check it: what is critical and unknown to it makes a signature bad, as this would in version 6.
 */
export function intendedBy(signature: openpgp.SignaturePacket): string[] {
  // Of the hashed area only: what stands in the other anybody could have added.
  const named = signature.unknownSubpackets.filter(({ type }) => type === INTENDED_RECIPIENT);
  for (const subpacket of named) subpacket.critical = false;
  return named.map(({ body }) => toHex(body.subarray(1)));
}

// What openpgp.js has beside what its types tell. Named one by one: taken apart, it would come into the bundle whole.
type Writable = openpgp.SignaturePacket & {
  writeHashedSubPackets(): Uint8Array;
  sign(key: openpgp.AnyKeyPacket, data: unknown, date: Date, detached: boolean, config: object): Promise<void>;
};
const SignaturePacket = openpgp.SignaturePacket as unknown as new () => Writable;
const OnePassSignaturePacket = openpgp.OnePassSignaturePacket as unknown as {
  fromSignaturePacket(signature: openpgp.SignaturePacket, isLast: boolean): openpgp.OnePassSignaturePacket;
};

class IntendedSignature extends SignaturePacket {
  readonly #readers: readonly openpgp.Key[];

  constructor(readers: readonly openpgp.Key[]) {
    super();
    this.#readers = readers;
  }

  override writeHashedSubPackets(): Uint8Array {
    const octets = this.version === 6 ? 4 : 2;
    const area = [...super.writeHashedSubPackets().subarray(octets), ...this.#readers.flatMap(naming)];
    const length = Array.from({ length: octets }, (_, i) => (area.length >>> (8 * (octets - 1 - i))) & 0xff);
    return new Uint8Array([...length, ...area]);
  }
}

/** Never critical, though RFC 9580 wants that in version 6: openpgp.js, for one, would take the signature for a bad one. */
function naming({ keyPacket }: openpgp.Key): number[] {
  const fingerprint = keyPacket.getFingerprintBytes()!;
  return [fingerprint.length + 2, INTENDED_RECIPIENT, keyPacket.version, ...fingerprint];
}

/** Signed in one pass (RFC 9580 10.3), as openpgp.sign would, and naming these readers. */
export async function signFor(
  readers: readonly openpgp.Key[],
  message: openpgp.Message<Uint8Array>,
  signer: SecretKey,
  date: Date,
): Promise<openpgp.Message<Uint8Array>> {
  const literal = message.packets.findPacket(openpgp.enums.packet.literalData)!;
  const { keyPacket } = await signer.getSigningKey(undefined, date);
  const signature = new IntendedSignature(readers);
  signature.signatureType = openpgp.enums.signature.binary;
  signature.publicKeyAlgorithm = keyPacket.algorithm;
  signature.hashAlgorithm = openpgp.config.preferredHashAlgorithm;
  await signature.sign(keyPacket, literal, date, false, openpgp.config);
  const packets = new openpgp.PacketList<openpgp.AnyPacket>();
  packets.push(OnePassSignaturePacket.fromSignaturePacket(signature, true), literal, signature);
  return new openpgp.Message(packets);
}
