// A signature on a part of a message counts for that part only (RFC 9787 4.5): a mailing list's footer, one signed
// alternative of several, one signed block in a text.
import { beforeAll, describe, expect, it } from "vitest";
import {
  aliceSide,
  clearsigned,
  detached,
  drawn,
  head,
  isPositive,
  mixed,
  pgpMime,
  read,
  type Side,
  sealed,
  signedMime,
  stateOf,
  textPart,
} from "./world";

let side: Side;
let signed: string;
const ENTITY = textPart("Signed words.");

beforeAll(async () => {
  side = await aliceSide();
  signed = signedMime(ENTITY, await detached(ENTITY, side.bob));
});

describe("a signed part and others", () => {
  it.each([
    ["a list's footer", () => mixed(signed, textPart("-- \nTo unsubscribe, give us your password"))],
    [
      "a list's footer around a list's header",
      () => mixed(textPart("[list]"), mixed(signed).replaceAll("mix", "in"), textPart("footer")),
    ],
    ["a file", () => mixed(signed, 'Content-Type: application/pdf; name="invoice.pdf"\n\n%PDF-1.4')],
    ["a signed part twice", () => mixed(signed, signed.replaceAll("sig", "gis"))],
  ])("%s is not called signed", async (_, body) => {
    expect((await read(side, head() + body())).kind).toBe("clear");
  });

  it("sealed by someone else as a whole take that one's signature, not the part's", async () => {
    const message = await read(
      side,
      head() + pgpMime(await sealed(side, mixed(signed, textPart("footer")), side.mallory)),
    );
    expect(stateOf(message)).toBe("other-address");
    const unsigned = await read(side, head() + pgpMime(await sealed(side, mixed(signed, textPart("footer")), null)));
    expect(stateOf(unsigned)).toBe("none");
    expect(drawn(unsigned)).not.toContain("Signed words.");
  });

  it("sealed with nothing beside it: the signature right within counts", async () => {
    const message = await read(side, head() + pgpMime(await sealed(side, signed, null)));
    expect(stateOf(message)).toBe("verified");
  });

  it("a detached signature of a file says nothing of the message", async () => {
    const content = "the plan";
    const signature = await detached(content, side.bob);
    const body = mixed(
      textPart("See the plan."),
      'Content-Type: text/plain; name="plan.txt"\n\nthe plan',
      `Content-Type: application/pgp-signature; name="plan.txt.sig"\n\n${signature}`,
    );
    expect((await read(side, head() + body)).kind).toBe("clear");
  });
});

describe("signed blocks in a text", () => {
  it("two of them, by two people, are no signed message", async () => {
    const text = `${await clearsigned("one", side.bob)}\n${await clearsigned("two", side.mallory)}`;
    expect((await read(side, `${head()}\n${text}`)).kind).toBe("clear");
  });

  it("one that swallows another is only as good as its own signature", async () => {
    const inner = await clearsigned("one", side.bob);
    const swallowed = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nForged.\n${inner}`;
    const message = await read(side, `${head()}\n${swallowed}`);
    expect(isPositive(stateOf(message))).toBe(false);
  });
});

describe("several signatures over the same words", () => {
  it("Bob's counts beside a stranger's, and one of his that does not hold undoes the other", async () => {
    const sign = async (text: string) => (await detached(text, side.bob)).split("\n").slice(2, -1).join("\n");
    const { dearmor } = await import("../../src/domain/pgp/armor");
    const { armored, join } = await import("./packets");
    const bytes = async (text: string) =>
      dearmor(`-----BEGIN PGP SIGNATURE-----\n\n${await sign(text)}\n-----END PGP SIGNATURE-----\n`);
    const two = armored(join(await bytes(ENTITY), await bytes("other words"))).replaceAll("MESSAGE", "SIGNATURE");
    const message = await read(side, head() + signedMime(ENTITY, two));
    expect(stateOf(message)).toBe("invalid");
  });
});
