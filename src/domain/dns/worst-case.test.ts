// Hostile zones and resolvers: the work they can cause is counted in cryptographic operations, questions and links.
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { joined } from "../octets";
import { keyTag } from "./keys";
import { LIMITS } from "./limits";
import { type DnsQuestion, type Resolved, resolve } from "./resolve";
import { nameData, signedTree, textData, writeMessage } from "./testing/signed-tree";
import { base32hex, hashName as hashOf, typeBitMaps } from "./testing/signer";
import { asking, lookUp, NOW } from "./testing/test-internet";
import { u16 } from "./testing/write-message";
import { TYPE } from "./types";

const ZONES = [{ name: "" }, { name: "org" }, { name: "evil.org" }];
const treeOf = (records: { name: string; type: number; data: Uint8Array }[] = [], more: object = {}) =>
  signedTree({
    zones: ZONES.map((zone) => (zone.name === "evil.org" ? { ...zone, records, ...more } : zone)),
    now: () => NOW,
  });

let verified: MockInstance<typeof crypto.subtle.verify>;
let digested: MockInstance<typeof crypto.subtle.digest>;
beforeEach(() => {
  verified = vi.spyOn(crypto.subtle, "verify");
  digested = vi.spyOn(crypto.subtle, "digest");
});
afterEach(() => vi.restoreAllMocks());

const sha1Rounds = (): number => digested.mock.calls.filter(([hash]) => hash === "SHA-1").length;
const said = ({ verdict, reason }: Resolved): string => `${verdict} ${reason}`;
const TXT = { name: "evil.org", type: TYPE.TXT, data: textData("x") };

/** A key with the algorithm and tag of another: the last two octets make up the sum. */
function twin(of: Uint8Array, seed: number): Uint8Array {
  const data = of.slice();
  data.set([seed >> 8, seed & 255], 10);
  data.set([0, 0], data.length - 2);
  for (let last = 0; last < 65_536; last++) {
    data.set([last >> 8, last & 255], data.length - 2);
    if (keyTag(data) === keyTag(of)) return data;
  }
  throw new Error("no such key");
}

