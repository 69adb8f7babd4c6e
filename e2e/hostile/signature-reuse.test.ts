// "Johnny, you are fired" (Müller and others, 2019): real signatures of Bob's reused with another meaning - in a new message
// with another sender, date or recipient, in a wrapper, or beside a signature of another kind.
import { beforeAll, describe, expect, it } from "vitest";
import { signedFor } from "../../src/domain/mime/addressees";
import { octetsOf } from "../../src/domain/octets";
import { seal } from "../../src/domain/pgp/encrypt";
import { sealAnew } from "../../src/domain/pgp/testing/seal-anew";
import {
  ALICE,
  aliceSide,
  BOB,
  clearsigned,
  crlf,
  detached,
  drawn,
  head,
  isPositive,
  MALLORY,
  mixed,
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
const ENTITY = textPart("Yes, do it.");

beforeAll(async () => {
  side = await aliceSide();
});

describe("Bob's signature in a message of Mallory's", () => {
  it("under her own name is somebody else's", async () => {
    const source = head(MALLORY) + signedMime(ENTITY, await detached(ENTITY, side.bob));
    expect(stateOf(await read(side, source, { from: MALLORY }))).toBe("other-address");
  });

  it("under his name a month later is an old one", async () => {
    const signature = await detached(ENTITY, side.bob, NOW - 25 * DAY);
    expect(stateOf(await read(side, head() + signedMime(ENTITY, signature)))).toBe("date-mismatch");
    const text = await clearsigned("Yes, do it.", side.bob, NOW - 25 * DAY);
    expect(await readArmor(side, text)).toMatchObject({ signature: { state: "date-mismatch" } });
  });

  it("with the From he signed too, and another outside, is a mismatch", async () => {
    const entity = `From: Bob <bob@example.org>\nTo: ${ALICE}\nContent-Type: text/plain; hp="clear"\n\nYes, do it.`;
    const source = head(MALLORY) + signedMime(entity, await detached(entity, side.bob));
    expect(isPositive(stateOf(await read(side, source, { from: MALLORY })))).toBe(false);
  });

  it("sealed anew to Alice: says Bob, as nothing inside names whom he wrote to, and nothing of Mallory's is added", async () => {
    const part = signedMime(ENTITY, await detached(ENTITY, side.bob));
    const message = await read(side, head() + pgpMime(await sealed(side, part, null)));
    expect(stateOf(message)).toBe("verified");
    const spoilt = await read(side, head() + pgpMime(await sealed(side, mixed(textPart("Pay me?"), part), null)));
    expect(stateOf(spoilt)).toBe("none");
  });

  it("sealed by him for her, and by her anew to Alice, is for somebody else, in every shape", async () => {
    const anew = async (content: string) => {
      const { bob, mallory } = side;
      const readers = [bob, mallory].map(({ info }) => info.certificate);
      const entity = octetsOf(crlf(content));
      const forMallory = await seal({ entity, signer: bob.secret, readers, hiddenReaders: [], now: NOW });
      return sealAnew(forMallory, mallory.secret, [side.alice], new Date(NOW));
    };
    const told = { state: "for-others", signer: { address: BOB }, intended: [MALLORY] };
    const named = `From: Bob <${BOB}>\nTo: Mallory <${MALLORY}>\nContent-Type: text/plain; hp="cipher"\n\nYou are fired.`;
    const sources = [pgpMime(await anew(ENTITY)), pgpMime(await anew(named)), `\n${await anew("You are fired.")}`];
    for (const source of sources) {
      const message = await read(side, head() + source);
      expect(message).toMatchObject({ opened: { signature: told, facts: { signature: "for-others" } } });
    }
    expect(await readArmor(side, await anew("You are fired."))).toMatchObject({ signature: told });
  });

  it("with the To he signed and another outside: whom he signed it for can be said", async () => {
    const entity = `From: Bob <${BOB}>\nTo: Mallory <${MALLORY}>\nContent-Type: text/plain; hp="clear"\n\nYou are fired.`;
    const part = signedMime(entity, await detached(entity, side.bob));
    const message = await read(side, head() + pgpMime(await sealed(side, part, null)));
    if (message.kind !== "opened") throw new Error(message.kind);
    expect(stateOf(message)).toBe("verified");
    expect(message.addressed).toEqual([ALICE]);
    expect(signedFor(message.shown.headers!, message.addressed ?? [], [ALICE])).toEqual([
      { address: MALLORY, name: "Mallory" },
    ]);
  });

  it("over another entity, or the same with another header, does not hold", async () => {
    const signature = await detached(ENTITY, side.bob);
    for (const other of [
      textPart("No, do not."),
      `Content-Type: text/html; charset=utf-8\n\nYes, do it.`,
      `${ENTITY} `,
      `X-Added: 1\n${ENTITY}`,
      ENTITY.replace("utf-8", "utf-7"),
      `\n${ENTITY}`,
    ])
      expect(isPositive(stateOf(await read(side, head() + signedMime(other, signature))))).toBe(false);
  });
});

describe("a signature in another place than it was made for", () => {
  it("a clearsigned text's as a detached one", async () => {
    const text = await clearsigned("Yes, do it.", side.bob);
    const signature = text.slice(text.indexOf("-----BEGIN PGP SIGNATURE")).trimEnd();
    expect(isPositive(stateOf(await read(side, head() + signedMime(ENTITY, signature))))).toBe(false);
    const same = await read(side, head() + signedMime("Yes, do it.", signature));
    // The signed octets are a header without a colon and no body: nothing of them is drawn.
    expect(drawn(same)).not.toContain("Yes, do it.");
  });

  it("a detached one as a clearsigned text's", async () => {
    const signature = await detached(ENTITY, side.bob);
    const text = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${ENTITY}\n${signature}\n`;
    const opened = await readArmor(side, text);
    // The signature is good only for the octets Bob signed, shown as they are.
    if (typeof opened !== "string" && isPositive(opened.signature.state)) expect(opened.text).toBe(ENTITY);
    expect(await readArmor(side, text.replace("Yes", "No"))).toMatchObject({ signature: { state: "invalid" } });
  });

  it("a certification, a binding or a timestamp of his key is no signature of a message", async () => {
    const { openpgp } = await import("../../src/domain/pgp/openpgp");
    const key = await openpgp.readKey({ binaryKey: side.bob.info.certificate });
    const [certification] = key.users[0]!.selfCertifications;
    const list = new openpgp.PacketList() as ConstructorParameters<typeof openpgp.Signature>[0];
    list.push(certification!);
    const armored = new openpgp.Signature(list).armor().replace(/\r\n/g, "\n").trimEnd();
    const message = await read(side, head() + signedMime(ENTITY, armored));
    expect(message).toMatchObject({ kind: "failed", failure: { code: "unsupported" } });
  });
});

describe("wrappers", () => {
  const inner = async () => signedMime(ENTITY, await detached(ENTITY, side.bob));

  it("S/MIME's, around Bob's OpenPGP signature: not judged, not trusted", async () => {
    const part = await inner();
    for (const body of [
      `Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=cms\n\n--cms\n${part}\n--cms\nContent-Type: application/pkcs7-signature\n\nMIAG\n--cms--\n`,
      `Content-Type: application/pkcs7-mime; smime-type=signed-data\n\n${part}`,
      `Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\n\n${part}`,
    ])
      expect(stateOf(await read(side, head() + body))).toBeNull();
  });

  it("a signed message within a message: says nothing of the one around it", async () => {
    const forwarded = `Content-Type: message/rfc822\n\n${head()}${await inner()}`;
    for (const body of [forwarded, mixed(textPart("See below."), forwarded), mixed(forwarded)])
      expect((await read(side, head() + body)).kind).toBe("clear");
  });

  it("a signature of Mallory's over a message of Bob's counts as hers", async () => {
    const forwarded = `Content-Type: message/rfc822\n\n${head()}${await inner()}`.trimEnd();
    const source = head() + signedMime(forwarded, await detached(forwarded, side.mallory), "outer");
    expect(stateOf(await read(side, source))).toBe("other-address");
  });

  it("two signatures, one within the other, are not the inner one's", async () => {
    const part = (await inner()).trimEnd();
    const source = head() + signedMime(part, await detached(part, side.mallory), "outer");
    const message = await read(side, source);
    expect(isPositive(stateOf(message))).toBe(false);
  });

  it("protocol and parts that do not agree are no signature", async () => {
    const part = await inner();
    for (const body of [
      part.replace('protocol="application/pgp-signature"', 'protocol="application/pkcs7-signature"'),
      part.replace('protocol="application/pgp-signature"; ', ""),
      part.replace('protocol="application/pgp-signature"', 'protocol="application/pgp-signature"; protocol="x/y"'),
      part.replace("multipart/signed", "multipart/signed-x"),
      part.replace("Content-Type: application/pgp-signature", "Content-Type: text/plain"),
      `Content-Type: multipart/mixed; boundary="sig"\n${part}`,
    ])
      expect(stateOf(await read(side, head() + body))).toBeNull();
  });

  it("a made-up micalg neither helps nor harms", async () => {
    const part = await inner();
    for (const micalg of ["pgp-md5", "", "pgp-sha512, pgp-md5", "x".repeat(5000)])
      expect(stateOf(await read(side, head() + part.replace("pgp-sha512", micalg)))).toBe("verified");
  });
});

describe("a signature around a seal", () => {
  it("says who passed it on, and never who wrote what is within", async () => {
    const entity = pgpMime(await sealed(side, ENTITY, null)).trimEnd();
    const source = head() + signedMime(entity, await detached(entity, side.bob));
    expect(stateOf(await read(side, source))).toBe("none");
  });
});
