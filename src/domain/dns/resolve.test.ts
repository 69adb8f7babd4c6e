import { beforeAll, describe, expect, it } from "vitest";
import { type AskWire, type Resolved, resolve } from "./resolve";
import { questionsAhead } from "./session";
import { findRRset } from "./signatures";
import { nameData, type SignedTree, textData } from "./testing/signed-tree";
import { signRRset } from "./testing/signer";
import { asking, internetTree, lookUp, type Mangle, NOW } from "./testing/test-internet";
import { writeMessage } from "./testing/write-message";
import { TYPE } from "./types";
import type { DnsRecord } from "./wire";

let tree: SignedTree;
beforeAll(async () => {
  tree = await internetTree();
});

const said = ({ verdict, reason, kind }: Resolved): string => `${verdict} ${reason} ${kind}`;
const drawn = ({ chain }: Resolved): string[] =>
  chain.map(({ kind, name, verdict, algorithm }) => `${kind} ${name || "."} ${verdict} ${algorithm ?? "-"}`);
const text = ({ records }: Resolved): string[] => records.map((data) => new TextDecoder().decode(data.subarray(1)));

describe("what the tree holds", () => {
  it.each([
    ["a key", "key._openpgpkey.example.org", TYPE.OPENPGPKEY, "secure proven records"],
    ["records with a name inside", "example.org", TYPE.MX, "secure proven records"],
    ["two records of a type", "mail.example.org", TYPE.A, "secure proven records"],
    ["a wildcard (NSEC)", "any.wild.example.org", TYPE.TXT, "secure proven records"],
    ["a wildcard, several labels deep", "a.b.c.wild.example.org", TYPE.TXT, "secure proven records"],
    ["the wildcard itself", "*.wild.example.org", TYPE.TXT, "secure proven records"],
    ["a wildcard (NSEC3)", "any.wild.hashed.com", TYPE.TXT, "secure proven records"],
    ["a wildcard in an opted-out span", "any.wild.opted.com", TYPE.TXT, "insecure opt-out records"],
    ["an alias", "alias.example.org", TYPE.A, "secure proven records"],
    ["an alias itself", "alias.example.org", TYPE.CNAME, "secure proven records"],
    ["an alias from a wildcard", "x.cname.example.org", TYPE.A, "secure proven records"],
    ["an alias to another signed zone", "to-com.example.org", TYPE.TXT, "secure proven records"],
    ["an alias to an unsigned zone", "to-unsigned.example.org", TYPE.TXT, "insecure unsigned-zone records"],
    ["an alias to nothing", "nowhere.example.org", TYPE.A, "secure proven none"],
    ["aliases in a circle", "loop-a.example.org", TYPE.A, "bogus too-much-work none"],
    ["a DNAME", "host.moved.example.org", TYPE.TXT, "secure proven records"],
    ["a DNAME to a wildcard", "x.wild.moved.example.org", TYPE.TXT, "secure proven records"],
    ["a DNAME to nothing", "none.moved.example.org", TYPE.TXT, "secure proven none"],
    ["no data (NSEC)", "mail.example.org", TYPE.TXT, "secure proven none"],
    ["no data at the apex", "example.org", TYPE.TXT, "secure proven none"],
    ["no name (NSEC)", "missing.example.org", TYPE.A, "secure proven none"],
    ["no name after the last", "zzz.example.org", TYPE.A, "secure proven none"],
    ["no name, several labels deep", "a.b.missing.example.org", TYPE.A, "secure proven none"],
    ["an empty non-terminal (NSEC)", "empty.example.org", TYPE.TXT, "secure proven none"],
    ["no data of a wildcard (NSEC)", "any.wild.example.org", TYPE.A, "secure proven none"],
    ["no data (NSEC3)", "host.hashed.com", TYPE.A, "secure proven none"],
    ["no name (NSEC3)", "missing.hashed.com", TYPE.A, "secure proven none"],
    ["no name (NSEC3), several labels deep", "a.b.missing.hashed.com", TYPE.A, "secure proven none"],
    ["an empty non-terminal (NSEC3)", "empty.hashed.com", TYPE.TXT, "secure proven none"],
    ["no data of a wildcard (NSEC3)", "any.wild.hashed.com", TYPE.A, "secure proven none"],
    ["no name in an opted-out span", "missing.opted.com", TYPE.A, "insecure opt-out none"],
    ["a name of a zone with opt-out", "host.opted.com", TYPE.TXT, "secure proven records"],
    ["no domain", "missing.org", TYPE.A, "secure proven none"],
    ["no top-level domain", "x.missing", TYPE.A, "secure proven none"],
    ["an unsigned zone (NSEC3)", "host.unsigned.org", TYPE.TXT, "insecure unsigned-zone records"],
    ["nothing in an unsigned zone", "missing.unsigned.org", TYPE.TXT, "insecure unsigned-zone none"],
    ["an unsigned zone (opt-out)", "host.unsigned.com", TYPE.TXT, "insecure opt-out records"],
    ["a signed zone nobody vouches for", "island.org", TYPE.TXT, "insecure unsigned-zone records"],
    ["a zone of an algorithm not verified", "sha1.org", TYPE.TXT, "insecure unsupported-algorithm records"],
    ["a zone vouched for by SHA-1", "sha1-digest.org", TYPE.TXT, "insecure unsupported-algorithm records"],
    ["a record of a zone with too many rounds", "rounds.org", TYPE.TXT, "secure proven records"],
    ["nothing in a zone with too many rounds", "x.rounds.org", TYPE.TXT, "insecure unsupported-algorithm none"],
    ["a zone below the domain", "sub.example.org", TYPE.TXT, "secure proven records"],
    ["nothing in a zone below the domain", "sub.example.org", TYPE.A, "secure proven none"],
    [
      "a wildcard's alias to nothing in an unsigned zone",
      "x.astray.example.org",
      TYPE.A,
      "insecure unsigned-zone none",
    ],
    ["a DS", "example.org", TYPE.DS, "secure proven records"],
    ["no DS", "unsigned.org", TYPE.DS, "secure proven none"],
    ["keys", "example.org", TYPE.DNSKEY, "secure proven records"],
    ["the root's keys", "", TYPE.DNSKEY, "secure proven records"],
  ])("%s", async (_what, name, type, expected) => {
    expect(said(await lookUp(tree, name, type))).toBe(expected);
  });

  it.each([8, 10, 13, 14, 15, 16])("a zone of algorithm %i", async (algorithm) => {
    const found = await lookUp(tree, `alg${algorithm}.org`, TYPE.TXT);
    expect(text(found)).toEqual([String(algorithm)]);
    expect(drawn(found)).toEqual([
      "zone . secure 8",
      "zone org secure 13",
      `zone alg${algorithm}.org secure ${algorithm}`,
      `record alg${algorithm}.org secure ${algorithm}`,
    ]);
  });
});

