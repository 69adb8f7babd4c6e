// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { contactHash, parseRoute, route } from "./route";

describe("options route", () => {
  it.each([
    ["", { section: "key", item: null }],
    ["#contacts", { section: "contacts", item: null }],
    ["#contacts/ada%40example.org", { section: "contacts", item: "ada@example.org" }],
    ["#contacts/%", { section: "contacts", item: null }],
    ["#nowhere", { section: "key", item: null }],
    ["#__proto__", { section: "key", item: null }],
  ])("reads %j", (hash, expected) => {
    expect(parseRoute(hash)).toEqual(expected);
  });

  it("finds an address with any sign again in the hash it makes", () => {
    const address = "o'brien+a/b#c%d@example.org";
    expect(parseRoute(contactHash(address)).item).toBe(address);
  });

  it("follows the address bar", async () => {
    location.hash = "sites";
    await new Promise((done) => addEventListener("hashchange", done, { once: true }));
    expect(route.value.section).toBe("sites");
  });
});
