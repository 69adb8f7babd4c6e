// Laws that hold for whatever a resolver sends: what is called secure is what the zones hold, and nothing is called
// insecure that is not.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type DnsQuestion, type Resolved, resolve } from "./resolve";
import type { SignedTree } from "./testing/signed-tree";
import { internetTree, lookUp, NOW } from "./testing/test-internet";
import { writeMessage } from "./testing/write-message";
import { TYPE } from "./types";
import { type DnsRecord, readMessage } from "./wire";

let tree: SignedTree;
/** Every question of a lookup with the octets that answer it. */
type Heard = Map<string, Uint8Array>;

const QUESTIONS: readonly DnsQuestion[] = [
  { name: "key._openpgpkey.example.org", type: TYPE.OPENPGPKEY },
  { name: "example.org", type: TYPE.MX },
  { name: "any.wild.example.org", type: TYPE.TXT },
  { name: "missing.example.org", type: TYPE.A },
  { name: "any.wild.hashed.com", type: TYPE.TXT },
  { name: "missing.hashed.com", type: TYPE.A },
  { name: "to-com.example.org", type: TYPE.TXT },
  { name: "host.moved.example.org", type: TYPE.TXT },
];

const keyOf = ({ name, type }: DnsQuestion): string => `${type} ${name}`;
const heard = new Map<DnsQuestion, Heard>();
const truth = new Map<DnsQuestion, Resolved>();

beforeAll(async () => {
  tree = await internetTree();
  for (const question of QUESTIONS) {
    const octets: Heard = new Map();
    const ask = async (q: DnsQuestion) => {
      const bytes = writeMessage(tree.reply(q));
      octets.set(keyOf(q), bytes);
      return bytes;
    };
    const found = await resolve(question, { ask, now: NOW, anchors: tree.anchors });
    expect(found.verdict).toBe("secure");
    heard.set(question, octets);
    truth.set(question, found);
  }
});

const replay = (question: DnsQuestion, octets: Heard): Promise<Resolved> => {
  const ask = async (q: DnsQuestion) => octets.get(keyOf(q)) ?? writeMessage(tree.reply(q));
  return resolve(question, { ask, now: NOW, anchors: tree.anchors });
};

/** Secure only with the true data; never insecure; nothing given otherwise. */
function expectHonest(found: Resolved, honest: Resolved): void {
  expect(found.verdict).not.toBe("insecure");
  if (found.verdict === "secure") expect(found).toMatchObject({ kind: honest.kind, records: honest.records });
  else expect(found).toMatchObject({ kind: "none", records: [], ttl: null });
}

const question = fc.constantFrom(...QUESTIONS);