describe("what is given", () => {
  it("is RDATA in canonical form: names decompressed and in lower case, each record once, in order", async () => {
    const mx = await lookUp(tree, "Example.ORG", TYPE.MX, ({ answer }) => answer.push({ ...answer[0]! }));
    expect(mx.records).toEqual([Uint8Array.of(0, 10, ...nameData("mail.example.org"))]);
    const addresses = await lookUp(tree, "mail.example.org", TYPE.A, ({ answer }) => answer.reverse());
    expect(addresses.records.map((data) => data[3])).toEqual([1, 2]);
  });

  it("draws root, zones, aliases and record in order, each zone once", async () => {
    expect(drawn(await lookUp(tree, "to-com.example.org", TYPE.TXT))).toEqual([
      "zone . secure 8",
      "zone org secure 13",
      "zone example.org secure 15",
      "alias to-com.example.org secure 15",
      "zone com secure 14",
      "zone hashed.com secure 13",
      "record host.hashed.com secure 13",
    ]);
    expect(drawn(await lookUp(tree, "host.unsigned.org", TYPE.TXT))).toEqual([
      "zone . secure 8",
      "zone org secure 13",
      "zone unsigned.org insecure -",
      "record host.unsigned.org insecure -",
    ]);
  });

  it("keeps the least TTL: of the record, of its signature, of what remains of the signature, of a denial", async () => {
    const ttlOf = async (name: string, type: number, mangle?: Mangle, now?: number) =>
      (await lookUp(tree, name, type, mangle, now)).ttl;
    const raise = (ttl: number) => (reply: { answer: DnsRecord[] }) =>
      reply.answer.splice(0, 9, ...reply.answer.map((record) => ({ ...record, ttl })));
    expect(await ttlOf("mail.example.org", TYPE.A)).toBe(3600);
    expect(await ttlOf("mail.example.org", TYPE.A, raise(77))).toBe(77);
    expect(await ttlOf("mail.example.org", TYPE.A, raise(99_999))).toBe(3600);
    expect(await ttlOf("mail.example.org", TYPE.A, raise(99_999), NOW + 14 * 86_400_000 - 60_000)).toBe(60);
    expect(await ttlOf("missing.example.org", TYPE.A)).toBe(300);
    expect(await ttlOf("any.wild.example.org", TYPE.TXT)).toBe(300);
  });
});

