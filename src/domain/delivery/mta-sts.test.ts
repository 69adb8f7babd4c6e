import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textData } from "../dns/testing/signed-tree";
import { names, policyId, policyUrl, readPolicy } from "./mta-sts";

const GOOD = "version: STSv1\nmode: enforce\nmx: mail.example.org\nmx: *.example.net\nmax_age: 604800\n";

describe("the record that announces a policy", () => {
  it.each([
    ["as in RFC 8461", [["v=STSv1; id=20160831085700Z;"]], "20160831085700Z"],
    ["without a final semicolon", [["v=STSv1;id=1"]], "1"],
    ["in several strings", [["v=STSv1; id=2016", "0831085700Z;"]], "20160831085700Z"],
    ["with fields we do not know", [["v=STSv1; x=y; id=7; z=1"]], "7"],
    ["beside another record", [["verification=abc"], ["v=STSv1; id=7"]], "7"],
    ["twice: none", [["v=STSv1; id=7"], ["v=STSv1; id=8"]], null],
    ["of another version: none", [["v=STSv11; id=7"]], null],
    ["without an id: none", [["v=STSv1;"]], null],
    ["with an id that is none", [["v=STSv1; id=no-dashes"]], null],
    ["with the version at the end: none", [["id=7; v=STSv1"]], null],
    ["of SPF: none", [["v=spf1 -all"]], null],
    ["missing: none", [], null],
  ] as const)("%s", (_name, records, id) => {
    expect(policyId(records.map((texts) => textData(...texts)))).toBe(id);
  });

  it("damaged octets are no record and no error", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        expect(policyId([data])).toBeNull();
      }),
    );
  });
});

describe("a policy file", () => {
  it("is read with its hosts and age", () => {
    expect(readPolicy(GOOD)).toEqual({ mode: "enforce", mx: ["mail.example.org", "*.example.net"], maxAge: 604_800 });
  });

  it.each([
    [
      "Google's",
      "version: STSv1\r\nmode: enforce\r\nmx: gmail-smtp-in.l.google.com\r\nmx: *.gmail-smtp-in.l.google.com\r\nmax_age: 86400\r\n",
      "enforce",
    ],
    ["Microsoft's", "version: STSv1\nmode: enforce\nmx: *.olc.protection.outlook.com\nmax_age: 604800", "enforce"],
    ["a tested one", GOOD.replace("enforce", "testing"), "testing"],
    ["a withdrawn one, without hosts", "version: STSv1\nmode: none\nmax_age: 86400", "none"],
    [
      "one in capitals and with spaces",
      "version: STSv1\nmode:enforce  \nmx: MAIL.Example.ORG.\nmax_age:\t86400",
      "enforce",
    ],
    ["one with fields we do not know", `${GOOD}something: else\n`, "enforce"],
    ["the first of two modes", `${GOOD}mode: none\n`, "enforce"],
  ])("%s", (_name, file, mode) => {
    expect(readPolicy(file)?.mode).toBe(mode);
  });

  it.each([
    ["a web page", "<!doctype html>\n<title>Hello</title>"],
    ["an empty file", ""],
    ["another version", GOOD.replace("STSv1", "STSv2")],
    ["an unknown mode", GOOD.replace("enforce", "strict")],
    ["no age", GOOD.replace(/max_age.*\n/, "")],
    ["an age that is none", GOOD.replace("604800", "-1")],
    ["enforcement without hosts", GOOD.replace(/mx:.*\n/g, "")],
    ["an asterisk in the middle", GOOD.replace("*.example.net", "mx.*.example.net")],
    ["an asterisk for everything", GOOD.replace("*.example.net", "*")],
    ["a host with a space", GOOD.replace("*.example.net", "a b.example")],
    ["more hosts than anybody has", GOOD + "mx: a.example\n".repeat(100)],
  ])("%s is none", (_name, file) => {
    expect(readPolicy(file)).toBeNull();
  });

  it("holds for a year at most", () => {
    expect(readPolicy(GOOD.replace("604800", "9999999999"))?.maxAge).toBe(31_557_600);
  });

  it("is never an error, whatever is in it", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (file) => {
        expect(readPolicy(file)).toBeNull();
      }),
    );
  });

  it("stands at one address of its domain", () => {
    expect(policyUrl("example.org")).toBe("https://mta-sts.example.org/.well-known/mta-sts.txt");
  });
});

describe("a host", () => {
  it.each([
    ["mail.example.org", true],
    ["mx1.example.net", true],
    ["a.mx1.example.net", false],
    ["example.net", false],
    ["evil-mail.example.org", false],
    ["mail.example.org.evil.example", false],
  ])("%s: %s", (host, fits) => {
    expect(names(readPolicy(GOOD)!, host)).toBe(fits);
  });
});
