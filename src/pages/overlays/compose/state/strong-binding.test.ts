import { describe, expect, it, vi } from "vitest";
import type { Recipients } from "../../../../domain/address";
import { createBindings, hasStrong, replacementsIn } from "./recipients";

vi.mock("../../../../platform/browser");

const STRONG = "bob@mm--mddk-7n6a-727a-jzno-strx-xks7-djaf.b.example";
const to = (...addresses: string[]): Recipients => ({
  to: addresses.map((address) => ({ address, name: "Bob" })),
  cc: [],
  bcc: [],
  unreadable: [],
});
const addresses = (recipients: Recipients): string[] => recipients.to.map((one) => one.address);

describe("bound recipients", () => {
  it("stay bound when the page's field holds the address mail is delivered to", () => {
    const { bound } = createBindings();
    expect(addresses(bound(to(STRONG, "carol@c.example")))).toEqual([STRONG, "carol@c.example"]);
    expect(addresses(bound(to("Bob@b.example", "carol@c.example")))).toEqual([STRONG, "carol@c.example"]);
  });

  it("count once while the page holds both forms", () => {
    const { bound } = createBindings();
    expect(addresses(bound(to("bob@b.example", STRONG)))).toEqual([STRONG]);
  });

  it("bind nobody who was never strong", () => {
    expect(addresses(createBindings().bound(to("bob@b.example")))).toEqual(["bob@b.example"]);
  });

  it("name what the page's field must hold instead", () => {
    expect(replacementsIn(to(STRONG, "carol@c.example"))).toEqual([{ from: STRONG, to: "bob@b.example" }]);
  });

  it("forbid clear text, also with a label that is too short or cannot be read", () => {
    expect(hasStrong(to("carol@c.example"))).toBe(false);
    for (const address of [STRONG, "bob@mm--mddk-7n6a.b.example", "bob@mm--1.b.example"])
      expect(hasStrong(to("carol@c.example", address))).toBe(true);
  });
});
