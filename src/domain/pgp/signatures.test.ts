// Subkeys that more than one certificate holds, rightly or not (RFC 9580 5.2.1.8, 5.2.1.9, 5.2.1.12).
import { beforeAll, describe, expect, it } from "vitest";
import { openpgp } from "./openpgp";
import { checkSignatures, type RawSignature } from "./signatures";

const MADE = new Date(Date.UTC(2026, 0, 1));
const NOW = Date.UTC(2026, 10, 22);
const { signature: TYPE, keyFlags, hash } = openpgp.enums;

let carol: openpgp.PrivateKey;
let eve: openpgp.PrivateKey;

const make = async (name: string): Promise<openpgp.PrivateKey> => {
  const { privateKey } = await openpgp.generateKey({
    userIDs: [{ name, email: `${name}@example.org` }],
    subkeys: [{ sign: true }, {}],
    date: MADE,
    format: "object",
  });
  return privateKey;
};

beforeAll(async () => {
  [carol, eve] = await Promise.all([make("carol"), make("eve")]);
});

/** Members of openpgp.js that its types leave out. */
interface Signing {
  sign(by: object, data: object, date: Date, detached: boolean, config: object): Promise<void>;
}

type Made = Partial<Pick<openpgp.SignaturePacket, "keyFlags" | "embeddedSignature">>;

async function made(
  type: openpgp.enums.signature,
  by: openpgp.PrivateKey["keyPacket"] | openpgp.SecretSubkeyPacket,
  data: object,
  more: Made = {},
) {
  const packet = new openpgp.SignaturePacket();
  Object.assign(packet, { signatureType: type, publicKeyAlgorithm: by.algorithm, hashAlgorithm: hash.sha256, ...more });
  await (packet as unknown as Signing).sign(by, data, MADE, false, openpgp.config);
  return packet;
}

const signingPart = (key: openpgp.PrivateKey) =>
  key.subkeys.find(({ bindingSignatures: [one] }) => one!.embeddedSignature)!;

interface Adoption {
  /** The subkey's own signature for the adopting key; null: none. */
  readonly word: openpgp.SignaturePacket | null;
  readonly flags?: number;
  readonly revoked?: boolean;
  readonly keyRevoked?: boolean;
}

/** `by` with Carol's signing subkey bound to it. */
async function adopting(by: openpgp.PrivateKey, { word, flags = keyFlags.signData, revoked, keyRevoked }: Adoption) {
  const { keyPacket } = signingPart(carol);
  const data = { key: by.keyPacket, bind: keyPacket };
  const flagged = { keyFlags: Uint8Array.of(flags), ...(word && { embeddedSignature: word }) };
  const packets = new openpgp.PacketList();
  const own = by.toPublic().toPacketList();
  packets.push(own[0]!);
  if (keyRevoked) packets.push(await made(TYPE.keyRevocation, by.keyPacket, { key: by.keyPacket }));
  packets.push(...own.slice(1));
  packets.push(carol.toPublic().subkeys[carol.subkeys.indexOf(signingPart(carol))]!.keyPacket);
  packets.push(await made(TYPE.subkeyBinding, by.keyPacket, data, flagged));
  if (revoked) packets.push(await made(TYPE.subkeyRevocation, by.keyPacket, data));
  return packets.write();
}

const wordFor = (key: openpgp.PrivateKey) =>
  made(TYPE.keyBinding, signingPart(carol).keyPacket as openpgp.SecretSubkeyPacket, {
    key: key.keyPacket,
    bind: signingPart(carol).keyPacket,
  });

async function check(...certificates: Uint8Array[]): Promise<RawSignature[]> {
  const {
    packets: [literal],
  } = (await openpgp.createMessage({ binary: new TextEncoder().encode("hello") })) as unknown as {
    packets: [openpgp.LiteralDataPacket];
  };
  const packet = new openpgp.SignaturePacket();
  const by = signingPart(carol).keyPacket as openpgp.SecretSubkeyPacket;
  Object.assign(packet, { signatureType: TYPE.binary, publicKeyAlgorithm: by.algorithm, hashAlgorithm: hash.sha256 });
  await (packet as unknown as Signing).sign(by, literal, new Date(NOW), true, openpgp.config);
  return checkSignatures({ literal, packets: [packet], detached: true }, certificates, NOW);
}

const good = (key: openpgp.PrivateKey) => ({ state: "good", fingerprint: key.getFingerprint(), inLife: true });

describe("a signing subkey of somebody else", () => {
  const borrowed = () => signingPart(carol).bindingSignatures[0]!.embeddedSignature;
  const ADOPTIONS: readonly (readonly [string, () => Promise<Adoption>])[] = [
    ["bound, with the subkey's word for its owner", async () => ({ word: borrowed() })],
    ["bound and revoked", async () => ({ word: borrowed(), revoked: true })],
    ["bound without any word and revoked", async () => ({ word: null, revoked: true })],
    ["bound to a key that is revoked itself", async () => ({ word: borrowed(), keyRevoked: true })],
    [
      "bound for encryption and revoked",
      async () => ({ word: borrowed(), flags: keyFlags.encryptStorage, revoked: true }),
    ],
    [
      "bound with a word that the adopter made",
      async () => ({
        word: await made(TYPE.keyBinding, eve.keyPacket, { key: eve.keyPacket, bind: signingPart(carol).keyPacket }),
        revoked: true,
      }),
    ],
  ];

  it.each(ADOPTIONS)("%s, names nobody new, in whatever order the certificates came", async (_, adoption) => {
    const hers = carol.toPublic().write();
    const adopted = await adopting(eve, await adoption());
    expect(await check(adopted)).toEqual([{ state: "unknown", keyId: signingPart(carol).getKeyID().toHex() }]);
    for (const certificates of [
      [hers, adopted],
      [adopted, hers],
    ])
      expect(await check(...certificates)).toMatchObject([good(carol)]);
  });
});

describe("a signing subkey that two keys of one person share", () => {
  it("is good for both", async () => {
    const shared = await adopting(eve, { word: await wordFor(eve) });
    const hers = carol.toPublic().write();
    expect(await check(shared)).toMatchObject([good(eve)]);
    const both = [carol.getFingerprint(), eve.getFingerprint()].sort();
    for (const certificates of [
      [hers, shared],
      [shared, hers],
    ]) {
      const found = await check(...certificates);
      expect(found.map((one) => "fingerprint" in one && one.fingerprint).sort()).toEqual(both);
      expect(found.every(({ state }) => state === "good")).toBe(true);
    }
  });

  it("and that one of them revoked is out of its life there, and stands for the other", async () => {
    const shared = await adopting(eve, { word: await wordFor(eve), revoked: true });
    const found = await check(shared, carol.toPublic().write());
    expect(found).toMatchObject([{ ...good(eve), inLife: false }, good(carol)]);
  });
});
