import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { framePackets, PACKET } from "./packets";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const filled = (size: number): number[] => Array.from({ length: size }, (_, i) => i & 255);
const extents = (input: Uint8Array): unknown[] =>
  framePackets(input).packets.map(({ type, body, end, partial }) => [type, body, end, partial]);

describe("framePackets", () => {
  it("reads the old format's one, two and four octet lengths (RFC 9580 4.2.2)", () => {
    const input = bytes(0x98, 2, 1, 2, 0xb5, 0, 1, 7, 0x8a, 0, 0, 0, 3, 9, 9, 9);
    expect(extents(input)).toEqual([
      [PACKET.publicKey, 2, 4, false],
      [PACKET.userId, 7, 8, false],
      [PACKET.signature, 13, 16, false],
    ]);
    expect(framePackets(input).whole).toBe(true);
  });

  it("reads the new format's one, two and five octet lengths (RFC 9580 4.2.1)", () => {
    const input = bytes(0xc6, 1, 4, 0xcd, 192, 8, ...filled(200), 0xce, 255, 0, 0, 0, 2, 1, 1);
    expect(extents(input)).toEqual([
      [PACKET.publicKey, 2, 3, false],
      [PACKET.userId, 6, 206, false],
      [PACKET.publicSubkey, 212, 214, false],
    ]);
  });

  it("follows pieces to the length that ends them, and says so", () => {
    const input = bytes(0xcb, 0xe1, 1, 2, 0xe0, 3, 2, 4, 5, 0xcd, 1, 65);
    expect(extents(input)).toEqual([
      [11, 2, 9, true],
      [PACKET.userId, 11, 12, false],
    ]);
  });

  it("takes a packet of unknown length to the end, and says so", () => {
    expect(extents(bytes(0xa3, 1, 2, 3))).toEqual([[8, 1, 4, true]]);
  });

  it.each([
    ["a cut length", bytes(0xc6)],
    ["a cut body", bytes(0xc6, 5, 1)],
    ["a cut five octet length", bytes(0xc6, 255, 0, 0)],
    ["pieces without an end", bytes(0xcb, 0xe0, 1)],
    ["text", new TextEncoder().encode("-----BEGIN")],
    ["the reserved type", bytes(0x80, 0)],
  ])("finds no packet in %s", (_, input) => {
    expect(framePackets(input)).toEqual({ packets: [], whole: false });
  });

  it("never throws, never reads past the end, and its packets touch one another", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (input) => {
        const { packets, whole } = framePackets(input);
        let at = 0;
        for (const { start, body, end } of packets) {
          expect(start).toBe(at);
          expect(body).toBeGreaterThan(start);
          expect(end).toBeGreaterThanOrEqual(body);
          at = end;
        }
        expect(whole ? at : Math.min(at, input.length)).toBe(whole ? input.length : at);
      }),
    );
  });
});
