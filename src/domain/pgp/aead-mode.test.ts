import { createCipheriv, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { toHex } from "../octets";
import type { BlockMode } from "./aead-mode";
import { Eax } from "./eax";
import { Ocb } from "./ocb";

const octets = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"));
const counting = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i);

interface Given {
  readonly nonce: Uint8Array;
  readonly associated: Uint8Array;
  readonly text: Uint8Array;
}

/** Runs a mode in pieces of `piece` octets, which a caller may choose freely. */
function run(mode: BlockMode, { nonce, associated, text }: Given, piece: number, decrypt = false): [string, string] {
  mode.begin(nonce, associated);
  const done: Uint8Array[] = [];
  for (let at = 0; at < text.length; at += piece) {
    const part = text.subarray(at, at + piece);
    const words = new Uint32Array(4 * Math.ceil(part.length / 16));
    const view = new Uint8Array(words.buffer);
    view.set(part);
    if (decrypt) mode.decrypt(words, part.length);
    else mode.encrypt(words, part.length);
    done.push(view.subarray(0, part.length));
  }
  return [toHex(Buffer.concat(done)), toHex(mode.tag())];
}

/** RFC 7253 appendix A: last octet of the nonce, length of A, of P, C. */
const RFC7253: [number, number, number, string][] = [
  [0x00, 0, 0, "785407BFFFC8AD9EDCC5520AC9111EE6"],
  [0x01, 8, 8, "6820B3657B6F615A5725BDA0D3B4EB3A257C9AF1F8F03009"],
  [0x02, 8, 0, "81017F8203F081277152FADE694A0A00"],
  [0x03, 0, 8, "45DD69F8F5AAE72414054CD1F35D82760B2CD00D2F99BFA9"],
  [0x04, 16, 16, "571D535B60B277188BE5147170A9A22C3AD7A4FF3835B8C5701C1CCEC8FC3358"],
  [0x05, 16, 0, "8CF761B6902EF764462AD86498CA6B97"],
  [0x06, 0, 16, "5CE88EC2E0692706A915C00AEB8B2396F40E1C743F52436BDF06D8FA1ECA343D"],
  [0x07, 24, 24, "1CA2207308C87C010756104D8840CE1952F09673A448A122C92C62241051F57356D7F3C90BB0E07F"],
  [0x08, 24, 0, "6DC225A071FC1B9F7C69F93B0F1E10DE"],
  [0x09, 0, 24, "221BD0DE7FA6FE993ECCD769460A0AF2D6CDED0C395B1C3CE725F32494B9F914D85C0B1EB38357FF"],
  [0x0a, 32, 32, "BD6F6C496201C69296C11EFD138A467ABD3C707924B964DEAFFC40319AF5A48540FBBA186C5553C68AD9F592A79A4240"],
  [0x0b, 32, 0, "FE80690BEE8A485D11F32965BC9D2A32"],
  [0x0c, 0, 32, "2942BFC773BDA23CABC6ACFD9BFD5835BD300F0973792EF46040C53F1432BCDFB5E1DDE3BC18A5F840B52E653444D5DF"],
  [
    0x0d,
    40,
    40,
    "D5CA91748410C1751FF8A2F618255B68A0A12E093FF454606E59F9C1D0DDC54B65E8628E568BAD7AED07BA06A4A69483A7035490C5769E60",
  ],
  [0x0e, 40, 0, "C5CD9D1850C141E358649994EE701B68"],
  [
    0x0f,
    0,
    40,
    "4412923493C57D5DE0D700F753CCE0D1D2D95060122E9F15A5DDBFC5787E50B5CC55EE507BCB084E479AD363AC366B95A98CA5F3000B1479",
  ],
];

