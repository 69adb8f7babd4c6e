import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apart, cut, gathered, PIECE, put } from "./pieces";

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

  it("take only large fields out of a request, and put them back where they were", () => {
    const request = { entity: large, to: ["a@example.org"], text: "short" };
    const { large: taken, rest } = apart(request);
    expect(rest).toEqual({ to: ["a@example.org"], text: "short" });
    const { keep, into } = gathered();
    for (const [of, whole] of taken) for (const piece of cut(whole)) keep({ piece, of });
    const whole = into(rest) as typeof request;
    expect(Buffer.from(whole.entity).equals(large)).toBe(true);
    expect(into({})).toEqual({});
  });
});
