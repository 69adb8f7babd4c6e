import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  deliveryAddress,
  KEY_CONTENT_TYPE,
  parseStrongAddress,
  primaryKeyBody,
  strongAddress,
  udfMatches,
  udfOf,
} from "./strong-address";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const UDF = "MDDK-7N6A-727A-JZNO-STRX-XKS7-DJAF";

describe("UDF", () => {
  it("gives the draft's own example", async () => {
    expect(await udfOf("text/plain", bytes("UDF Data Value"))).toBe(UDF);
  });

  it("is the same name cut at another place, whatever the precision", async () => {
    const long = await udfOf(KEY_CONTENT_TYPE, bytes("key"), 260);
    for (let bits = 100; bits <= 260; bits += 20) {
      const udf = await udfOf(KEY_CONTENT_TYPE, bytes("key"), bits);
      expect(long.startsWith(udf)).toBe(true);
      expect(await udfMatches(udf, bytes("key"))).toBe(true);
      expect(await udfMatches(udf.toLowerCase(), bytes("key"))).toBe(true);
    }
  });

  it("matches nothing when it is too short to bind, also where it is a prefix", async () => {
    expect(await udfMatches(await udfOf(KEY_CONTENT_TYPE, bytes("key"), 80), bytes("key"))).toBe(false);
    expect(await udfMatches("", bytes("key"))).toBe(false);
  });

  it("does not match another key, another content type, or itself with any letter changed", async () => {
    const udf = await udfOf(KEY_CONTENT_TYPE, bytes("key"));
    expect(await udfMatches(udf, bytes("other"))).toBe(false);
    expect(await udfMatches(await udfOf("text/plain", bytes("key")), bytes("key"))).toBe(false);
    for (let at = 0; at < udf.length; at += 1) {
      if (udf[at] === "-") continue;
      const changed = udf.slice(0, at) + (udf[at] === "A" ? "B" : "A") + udf.slice(at + 1);
      expect(await udfMatches(changed, bytes("key"))).toBe(false);
    }
  });
});

describe("a strong address", () => {
  const label = UDF.toLowerCase();

  it.each([
    [`hugh@mm--${label}.example.org`, "hugh@example.org"],
    [`hugh@xx--${label}.example.org`, "hugh@example.org"],
    [`hugh@mail.mm--${label}.example.org`, "hugh@mail.example.org"],
    [`Hugh@example.org.MM--${UDF}`, "Hugh@example.org"],
    [`hugh@mm--${label.replaceAll("-", "")}.example.org`, "hugh@example.org"],
  ])("%s is delivered to %s", (address, deliverTo) => {
    expect(parseStrongAddress(address)).toMatchObject({ is: "strong", deliverTo });
    expect(deliveryAddress(address)).toBe(deliverTo);
  });

  it.each([
    ["hugh@example.org"],
    ["mm--mddk@example.org"],
    ["hugh@xn--mm-xka.example.org"],
    ["hugh@example-mm--mddk.org"],
    ["no address mm--mddk.example.org"],
  ])("%s is none", (address) => {
    expect(parseStrongAddress(address)).toBeNull();
    expect(deliveryAddress(address)).toBe(address);
  });

  it.each([
    ["no name", "hugh@mm--.example.org"],
    ["letters base32 lacks", `hugh@mm--${label.replace("d", "1")}.example.org`],
    ["dashes elsewhere", `hugh@mm--m-${label.slice(1)}.example.org`],
    ["another algorithm", `hugh@mm--c${label.slice(1)}.example.org`],
    ["two names", `hugh@mm--${label}.mm--${label}.example.org`],
    ["nothing left to deliver to", `hugh@mm--${label}`],
  ])("is malformed with %s, and then goes nowhere", (_, address) => {
    expect(parseStrongAddress(address)).toMatchObject({ is: "malformed", deliverTo: null });
    expect(deliveryAddress(address)).toBe(address);
  });

  it("is weak below 96 bits", () => {
    expect(parseStrongAddress("hugh@mm--mddk-7n6a-727a-jzno.example.org")?.is).toBe("weak");
    expect(parseStrongAddress("hugh@mm--mddk-7n6a-727a-jzno-strx.example.org")?.is).toBe("strong");
  });

  it("of any key and address comes back to both, and the label fits into a domain", async () => {
    const domain = fc.array(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[a-z0-9.+]{1,12}$/),
        domain,
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        fc.integer({ min: 5, max: 9 }),
        async (local, labels, data, groups) => {
          const address = `${local}@${labels.join(".")}`;
          const key = new Uint8Array(data);
          const strong = strongAddress(address, await udfOf(KEY_CONTENT_TYPE, key, groups * 20));
          expect(strong.slice(strong.indexOf("@") + 1).split(".")[0]!.length).toBeLessThanOrEqual(63);
          const parsed = parseStrongAddress(strong);
          expect(parsed).toMatchObject({ is: "strong", deliverTo: address });
          expect(await udfMatches(parsed!.udf, key)).toBe(true);
          expect(await udfMatches(parsed!.udf, new Uint8Array([...key, 0]))).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("never makes an address out of text that is none", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseStrongAddress(text);
        if (parsed?.deliverTo) expect(parsed.deliverTo).not.toMatch(/(^|[@.])(mm|xx)--/);
      }),
    );
  });
});

describe("the primary key packet's body", () => {
  const body = Uint8Array.from({ length: 300 }, (_, i) => i);

  it.each([
    ["new, one octet", [0xc6, 3], 3],
    ["new, two octets", [0xc6, 192, 8], 200],
    ["new, five octets", [0xc6, 255, 0, 0, 1, 44], 300],
    ["old, one octet", [0x98, 200], 200],
    ["old, two octets", [0x99, 1, 44], 300],
    ["old, four octets", [0x9a, 0, 0, 1, 44], 300],
  ])("is read from a header that is %s", (_, header, length) => {
    const packet = new Uint8Array([...header, ...body.subarray(0, length), 0xb4, 1, 65]);
    expect(primaryKeyBody(packet)).toEqual(body.slice(0, length));
  });

  it.each([
    ["a user ID", [0xb4, 1, 65]],
    ["a secret key", [0xc5, 1, 4]],
    ["armor", [...bytes("-----BEGIN PGP")]],
    ["a packet cut short", [0xc6, 9, 1, 2]],
    ["an indeterminate length", [0x9b, 1, 2]],
    ["a partial length", [0xc6, 230, 1, 2]],
    ["nothing", []],
  ])("is not found in %s", (_, packet) => {
    expect(primaryKeyBody(new Uint8Array(packet))).toBeNull();
  });
});