describe("OCB", () => {
  it.each(RFC7253)("is as RFC 7253 appendix A has it, nonce ending in %i", (last, a, p, cipher) => {
    const given: Given = {
      nonce: octets(`BBAA998877665544332211${last.toString(16).padStart(2, "0")}`),
      associated: counting(a),
      text: counting(p),
    };
    const mode = new Ocb(counting(16));
    expect(run(mode, given, 16).join("").toUpperCase()).toBe(cipher);
    const back = { ...given, text: octets(cipher).subarray(0, p) };
    expect(run(mode, back, 64, true).join("").toUpperCase()).toBe(
      toHex(counting(p)).toUpperCase() + cipher.slice(2 * p),
    );
  });

  it.each([
    [16, "67E944D23256C5E0B6C61FA22FDF1EA2"],
    [24, "F673F2C3E7174AAE7BAE986CA9F29E17"],
    [32, "D90EB8E9C977C88B79DD793D7FFA161C"],
  ])("is right for every length up to 127 octets, as the RFC's own loop tells, keys of %i octets", (length, tag) => {
    const key = new Uint8Array(length);
    key[length - 1] = 128;
    const mode = new Ocb(key);
    const nonce = (n: number): Uint8Array => octets(n.toString(16).padStart(24, "0"));
    const all: string[] = [];
    for (let i = 0; i < 128; i++) {
      const zeros = new Uint8Array(i);
      const none = new Uint8Array();
      all.push(
        ...run(mode, { nonce: nonce(3 * i + 1), associated: zeros, text: zeros }, 32),
        ...run(mode, { nonce: nonce(3 * i + 2), associated: none, text: zeros }, 32),
        ...run(mode, { nonce: nonce(3 * i + 3), associated: zeros, text: none }, 32),
      );
    }
    const last = run(mode, { nonce: nonce(385), associated: octets(all.join("")), text: new Uint8Array() }, 16);
    expect(last[1].toUpperCase()).toBe(tag);
  });

  it("agrees with OpenSSL on any lengths, nonces and pieces, and gives back what it took", () => {
    for (let i = 0; i < 300; i++) {
      const key = randomBytes([16, 24, 32][i % 3]!);
      const given: Given = {
        nonce: randomBytes(15),
        associated: randomBytes(i % 50),
        text: randomBytes(Math.floor(Math.random() * 3000)),
      };
      const other = createCipheriv(`aes-${(key.length * 8) as 128}-ocb`, key, given.nonce, { authTagLength: 16 });
      other.setAAD(given.associated, { plaintextLength: given.text.length });
      const cipher = Buffer.concat([other.update(given.text), other.final()]);
      const mode = new Ocb(key);
      expect(run(mode, given, 16 * (1 + (i % 20)))).toEqual([toHex(cipher), toHex(other.getAuthTag())]);
      const back = run(mode, { ...given, text: cipher }, 16 * (1 + (i % 7)), true);
      expect(back).toEqual([toHex(given.text), toHex(other.getAuthTag())]);
    }
  });
});

describe("EAX", () => {
  it.each([
    [
      "233952DEE4D5ED5F9B9C6D6FF80FF478",
      "62EC67F9C3A4A407FCB2A8C49031A8B3",
      "6BFB914FD07EAE6B",
      "",
      "E037830E8389F27B025A2D6527E79D01",
    ],
    [
      "91945D3F4DCBEE0BF45EF52255F095A4",
      "BECAF043B0A23D843194BA972C66DEBD",
      "FA3BFD4806EB53FA",
      "F7FB",
      "19DD5C4C9331049D0BDAB0277408F67967E5",
    ],
    [
      "01F74AD64077F2E704C0F60ADA3DD523",
      "70C3DB4F0D26368400A10ED05D2BFF5E",
      "234A3463C1264AC6",
      "1A47CB4933",
      "D851D5BAE03A59F238A23E39199DC9266626C40F80",
    ],
  ])("is as its authors' vectors have it, key %s", (key, nonce, header, text, cipher) => {
    const mode = new Eax(octets(key));
    const given: Given = { nonce: octets(nonce), associated: octets(header), text: octets(text) };
    expect(run(mode, given, 16).join("").toUpperCase()).toBe(cipher);
    const back = { ...given, text: octets(cipher).subarray(0, text.length / 2) };
    expect(run(mode, back, 16, true)[0].toUpperCase()).toBe(text);
  });

  it("gives back what it took, and counts beyond any octet", () => {
    const mode = new Eax(randomBytes(32));
    const given: Given = { nonce: randomBytes(16), associated: randomBytes(5), text: randomBytes(20_003) };
    const [cipher, tag] = run(mode, given, 4096);
    expect(run(mode, { ...given, text: octets(cipher) }, 1600, true)).toEqual([toHex(given.text), tag]);
    expect(run(mode, given, 20_016)).toEqual([cipher, tag]);
  });
});
