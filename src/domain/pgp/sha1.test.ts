// Until when SHA-1 signatures count, by type (RFC 9580 9.5).
import { beforeAll, describe, expect, it } from "vitest";
import { openpgp } from "./openpgp";

const { signature: TYPE, hash } = openpgp.enums;
const ANY_TIME = null as unknown as Date;
const NOW = new Date(Date.UTC(2026, 10, 22));

let bob: openpgp.PrivateKey;
let old: openpgp.PrivateKey;
let next: openpgp.PrivateKey;
beforeAll(async () => {
  const make = async (subkeys: openpgp.SubkeyOptions[]): Promise<openpgp.PrivateKey> => {
    const userIDs = [{ email: "bob@example.org" }];
    return (await openpgp.generateKey({ userIDs, subkeys, date: NOW, format: "object" })).privateKey;
  };
  // openpgp.js certifies with a signing subkey if there is one, and such certifications count nowhere.
  [bob, old, next] = await Promise.all([make([{ sign: true }]), make([]), make([])]);
  const packets = (await next.signAllUsers([old], NOW)).toPacketList();
  certification = [...packets].find(
    (one): one is openpgp.SignaturePacket =>
      one instanceof openpgp.SignaturePacket && one.issuerKeyID.equals(old.getKeyID()),
  )!;
});
let certification: openpgp.SignaturePacket;

type Case = readonly [signature: openpgp.SignaturePacket, by: openpgp.Key["keyPacket"], type: number, data: object];

const CASES: Readonly<Record<string, () => Case>> = {
  "a self-certification": () => {
    const { userID, selfCertifications } = bob.users[0]!;
    return [selfCertifications[0]!, bob.keyPacket, TYPE.certGeneric, { userID, key: bob.keyPacket }];
  },
  "the binding of a subkey": () => {
    const { bindingSignatures, keyPacket } = bob.subkeys[0]!;
    return [bindingSignatures[0]!, bob.keyPacket, TYPE.subkeyBinding, { key: bob.keyPacket, bind: keyPacket }];
  },
  "a signing subkey's word": () => {
    const { bindingSignatures, keyPacket } = bob.subkeys[0]!;
    const data = { key: bob.keyPacket, bind: keyPacket };
    return [
      bindingSignatures[0]!.embeddedSignature!,
      keyPacket as unknown as openpgp.Key["keyPacket"],
      TYPE.keyBinding,
      data,
    ];
  },
  "another key's certification": () => {
    const { userID } = next.users[0]!;
    return [certification, old.keyPacket, TYPE.certGeneric, { userID, key: next.keyPacket }];
  },
};

/**
 * Whether the signature would count if it had been made with SHA-1 on that day. openpgp.js makes none and caches that a
 * signature is valid, so this tests only its judgement of hash and date.
 */
async function stands([signature, by, type, data]: Case, date: string): Promise<boolean> {
  await signature.verify(by, type, data, ANY_TIME, false);
  const before = [signature.hashAlgorithm, signature.created] as const;
  Object.assign(signature, { hashAlgorithm: hash.sha1, created: new Date(`${date}T00:00:00Z`) });
  const held = await signature.verify(by, type, data, ANY_TIME, false).then(
    () => true,
    () => false,
  );
  Object.assign(signature, { hashAlgorithm: before[0], created: before[1] });
  return held;
}

describe("SHA-1", () => {
  it.each([
    ["a self-certification", "2023-01-31", "2023-02-01"],
    ["the binding of a subkey", "2023-01-31", "2023-02-01"],
    ["a signing subkey's word", "2023-01-31", "2023-02-01"],
    ["another key's certification", "2013-01-31", "2013-02-01"],
  ])("vouches in %s until %s, and from %s no more", async (what, last, over) => {
    const one = CASES[what]!();
    expect(await stands(one, "2009-01-01")).toBe(true);
    expect(await stands(one, last)).toBe(true);
    expect(await stands(one, over)).toBe(false);
    expect(await stands(one, "2026-01-01")).toBe(false);
  });

  it("takes a key away whenever that was", async () => {
    const { publicKey } = await openpgp.revokeKey({ key: bob, date: NOW, format: "object" });
    const revocation = publicKey.revocationSignatures[0]! as openpgp.SignaturePacket;
    const one: Case = [revocation, bob.keyPacket, TYPE.keyRevocation, { key: bob.keyPacket }];
    for (const date of ["2012-01-01", "2022-01-01", "2026-01-01"]) expect(await stands(one, date)).toBe(true);
  });
});
