import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seal } from "./encrypt";
import { openpgp } from "./openpgp";
import { paddedLength } from "./padding";

const NOW = Date.UTC(2026, 10, 20);

async function person(modern: boolean) {
  const { privateKey } = await openpgp.generateKey({
    userIDs: [{ name: "Ann", email: "ann@a.example" }],
    format: "object",
    date: new Date(NOW - 1000),
    config: { v6Keys: modern, aeadProtect: modern },
  });
  return { secret: privateKey, certificate: privateKey.toPublic().write() as Uint8Array<ArrayBuffer> };
}

async function sealedTo(modern: boolean, length: number) {
  const { secret, certificate } = await person(modern);
  const entity = new Uint8Array(length).fill(97);
  const request = { entity, signer: secret as never, readers: [certificate], hiddenReaders: [], now: NOW };
  const armored = await seal(request);
  const message = await openpgp.readMessage({ armoredMessage: armored });
  const opened = await openpgp.decrypt({
    message,
    decryptionKeys: secret,
    verificationKeys: secret.toPublic(),
    format: "binary",
    date: new Date(NOW),
  });
  await opened.signatures[0]!.verified;
  return { size: (await openpgp.unarmor(armored)).data.length, data: opened.data as Uint8Array };
}

describe("padding", () => {
  it("adds at most 12 % and leaves few lengths to tell apart", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 50_000_000 }), (length) => {
        const padded = length + paddedLength(length);
        expect(padded).toBeGreaterThanOrEqual(length);
        expect(padded).toBeLessThanOrEqual(length * 1.12 + 1);
        expect(paddedLength(padded)).toBe(0);
      }),
    );
    const lengths = new Set(Array.from({ length: 10_000 }, (_, i) => 10_000 + i + paddedLength(10_000 + i)));
    expect(lengths.size).toBeLessThan(40);
  });

  it("hides small differences of length from those who know it, and opens with a good signature", async () => {
    const [shorter, longer] = await Promise.all([sealedTo(true, 4100), sealedTo(true, 4200)]);
    // Length fields of packets have one, two or five octets, so the sizes may differ slightly.
    expect(Math.abs(shorter.size - longer.size)).toBeLessThan(8);
    expect(longer.data).toEqual(new Uint8Array(4200).fill(97));
  });

  it("is not given to readers that know only RFC 4880", async () => {
    const [shorter, longer] = await Promise.all([sealedTo(false, 4100), sealedTo(false, 4200)]);
    expect(longer.size - shorter.size).toBeGreaterThanOrEqual(100);
  });
});
