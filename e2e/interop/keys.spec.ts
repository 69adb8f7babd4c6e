// Every kind of key with every program, both ways: what we seal and sign is read and verified, and the other way round.
import "./as-in-browsers";
import { expect } from "@playwright/test";
import { test } from "./interop-test";
import { weCheck, weOpen, weSeal } from "./ours";
import { KINDS, knows, PEERS } from "./parties";

const ENTITY = Buffer.from(
  'MIME-Version: 1.0\r\nSubject: Plan\r\nContent-Type: text/plain; charset="utf-8"; hp="cipher"\r\n\r\nGrüße, 日本\r\n',
);
const TEXT = "Grüße, 日本\n- dash\nFrom me\n";

for (const name of PEERS)
  for (const kind of KINDS.filter((one) => knows(name, one)))
    test(`${name} with a key of kind ${kind}`, async ({ parties }) => {
      const { alice, alicesKey } = parties;
      const [peer, key] = [parties.peers[name], parties.keys[kind]];
      const good = [expect.objectContaining({ state: "good", fingerprint: key.fingerprint, inLife: true })];

      const ours = await weSeal(ENTITY, alice, [key]);
      expect(peer.open(ours, key, alicesKey)).toEqual({ octets: ENTITY, signed: true });

      const theirs = await weOpen(peer.seal(ENTITY, key, [alicesKey, key]), alice, key);
      expect(Buffer.from(theirs.octets)).toEqual(ENTITY);
      expect(theirs.signatures).toEqual(good);

      const clear = await weOpen(peer.clearsign(TEXT, key), alice, key);
      expect(clear.text.trimEnd()).toBe(TEXT.trimEnd());
      expect(clear.signatures).toEqual(good);

      const signature = peer.detach(ENTITY, key);
      expect(await weCheck(ENTITY, signature, key)).toEqual(good);
      const changed = Buffer.from(`${ENTITY}!`);
      expect(await weCheck(changed, signature, key)).toMatchObject([{ state: "invalid" }]);
    });

for (const kind of KINDS)
  test(`a key of kind ${kind}, imported, is our own`, async ({ parties }) => {
    const key = parties.keys[kind];
    const own = await parties.asOurs(kind);
    const sealed = await weSeal(ENTITY, own, []);
    for (const name of PEERS.filter((one) => knows(one, kind)))
      expect(parties.peers[name].open(sealed, key, key), name).toEqual({ octets: ENTITY, signed: true });
    const { gpg } = parties.peers;
    const opened = await weOpen(gpg.seal(ENTITY, key, [key]), own, key);
    expect(Buffer.from(opened.octets)).toEqual(ENTITY);
  });