/** How a resolver, or somebody before it, lies. */
const where =
  (type: number, change: (record: DnsRecord) => DnsRecord | null): Mangle =>
  (reply) => {
    for (const section of [reply.answer, reply.authority]) {
      const kept = section.flatMap((record) => (record.type === type ? (change(record) ?? []) : record));
      section.splice(0, section.length, ...kept);
    }
  };
const only =
  (name: string, type: number, mangle: Mangle): Mangle =>
  (reply) => {
    if (reply.question.name === name && reply.question.type === type) mangle(reply);
  };
const covering = (type: number, change: (record: DnsRecord) => DnsRecord | null): Mangle =>
  where(TYPE.RRSIG, (record) => (record.data[0]! * 256 + record.data[1]! === type ? change(record) : record));
const patched = (record: DnsRecord, at: number, value: number): DnsRecord => {
  const data = record.data.slice();
  data[at] = value;
  return { ...record, data };
};
const KEY = ["key._openpgpkey.example.org", TYPE.OPENPGPKEY] as const;

describe("lies", () => {
  it.each<[string, readonly [string, number], Mangle, string]>([
    ["data changed", KEY, where(TYPE.OPENPGPKEY, (r) => patched(r, 1, 66)), "bad-signature"],
    [
      "a record added",
      KEY,
      ({ answer }) => answer.push({ ...answer[0]!, data: Uint8Array.of(6, 6, 6) }),
      "bad-signature",
    ],
    ["a record of two left out", ["mail.example.org", TYPE.A], ({ answer }) => answer.shift(), "bad-signature"],
    ["no signature", KEY, where(TYPE.RRSIG, () => null), "no-signature"],
    ["another type", KEY, where(TYPE.OPENPGPKEY, (r) => ({ ...r, type: TYPE.TXT })), "no-signature"],
    ["signature of another type", KEY, where(TYPE.RRSIG, (r) => patched(r, 1, 16)), "no-signature"],
    ["signature of an unknown algorithm", KEY, covering(TYPE.OPENPGPKEY, (r) => patched(r, 2, 200)), "no-signature"],
    ["signature of another algorithm", KEY, covering(TYPE.OPENPGPKEY, (r) => patched(r, 2, 13)), "bad-signature"],
    ["fewer labels", KEY, covering(TYPE.OPENPGPKEY, (r) => patched(r, 3, 3)), "bad-signature"],
    ["more labels", KEY, covering(TYPE.OPENPGPKEY, (r) => patched(r, 3, 9)), "bad-signature"],
    ["another TTL signed", KEY, covering(TYPE.OPENPGPKEY, (r) => patched(r, 4, 1)), "bad-signature"],
    ["another expiration", KEY, covering(TYPE.OPENPGPKEY, (r) => patched(r, 11, r.data[11]! ^ 1)), "bad-signature"],
    ["another key tag", KEY, covering(TYPE.OPENPGPKEY, (r) => patched(r, 17, r.data[17]! ^ 1)), "bad-signature"],
    [
      "data of another name in the zone",
      KEY,
      only(...KEY, (reply) => {
        const other = tree.reply({ name: "mail.example.org", type: TYPE.A });
        reply.answer = other.answer.map((r) => ({
          ...r,
          owner: KEY[0],
          type: r.type === 1 ? TYPE.OPENPGPKEY : r.type,
        }));
      }),
      "no-signature",
    ],
    ["empty answer instead of a record", KEY, only(...KEY, (r) => r.answer.splice(0)), "no-signature"],
    [
      "NXDOMAIN of another name",
      KEY,
      only(...KEY, (reply) =>
        Object.assign(reply, tree.reply({ name: "zz.example.org", type: 1 }), { question: reply.question }),
      ),
      "no-proof",
    ],
    [
      "NODATA by the NSEC of another name",
      KEY,
      only(...KEY, (reply) =>
        Object.assign(reply, tree.reply({ name: "mail.example.org", type: 99 }), { question: reply.question }),
      ),
      "no-proof",
    ],
    ["a wildcard without proof (NSEC)", ["any.wild.example.org", TYPE.TXT], (r) => r.authority.splice(0), "no-proof"],
    [
      "a wildcard without proof (NSEC3)",
      ["any.wild.hashed.com", TYPE.TXT],
      only("any.wild.hashed.com", 16, (r) => r.authority.splice(0)),
      "no-proof",
    ],
    [
      "a denial without records",
      ["missing.example.org", 1],
      only(
        "missing.example.org",
        1,
        where(TYPE.NSEC, () => null),
      ),
      "no-proof",
    ],
    [
      "a denial without half of it",
      ["missing.example.org", 1],
      only("missing.example.org", 1, ({ authority }) => authority.splice(-2)),
      "no-proof",
    ],
    [
      "a denial with a changed NSEC",
      ["zz.example.org", 1],
      only(
        "zz.example.org",
        1,
        where(TYPE.NSEC, (r) => patched(r, r.data.length - 1, 0xff)),
      ),
      "bad-signature",
    ],
    [
      "a denial with a changed NSEC3",
      ["missing.hashed.com", 1],
      only(
        "missing.hashed.com",
        1,
        where(TYPE.NSEC3, (r) => patched(r, 20, 0)),
      ),
      "bad-signature",
    ],
    [
      "opt-out set afterwards",
      ["missing.hashed.com", 1],
      only(
        "missing.hashed.com",
        1,
        where(TYPE.NSEC3, (r) => patched(r, 1, 1)),
      ),
      "bad-signature",
    ],
    [
      "more rounds afterwards",
      ["missing.hashed.com", 1],
      only(
        "missing.hashed.com",
        1,
        where(TYPE.NSEC3, (r) => patched(r, 2, 9)),
      ),
      "bad-signature",
    ],
    ["DS left out", KEY, only("example.org", TYPE.DS, (r) => r.answer.splice(0)), "no-proof"],
    [
      "DS denied by the child",
      KEY,
      only("example.org", TYPE.DS, (r) =>
        Object.assign(r, { answer: [], authority: tree.zone("example.org").denial("example.org", "match") }),
      ),
      "bad-signature",
    ],
    [
      "DS denied by another delegation's proof",
      KEY,
      only("example.org", TYPE.DS, (r) =>
        Object.assign(r, { answer: [], authority: tree.reply({ name: "unsigned.org", type: TYPE.DS }).authority }),
      ),
      "no-proof",
    ],
    [
      "DS changed",
      KEY,
      only(
        "example.org",
        TYPE.DS,
        where(TYPE.DS, (r) => patched(r, 9, r.data[9]! ^ 1)),
      ),
      "bad-signature",
    ],
    ["keys left out", KEY, only("example.org", TYPE.DNSKEY, (r) => r.answer.splice(0)), "no-signature"],
    [
      "keys of another zone",
      KEY,
      only("example.org", TYPE.DNSKEY, (reply) => {
        reply.answer = tree
          .reply({ name: "alg15.org", type: TYPE.DNSKEY })
          .answer.map((r) => ({ ...r, owner: "example.org" }));
      }),
      "wrong-key",
    ],
    [
      "a key added",
      KEY,
      only("example.org", TYPE.DNSKEY, ({ answer }) =>
        answer.push(tree.reply({ name: "alg15.org", type: TYPE.DNSKEY }).answer[0]!),
      ),
      "proven",
    ],
    [
      "a key added to the zone's",
      KEY,
      only("example.org", TYPE.DNSKEY, ({ answer }) =>
        answer.push({ ...tree.reply({ name: "alg15.org", type: TYPE.DNSKEY }).answer[0]!, owner: "example.org" }),
      ),
      "bad-signature",
    ],
    [
      "the parent's NSEC of a delegation instead of the child's records",
      ["sub.example.org", TYPE.TXT],
      only("sub.example.org", TYPE.TXT, (r) =>
        Object.assign(r, { answer: [], authority: tree.zone("example.org").denial("sub.example.org", "match") }),
      ),
      "no-proof",
    ],
    [
      "the parent's NSEC of a delegation instead of the name below",
      ["x.sub.example.org", TYPE.TXT],
      only("x.sub.example.org", TYPE.TXT, (r) =>
        Object.assign(r, { answer: [], authority: tree.zone("example.org").denial("sub.example.org", "match") }),
      ),
      "no-proof",
    ],
    [
      "the grandparent's NSEC3 of a delegation instead of the name below",
      KEY,
      only(...KEY, (r) =>
        Object.assign(r, {
          answer: [],
          authority: [
            ...tree.zone("org").denial("example.org", "match"),
            ...tree.zone("org").denial("_openpgpkey.example.org", "cover"),
          ],
        }),
      ),
      "no-proof",
    ],
    [
      "a synthesised CNAME without its DNAME",
      ["host.moved.example.org", 16],
      where(TYPE.DNAME, () => null),
      "no-signature",
    ],
    ["a DNAME without signature", ["host.moved.example.org", 16], covering(TYPE.DNAME, () => null), "no-signature"],
    [
      "a DNAME led elsewhere",
      ["host.moved.example.org", 16],
      where(TYPE.DNAME, (r) => ({ ...r, data: nameData("evil.org") })),
      "bad-signature",
    ],
    [
      "an unsigned CNAME put in the way",
      KEY,
      only(...KEY, (r) => {
        r.answer = [{ owner: KEY[0], type: TYPE.CNAME, ttl: 60, data: nameData("host.unsigned.org") }];
      }),
      "no-signature",
    ],
    [
      "an alias led elsewhere",
      ["alias.example.org", 1],
      where(TYPE.CNAME, (r) => ({ ...r, data: nameData("host.unsigned.org") })),
      "bad-signature",
    ],
    [
      "a signer that is no zone",
      KEY,
      covering(TYPE.OPENPGPKEY, (r) => ({
        ...r,
        data: Uint8Array.of(...r.data.subarray(0, 18), ...nameData("_openpgpkey.example.org"), 1, 2, 3),
      })),
      "bad-signature",
    ],
    [
      "a signer that is unsigned, and not above",
      KEY,
      covering(TYPE.OPENPGPKEY, (r) => ({
        ...r,
        data: Uint8Array.of(...r.data.subarray(0, 18), ...nameData("unsigned.org"), 1, 2, 3),
      })),
      "no-signature",
    ],
  ])("%s", async (_what, [name, type], mangle, reason) => {
    const found = await lookUp(tree, name, type, mangle);
    if (reason === "proven") expect(said(found)).toBe("secure proven records");
    else {
      expect(said(found)).toBe(`bogus ${reason} none`);
      expect(found.records).toEqual([]);
      expect(found.chain.at(-1)).toMatchObject({ verdict: "bogus", reason });
      expect(found.chain.slice(0, -1).every(({ verdict }) => verdict === "secure")).toBe(true);
    }
  });

  it("about the root's keys: another anchor", async () => {
    const found = await resolve({ name: KEY[0], type: KEY[1] }, { ask: asking(tree), now: NOW });
    expect(said(found)).toBe("bogus wrong-anchor none");
    expect(drawn(found)).toEqual(["zone . bogus -"]);
  });

  it.each([
    [
      "the record",
      "example.org",
      KEY[0],
      ["zone . secure 8", "zone org secure 13", "zone example.org secure 15", `record ${KEY[0]} bogus -`],
    ],
    ["the zone", "example.org", undefined, ["zone . secure 8", "zone org secure 13", "zone example.org bogus -"]],
    ["the domain above", "org", undefined, ["zone . secure 8", "zone org bogus -"]],
    ["the root", "", undefined, ["zone . bogus -"]],
  ] as const)("and flaws of %s are told and drawn", async (_what, zone, at, links) => {
    const flaws = {
      expired: "signature-expired",
      "not-yet-valid": "signature-not-yet-valid",
      tampered: "bad-signature",
      stripped: "no-signature",
      "wrong-key": "bad-signature",
    } as const;
    for (const [flaw, reason] of Object.entries(flaws)) {
      tree.spoil(zone, flaw as keyof typeof flaws, at);
      const found = await lookUp(tree, ...KEY);
      tree.spoil(zone, null);
      expect(said(found)).toBe(`bogus ${reason} none`);
      expect(drawn(found)).toEqual(links);
    }
    expect(said(await lookUp(tree, ...KEY))).toBe("secure proven records");
  });

  it("are not suspected within five minutes of a signature's validity", async () => {
    const ends = NOW + 14 * 86_400_000;
    const begins = NOW - 86_400_000;
    const at = async (now: number) => (await lookUp(tree, ...KEY, undefined, now)).reason;
    expect(await at(ends + 299_000)).toBe("proven");
    expect(await at(ends + 301_000)).toBe("signature-expired");
    expect(await at(begins - 299_000)).toBe("proven");
    expect(await at(begins - 301_000)).toBe("signature-not-yet-valid");
  });
});

