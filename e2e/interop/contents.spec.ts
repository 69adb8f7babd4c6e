// What is in the messages: charsets, files, nothing at all, many readers; each program both ways.
import "./as-in-browsers";
import { expect } from "@playwright/test";
import { generateKey } from "../../src/domain/pgp/secret-key";
import { sealAnew } from "../../src/domain/pgp/testing/seal-anew";
import type { PeerKey } from "../peers/peer";
import { OUR_ENTITIES, THEIR_ENTITY, WRITTEN, XLSX, XLSX_NAME } from "./contents";
import { test } from "./interop-test";
import { encryptedMail, exchangeMail, inlineMail, signedMail, textEntity } from "./mails";
import { weOpen, weRead, weSeal } from "./ours";
import { certificateOf, KINDS, knows, type Parties, PEERS, type PeerName, peerKeyOf } from "./parties";

const OWN_KIND = {
  gpg: "gpg Curve25519",
  sq: "sq Curve25519",
  sqop: "sqop Curve25519",
  rnp: "rnp RSA 3072",
} as const;
const at = ({ peers, keys }: Parties, name: PeerName) => ({ peer: peers[name], key: keys[OWN_KIND[name]] });
const GOOD = [expect.objectContaining({ state: "good", inLife: true })];

for (const name of PEERS) {
  test(`${name} finds in encrypted.asc the very octets we sealed`, async ({ parties }) => {
    const { peer, key } = at(parties, name);
    for (const [what, entity] of Object.entries(OUR_ENTITIES)) {
      const opened = peer.open(await weSeal(entity, parties.alice, [key]), key, parties.alicesKey);
      expect(opened, what).toEqual({ octets: entity, signed: true });
    }
  });

  test(`${name} reads text sealed inline, in letters of the world`, async ({ parties }) => {
    const { peer, key } = at(parties, name);
    for (const { text } of WRITTEN) {
      const opened = peer.open(await weSeal(text, parties.alice, [key]), key, parties.alicesKey);
      expect({ text: opened.octets.toString(), signed: opened.signed }).toEqual({ text, signed: true });
    }
  });

  test(`we read text that ${name} sealed, in the charset it was written in`, async ({ parties }) => {
    const { peer, key } = at(parties, name);
    for (const { charset, text, octets } of WRITTEN) {
      const inline = inlineMail(peer.seal(octets, key, [parties.alicesKey]), charset);
      const sealed = peer.seal(textEntity(octets, charset), key, [parties.alicesKey]);
      for (const mail of [inline, encryptedMail(sealed), exchangeMail(sealed, "")]) {
        const { shown, signatures } = await weRead(mail, parties.alice, key);
        expect(shown.text, charset).toBe(text);
        expect(signatures).toEqual(GOOD);
      }
    }
  });

  test(`we read files that ${name} sealed or signed with their message`, async ({ parties }) => {
    const { peer, key } = at(parties, name);
    const sealed = encryptedMail(peer.seal(THEIR_ENTITY, key, [parties.alicesKey]));
    const signed = signedMail(THEIR_ENTITY, peer.detach(THEIR_ENTITY, key));
    for (const mail of [sealed, signed]) {
      const { shown, signatures } = await weRead(mail, parties.alice, key);
      expect(shown.text).toBe("Grüße");
      expect(shown.attachments.map((file) => file.name.name)).toEqual([XLSX_NAME]);
      expect(Buffer.from(await shown.attachments[0]!.bytes())).toEqual(XLSX);
      expect(signatures).toEqual(GOOD);
    }
    const changed = Buffer.from(signed.toString("latin1").replace("=C3=9F", "=C3=9E"), "latin1");
    expect((await weRead(changed, parties.alice, key)).signatures).toMatchObject([{ state: "invalid" }]);
  });

  test(`twenty readers, ${name} among them`, async ({ parties }) => {
    const { peer, key } = at(parties, name);
    const others = KINDS.filter((kind) => knows(name, kind)).map((kind) => parties.keys[kind]);
    const made = Array.from({ length: 19 - others.length }, (_, i) => `reader${name}${i}@example.org`);
    const ours = await Promise.all(made.map((address) => generateKey("", address, Date.now() - 60_000)));
    const keys = ours.map((own, i) => peerKeyOf(own, made[i]!));
    peer.learn(keys);
    const octets = Buffer.from("to twenty");
    const sealed = await weSeal(octets, parties.alice, [...others, ...keys]);
    expect(peer.open(sealed, key, parties.alicesKey)).toEqual({ octets, signed: true });
    const theirs = peer.seal(octets, key, [...others, ...keys, parties.alicesKey]);
    expect((await weOpen(theirs, parties.alice, key)).text).toBe("to twenty");
    expect((await weOpen(theirs, ours[0]!, key)).signatures).toEqual(GOOD);
  });

  test(`${name} verifies what we clearsign, and sees when it was changed`, async ({ parties }) => {
    const { clearsign } = await import("../../src/domain/pgp/clearsign");
    const text = "- dash\nFrom me\nGrüße  \n\n";
    const signed = await clearsign(text, parties.alice.secret, Date.now());
    const { peer } = at(parties, name);
    expect(peer.checkClearsigned(signed, parties.alicesKey)).toBe(true);
    expect(peer.checkClearsigned(signed.replace("Grüße", "Gruß"), parties.alicesKey)).toBe(false);
  });
}

