import { ed448 } from "@noble/curves/ed448.js";
import { expect, it } from "vitest";
import { NOBLE_OF_OPENPGP } from "./one-noble";

const { nobleCurves } = (await import(NOBLE_OF_OPENPGP)) as { nobleCurves: Map<string, typeof ed448> };
const carried = nobleCurves.get("ed448")!;

const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

it("verifies the vectors of RFC 8032 7.4", () => {
  const key = octets(
    "5fd7449b59b461fd2ce787ec616ad46a1da1342485a70e1f8a0ea75d80e96778edf124769b46c7061bd6783df1e50f6cd1fa1abeafe8256180",
  );
  const signature = octets(
    "533a37f6bbe457251f023c0d88f976ae2dfb504a843e34d2074fd823d41a591f2b233f034f628281f2fd7a22ddd47d7828c59bd0a21bfd3980ff0d2028d4b18a9df63e006c5d1c2d345b925d8dc00b4104852db99ac5c7cdda8530a113a0f4dbb61149f05a7363268c71d95808ff2e652600",
  );
  expect(carried.verify(signature, new Uint8Array(), key)).toBe(true);
  expect(carried.verify(signature, octets("00"), key)).toBe(false);
});

it("verifies what the package signs and refuses every flipped bit of it, as the package does", () => {
  const secret = new Uint8Array(57).map((_, at) => at * 5 + 1);
  const key = ed448.getPublicKey(secret);
  const text = octets("03d1a2b3");
  const signature = ed448.sign(text, secret);
  expect(carried.verify(signature, text, key)).toBe(true);
  for (let at = 0; at < signature.length; at += 7) {
    const flipped = Uint8Array.from(signature);
    flipped[at]! ^= 1 << (at % 8);
    const holds = (curve: typeof ed448): boolean => {
      try {
        return curve.verify(flipped, text, key);
      } catch {
        return false;
      }
    };
    expect([holds(carried), holds(ed448)]).toEqual([false, false]);
  }
});