describe("no answer", () => {
  it.each([
    ["a timeout", "timeout", "no-answer", "timeout"],
    ["a network that is down", "unreachable", "no-answer", "unreachable"],
    ["a browser that refuses", "blocked", "no-answer", "blocked"],
    ["octets that are no message", Uint8Array.of(1, 2, 3), "malformed", null],
  ] as const)("%s, at the record and at each zone", async (_what, said, reason, failure) => {
    const asked: string[] = [];
    const honest = asking(tree);
    const noting: AskWire = (q) => {
      asked.push(`${q.name} ${q.type}`);
      return honest(q);
    };
    await resolve({ name: KEY[0], type: KEY[1] }, { ask: noting, now: NOW, anchors: tree.anchors });
    for (const broken of asked) {
      const ask: AskWire = async (q) => (`${q.name} ${q.type}` === broken ? said : honest(q));
      const found = await resolve({ name: KEY[0], type: KEY[1] }, { ask, now: NOW, anchors: tree.anchors });
      expect(found).toMatchObject({ verdict: "unreachable", reason, failure, kind: "none", records: [], ttl: null });
      expect(found.chain.at(-1)).toMatchObject({ verdict: "unreachable" });
    }
  });

  it.each([
    ["SERVFAIL", 0x8192, "no-answer"],
    ["REFUSED", 0x8195, "no-answer"],
    ["the TC bit", 0x8390, "malformed"],
    ["a query", 0x0110, "malformed"],
    ["another opcode", 0x8990, "malformed"],
  ])("%s", async (_what, flags, reason) => {
    const ask: AskWire = async (q) => writeMessage(tree.reply(q), flags);
    const found = await resolve({ name: KEY[0], type: KEY[1] }, { ask, now: NOW, anchors: tree.anchors });
    expect(said(found)).toBe(`unreachable ${reason} none`);
  });

  it("an answer to another question, or with another id", async () => {
    const other = await lookUp(
      tree,
      ...KEY,
      only(...KEY, (r) => Object.assign(r, { question: { name: "x.org", type: 61 } })),
    );
    expect(said(other)).toBe("unreachable malformed none");
    const ask: AskWire = async (q) => writeMessage(tree.reply(q)).with(1, 7) as Uint8Array;
    const found = await resolve({ name: KEY[0], type: KEY[1] }, { ask, now: NOW, anchors: tree.anchors });
    expect(said(found)).toBe("unreachable malformed none");
  });

  it("a question function that throws", async () => {
    const ask: AskWire = () => {
      throw new Error("no network");
    };
    const found = await resolve({ name: KEY[0], type: KEY[1] }, { ask, now: NOW, anchors: tree.anchors });
    expect(found).toMatchObject({ verdict: "unreachable", failure: "unreachable" });
  });

  it.each(["a..b", "x".repeat(64), `${"long.".repeat(60)}org`, "café.example", "\u212Aey.example"])(
    "a name that is none: %s",
    async (name) => {
      const found = await resolve({ name, type: 1 }, { ask: asking(tree), now: NOW, anchors: tree.anchors });
      expect(said(found)).toBe("unreachable malformed none");
    },
  );
});