for (const name of ["gpg", "sq", "sqop"] as const)
  test(`${name} opens a message that hides it among its readers`, async ({ parties }) => {
    const { peer, key } = at(parties, name);
    const sealed = await weSeal("psst", parties.alice, [], [key]);
    expect(peer.open(sealed, key, parties.alicesKey)).toMatchObject({ octets: Buffer.from("psst"), signed: true });
  });

test("rnp 0.16 says that it knows no hidden readers, and gives out nothing", async ({ parties }) => {
  const { peer, key } = at(parties, "rnp");
  const sealed = await weSeal("psst", parties.alice, [], [key]);
  expect(() => peer.open(sealed, key, parties.alicesKey)).toThrow(/failed to obtain decrypting key/);
});

test("we open what gpg sealed to hidden readers", async ({ parties }) => {
  const { gpg } = parties.peers;
  const key = parties.keys["gpg Curve25519"];
  const opened = await weOpen(gpg.sealHidden(Buffer.from("psst"), key, [key, parties.alicesKey]), parties.alice, key);
  expect(opened).toMatchObject({ text: "psst", signatures: GOOD });
});

test("sq names whom it signs for, and we find ourselves among them", async ({ parties }) => {
  const { peer, key } = at(parties, "sq");
  const gpgs = at(parties, "gpg").key;
  const { signatures } = await weOpen(
    peer.seal(Buffer.from("for two"), key, [gpgs, parties.alicesKey]),
    parties.alice,
    key,
  );
  expect(signatures).toMatchObject([{ state: "good", intended: [gpgs.fingerprint, parties.alicesKey.fingerprint] }]);
});

// GnuPG 2.2 and RNP 0.16 do not look.
for (const name of ["sq", "sqop"] as const)
  test(`${name} takes no signature of ours that somebody passed on to it`, async ({ parties }) => {
    const { peer, key } = at(parties, name);
    const mallory = await parties.asOurs("gpg RSA 2048");
    const octets = Buffer.from("You are fired");
    const passOn = async (readers: readonly PeerKey[]) =>
      sealAnew(
        await weSeal(octets, parties.alice, [parties.keys["gpg RSA 2048"], ...readers]),
        mallory.secret,
        [await certificateOf(key)],
        new Date(),
      );
    // The same for one it does name: whatever is wrong is not the seal.
    expect(peer.open(await passOn([key]), key, parties.alicesKey)).toEqual({ octets, signed: true });
    let signed = false;
    try {
      signed = peer.open(await passOn([]), key, parties.alicesKey).signed;
    } catch (error) {
      expect(String(error)).toMatch(/intended recipient|no signature|verif/i);
    }
    expect(signed).toBe(false);
  });
