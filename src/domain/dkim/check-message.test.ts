import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { octetsOf } from "../octets";
import { checkMessage, type KeyAnswer } from "./check-message";
import { ed25519Key, recordOf, type Signing, signedBy } from "./testing/sign";
import signed from "./testing/signed.json";

const NOW = Date.UTC(2026, 11, 1);
const SECOND = NOW / 1000;
const MESSAGE = [
  "From: Bob Durand <bob@demo.example>",
  "To: alice@demo.example",
  "Subject: The tide",
  "Date: Tue, 03 Nov 2026 10:00:00 +0000",
  "",
  "It is out at six.",
  "",
  "Bob",
  "",
].join("\r\n");

const key = ed25519Key();
const other = ed25519Key();
const found = (record: string): KeyAnswer => ({ verdict: "found", record, secure: true });
const failed = (verdict: KeyAnswer["verdict"]): KeyAnswer => ({ verdict, record: null, secure: false });
const OURS = found(recordOf(key));

const check = (source: string, answer: KeyAnswer = OURS, from: string[] = []) =>
  checkMessage(octetsOf(source), { from, at: NOW, keyOf: async () => answer });
const sign = (signing: Signing = {}, message = MESSAGE) => signedBy(key, message, signing);
const stateOf = async (source: string, answer?: KeyAnswer) => (await check(source, answer)).state;

describe("messages that dkimpy signed", () => {
  const keys: Readonly<Record<string, string>> = signed.keys;
  const keyOf = async (_domain: string, selector: string): Promise<KeyAnswer> => found(keys[selector]!);
  it.each(signed.messages)("$name", async ({ name, source }) => {
    const checked = await checkMessage(octetsOf(atob(source)), { from: [], at: NOW, keyOf });
    expect(checked).toMatchObject({
      state: name === "key short" ? "short-key" : "pass",
      weak: name === "key weak",
      domain: "demo.example",
      aligned: true,
    });
  });
});

describe("a message that passes", () => {
  it("is told with the domain, and whether its key is proven", async () => {
    expect(await check(sign())).toEqual({
      state: "pass",
      domain: "demo.example",
      aligned: true,
      weak: false,
      secure: true,
      uncovered: [],
      detail: "",
      alsoPass: [],
    });
    expect(await check(sign(), { ...OURS, secure: false })).toMatchObject({ state: "pass", secure: false });
  });

  it("names what a reader sees and the signature leaves out", async () => {
    expect(await check(sign({ fields: ["from"] }))).toMatchObject({ uncovered: ["to", "subject", "date"] });
  });

  it("may have been signed by a domain above or below the sender's", async () => {
    const below = MESSAGE.replace("bob@demo.example", "bob@mail.demo.example");
    expect(await check(sign({}, below))).toMatchObject({ state: "pass", aligned: true });
    expect(await check(sign({ domain: "news.demo.example" }))).toMatchObject({ state: "pass", aligned: true });
  });

  it("signed by anybody else says nothing about the sender", async () => {
    for (const domain of ["list.example", "mo.example", "evildemo.example"])
      expect(await check(sign({ domain }))).toMatchObject({ state: "pass", domain, aligned: false });
  });

  it("says nothing about the sender that the page shows where that is another one", async () => {
    expect(await check(sign(), OURS, ["bob@demo.example"])).toMatchObject({ aligned: true });
    expect(await check(sign(), OURS, ["boss@bank.example"])).toMatchObject({ state: "pass", aligned: false });
  });

  it("still passes under a field that the way added", async () => {
    expect(await stateOf(`Received: by mx.demo.example\r\nX-Spam: no\r\n${sign()}`)).toBe("pass");
  });
});

