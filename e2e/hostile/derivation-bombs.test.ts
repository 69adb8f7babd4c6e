// Key derivations that exhaust a machine (RFC 9580 3.7.1.3 and .4): Argon2 with gigabytes, iterated S2K at its largest
// count. A message or a key file may ask for them; a message sealed only by a passphrase is not tried.
import { beforeAll, describe, expect, it } from "vitest";
import { openBackup } from "../../src/domain/pgp/backup";
import { importKey } from "../../src/domain/pgp/secret-key";
import { armored, join, packet, packetsIn, TYPE } from "./packets";
import {
  aliceSide,
  head,
  NOW,
  pgpMime,
  read,
  readArmor,
  SECRET,
  type Side,
  sealed,
  stateOf,
  textPart,
  watched,
} from "./world";

let side: Side;
let honest: string;

beforeAll(async () => {
  side = await aliceSide();
  honest = await sealed(side, textPart(SECRET));
});

const ARGON2 = (passes: number, lanes: number, memory: number): number[] => [
  4,
  ...new Array(16).fill(7),
  passes,
  lanes,
  memory,
];
/** The count octet 255 means hashing 65 011 712 octets. */
const ITERATED = [3, 10, ...new Array(8).fill(7), 255];

/** SKESK of version 4, AES-256, followed by an encrypted session key, so that every octet is parsed. */
const skesk = (s2k: readonly number[]): Uint8Array =>
  packet(TYPE.skesk, new Uint8Array([4, 9, ...s2k, ...new Array(33).fill(9)]));

const body = () => packet(TYPE.protected, packetsIn(honest).at(-1)!.body);

const BOMBS: readonly [string, number[]][] = [
  ["Argon2 with 2 GiB", ARGON2(1, 4, 21)],
  ["Argon2 with 2 TiB", ARGON2(1, 4, 31)],
  ["Argon2 with more than there are numbers for", ARGON2(255, 255, 255)],
  ["Argon2 with nothing", ARGON2(0, 0, 0)],
  ["the most iterations there are", ITERATED],
  ["an S2K nobody knows", [99, 0, 0]],
];

describe("a message sealed by a passphrase", () => {
  it.each(BOMBS)("%s: is not tried", async (_, s2k) => {
    const message = armored(join(skesk(s2k), body()));
    expect(await readArmor(side, message)).toBe("unsupported");
    expect((await read(side, head() + pgpMime(message))).kind).toBe("failed");
  });

  it.each(BOMBS)("%s: beside Alice's own session key costs nothing", async (_, s2k) => {
    const message = armored(join(skesk(s2k), packet(TYPE.pkesk, packetsIn(honest)[0]!.body), body()));
    const opened = await read(side, head() + pgpMime(message));
    expect(["verified", null]).toContain(stateOf(opened));
  });

  it("a thousand of them at once cost nothing", async () => {
    const many = join(...new Array<Uint8Array>(1000).fill(skesk(ITERATED)), body());
    expect(await readArmor(side, armored(many))).toBe("unsupported");
  });
});

describe("a file that the user types a passphrase for", () => {
  it.each(BOMBS.slice(0, 4))("%s: a backup is refused in no time", async (_, s2k) => {
    const backup = armored(join(skesk(s2k), body()));
    expect((await watched(() => openBackup(backup, "0000"))).ok).toBe(false);
    expect((await watched(() => importKey(backup, "0000", NOW))).ok).toBe(false);
  });

  it("a hundred passphrase packets of the most iterations take no hundred tries' time", async () => {
    const backup = armored(join(...new Array<Uint8Array>(100).fill(skesk(ITERATED)), body()));
    expect((await watched(() => openBackup(backup, "0000"), 6000)).ok).toBe(false);
  });
});
