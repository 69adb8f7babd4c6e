import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readManaged } from "./managed";

const NOTHING = { domains: [], least: { level: "anyone", inside: false }, fixed: {}, ignored: [] };

describe("an organisation's policy", () => {
  it("is read whole", () => {
    expect(
      readManaged({
        organisationDomains: ["Town.Example", " works.example "],
        resolvers: ["https://dns.town.example/dns-query"],
        keyServers: [{ kind: "vks", origin: "https://keys.town.example" }],
        readDeliveryPolicies: true,
        leastLevel: "known",
        onlyInside: true,
        composeWindow: "always",
      }),
    ).toEqual({
      domains: ["town.example", "works.example"],
      least: { level: "known", inside: true },
      fixed: {
        resolvers: ["https://dns.town.example/dns-query"],
        keyServers: [{ kind: "vks", origin: "https://keys.town.example" }],
        mtaSts: true,
        composeWindow: "always",
      },
      ignored: [],
    });
  });

  it.each([undefined, null, {}, "text", 7])("that is none (%j) fixes nothing", (given) => {
    expect(readManaged(given)).toEqual(NOTHING);
  });

  it.each([
    ["resolvers", ["http://dns.example/dns-query"]],
    ["resolvers", "https://dns.example/dns-query"],
    ["resolvers", []],
    ["keyServers", [{ kind: "ldap", origin: "https://keys.example" }]],
    ["organisationDomains", ["town.example", "not a domain"]],
    ["leastLevel", "top-secret"],
    ["readDeliveryPolicies", "yes"],
    ["onlyInside", true],
    ["composeWindow", true],
    ["composeWindow", "never"],
    ["composeWindow", ["always"]],
    ["resolver", ["https://dns.example/dns-query"]],
  ])("with %s as %j leaves that out, says so and keeps the rest", (name, value) => {
    const read = readManaged({ [name]: value, ...(name === "leastLevel" ? {} : { leastLevel: "key" }) });
    expect(read.ignored).toEqual([name]);
    expect(read.fixed).toEqual({});
    expect(read.least).toEqual({ level: name === "leastLevel" ? "anyone" : "key", inside: false });
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.anything(), (given) => {
        expect(readManaged(given)).toBeDefined();
      }),
    );
  });

  it("has the fields of the schema that browsers show to administrators", () => {
    const schema = JSON.parse(readFileSync("public/managed-schema.json", "utf8"));
    for (const name of Object.keys(schema.properties))
      expect(readManaged({ [name]: undefined }).ignored, name).toEqual([]);
    expect(Object.keys(schema.properties).sort()).toEqual([
      "composeWindow",
      "keyServers",
      "leastLevel",
      "onlyInside",
      "organisationDomains",
      "readDeliveryPolicies",
      "resolvers",
    ]);
  });

  it("is understood whole as the page for administrators gives it, which names every field there is", () => {
    const page = readFileSync("docs/policy.md", "utf8");
    const example = /^ {4}\{\n[\s\S]*?^ {4}\}$/m.exec(page)![0];
    expect(readManaged(JSON.parse(example)).ignored).toEqual([]);
    const named = [...page.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
    expect(named).toEqual(Object.keys(JSON.parse(readFileSync("public/managed-schema.json", "utf8")).properties));
    const { gecko } = JSON.parse(readFileSync("manifest.json", "utf8")).browser_specific_settings;
    expect(page).toContain(`"${gecko.id}"`);
  });
});