describe("a message that does not", () => {
  it("was changed in its text, in a signed field, or never signed like this", async () => {
    expect(await stateOf(sign().replace("at six", "at ten"))).toBe("body-changed");
    expect(await stateOf(`${sign()}\r\nRead more: list.example\r\n`)).toBe("body-changed");
    expect(await stateOf(sign().replace("Subject: The", "Subject: [list] The"))).toBe("header-changed");
    expect(await stateOf(sign().replace("at six", "at ten").replace("tide", "flood"))).toBe("forged");
    expect(await stateOf(signedBy(other, MESSAGE))).toBe("header-changed");
  });

  it("says so where l= leaves out what was added, and calls that no pass", async () => {
    const whole = "It is out at six.\r\n\r\nBob\r\n".length;
    expect(await stateOf(sign({ length: whole }))).toBe("pass");
    expect(await stateOf(`${sign({ length: whole })}Added.\r\n`)).toBe("partial");
    expect(await stateOf(sign({ length: 0 }))).toBe("partial");
    expect(await stateOf(sign({ length: 10 }).replace("It is", "It at"))).toBe("body-changed");
    expect(await stateOf(sign({ tags: ` l=${whole + 1};` }))).toBe("body-changed");
  });

  it("had a field put over a signed one: an over-signed name breaks, and no honest message has two of them", async () => {
    const over = sign({ fields: ["from", "from", "x-note", "subject"] });
    expect(await stateOf(`X-Note: new\r\n${over}`)).toBe("header-changed");
    for (const field of ["From: boss@bank.example", "Subject: Pay now", "Content-Type: text/html"])
      expect(await stateOf(`${field}\r\nContent-Type: text/plain\r\n${sign()}`)).toBe("ambiguous");
  });

  it("names several senders, or none", async () => {
    const two = MESSAGE.replace("<bob@demo.example>", "<bob@demo.example>, boss@bank.example");
    expect(await stateOf(sign({}, two))).toBe("ambiguous");
    expect(await stateOf(sign({}, MESSAGE.replace(/^From:[^\r]*\r\n/, "")))).toBe("ambiguous");
    // One that cannot be read is not the one a page makes of it.
    const unreadable = MESSAGE.replace("Bob Durand <bob@demo.example>", '"Bank" <boss@bank.example> (x@demo.example');
    expect(await stateOf(sign({}, unreadable))).toBe("ambiguous");
  });

  it.each([
    ["none", "no-key"],
    ["bogus", "bogus-key"],
    ["disagree", "disputed"],
    ["bad-key", "unusable-key"],
    ["timeout", "unreachable"],
    ["unreachable", "unreachable"],
    ["blocked", "unreachable"],
  ] as const)("has a key that is %s", async (verdict, state) => {
    expect(await stateOf(sign(), failed(verdict))).toBe(state);
  });

  it.each([
    ["v=DKIM1; p=", "revoked"],
    ["v=spf1 -all", "no-key"],
    ["v=DKIM1; k=rsa; p=AAAA", "unusable-key"],
    [`v=DKIM1; k=ed25519; h=sha1; p=${key.value}`, "unusable-key"],
    [`v=DKIM1; k=ed25519; s=tlsrpt; p=${key.value}`, "unusable-key"],
    [recordOf(key, "t=y; "), "testing"],
    [recordOf(key, "t=y:s; "), "testing"],
    [recordOf(key, "h=sha1:sha256; s=email; t=s; n=; "), "pass"],
  ])("has the key record %s", async (record, state) => {
    expect(await stateOf(sign(), found(record))).toBe(state);
  });

  it("speaks for a domain below its own although the key is for this one alone", async () => {
    const below = sign({ tags: " i=@news.demo.example;" });
    expect(await stateOf(below)).toBe("pass");
    expect(await stateOf(below, found(recordOf(key, "t=s; ")))).toBe("malformed");
  });

  it("was read after its time, or before it; then nobody is asked for the key", async () => {
    const keyOf = vi.fn(async () => OURS);
    const at = (tags: string) => checkMessage(octetsOf(sign({ tags })), { from: [], at: NOW, keyOf });
    expect(await at(` x=${SECOND - 1};`)).toMatchObject({ state: "expired", detail: String(NOW - 1000) });
    expect(await at(` t=${SECOND + 7200};`)).toMatchObject({ state: "not-yet" });
    expect(keyOf).not.toHaveBeenCalled();
    expect(await at(` t=${SECOND - 10}; x=${SECOND + 10};`)).toMatchObject({ state: "pass" });
  });

  it("carries no signature, or one that is not taken", async () => {
    expect(await stateOf(MESSAGE)).toBe("none");
    expect(await check(sign().replace("a=ed25519-sha256", "a=rsa-sha1"))).toMatchObject({
      state: "unsupported",
      detail: "rsa-sha1",
    });
    expect(await stateOf(sign().replace("v=1;", "v=2;"))).toBe("malformed");
    expect(await stateOf("no message\r\n")).toBe("unreadable");
    expect(await stateOf(`X-A: a\nFrom: boss@bank.example\r\n${sign()}`)).toBe("unreadable");
  });
});

