// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { contactHash, parseRoute, publishHash, route, verifyHash } from "./route";

describe("options route", () => {
  it.each([
    ["", { section: "home", item: null, part: null }],
    ["#key", { section: "key", item: null, part: null }],
    ["#home/backup", { section: "home", item: "backup", part: null }],
    ["#contacts", { section: "contacts", item: null, part: null }],
    ["#contacts/ada%40example.org", { section: "contacts", item: "ada@example.org", part: null }],
    ["#contacts/ada%40example.org/verify", { section: "contacts", item: "ada@example.org", part: "verify" }],
    ["#contacts/%", { section: "contacts", item: null, part: null }],
    ["#nowhere", { section: "home", item: null, part: null }],
    ["#__proto__", { section: "home", item: null, part: null }],
  ])("reads %j", (hash, expected) => {
    expect(parseRoute(hash)).toEqual(expected);
  });

  it("finds an address with any sign again in the hash it makes", () => {
    const address = "o'brien+a/b#c%d@example.org";
    expect(parseRoute(contactHash(address)).item).toBe(address);
    expect(parseRoute(publishHash(address)).item).toBe(address);
    expect(parseRoute(verifyHash(address))).toEqual({ section: "contacts", item: address, part: "verify" });
  });

  it("follows the address bar", async () => {
    location.hash = "sites";
    await new Promise((done) => addEventListener("hashchange", done, { once: true }));
    expect(route.value.section).toBe("sites");
  });
});
