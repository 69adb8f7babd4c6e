// RFC 9580's own forms: only among those who announce them, and never half-read by programs that are older.
import "./as-in-browsers";
import { expect } from "@playwright/test";
import { parseMessage } from "../../src/domain/pgp/open";
import { openpgp } from "../../src/domain/pgp/openpgp";
import { importKey, type OwnKey } from "../../src/domain/pgp/secret-key";
import type { PeerKey } from "../peers/peer";
import { test } from "./interop-test";
import { weOpen, weSeal } from "./ours";
import { KINDS, type Kind, PEERS, peerKeyOf } from "./parties";

async function madeWith(config: openpgp.PartialConfig, address: string): Promise<{ own: OwnKey; key: PeerKey }> {
  const type = config.v6Keys ? "curve25519" : "ecc";
  const { privateKey } = await openpgp.generateKey({
    ...(type === "ecc" ? { type, curve: "curve25519Legacy" } : { type }),
    userIDs: { email: address },
    date: new Date(Date.now() - 60_000),
    config,
  });
  const imported = await importKey(privateKey, null, Date.now());
  if (!imported.ok) throw new Error(imported.code);
  return { own: imported.value, key: { ...peerKeyOf(imported.value, address), secret: privateKey } };
}

const modern = async (armored: string): Promise<boolean> => {
  const parsed = await parseMessage(armored);
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed.value.modern;
};

test("a v6 key seals to itself with SEIPDv2, and we read it", async () => {
  const { own, key } = await madeWith({ v6Keys: true, aeadProtect: true }, "six@example.org");
  expect(key.fingerprint).toHaveLength(64);
  const sealed = await weSeal("to myself", own, []);
  expect(await modern(sealed)).toBe(true);
  const opened = await weOpen(sealed, own, key);
  expect(opened).toMatchObject({ text: "to myself", signatures: [{ state: "good", inLife: true }] });
});

for (const name of PEERS)
  test(`${name} refuses SEIPDv2 without giving anything out`, async ({ parties }) => {
    const { own, key } = await madeWith({ aeadProtect: true }, `announces-${name}@example.org`);
    const peer = parties.peers[name];
    peer.learn([key]);
    const sealed = await weSeal("modern words", own, []);
    expect(await modern(sealed)).toBe(true);
    let given: Buffer = Buffer.alloc(0);
    expect(() => {
      given = peer.open(sealed, key, key).octets;
    }).toThrow();
    expect(given.toString()).toBe("");
    // The same key where a reader does not announce it: SEIPDv1, which they read.
    const both = await weSeal("words for all", own, [parties.keys["gpg RSA 2048"]]);
    expect(await modern(both)).toBe(false);
    expect(peer.open(both, key, key)).toEqual({ octets: Buffer.from("words for all"), signed: true });
  });

for (const name of ["gpg", "rnp"] as const)
  test(`${name} takes no v6 key in`, async ({ parties }) => {
    const { key } = await madeWith({ v6Keys: true, aeadProtect: true }, `six-${name}@example.org`);
    expect(() => parties.peers[name].learn([{ ...key, secret: null }])).toThrow();
  });

for (const name of PEERS)
  test(`${name} opens a message that a v6 key reads, too`, async ({ parties }) => {
    const six = await madeWith({ v6Keys: true, aeadProtect: true }, `beside-${name}@example.org`);
    const key = parties.keys["gpg Curve25519"];
    const sealed = await weSeal("words for both", parties.alice, [six.key, key]);
    expect(await modern(sealed)).toBe(false);
    expect(parties.peers[name].open(sealed, key, parties.alicesKey)).toEqual({
      octets: Buffer.from("words for both"),
      signed: true,
    });
    expect((await weOpen(sealed, six.own, parties.alicesKey)).text).toBe("words for both");
  });

test("keys that do not announce it, each on its own, get SEIPDv1", async ({ parties }) => {
  const announces: Kind[] = [];
  for (const kind of KINDS)
    if (await modern(await weSeal("words", parties.alice, [parties.keys[kind]]))) announces.push(kind);
  expect(announces).toEqual([]);
});
