// Messages with very many or deeply nested packets (CVE-2019-13050 did this to keys): the work is limited before it begins.
import { deflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { LIMITS } from "../../src/domain/pgp/limits";
import { armored, encrypted, join, literal, packet, packetsIn, TYPE } from "./packets";
import {
  aliceSide,
  clearsigned,
  detached,
  head,
  isPositive,
  pgpMime,
  read,
  readArmor,
  SECRET,
  type Side,
  sealed,
  signedMime,
  stateOf,
  textPart,
} from "./world";

let side: Side;
let signature: Uint8Array;
let honest: string;
const ENTITY = textPart("hello");

beforeAll(async () => {
  side = await aliceSide();
  honest = await sealed(side, textPart(SECRET));
  signature = packet(TYPE.signature, packetsIn(await detached(ENTITY, side.bob))[0]!.body);
});

const times = (count: number, bytes: Uint8Array): Uint8Array => join(...new Array<Uint8Array>(count).fill(bytes));
const asSignature = (bytes: Uint8Array): string => armored(bytes).replaceAll("PGP MESSAGE", "PGP SIGNATURE");

describe("ten thousand signatures", () => {
  it("on a signed part are refused before one is checked", async () => {
    const message = await read(side, head() + signedMime(ENTITY, asSignature(times(10_000, signature))), {
      within: 6000,
    });
    expect(message).toMatchObject({ kind: "failed", failure: { code: "too-large" } });
  });

  it("on a clearsigned text are refused", async () => {
    const text = await clearsigned("hello", side.bob);
    const many = times(
      10_000,
      packet(TYPE.signature, packetsIn(text.slice(text.indexOf("-----BEGIN PGP SIGNATURE")))[0]!.body),
    );
    const opened = await readArmor(
      side,
      `${text.slice(0, text.indexOf("-----BEGIN PGP SIGNATURE"))}${asSignature(many)}`,
      { within: 6000 },
    );
    expect(opened).toBe("too-large");
  });

  it("just within the limit are all checked, and one more is refused", async () => {
    const ok = await read(side, head() + signedMime(ENTITY, asSignature(times(LIMITS.signatures, signature))), {
      within: 6000,
    });
    expect(stateOf(ok)).toBe("verified");
    const over = await read(side, head() + signedMime(ENTITY, asSignature(times(LIMITS.signatures + 1, signature))));
    expect(over).toMatchObject({ kind: "failed", failure: { code: "too-large" } });
  });

  it("announced and never there, or there and never announced, are an error", async () => {
    const onePass = packet(TYPE.onePass, new Uint8Array([3, 0, 10, 22, ...new Array(8).fill(1), 0]));
    for (const bytes of [
      join(times(10_000, onePass), literal("hello")),
      join(literal("hello"), times(10_000, signature)),
      join(times(10_000, onePass), literal("hello"), times(10_000, signature)),
      join(times(10_000, signature), literal("hello")),
      times(10_000, onePass),
      times(10_000, literal("hello")),
    ]) {
      const opened = await readArmor(side, armored(bytes), { within: 6000 });
      expect(["too-large", "damaged", "unsupported"]).toContain(opened);
    }
  });
});

describe("ten thousand session keys", () => {
  const sealedBody = () => packetsIn(honest).find(({ type }) => type === TYPE.protected)!.body;
  const pkesk = () => packetsIn(honest)[0]!.body;

  it.each([
    [
      "for Alice's own key, none of which is right",
      () => pkesk().map((octet, index) => (index > 40 ? octet ^ 0x55 : octet)),
    ],
    [
      "for hidden readers",
      () => pkesk().map((octet, index) => (index >= 1 && index <= 8 ? 0 : index > 40 ? octet ^ 0x55 : octet)),
    ],
    ["for others", () => pkesk().map((octet, index) => (index >= 1 && index <= 8 ? 7 : octet))],
  ])("%s are an error, soon", async (_, wrong) => {
    const message = armored(join(times(10_000, packet(TYPE.pkesk, wrong())), packet(TYPE.protected, sealedBody())));
    const opened = await readArmor(side, message, { within: 6000 });
    expect(["too-large", "damaged", "no-key", "unsupported"]).toContain(opened);
  });

  it("that each cost a try with Alice's key are refused before the first try", async () => {
    const wrong = pkesk().map((octet, index) => (index > 60 ? octet ^ 0x55 : octet));
    const hidden = wrong.map((octet, index) => (index >= 1 && index <= 8 ? 0 : octet));
    for (const body of [wrong, hidden]) {
      const many = join(times(LIMITS.tries + 1, packet(TYPE.pkesk, body)), packet(TYPE.protected, sealedBody()));
      expect(await readArmor(side, armored(many))).toBe("too-large");
      const few = join(times(20, packet(TYPE.pkesk, body)), packet(TYPE.protected, sealedBody()));
      expect(["damaged", "no-key"]).toContain(await readArmor(side, armored(few)));
    }
  });

  it("a few of them beside the right one do no harm", async () => {
    const wrong = pkesk().map((octet, index) => (index >= 1 && index <= 8 ? 7 : octet));
    const message = armored(
      join(times(20, packet(TYPE.pkesk, wrong)), packet(TYPE.pkesk, pkesk()), packet(TYPE.protected, sealedBody())),
    );
    expect(stateOf(await read(side, head() + pgpMime(message)))).toBe("verified");
  });
});

describe("packets in packets", () => {
  it("a message sealed within a sealed one is refused, not opened again and again", async () => {
    let message = honest;
    for (let depth = 0; depth < 3; depth += 1) message = await sealed(side, message);
    const opened = await readArmor(side, message);
    expect(typeof opened === "string" ? "" : opened.text).not.toContain(SECRET);
  });

  it("lengths that promise more than there is, or pieces without end, are an error or prove nothing", async () => {
    const huge = new Uint8Array([0xcb, 255, 0xff, 0xff, 0xff, 0xff, 0x62]);
    const pieces = join(new Uint8Array([0xcb]), times(50_000, new Uint8Array([0xe0, 0x62])));
    for (const bytes of [
      huge,
      pieces,
      new Uint8Array(100_000).fill(0xff),
      new Uint8Array(100_000).fill(0xc0),
      new Uint8Array(50_000).fill(0x80),
    ]) {
      const opened = await readArmor(side, armored(bytes), { within: 6000 });
      expect(typeof opened === "string" || opened.signature.state === "none").toBe(true);
    }
  });

  it.each([10, 12, 21, 40, 60, 63])(
    "a hundred thousand of type %d, known to be ignored, are too large",
    async (type) => {
      const bytes = times(100_000, packet(type, new Uint8Array([0x50, 0x47, 0x50])));
      expect(await readArmor(side, armored(bytes), { within: 6000 })).toBe("too-large");
      const inside = await encrypted(side, join(bytes, literal("hello")));
      expect(await readArmor(side, inside, { within: 6000 })).toBe("too-large");
      const pressed = packet(TYPE.compressed, join(new Uint8Array([1]), deflateRawSync(bytes, { level: 0 })));
      expect(await readArmor(side, armored(pressed), { within: 6000 })).toBe("too-large");
    },
  );

  it("a signature of megabytes of notations is bounded", async () => {
    const notation = new Uint8Array(200).fill(0x41);
    const area = times(300, join(new Uint8Array([194, 9, 20]), notation.subarray(0, 193)));
    const body = join(
      new Uint8Array([4, 0, 22, 10, area.length >> 8, area.length & 255]),
      area,
      new Uint8Array([0, 0, 1, 2]),
      new Uint8Array([0, 1, 1, 0, 1, 1]),
    );
    const message = await read(
      side,
      head() + signedMime(ENTITY, asSignature(times(60, packet(TYPE.signature, body)))),
      { within: 6000 },
    );
    expect(isPositive(stateOf(message))).toBe(false);
  });
});
