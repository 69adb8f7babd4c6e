import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHeaders } from "../mime/headers";
import {
  afterGossip,
  afterMessage,
  effectiveDate,
  NO_PEER,
  type PeerState,
  parseAutocrypt,
  readAutocrypt,
  readGossip,
  recommend,
} from "./autocrypt";

const DAY = 24 * 3600 * 1000;
const NOW = Date.UTC(2026, 10, 22);
const KEY = "mDMEXEcE6RYJKwYBBAHaRw8BAQdA";
const HEADER = `addr=bob@b.example; prefer-encrypt=mutual; keydata=${KEY}`;
const fields = (...lines: string[]) => readHeaders(lines.join("\r\n"))!;
const mail = (...lines: string[]) =>
  readAutocrypt(fields("From: Bob <bob@b.example>", "Date: Sun, 1 Nov 2026 12:00:00 +0000", ...lines), NOW);

describe("an Autocrypt header", () => {
  it("is read with its folds", () => {
    const folded = `addr=Bob@B.example; prefer-encrypt=mutual; keydata=\t${KEY.slice(0, 9)}\r\n ${KEY.slice(9)}`;
    const header = parseAutocrypt(folded);
    expect(header).toMatchObject({ address: "bob@b.example", mutual: true });
    expect(btoa(String.fromCharCode(...header!.keydata))).toBe(KEY);
  });

  it.each([
    ["no preference", `addr=bob@b.example; keydata=${KEY}`],
    ["nopreference", `addr=bob@b.example; prefer-encrypt=nopreference; keydata=${KEY}`],
    ["an unknown preference", `addr=bob@b.example; prefer-encrypt=always; keydata=${KEY}`],
    ["an attribute that is not critical", `addr=bob@b.example; _monkey=ignore; keydata=${KEY}`],
    ["a last semicolon", `addr=bob@b.example; keydata=${KEY};`],
  ])("prefers nothing with %s", (_, value) => {
    expect(parseAutocrypt(value)).toMatchObject({ address: "bob@b.example", mutual: false });
  });

  it.each([
    ["a critical attribute nobody knows", `addr=bob@b.example; emergency=yes; keydata=${KEY}`],
    ["no address", `keydata=${KEY}`],
    ["no key", "addr=bob@b.example"],
    ["an empty key", "addr=bob@b.example; keydata="],
    ["a key that is not base64", "addr=bob@b.example; keydata=?=?"],
    ["something after the key", `addr=bob@b.example; keydata=${KEY}; prefer-encrypt=mutual`],
    ["an attribute twice", `addr=bob@b.example; addr=carol@c.example; keydata=${KEY}`],
    ["a part without a value", `addr=bob@b.example; mutual; keydata=${KEY}`],
    ["a key beyond measure", `addr=bob@b.example; keydata=${"A".repeat(200_000)}`],
    ["nothing", ""],
  ])("may not be used with %s", (_, value) => {
    expect(parseAutocrypt(value)).toBeNull();
  });
});

describe("a message's Autocrypt news", () => {
  it("is the header of its sender, at its date", () => {
    expect(mail(`Autocrypt: ${HEADER}`)).toMatchObject({
      address: "bob@b.example",
      at: Date.UTC(2026, 10, 1, 12),
      header: { mutual: true },
    });
  });

  it.each([
    ["there is no header", []],
    ["it names another address", [`Autocrypt: ${HEADER.replace("bob", "carol")}`]],
    ["two are valid", [`Autocrypt: ${HEADER}`, `Autocrypt: ${HEADER}`]],
    ["it is broken", ["Autocrypt: addr=bob@b.example"]],
  ])("has no key when %s, and is news of the sender all the same", (_, lines) => {
    expect(mail(...lines)).toEqual({ address: "bob@b.example", at: Date.UTC(2026, 10, 1, 12), header: null });
  });

  it("has the one valid header among others that are not", () => {
    const other = `Autocrypt: ${HEADER.replace("bob", "carol")}`;
    expect(mail(other, `Autocrypt: ${HEADER}`, "Autocrypt: addr=bob@b.example")?.header).not.toBeNull();
  });

  it.each([
    ["a report of a mail system", "Content-Type: multipart/report; report-type=delivery-status"],
    ["mail with two From headers", "From: eve@e.example"],
  ])("is none in %s", (_, line) => {
    expect(mail(line, `Autocrypt: ${HEADER}`)).toBeNull();
  });

  it("is none when From names several addresses, or none that can be read", () => {
    for (const from of ["bob@b.example, carol@c.example", "Bob", '"bob@b.example" <>'])
      expect(readAutocrypt(fields(`From: ${from}`, `Autocrypt: ${HEADER}`), NOW)).toBeNull();
  });

  it("is never dated later than now, nor by a date that cannot be read", () => {
    expect(effectiveDate(NOW + DAY, NOW)).toBe(NOW);
    expect(effectiveDate(null, NOW)).toBe(NOW);
    expect(effectiveDate(NOW - DAY, NOW)).toBe(NOW - DAY);
  });
});