describe("several signatures", () => {
  const keysOf = (answers: Record<string, KeyAnswer>) => vi.fn(async (domain: string) => answers[domain]!);
  const list = (message: string) =>
    signedBy(other, message.replace("Bob\r\n", "Bob\r\n-- \r\nlist.example\r\n"), { domain: "list.example" });

  it("the sender's own is asked about first, and nobody else when it passes", async () => {
    const keyOf = keysOf({ "demo.example": OURS });
    const source = signedBy(other, sign(), { domain: "relay.example" });
    expect(await checkMessage(octetsOf(source), { from: [], at: NOW, keyOf })).toMatchObject({
      state: "pass",
      aligned: true,
    });
    expect(keyOf.mock.calls).toEqual([["demo.example", "ed"]]);
  });

  it("a mailing list that changed the text and signed it is named", async () => {
    const keyOf = keysOf({ "demo.example": OURS, "list.example": found(recordOf(other)) });
    expect(await checkMessage(octetsOf(list(sign())), { from: [], at: NOW, keyOf })).toMatchObject({
      state: "body-changed",
      domain: "demo.example",
      alsoPass: ["list.example"],
    });
  });

  it("one that passes outweighs those that do not", async () => {
    const twice = signedBy(other, sign(), { selector: "old" });
    const keyOf = async (_: string, selector: string) => (selector === "ed" ? OURS : failed("none"));
    expect(await checkMessage(octetsOf(twice), { from: [], at: NOW, keyOf })).toMatchObject({ state: "pass" });
  });

  it("beyond eight are not asked about, whatever their order", async () => {
    let source = sign();
    for (let n = 0; n < 20; n++) source = signedBy(other, source, { domain: `relay${n}.example` });
    const keyOf = keysOf({});
    keyOf.mockImplementation(async () => failed("none"));
    expect(await checkMessage(octetsOf(source), { from: [], at: NOW, keyOf })).toMatchObject({
      state: "no-key",
      domain: "demo.example",
    });
    expect(keyOf).toHaveBeenCalledTimes(8);
  });
});

describe("laws", () => {
  it.each(["simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"] as const)(
    "no changed octet of what is signed passes (%s), except white space a relaxed form leaves out",
    async (form) => {
      const source = sign({ form });
      const octets = octetsOf(source);
      await fc.assert(
        fc.asyncProperty(fc.nat(octets.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
          const changed = octets.slice();
          changed[at]! ^= flip;
          const { state, aligned } = await checkMessage(changed, { from: [], at: NOW, keyOf: async () => OURS });
          const before = source[at]!;
          const after = String.fromCharCode(changed[at]!);
          const blank = /[ \t]/;
          const relaxed = form.includes("relaxed") && blank.test(before) && blank.test(after);
          const sameName = form.startsWith("relaxed") && before.toLowerCase() === after.toLowerCase();
          // In the signature's own field, names of signed fields and of domains tell no case.
          if (state === "pass" && aligned) expect(relaxed || sameName).toBe(true);
        }),
        { numRuns: 400 },
      );
    },
  );

  it("nothing that comes in throws", async () => {
    const part = fc.constantFrom(
      "DKIM-Signature:",
      " v=1;",
      " a=rsa-sha256;",
      "\r\n",
      " h=from;",
      "From: a@b.example",
      ";",
      "b=;",
      "bh=AAAA;",
      "\n",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(part, fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 30 }),
        async (parts) => {
          expect(await stateOf(parts.join(""))).not.toBe("pass");
        },
      ),
    );
  });
});