describe("questions", () => {
  it("go out all at once: six for a key, in one round trip", async () => {
    const rounds: number[] = [];
    let waiting: (() => void)[] = [];
    const honest = asking(tree);
    const ask: AskWire = async (question) => {
      await new Promise<void>((done) => waiting.push(done));
      return honest(question);
    };
    let done = false;
    const found = resolve({ name: KEY[0], type: KEY[1] }, { ask, now: NOW, anchors: tree.anchors });
    void found.then(() => {
      done = true;
    });
    while (!done) {
      if (waiting.length > 0) {
        rounds.push(waiting.length);
        for (const release of waiting.splice(0)) release();
      }
      await new Promise((next) => setTimeout(next, 5));
    }
    waiting = [];
    expect(await found).toMatchObject({ verdict: "secure" });
    expect(rounds).toEqual([6]);
  });

  it("ahead are for the zones a name likely lies in", () => {
    const names = (name: string) => questionsAhead(name).map((q) => `${q.name} ${q.type}`);
    expect(names("abc._openpgpkey.example.org")).toEqual([
      " 48",
      "org 43",
      "org 48",
      "example.org 43",
      "example.org 48",
    ]);
    expect(names("a.b.c.d.e.f.g.h.org")).toHaveLength(11);
    expect(names("")).toEqual([" 48"]);
  });
});

