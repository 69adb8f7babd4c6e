import { describe, expect, it } from "vitest";
import { nameData } from "../dns/testing/signed-tree";
import { mailHosts } from "./mx";

const mx = (preference: number, host: string): Uint8Array =>
  Uint8Array.of(preference >> 8, preference & 255, ...nameData(host));

describe("where a domain takes its mail", () => {
  it.each([
    ["one host", [mx(10, "mail.example.org")], ["mail.example.org"]],
    [
      "several, by preference",
      [mx(20, "b.example"), mx(5, "a.example"), mx(300, "c.example")],
      ["a.example", "b.example", "c.example"],
    ],
    ["one host named twice", [mx(10, "a.example"), mx(20, "a.example")], ["a.example"]],
    ["a null MX beside a host", [mx(0, ""), mx(10, "a.example")], ["a.example"]],
    ["no MX: the domain itself", [], ["example.org"]],
    ["a damaged record: as if there were none", [Uint8Array.of(0, 1)], ["example.org"]],
  ])("%s", (_name, records, hosts) => {
    expect(mailHosts("example.org", records)).toMatchObject({ is: "hosts", hosts });
  });

  it("a null MX: nowhere", () => {
    expect(mailHosts("example.org", [mx(0, "")])).toEqual({ is: "none" });
  });
});