describe("the work of one lookup is bounded", () => {
  it("in a good zone: six signatures, and a digest for each key that may be vouched for", async () => {
    const tree = await treeOf([TXT]);
    expect(said(await lookUp(tree, "evil.org", TYPE.TXT))).toBe("secure proven");
    // DNSKEY of three zones, DS of two, and the record.
    expect(verified).toHaveBeenCalledTimes(6);
    expect(digested.mock.calls.length).toBeLessThanOrEqual(6);
  });

  it("with many keys of one tag (KeyTrap)", async () => {
    const tree = await treeOf([TXT]);
    const { zoneSigner, keySigner } = tree.zone("evil.org");
    const twins = Array.from({ length: 20 }, (_, i) => twin(zoneSigner.data, i + 1));
    tree.set("evil.org", TYPE.DNSKEY, [keySigner.data, zoneSigner.data, ...twins]);
    expect(said(await lookUp(tree, "evil.org", TYPE.TXT))).toBe("bogus too-much-work");
    expect(verified).toHaveBeenCalledTimes(5);
  });

  it("with four keys of one tag it still finds the right one", async () => {
    const tree = await treeOf([TXT]);
    const { zoneSigner, keySigner } = tree.zone("evil.org");
    const twins = Array.from({ length: 3 }, (_, i) => twin(zoneSigner.data, i + 1));
    tree.set("evil.org", TYPE.DNSKEY, [keySigner.data, zoneSigner.data, ...twins]);
    expect(said(await lookUp(tree, "evil.org", TYPE.TXT))).toBe("secure proven");
  });

  it("with very many keys", async () => {
    const tree = await treeOf([TXT]);
    const { zoneSigner, keySigner } = tree.zone("evil.org");
    const strangers = Array.from({ length: 100 }, (_, i) => joined([zoneSigner.data.subarray(0, 66), u16(i)]));
    tree.set("evil.org", TYPE.DNSKEY, [keySigner.data, zoneSigner.data, ...strangers]);
    expect(said(await lookUp(tree, "evil.org", TYPE.TXT))).toBe("bogus too-much-work");
  });

  it("with many signatures of one RRset", async () => {
    const tree = await treeOf([TXT]);
    const found = await lookUp(tree, "evil.org", TYPE.TXT, (reply) => {
      if (reply.question.type !== TYPE.TXT) return;
      const signature = reply.answer.find(({ type }) => type === TYPE.RRSIG)!;
      const junk = Array.from({ length: 200 }, (_, i) => {
        const data = signature.data.slice();
        data.set([i >> 8, i & 255], data.length - 2);
        return { ...signature, data };
      });
      reply.answer = [reply.answer[0]!, ...junk];
    });
    expect(said(found)).toBe("bogus too-much-work");
    expect(verified).toHaveBeenCalledTimes(5 + LIMITS.checksPerRRset);
  });

  it("with many signatures of many RRsets", async () => {
    const tree = await treeOf([TXT]);
    const found = await lookUp(tree, "x.evil.org", TYPE.A, (reply) => {
      if (reply.question.type !== TYPE.A) return;
      const [nsec, signature] = tree.zone("evil.org").denial("evil.org", "match");
      reply.authority = Array.from({ length: 300 }, (_, i) => {
        const owner = `n${i % 30}.evil.org`;
        return [
          { ...nsec!, owner },
          { ...signature!, owner },
        ];
      }).flat();
    });
    expect(found.verdict).toBe("bogus");
    expect(verified.mock.calls.length).toBeLessThanOrEqual(LIMITS.checks);
  });

  it("with many DS records", async () => {
    const tree = await treeOf([TXT]);
    const ds = tree.zone("org").get("evil.org", TYPE.DS)!.data[0]!;
    const junk = Array.from({ length: 200 }, (_, i) => ds.with(34, i).with(35, 0));
    tree.set("evil.org", TYPE.DS, junk);
    expect((await lookUp(tree, "evil.org", TYPE.TXT)).verdict).toBe("bogus");
    expect(digested.mock.calls.length).toBeLessThanOrEqual(4 + LIMITS.delegationSigners * 2);
  });

  it("with the most rounds of NSEC3 and the deepest name", async () => {
    const tree = await treeOf([], { denial: "nsec3", iterations: 100 });
    const found = await lookUp(tree, `${"a.".repeat(118)}evil.org`, TYPE.TXT);
    expect(said(found)).toBe("bogus too-much-work");
    expect(sha1Rounds()).toBeLessThanOrEqual(LIMITS.hashes);
  });

  it("with more rounds than are done: none are", async () => {
    const tree = await treeOf([], { denial: "nsec3", iterations: 101 });
    expect(said(await lookUp(tree, "x.evil.org", TYPE.TXT))).toBe("insecure unsupported-algorithm");
    expect(sha1Rounds()).toBe(0);
  });

  it("with too many rounds but no signature: the answer is not made insecure by it", async () => {
    const tree = await treeOf([], { denial: "nsec3", iterations: 5 });
    const found = await lookUp(tree, "x.evil.org", TYPE.TXT, ({ authority }) => {
      const owner = `${base32hex(hashOf("x", new Uint8Array(), 0))}.evil.org`;
      const data = joined([Uint8Array.of(1, 0, 9, 9, 0, 20), new Uint8Array(20), typeBitMaps([1])]);
      for (const record of authority.splice(0)) if (record.type !== TYPE.NSEC3) authority.push({ ...record, owner });
      authority.push({ owner, type: TYPE.NSEC3, ttl: 1, data });
    });
    expect(found.verdict).toBe("bogus");
  });

  it("with aliases: eight are followed, a ninth is not", async () => {
    const records = Array.from({ length: 10 }, (_, i) => ({
      name: `c${i}.evil.org`,
      type: TYPE.CNAME,
      data: nameData(`c${i + 1}.evil.org`),
    }));
    const tree = await treeOf([...records, { name: "c10.evil.org", type: TYPE.TXT, data: textData("end") }]);
    expect(said(await lookUp(tree, "c2.evil.org", TYPE.TXT))).toBe("secure proven");
    const found = await lookUp(tree, "c1.evil.org", TYPE.TXT);
    expect(said(found)).toBe("bogus too-much-work");
    expect(found.chain.filter(({ kind }) => kind === "alias")).toHaveLength(9);
  });

  it("with an alias to itself, and a DNAME into itself", async () => {
    const tree = await treeOf([
      { name: "self.evil.org", type: TYPE.CNAME, data: nameData("self.evil.org") },
      { name: "d.evil.org", type: TYPE.DNAME, data: nameData("x.d.evil.org") },
    ]);
    expect(said(await lookUp(tree, "self.evil.org", TYPE.TXT))).toBe("bogus too-much-work");
    expect(said(await lookUp(tree, "y.d.evil.org", TYPE.TXT))).toBe("bogus too-much-work");
  });

  it("with a DNAME that makes names too long", async () => {
    const long = `${"x".repeat(60)}.`.repeat(3);
    const tree = await treeOf([{ name: "d.evil.org", type: TYPE.DNAME, data: nameData(`${long}evil.org`) }]);
    const name = `${"y".repeat(60)}.${"z".repeat(60)}.d.evil.org`;
    expect(said(await lookUp(tree, name, TYPE.TXT))).toBe("unreachable no-answer");
    const lied = await lookUp(tree, name, TYPE.TXT, (reply) => {
      reply.rcode = 0;
    });
    expect(said(lied)).toBe("bogus malformed");
  });

  it("in questions, for an unsigned answer at a very deep name", async () => {
    const tree = await treeOf([TXT]);
    const asked: DnsQuestion[] = [];
    const honest = asking(tree);
    const name = `${"a.".repeat(60)}evil.org`;
    const ask = async (question: DnsQuestion) => {
      asked.push(question);
      if (question.name !== name || question.type !== TYPE.TXT) return honest(question);
      const answer = [{ owner: name, type: TYPE.TXT, ttl: 1, data: textData("lie") }];
      return writeMessage({ question, rcode: 0, answer, authority: [] });
    };
    const found = await resolve({ name, type: TYPE.TXT }, { ask, now: NOW, anchors: tree.anchors });
    expect(said(found)).toBe("bogus too-much-work");
    expect(asked.length).toBeLessThanOrEqual(LIMITS.questions);
  });
});