describe("a record set while the tree is running", () => {
  it("is signed and found, and denied once it is removed", async () => {
    tree.set("new.example.org", TYPE.TXT, [textData("new")]);
    expect(text(await lookUp(tree, "new.example.org", TYPE.TXT))).toEqual(["new"]);
    tree.remove("new.example.org", TYPE.TXT);
    expect(said(await lookUp(tree, "new.example.org", TYPE.TXT))).toBe("secure proven none");
  });
});

describe("a zone's own signatures in the wrong place", () => {
  it("keys signed by a key that the zone above does not vouch for", async () => {
    const fresh = await internetTree();
    const zone = fresh.zone("example.org");
    const own = zone.signedRecords(zone.get("example.org", TYPE.DNSKEY)!);
    // The zone's second key signs the keys; only the first is vouched for.
    const { rrset } = findRRset(own, "example.org", TYPE.DNSKEY)!;
    const validity = { inception: NOW / 1000 - 60, expiration: NOW / 1000 + 60 };
    const data = signRRset(rrset, "example.org", zone.zoneSigner, 3600, validity);
    const found = await lookUp(
      fresh,
      ...KEY,
      only("example.org", TYPE.DNSKEY, (reply) => {
        reply.answer = [...own.slice(0, -1), { ...own.at(-1)!, data }];
      }),
    );
    expect(said(found)).toBe("bogus bad-signature none");
  });

  it.each([TYPE.DS, TYPE.DNAME])("type %i made from a wildcard", async (type) => {
    const fresh = await internetTree();
    const isDs = type === TYPE.DS;
    const data = isDs ? Uint8Array.of(0, 1, 13, 2, ...new Uint8Array(32)) : nameData("hashed.com");
    fresh.zone("example.org").set("*.trap.example.org", type, [data]);
    const records = fresh
      .zone("example.org")
      .signedRecords(fresh.zone("example.org").get("*.trap.example.org", type)!, "b.trap.example.org");
    const name = "x.b.trap.example.org";
    const found = await lookUp(fresh, name, TYPE.TXT, (reply) => {
      if (isDs && reply.question.name === "b.trap.example.org" && reply.question.type === TYPE.DS)
        reply.answer = records;
      if (reply.question.name !== name || reply.question.type !== TYPE.TXT) return;
      reply.answer = isDs ? [{ owner: name, type: TYPE.TXT, ttl: 1, data: textData("lie") }] : records;
    });
    expect(said(found)).toBe("bogus no-proof none");
  });

  it("a DS signed by the child itself", async () => {
    const zone = tree.zone("example.org");
    const ds = tree.zone("org").get("example.org", TYPE.DS)!;
    const records = zone.signedRecords(ds);
    const swap = only("example.org", TYPE.DS, (reply) => {
      reply.answer = records;
    });
    expect(said(await lookUp(tree, "example.org", TYPE.DS, swap))).toBe("bogus no-signature none");
    expect(said(await lookUp(tree, ...KEY, swap))).toBe("bogus bad-signature none");
  });

  it("a record signed by a zone above the one it lies in, under another signer's name", async () => {
    const parent = tree.zone("org");
    const record = tree.zone("example.org").get(KEY[0], TYPE.OPENPGPKEY)!;
    const validity = { inception: NOW / 1000 - 60, expiration: NOW / 1000 + 60 };
    const data = signRRset(record, "_openpgpkey.example.org", parent.zoneSigner, 3600, validity);
    const found = await lookUp(
      tree,
      ...KEY,
      only(...KEY, (reply) => {
        reply.answer = [reply.answer[0]!, { ...reply.answer[0]!, type: TYPE.RRSIG, data }];
      }),
    );
    expect(said(found)).toBe("bogus bad-signature none");
  });
});
