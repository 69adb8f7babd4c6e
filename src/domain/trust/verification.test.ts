import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatVerificationCode, parseVerificationCode } from "./verification-code";
import { verificationNumber } from "./verification-number";

const V4 = "c93f1e400f26708f98cb19d936620da35eec8f72";
const OTHER = "0123456789abcdef0123456789abcdef01234567";
const V6 = "cb186c4f0609a697e4d52dfa6c722b0c1f1e27c18a56708f6525ec27bad9acc9";

describe("the verification number", () => {
  // Computed by another program from the construction in the doc comment.
  it.each([
    [V4, OTHER, "17244 45440 32522 24873 19657 21553 79185 90739 34495 61278 68459 97930"],
    [V4, V6, "17244 45440 32522 24873 19657 21553 89184 33493 66357 73865 24636 71770"],
  ])("of %s and %s is fixed", async (a, b, digits) => {
    expect((await verificationNumber(a, b)).join(" ")).toBe(digits);
  });

  it("is the same on both sides, and has 12 groups of 5 digits", async () => {
    const here = await verificationNumber(V4, V6);
    expect(await verificationNumber(V6, V4)).toEqual(here);
    expect(here).toHaveLength(12);
    expect(here.every((group) => /^\d{5}$/.test(group))).toBe(true);
  });

  it("differs in the half of the key that differs", async () => {
    const [one, two] = await Promise.all([verificationNumber(V4, OTHER), verificationNumber(V4, V6)]);
    const halves = (digits: string[]) => [digits.slice(0, 6).join(), digits.slice(6).join()];
    expect(halves(one!).filter((half) => halves(two!).includes(half))).toHaveLength(1);
  });
});

describe("the verification code", () => {
  const fingerprint = fc.stringMatching(/^([0-9a-f]{40}|[0-9a-f]{64})$/);

  it("says fingerprint and address, and is read back", () => {
    fc.assert(
      fc.property(fingerprint, fc.emailAddress(), (print, address) => {
        const code = formatVerificationCode(print, address);
        expect(code).toMatch(/^OPENPGP4FPR:[0-9A-F]+#a=[^@\s]+$/);
        const at = address.lastIndexOf("@");
        const wanted = address.slice(0, at) + address.slice(at).toLowerCase();
        expect(parseVerificationCode(code)).toEqual({ fingerprint: print, address: wanted });
      }),
    );
  });

  it("is read without an address, in any case, and with what other programs add", () => {
    expect(parseVerificationCode(`openpgp4fpr:${V4}`)).toEqual({ fingerprint: V4, address: null });
    expect(parseVerificationCode(` OPENPGP4FPR:${V6.toUpperCase()}\n`)).toEqual({ fingerprint: V6, address: null });
    expect(parseVerificationCode(`OPENPGP4FPR:${V4}#a=bob%2Bmail%40example.org&n=Bob&i=x&s=y`)).toEqual({
      fingerprint: V4,
      address: "bob+mail@example.org",
    });
    expect(parseVerificationCode(`OPENPGP4FPR:${V4}#a=bob+mail@example.org`)?.address).toBe("bob+mail@example.org");
  });

  it.each([
    "",
    "hello",
    "https://example.org/",
    `OPENPGP4FPR:${V4.slice(1)}`,
    `OPENPGP4FPR:${V4}0`,
    `OPENPGP4FPR:${V4.replace("c", "g")}`,
    `x OPENPGP4FPR:${V4}`,
  ])("is not %j", (text) => {
    expect(parseVerificationCode(text)).toBeNull();
  });

  it("never throws, whatever a camera reads", () => {
    fc.assert(fc.property(fc.string(), (text) => parseVerificationCode(`OPENPGP4FPR:${V4}#${text}`) !== undefined));
  });
});
