// The signer against the sender in From: a good signature by somebody else, several From fields, a sender who is only
// claimed.
import { beforeAll, describe, expect, it } from "vitest";
import {
  ALICE,
  aliceSide,
  BOB,
  clearsigned,
  detached,
  head,
  isPositive,
  MALLORY,
  NOW,
  pgpMime,
  read,
  readArmor,
  type Side,
  sealed,
  signedMime,
  stateOf,
  textPart,
} from "./world";

const DAY = 24 * 3600 * 1000;
let side: Side;
const ENTITY = textPart("Please pay Mallory.");

beforeAll(async () => {
  side = await aliceSide();
});

const signedBy = async (signer: Side["bob"], entity = ENTITY, at = NOW) =>
  signedMime(entity, await detached(entity, signer, at));

describe("a good signature of somebody else", () => {
  it("is not Bob's, in every shape", async () => {
    const { mallory } = side;
    const shapes = [
      head() + (await signedBy(mallory)),
      head() + pgpMime(await sealed(side, ENTITY, mallory)),
      `${head()}\n${await clearsigned("Please pay Mallory.", mallory)}`,
      `${head()}\n${await sealed(side, "Please pay Mallory.", mallory)}`,
    ];
    for (const source of shapes) expect(stateOf(await read(side, source))).toBe("other-address");
    expect(await readArmor(side, shapes[2]!)).toMatchObject({ signature: { state: "other-address" } });
  });

  it("is Mallory's, when it is she whom the page shows and the message names", async () => {
    const from = `Mallory <${MALLORY}>`;
    expect(stateOf(await read(side, head(from) + (await signedBy(side.mallory)), { from: MALLORY }))).toBe(
      "first-contact",
    );
  });

  it("says nothing where no sender is shown", async () => {
    expect(stateOf(await read(side, head() + (await signedBy(side.bob)), { from: null }))).toBe("no-from");
  });
});

describe("a sender told in two ways", () => {
  it.each([
    ["two From fields", `${BOB}\nFrom: ${MALLORY}`],
    ["two From fields, the other way round", `${MALLORY}\nFrom: ${BOB}`],
    ["two addresses in one", `${BOB}, ${MALLORY}`],
    ["one that the page does not show", `Mallory <${MALLORY}>`],
    ["one that cannot be read", `${BOB} ${MALLORY}`],
    ["an address as a name", `"${BOB}" <${MALLORY}>`],
    ["a comment", `${MALLORY} (${BOB})`],
    ["a group", `${BOB}: ${MALLORY};`],
    ["a field with a space in its name", `${BOB}\nFrom : ${MALLORY}`],
    ["a field folded away", `${MALLORY},\n ${BOB}`],
    ["a NUL", `${BOB}\0@evil.example`],
    ["a route", `<@${MALLORY}:${BOB}>`],
    ["source and no address at all", "Bob"],
  ])("%s: no positive state", async (_, from) => {
    for (const signer of [side.bob, side.mallory]) {
      expect(isPositive(stateOf(await read(side, head(from) + (await signedBy(signer)))))).toBe(false);
      const cipher = pgpMime(await sealed(side, ENTITY, signer));
      expect(isPositive(stateOf(await read(side, head(from) + cipher)))).toBe(false);
    }
  });

  it("another one within the signature or the seal: no positive state", async () => {
    const entity = `From: Mallory <${MALLORY}>\nContent-Type: text/plain; hp="clear"\n\nhello`;
    expect(stateOf(await read(side, head() + (await signedBy(side.bob, entity))))).toBe("from-mismatch");
    expect(stateOf(await read(side, head() + pgpMime(await sealed(side, entity))))).toBe("from-mismatch");
  });

  it("the same one in another case is the same one", async () => {
    expect(stateOf(await read(side, head("BOB@Example.ORG") + (await signedBy(side.bob))))).toBe("verified");
  });
});

describe("a date told in two ways", () => {
  it.each([
    ["long before the message", NOW - 20 * DAY],
    ["long after it", NOW + 20 * DAY],
  ])("a signature %s is not called good", async (_, date) => {
    expect(stateOf(await read(side, head() + (await signedBy(side.bob, ENTITY, NOW - 9 * DAY)), { date }))).not.toBe(
      "verified",
    );
  });

  it("a signature from before its key is not called good", async () => {
    const message = await read(side, head() + (await signedBy(side.bob, ENTITY, NOW - 5 * DAY)), {
      date: NOW - 90 * DAY,
    });
    expect(isPositive(stateOf(message))).toBe(false);
  });
});

it("a key that names everybody stands for nobody else's address", async () => {
  const { openpgp } = await import("../../src/domain/pgp/openpgp");
  const { minimise } = await import("../../src/domain/pgp/certificate");
  const { privateKey } = await openpgp.generateKey({
    userIDs: [{ email: BOB }, { email: ALICE }, { email: MALLORY }],
    date: new Date(NOW - 10 * DAY),
    format: "object",
  });
  const key = { secret: privateKey, info: await minimise(privateKey), revocation: "" };
  await side.knows(key);
  expect(stateOf(await read(side, head() + (await signedBy(key))))).toBe("changed-key");
  expect(isPositive(stateOf(await read(side, head(ALICE) + (await signedBy(key)), { from: ALICE })))).toBe(false);
});
