import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toBase64Url, toHex } from "../octets";
import { toZBase32 } from "./bytes";
import { addressParts, hashedPkaName, isPublicHost, ownerNames, pkaName, plainOwnerName } from "./owner-name";
import { webKeyUrls } from "./web-key-directory";

describe("spellings of bytes", () => {
  // RFC 6189 5.1.6 has no vectors; these are from the z-base-32 paper's reference.
  it.each([
    [[], ""],
    [[0], "yy"],
    [[0xf0, 0xbf, 0xc7], "6n9hq"],
    [[0xd4, 0x7a, 0x04], "4t7ye"],
    [[0xff], "9h"],
  ] as const)("z-base-32 of %j is %s", (bytes, text) => {
    expect(toZBase32(Uint8Array.from(bytes))).toBe(text);
  });

  it("z-base-32 spends one character per five bits", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(toZBase32(bytes).length).toBe(Math.ceil((bytes.length * 8) / 5));
      }),
    );
  });

  it("base64url and hex agree with Node's", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString("hex"));
      }),
    );
  });
});

describe("where an address has its key", () => {
  it("the OPENPGPKEY owner name of hugh is that of RFC 7929", async () => {
    expect(await ownerNames({ local: "hugh", domain: "example.com" })).toEqual([
      "c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._openpgpkey.example.com",
    ]);
  });

  it("upper case asks as typed first, then in lower case", async () => {
    const [typed, lower, ...more] = await ownerNames({ local: "Hugh", domain: "example.com" });
    expect(more).toEqual([]);
    expect(typed).not.toBe(lower);
    expect(lower).toMatch(/^c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6\./);
  });

  it("the Web Key Directory has joe.doe where the draft says", async () => {
    expect(await webKeyUrls({ local: "Joe.Doe", domain: "example.org" })).toEqual({
      advanced:
        "https://openpgpkey.example.org/.well-known/openpgpkey/example.org/hu/iy9q119eutrkn8s1mk4r39qejnbu3n5q?l=Joe.Doe",
      direct: "https://example.org/.well-known/openpgpkey/hu/iy9q119eutrkn8s1mk4r39qejnbu3n5q?l=Joe.Doe",
    });
  });

  it("a local part cannot leave its parameter", async () => {
    const { direct } = await webKeyUrls({ local: "a&b=c#d/../e", domain: "example.org" });
    expect(new URL(direct).searchParams.get("l")).toBe("a&b=c#d/../e");
    expect(new URL(direct).pathname).toMatch(/^\/\.well-known\/openpgpkey\/hu\/[a-z0-9]{32}$/);
  });

  it("an international domain is asked for in A-labels", () => {
    expect(addressParts("eva@bücher.example")).toEqual({ local: "eva", domain: "xn--bcher-kva.example" });
  });

  it.each([
    "eva@localhost",
    "eva@printer.local",
    "eva@abcdef.onion",
    "eva@127.0.0.1",
    "eva@2130706433",
    "eva@[::1]",
    "eva@host.example/path",
    "eva@host.example:8443",
    "eva@a@b@",
    "@example.org",
    `eva@${"a".repeat(64)}.example`,
    `eva@${"abcdefgh.".repeat(25)}example`,
  ])("%s is nobody's business in the public DNS", (address) => {
    expect(addressParts(address)).toBeNull();
  });

  it("any text is split or refused, never thrown at", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (local, domain) => {
        const parts = addressParts(`${local}@${domain}`);
        if (parts) expect(parts.domain).toMatch(/^[a-z0-9_.-]+$/);
      }),
    );
  });
});

describe("where older records are", () => {
  const at = (local: string) => ({ local, domain: "example.org" });

  it("at the address as a name, and below _pka as it is or hashed", async () => {
    expect(plainOwnerName(at("Joe.Doe"))).toBe("joe.doe.example.org");
    expect(pkaName(at("joe"))).toBe("joe._pka.example.org");
    expect(await hashedPkaName(at("Joe.Doe"))).toBe("iy9q119eutrkn8s1mk4r39qejnbu3n5q._pka.example.org");
  });

  it.each(["joe..doe", ".joe", "joe.", "jörg", "a\\b", "*", "joe doe", "x".repeat(64), `${"x".repeat(60)}.`.repeat(5)])(
    "%j cannot be written as a name",
    (local) => {
      expect(plainOwnerName(at(local))).toBeNull();
      expect(pkaName(at(local))).toBeNull();
    },
  );

  it("a tag in the local part can", () => {
    expect(plainOwnerName(at("joe+list"))).toBe("joe+list.example.org");
  });
});

it.each([
  ["example.org", true],
  ["192.168.0.1", false],
  ["[::1]", false],
  ["localhost", false],
  ["router.local", false],
  ["hidden.onion", false],
])("whether %s is a name of the public DNS: %s", (host, is) => {
  expect(isPublicHost(host)).toBe(is);
});
