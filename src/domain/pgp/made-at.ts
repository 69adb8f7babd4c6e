import { openpgp } from "./openpgp";

/**
 * When the owner last changed a certificate, in milliseconds: made it, extended it or added an address. Before that time it
 * is not valid in its present form (RFC 9580 5.2.3.11).
 */
export async function madeAt(certificate: Uint8Array): Promise<number> {
  const key = await openpgp.readKey({ binaryKey: certificate });
  const own = [
    ...(key as unknown as { directSignatures: openpgp.SignaturePacket[] }).directSignatures,
    ...key.users.flatMap(({ selfCertifications }) => selfCertifications),
    ...key.subkeys.flatMap(({ bindingSignatures }) => bindingSignatures),
  ];
  const packets = [key.keyPacket, ...key.subkeys.map(({ keyPacket }) => keyPacket), ...own];
  return Math.max(...packets.map(({ created }) => created?.getTime() ?? 0));
}
