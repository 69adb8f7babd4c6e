import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, gather, PIECE, put, takeLarge } from "./pieces";

const large = new Uint8Array(2 * PIECE + 3).map((_, at) => at % 251);

describe("pieces of what is large", () => {
  it("come together to the same octets and the same text", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 * PIECE }), (length) => {
        const octets = new Uint8Array(length).fill(length % 256);
        const text = "é".repeat(length);
        return put([...cut(text)]) === text && Buffer.from(put([...cut(octets)]) as Uint8Array).equals(octets);
      }),
      { numRuns: 10 },
    );
  });

  it("hold no more than their own octets, so that no message copies the whole", () => {
    for (const piece of cut(large)) expect(piece.buffer.byteLength).toBeLessThanOrEqual(PIECE);
  });

  it("are taken out of wherever they stand in a message, and put back there", () => {
    const request = { entity: large, to: ["a@example.org"], within: [{ text: "é".repeat(PIECE + 1) }], text: "short" };
    const message = { id: "a", request };
    const { large: taken, rest } = takeLarge(message);
    expect(taken.map(([, { length }]) => length)).toEqual([large.length, PIECE + 1]);
    expect(JSON.stringify(rest).length).toBeLessThan(200);
    expect([rest.request.to, rest.request.text, rest.request.entity === large]).toEqual([request.to, "short", false]);
    const { keep, take } = gather();
    let apart = 0;
    for (const [of, whole] of taken) for (const piece of cut(whole)) keep({ id: "a", of, at: apart++, piece });
    const whole = take({ ...rest, apart })!() as typeof message;
    expect(Buffer.from(whole.request.entity).equals(large)).toBe(true);
    expect(whole.request.within).toEqual(request.within);
    expect(take({ ...rest, apart })).toBeNull();
  });
});
