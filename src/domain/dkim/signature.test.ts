import { describe, expect, it } from "vitest";
import { readSignature } from "./signature";

const HASH = `${"A".repeat(43)}=`;
const TAGS = { v: "1", a: "rsa-sha256", d: "Demo.Example", s: "S1", h: "From : subject:From", bh: HASH, b: "AQID" };
const read = (change: Record<string, string | null> = {}) =>
  readSignature(
    Object.entries({ ...TAGS, ...change })
      .flatMap(([name, value]) => (value === null ? [] : [` ${name}=${value};`]))
      .join("\r\n"),
  );

describe("a signature field", () => {
  it("is read with what it leaves out", () => {
    expect(read()).toEqual({
      ok: true,
      value: {
        algorithm: "rsa-sha256",
        canonicalization: { header: "simple", body: "simple" },
        domain: "demo.example",
        selector: "s1",
        identityDomain: "demo.example",
        fields: ["from", "subject", "from"],
        bodyHash: new Uint8Array(32),
        value: Uint8Array.of(1, 2, 3),
        bodyLength: null,
        madeAt: null,
        expiresAt: null,
      },
    });
  });

  it("may name one form, for the header alone", () => {
    expect(read({ c: "relaxed" })).toMatchObject({
      value: { canonicalization: { header: "relaxed", body: "simple" } },
    });
  });

  it.each(Object.keys(TAGS))("needs %s=", (name) => {
    expect(read({ [name]: null })).toMatchObject({ ok: false, code: "malformed" });
  });

  it.each<Record<string, string>>([
    { v: "2" },
    { h: "to:subject" },
    { h: "from::to" },
    { h: "from:a b" },
    { i: "bob@other.example" },
    { i: "bob@notdemo.example" },
    { i: "example" },
    { x: "1", t: "2" },
    { x: "2", t: "2" },
    { x: "-1" },
    { t: "1.5" },
    { l: "1e3" },
    { d: "example" },
    { d: "localhost" },
    { d: "192.0.2.1" },
    { d: "demo.example/x" },
    { d: "_openpgpkey.demo.example" },
    { s: "_dmarc" },
    { s: "a..b" },
    { s: "a b" },
    { bh: "AQID" },
    { b: "" },
  ])("is malformed with %o", (change) => {
    expect(read(change)).toMatchObject({ ok: false, code: "malformed" });
  });

  it.each([
    [{ a: "rsa-sha1" }, "rsa-sha1"],
    [{ a: "<b>rsa</b>" }, "brsa/b"],
    [{ c: "nofws" }, "nofws"],
    [{ q: "http" }, "http"],
  ])("is of another kind with %o", (change, way) => {
    expect(read(change)).toEqual({ ok: false, code: "unsupported", way });
  });
});
