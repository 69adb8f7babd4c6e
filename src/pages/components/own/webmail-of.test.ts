import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { webmailOf } from "./webmail-of";

const own = { origin: "https://mail.atelier.example", builtIn: false };
const gmail = { origin: "https://mail.google.com", builtIn: true };

it.each([
  ["lea@gmail.com", [gmail, own], "https://mail.google.com"],
  ["LEA@Hotmail.co.uk", [], "https://outlook.live.com"],
  ["lea@yahoo.fr", [], "https://mail.yahoo.com"],
  ["lea@aol.com", [], "https://mail.aol.com"],
  ["lea@gmail.com.evil.example", [gmail], null],
  ["lea@atelier.example", [gmail, own], "https://mail.atelier.example"],
  ["lea@atelier.example", [gmail], null],
] as const)("the webmail of %s", (address, sites, origin) => {
  expect(webmailOf([address], sites)).toBe(origin);
});

it("names only pages that Cachet works on", () => {
  const manifest = readFileSync("manifest.json", "utf8");
  for (const address of ["a@gmail.com", "a@live.com", "a@yahoo.com"])
    expect(manifest).toContain(`"${webmailOf(["me@atelier.example", address], [])}/*"`);
});

it("is asked of nobody: none", () => {
  expect(webmailOf([], [own])).toBeNull();
});
