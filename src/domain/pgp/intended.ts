// The intended recipients of a signature: the Intended Recipient Fingerprint of RFC 9580 5.2.3.36. It protects against a
// reader who encrypts a signed text anew to somebody else (13.12). openpgp.js 6 neither reads nor writes it.
import { toHex } from "../octets";
import { openpgp } from "./openpgp";
import type { SecretKey } from "./secret-key";

const INTENDED_RECIPIENT = 35;

/**
 * Primary fingerprints, lower-case hex, that the signature names in its hashed area; empty when it names none. Also clears
 * their critical flag, so that openpgp.js, which rejects unknown critical subpackets, can verify the signature afterwards.
 */
export function intendedBy(signature: openpgp.SignaturePacket): string[] {
  // The hashed area only: anybody could have added to the other one.
  const named = signature.unknownSubpackets.filter(({ type }) => type === INTENDED_RECIPIENT);
  for (const subpacket of named) subpacket.critical = false;
  return named.map(({ body }) => toHex(body.subarray(1)));
}

// Members of openpgp.js that its types leave out. Each is accessed by name: destructuring would bundle all of openpgp.js.
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

/** Never critical, although RFC 9580 asks for it in version 6: openpgp.js, for one, would reject the signature. */
function naming({ keyPacket }: openpgp.Key): number[] {
  const fingerprint = keyPacket.getFingerprintBytes()!;
  return [fingerprint.length + 2, INTENDED_RECIPIENT, keyPacket.version, ...fingerprint];
}

/** A one-pass signed message (RFC 9580 10.3), as openpgp.sign makes it, whose signature names these readers. */
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