describe("an answer on the way to a lookup", () => {
  it("with any bit flipped never makes other data secure, nor anything insecure", async () => {
    await fc.assert(
      fc.asyncProperty(question, fc.nat(), fc.nat(), async (asked, which, bit) => {
        const octets = new Map(heard.get(asked));
        const key = [...octets.keys()][which % octets.size]!;
        const bytes = octets.get(key)!.slice();
        const at = bit % (bytes.length * 8);
        bytes[at >> 3]! ^= 1 << (at & 7);
        expectHonest(await replay(asked, octets.set(key, bytes)), truth.get(asked)!);
      }),
      { numRuns: 500 },
    );
  });

  it("cut anywhere leaves the verdict open", async () => {
    await fc.assert(
      fc.asyncProperty(question, fc.nat(), fc.nat(), async (asked, which, length) => {
        const octets = new Map(heard.get(asked));
        const key = [...octets.keys()][which % octets.size]!;
        const bytes = octets.get(key)!;
        const found = await replay(asked, octets.set(key, bytes.slice(0, length % bytes.length)));
        expectHonest(found, truth.get(asked)!);
      }),
      { numRuns: 100 },
    );
  });

  it("of any octets leaves the verdict open", async () => {
    await fc.assert(
      fc.asyncProperty(question, fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (asked, body, withHeader) => {
        const ask = async (q: DnsQuestion) => {
          const head = writeMessage({ question: q, rcode: 0, answer: [], authority: [] });
          head.set([0, 2, 0, 2], 6);
          return withHeader ? Uint8Array.of(...head, ...body) : body;
        };
        const found = await resolve(asked, { ask, now: NOW, anchors: tree.anchors });
        expect(["unreachable", "bogus"]).toContain(found.verdict);
        expect(found.records).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("true records of the tree, in whatever answer they are put", () => {
  /** Names whose true answers make the pool that answers are put together from. */
  const POOL: readonly DnsQuestion[] = [
    ...QUESTIONS,
    ...[
      "org",
      "com",
      "example.org",
      "hashed.com",
      "opted.com",
      "sub.example.org",
      "unsigned.org",
      "unsigned.com",
    ].flatMap((name) => [TYPE.DS, TYPE.DNSKEY, TYPE.NS, TYPE.TXT, TYPE.SOA].map((type) => ({ name, type }))),
    { name: "mail.example.org", type: TYPE.A },
    { name: "alias.example.org", type: TYPE.A },
    { name: "x.cname.example.org", type: TYPE.A },
    { name: "zzz.example.org", type: TYPE.A },
    { name: "empty.example.org", type: TYPE.A },
    { name: "empty.hashed.com", type: TYPE.A },
    { name: "host.hashed.com", type: TYPE.A },
    { name: "any.wild.example.org", type: TYPE.A },
    { name: "any.wild.hashed.com", type: TYPE.A },
    { name: "any.wild.opted.com", type: TYPE.TXT },
    { name: "missing.opted.com", type: TYPE.A },
    { name: "missing.org", type: TYPE.A },
    { name: "missing.com", type: TYPE.A },
    { name: "x.sub.example.org", type: TYPE.A },
    { name: "x.missing", type: TYPE.A },
  ];
  const ASKED: readonly DnsQuestion[] = [
    ...POOL,
    { name: "host.opted.com", type: TYPE.TXT },
    { name: "_openpgpkey.example.org", type: TYPE.TXT },
    { name: "deep.empty.hashed.com", type: TYPE.TXT },
    { name: "other.wild.example.org", type: TYPE.TXT },
    { name: "a.b.wild.hashed.com", type: TYPE.TXT },
    { name: "key._openpgpkey.example.org", type: TYPE.TXT },
  ];

  it("never make secure what is not there, deny what is, or call insecure what is signed", async () => {
    // RRsets with their signatures, by section.
    const sets = POOL.flatMap((asked) => {
      const { answer, authority } = readMessage(writeMessage(tree.reply(asked)))!;
      const groups = new Map<string, DnsRecord[]>();
      for (const record of [...answer, ...authority]) {
        const covered = record.type === TYPE.RRSIG ? record.data[0]! * 256 + record.data[1]! : record.type;
        const key = `${record.owner} ${covered}`;
        groups.set(key, [...(groups.get(key) ?? []), record]);
      }
      return [...groups.values()];
    });
    const set = fc.constantFrom(...sets);
    const forged = fc.record({
      answer: fc.array(set, { maxLength: 2 }),
      authority: fc.array(set, { maxLength: 4 }),
      /** Put the answer's records at the name that is asked for. */
      rename: fc.boolean(),
      /** Which of the lookup's questions is answered so; the others are answered truly. */
      which: fc.nat(),
      nearby: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ASKED),
        forged,
        async (asked, { answer, authority, rename, which, nearby }) => {
          const honest = await lookUp(tree, asked.name, asked.type);
          const asks: DnsQuestion[] = [];
          const found = await lookUp(tree, asked.name, asked.type, (reply) => {
            asks.push(reply.question);
            if (asks.length - 1 !== which % 5) return;
            const owner = reply.question.name;
            reply.answer = answer.flat().map((record) => (rename ? { ...record, owner } : record));
            reply.authority = [...(nearby ? reply.authority : []), ...authority.flat()];
          });
          if (found.verdict === "secure")
            expect(found).toMatchObject({ verdict: honest.verdict, kind: honest.kind, records: honest.records });
          if (found.verdict === "insecure") expect(honest.verdict).toBe("insecure");
        },
      ),
      { numRuns: 400 },
    );
  });
});