describe("gossip", () => {
  const gossip = (address: string) => `Autocrypt-Gossip: addr=${address}; keydata=${KEY}`;

  it("counts for the people the message went to only", () => {
    const inner = fields("Content-Type: text/plain", gossip("Carol@c.example"), gossip("eve@e.example"));
    expect(readGossip(inner, ["bob@b.example", "carol@C.example"]).map((one) => one.address)).toEqual([
      "carol@c.example",
    ]);
  });

  it("says nothing of an address it gives two keys for", () => {
    expect(readGossip(fields(gossip("carol@c.example"), gossip("carol@c.example")), ["carol@c.example"])).toEqual([]);
  });
});

describe("the state of a peer", () => {
  it("takes a newer key and its preference, and leaves an older message alone", () => {
    const first = afterMessage(NO_PEER, 10, "a", true);
    expect(first).toEqual({ ...NO_PEER, lastSeen: 10, autocryptAt: 10, publicKey: "a", mutual: true });
    expect(afterMessage(first, 5, "old", false)).toBe(first);
    expect(afterMessage(first, 20, "b", false)).toEqual({
      ...first,
      lastSeen: 20,
      autocryptAt: 20,
      publicKey: "b",
      mutual: false,
    });
  });

  it("remembers that mail without a header came later", () => {
    expect(afterMessage(afterMessage(NO_PEER, 10, "a", true), 30, null, false)).toMatchObject({
      lastSeen: 30,
      autocryptAt: 10,
      publicKey: "a",
      mutual: true,
    });
  });

  it("keeps gossip apart from what the peer said itself", () => {
    const peer = afterGossip(afterMessage(NO_PEER, 10, "a", true), 50, "g");
    expect(peer).toMatchObject({ publicKey: "a", autocryptAt: 10, gossipKey: "g", gossipAt: 50 });
    expect(afterGossip(peer, 40, "older")).toBe(peer);
  });

  it("ends the same in whatever order messages of different dates arrive", () => {
    const messages = fc.uniqueArray(fc.record({ at: fc.nat(50), key: fc.option(fc.constantFrom("a", "b", "c")) }), {
      selector: ({ at }) => at,
    });
    fc.assert(
      fc.property(messages, (list) => {
        const run = (order: typeof list): PeerState =>
          order.reduce((peer, { at, key }) => afterMessage(peer, at, key, false), NO_PEER);
        const late = run([...list].reverse());
        const early = run([...list].sort((a, b) => a.at - b.at));
        expect([late.publicKey, late.autocryptAt]).toEqual([early.publicKey, early.autocryptAt]);
      }),
    );
  });
});

describe("the recommendation", () => {
  const fresh = afterMessage(NO_PEER, NOW, "a", true);
  const any = () => true;

  it.each([
    ["nothing is known", NO_PEER, any, {}, "disable", null],
    ["no key can be used", fresh, () => false, {}, "disable", null],
    ["the peer's key is fresh", fresh, any, {}, "available", "a"],
    ["only the peer wants it", fresh, any, { ownMutual: false }, "available", "a"],
    ["both want it", fresh, any, { ownMutual: true }, "encrypt", "a"],
    ["only the user wants it", { ...fresh, mutual: false }, any, { ownMutual: true }, "available", "a"],
    ["a sealed message is answered", { ...fresh, mutual: false }, any, { replyToEncrypted: true }, "encrypt", "a"],
    [
      "the peer writes without a header for 36 days",
      afterMessage(fresh, NOW + 36 * DAY, null, false),
      any,
      { ownMutual: true },
      "discourage",
      "a",
    ],
    ["for 35 days", afterMessage(fresh, NOW + 35 * DAY, null, false), any, {}, "available", "a"],
    ["only gossip names a key", afterGossip(NO_PEER, NOW, "g"), any, { ownMutual: true }, "discourage", "g"],
    [
      "the own key ran out and gossip names another",
      afterGossip(fresh, NOW, "g"),
      (key: string) => key === "g",
      {},
      "discourage",
      "g",
    ],
    [
      "gossip alone, answering a sealed message",
      afterGossip(NO_PEER, NOW, "g"),
      any,
      { replyToEncrypted: true },
      "encrypt",
      "g",
    ],
  ] as const)("when %s", (_, peer, usable, how, advice, key) => {
    expect(recommend(peer, usable, how)).toEqual({ advice, key });
  });
});
