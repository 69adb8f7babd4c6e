// User ID injection and display-name confusion: a key's user ID and the name in From are free text of their authors
// ("alice@x <mallory@y>", NUL, line breaks, directional marks), yet both are shown near Cachet's own statements.
import { beforeAll, describe, expect, it } from "vitest";
import { minimise } from "../../src/domain/pgp/certificate";
import { openpgp } from "../../src/domain/pgp/openpgp";
import type { OwnKey } from "../../src/domain/pgp/secret-key";
import {
  aliceSide,
  BOB,
  detached,
  head,
  isPositive,
  MALLORY,
  NOW,
  read,
  type Side,
  signedMime,
  stateOf,
  textPart,
} from "./world";

let side: Side;
const ENTITY = textPart("hello");

beforeAll(async () => {
  side = await aliceSide();
});

async function keyNamed(userId: string): Promise<OwnKey> {
  const { privateKey } = await openpgp.generateKey({
    userIDs: { name: "placeholder" },
    date: new Date(NOW - 1000),
    format: "object",
  });
  // openpgp.js refuses to write such user IDs; other programs do not.
  const user = privateKey.users[0]!;
  (user as { userID: unknown }).userID = Object.assign(openpgp.UserIDPacket.fromObject({ name: "x" }), {
    userID: userId,
  });
  const self = user.selfCertifications[0]! as unknown as {
    rawNotations: unknown[];
    sign(key: unknown, data: unknown, date: Date, detached: boolean, config: unknown): Promise<void>;
  };
  self.rawNotations = [];
  await self.sign(
    privateKey.keyPacket,
    { userID: user.userID, key: privateKey.keyPacket },
    new Date(NOW - 1000),
    false,
    openpgp.config,
  );
  const info = await minimise(privateKey);
  return { secret: privateKey, info, revocation: "" };
}

describe("a key whose user ID names two people", () => {
  it.each([
    ["Bob's address as a name", `${BOB} <${MALLORY}>`],
    ["Bob's address quoted", `"Bob <${BOB}>" <${MALLORY}>`],
    ["Bob's address in a comment", `Bob (${BOB}) <${MALLORY}>`],
    ["two addresses in brackets", `Bob <${BOB}> <${MALLORY}>`],
    ["two addresses in brackets, the other way round", `Bob <${MALLORY}> <${BOB}>`],
    ["Bob's address after a NUL", `${MALLORY}\0<${BOB}>`],
    ["Bob's address before a NUL", `<${BOB}\0${MALLORY}>`],
    ["Bob's address in a second line", `Mallory <${MALLORY}>\nBob <${BOB}>`],
    ["a list", `<${BOB}, ${MALLORY}>`],
    ["Bob's address with a dot of its own at the end", `Bob <${BOB}.>`],
    ["letters of another script", "Bob <b\u043eb@example.org>"],
    ["an invisible letter", "Bob <bob\u200b@example.org>"],
    ["nothing but words", "Bob of example.org"],
  ])("%s: does not sign for Bob", async (_, userId) => {
    const key = await keyNamed(userId);
    await side.knows(key);
    const source = head() + signedMime(ENTITY, await detached(ENTITY, key));
    expect(isPositive(stateOf(await read(side, source)))).toBe(false);
  });
});

describe("the name of a signer", () => {
  const BAD = [
    "Bob, whom you verified on 1 May 2026",
    "Bob\nSigned by Bob",
    "Bob\u202ereifirev",
    "Bob\u2067\u2066",
    "bob@example.org",
    "Bob\u2028Bob",
    "Bob \u2713: verified",
    "Bob. Signed by Bob whom you verified on the first of May",
    "B".repeat(300),
    "\u200bBob",
    "<b>Bob</b>",
  ];

  it.each(BAD)("%j is not spoken: the address is", async (name) => {
    const address = `someone-${BAD.indexOf(name)}@evil.example`;
    const key = await keyNamed(`${name.replaceAll("<", "").replaceAll(">", ",")} <${address}>`);
    await side.knows(key);
    const message = await read(side, head(address) + signedMime(ENTITY, await detached(ENTITY, key)), {
      from: address,
    });
    expect(message).toMatchObject({ opened: { signature: { state: "first-contact", signer: { name: "", address } } } });
  });

  it("is spoken where it is a name", async () => {
    for (const [index, name] of [
      "Zoë O’Brien-Müller",
      "山田 太郎",
      "Maria da Conceição de Sousa e Silva",
      "J. R. R. Tolkien",
    ].entries()) {
      const address = `friend-${index}@good.example`;
      const key = await keyNamed(`${name} <${address}>`);
      await side.knows(key);
      const message = await read(side, head(address) + signedMime(ENTITY, await detached(ENTITY, key)), {
        from: address,
      });
      expect(message).toMatchObject({ opened: { signature: { signer: { name } } } });
    }
  });
});

describe("a name in From that pretends to be Bob", () => {
  it.each([
    `Bob <${MALLORY}>`,
    `"Bob <${BOB}>" <${MALLORY}>`,
    `=?utf-8?q?Bob_=3Cbob=40example=2Eorg=3E?= <${MALLORY}>`,
    `=?utf-8?b?${Buffer.from(`Bob <${BOB}>,`).toString("base64")}?= <${MALLORY}>`,
    `"${BOB}" (${BOB}) <${MALLORY}>`,
    `Bob ${"\u00a0".repeat(100)} <${MALLORY}>`,
  ])("%s: Bob's good signature is not taken for that address, nor hers for Bob's", async (from) => {
    const bobs = head(from) + signedMime(ENTITY, await detached(ENTITY, side.bob));
    expect(isPositive(stateOf(await read(side, bobs, { from: MALLORY })))).toBe(false);
    expect(isPositive(stateOf(await read(side, bobs, { from: BOB })))).toBe(false);
    const hers = head(from) + signedMime(ENTITY, await detached(ENTITY, side.mallory));
    expect(isPositive(stateOf(await read(side, hers, { from: BOB })))).toBe(false);
  });
});
