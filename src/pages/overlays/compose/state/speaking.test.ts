import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Identity } from "../../../../domain/identity";
import { fail, ok } from "../../../../domain/result";
import type { Session } from "../../frame/connect";
import { createSpeaking, signerName, signsForFrom, writerOf } from "./speaking";

const key = (fingerprint: string, name: string, ...addresses: string[]): Identity => ({
  fingerprint,
  name,
  addresses,
  createdAt: 0,
  expiresAt: null,
  algorithm: "",
  protection: "device",
  locked: false,
  backupAt: null,
});
const ALICE = key("a", "Alice Martin", "alice@example.org");
const WORK = key("w", "A. Martin", "alice@work.example", "team@work.example");
const SHOP = { address: "shop@example.org", name: "Shop" };

let stored: Identity[];
let refuse: string | null;
const asked: [string, unknown][] = [];
vi.mock("../../frame/ask", () => ({
  ask: async (name: string, request: { address: string; name?: string; fingerprint?: string }) => {
    asked.push([name, request]);
    if (name === "identity.list") return ok(stored);
    if (refuse) return fail(refuse);
    stored =
      name === "identity.create"
        ? [...stored, key("n", "Shop", request.address)]
        : [{ ...ALICE, addresses: [...ALICE.addresses, request.address] }];
    return ok(stored.at(-1));
  },
}));

const open = (from: { address: string; name: string } | null, ...identities: Identity[]) => {
  stored = identities;
  return createSpeaking({ job: { from, account: null }, identities } as unknown as Session<"compose">);
};
beforeEach(() => {
  asked.length = 0;
  refuse = null;
});

describe("whose key the editor names", () => {
  it("is left to the rule where the From has one, and named where only words stand for it", () => {
    expect(open({ address: "alice@example.org", name: "" }, ALICE, WORK).named()).toEqual({
      from: "alice@example.org",
    });
    expect(open(null, ALICE).named()).toEqual({ from: null, as: "a" });
    expect(open(null, ALICE, WORK).named()).toEqual({ from: null });
    expect(open(SHOP, ALICE).named()).toEqual({ from: SHOP.address });
  });

  it("is the user's answer for this From only: with another it is asked again", async () => {
    const speaking = open(SHOP, ALICE, WORK);
    await speaking.answer({ way: "sign", key: WORK });
    expect(speaking.named()).toEqual({ from: SHOP.address, as: "w" });
    expect(speaking.pageChanged({ ...SHOP, name: "Other name" })).toBe(false);
    expect(speaking.speaker.value.is).toBe("chosen");
    expect(speaking.pageChanged({ address: "other@example.org", name: "" })).toBe(true);
    expect(speaking.speaker.value.is).toBe("ask");
    expect(speaking.pageChanged(SHOP)).toBe(true);
    expect(speaking.speaker.value.is).toBe("ask");
    expect(asked).toEqual([]);
  });

  it("is one made for the address, under the page's name for it and never another key's", async () => {
    for (const [from, name] of [
      [SHOP, "Shop"],
      [{ address: "shop@example.org", name: "" }, ""],
    ] as const) {
      const speaking = open(from, ALICE);
      await speaking.answer({ way: "make" });
      expect(asked[0]).toEqual(["identity.create", { name, address: from.address }]);
      expect(speaking.speaker.value).toMatchObject({ is: "from", key: { fingerprint: "n" } });
      asked.length = 0;
    }
  });

  it.each(["locked", "already-there", "internal"])("stays undecided when that fails (%s)", async (code) => {
    const speaking = open(SHOP, ALICE);
    refuse = code;
    await speaking.answer({ way: "add", key: ALICE });
    expect(speaking.problem.value).toBe(code);
    expect(speaking.speaker.value.is).toBe("ask");
    refuse = null;
    await speaking.answer({ way: "add", key: ALICE });
    expect(speaking.problem.value).toBeNull();
    expect(speaking.speaker.value).toMatchObject({
      is: "from",
      key: { addresses: ["alice@example.org", SHOP.address] },
    });
  });
});

describe("how the writer is named", () => {
  it("is by the key's name only where the key is that of the From", async () => {
    expect(writerOf(open({ address: "alice@example.org", name: "Al" }, ALICE))).toEqual({
      address: "alice@example.org",
      name: "Alice Martin",
    });
    const speaking = open(SHOP, ALICE);
    expect(writerOf(speaking)).toEqual({ address: SHOP.address, name: "Shop" });
    await speaking.answer({ way: "sign", key: ALICE });
    expect(writerOf(speaking)).toEqual({ address: SHOP.address, name: "Shop" });
    expect(writerOf(open(null, ALICE, WORK))).toEqual({ address: "", name: "" });
  });

  it("names the signer's own address where that is not the From", () => {
    expect(signerName(WORK, "team@work.example")).toBe("A. Martin");
    expect(signerName(WORK, SHOP.address)).toBe("A. Martin (alice@work.example)");
    expect(signerName(key("x", "x@y.example", "x@y.example"), null)).toBe("x@y.example");
  });

  it("a key named for another address is no signature for the From", async () => {
    const speaking = open(SHOP, ALICE);
    expect(signsForFrom(speaking)).toBe(false);
    await speaking.answer({ way: "sign", key: ALICE });
    expect(signsForFrom(speaking)).toBe(false);
    expect(signsForFrom(open({ address: "alice@example.org", name: "" }, ALICE))).toBe(true);
  });
});
