// Domains as they exist in the real world, in a tree that is really signed: from their records to the transport of mail.
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { resolve } from "../dns/resolve";
import { addressData, nameData, type Reply, type SignedTree, signedTree, textData } from "../dns/testing/signed-tree";
import { asking, NOW } from "../dns/testing/test-internet";
import { TYPE } from "../dns/types";
import { look } from "./look";
import type { Policy } from "./mta-sts";
import { type DeliveryTransport, deliveryTransport, policyState, together } from "./transport";

const HERE = [addressData("192.0.2.1")];
const mx = (preference: number, host: string): Uint8Array => Uint8Array.of(0, preference, ...nameData(host));
const tlsa = (usage = 3, selector = 1, matching = 1, octets = 32): Uint8Array =>
  Uint8Array.of(usage, selector, matching, ...new Uint8Array(octets).fill(7));

let tree: SignedTree;

beforeEach(async () => {
  tree = await signedTree({
    now: () => NOW,
    zones: [
      { name: "", algorithm: 13 },
      { name: "com", denial: "nsec3" },
      { name: "net" },
      { name: "self.com" },
      { name: "shop.com" },
      { name: "host.net" },
      { name: "plain.net", delegation: "none" },
      { name: "google.com", delegation: "none" },
      { name: "outlook.com", delegation: "none" },
      { name: "microsoft.com", denial: "nsec3" },
    ],
  });
});

const prove = (question: { name: string; type: number }) =>
  resolve(question, { ask: asking(tree), now: NOW, anchors: tree.anchors });

/** Sets up a domain with the given hosts; each has an address, and TLSA records if given. */
function domain(name: string, hosts: Readonly<Record<string, readonly Uint8Array[] | null>>): void {
  tree.set(
    name,
    TYPE.MX,
    Object.keys(hosts).map((host, i) => mx(10 * (i + 1), host)),
  );
  for (const [host, records] of Object.entries(hosts)) {
    tree.set(host, TYPE.A, HERE);
    if (records) tree.set(`_25._tcp.${host}`, TYPE.TLSA, records);
  }
}

const ENFORCE: Policy = { mode: "enforce", mx: ["*.google.com"], maxAge: 86_400 };

async function way(name: string, policy: Policy | "off" | null = "off"): Promise<DeliveryTransport> {
  const sight = together([await look(name, prove)]);
  const announced = sight.announced === "proven";
  return deliveryTransport(sight, !announced ? "none" : policy === "off" ? "off" : policyState(policy, sight.hosts));
}

interface Shape {
  readonly name: string;
  readonly set: () => void;
  readonly is: DeliveryTransport;
  readonly policy?: Policy | "off" | null;
  readonly of?: string;
}

const google = (policy = true): void => {
  domain("google.com", { "smtp.google.com": null });
  domain("self.com", { "alt1.google.com": null, "alt2.google.com": null });
  if (policy) tree.set("_mta-sts.self.com", TYPE.TXT, [textData("v=STSv1; id=20190429T010101;")]);
};

const SHAPES: readonly Shape[] = [
  // Self-hosted.
  {
    name: "its own host with a key in the DNS",
    set: () => domain("self.com", { "mail.self.com": [tlsa()] }),
    is: "dane",
  },
  {
    name: "a key of an authority",
    set: () => domain("self.com", { "mail.self.com": [tlsa(2, 0, 2, 64)] }),
    is: "dane",
  },
  { name: "a whole key", set: () => domain("self.com", { "mail.self.com": [tlsa(3, 1, 0, 91)] }), is: "dane" },
  {
    name: "an unusable record beside a usable one",
    set: () => domain("self.com", { "mail.self.com": [tlsa(1), tlsa(3)] }),
    is: "dane",
  },
  { name: "usage 0 only", set: () => domain("self.com", { "mail.self.com": [tlsa(0)] }), is: "opportunistic" },
  { name: "usage 1 only", set: () => domain("self.com", { "mail.self.com": [tlsa(1)] }), is: "opportunistic" },
  {
    name: "an unknown selector",
    set: () => domain("self.com", { "mail.self.com": [tlsa(3, 2)] }),
    is: "opportunistic",
  },
  {
    name: "a digest cut short",
    set: () => domain("self.com", { "mail.self.com": [tlsa(3, 1, 1, 31)] }),
    is: "opportunistic",
  },
  {
    name: "an unknown digest",
    set: () => domain("self.com", { "mail.self.com": [tlsa(3, 1, 9)] }),
    is: "opportunistic",
  },
  {
    name: "a signed domain without TLSA",
    set: () => domain("self.com", { "mail.self.com": null }),
    is: "opportunistic",
  },
  // Several hosts.
  {
    name: "two hosts, both with keys",
    set: () => domain("self.com", { "a.self.com": [tlsa()], "mx.host.net": [tlsa()] }),
    is: "dane",
  },
  {
    name: "two hosts, one without a key",
    set: () => domain("self.com", { "a.self.com": [tlsa()], "b.self.com": null }),
    is: "opportunistic",
  },
  {
    name: "a signed domain at a provider whose zone is not",
    set: () => domain("self.com", { "a.self.com": [tlsa()], "mx.plain.net": [tlsa()] }),
    is: "opportunistic",
  },
  {
    name: "an unsigned domain at a provider with keys",
    set: () => domain("plain.net", { "mx.host.net": [tlsa()] }),
    of: "plain.net",
    is: "opportunistic",
  },
  {
    name: "a host that does not exist beside one with a key",
    set: () => {
      domain("self.com", { "a.self.com": [tlsa()], "gone.self.com": null });
      tree.remove("gone.self.com");
    },
    is: "dane",
  },
  {
    name: "a host whose absence nobody can prove beside one with a key",
    set: () => {
      domain("self.com", { "a.self.com": [tlsa()], "hidden.plain.net": null });
      tree.remove("hidden.plain.net");
    },
    is: "opportunistic",
  },
  {
    name: "more hosts than are followed",
    set: () =>
      domain("self.com", Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`m${i}.self.com`, [tlsa()]]))),
    is: "unknown",
  },
  // Without MX.
  {
    name: "no MX, the domain itself has the key",
    set: () => {
      tree.set("self.com", TYPE.A, HERE);
      tree.set("_25._tcp.self.com", TYPE.TLSA, [tlsa()]);
    },
    is: "dane",
  },
  { name: "no MX, an address alone", set: () => tree.set("self.com", TYPE.A, HERE), is: "opportunistic" },
  { name: "no MX, IPv6 alone", set: () => tree.set("self.com", TYPE.AAAA, [new Uint8Array(16)]), is: "opportunistic" },
  { name: "no MX and unsigned", set: () => tree.set("plain.net", TYPE.A, HERE), of: "plain.net", is: "opportunistic" },
  { name: "nothing at all", set: () => {}, is: "no-mail" },
  { name: "a domain nobody has", set: () => {}, of: "nobody.com", is: "no-mail" },
  { name: "a null MX", set: () => tree.set("self.com", TYPE.MX, [mx(0, "")]), is: "no-mail" },
  {
    name: "hosts none of which exists",
    set: () => {
      domain("self.com", { "gone.self.com": null });
      tree.remove("gone.self.com");
    },
    is: "no-mail",
  },
  // Aliases.
  {
    name: "an MX that is an alias, the key at its end",
    set: () => {
      tree.set("self.com", TYPE.MX, [mx(10, "alias.self.com")]);
      tree.set("alias.self.com", TYPE.CNAME, [nameData("real.host.net")]);
      tree.set("real.host.net", TYPE.A, HERE);
      tree.set("_25._tcp.real.host.net", TYPE.TLSA, [tlsa()]);
    },
    is: "dane",
  },
  {
    name: "an MX that is an alias, the key at its beginning",
    set: () => {
      tree.set("self.com", TYPE.MX, [mx(10, "alias.self.com")]);
      tree.set("alias.self.com", TYPE.CNAME, [nameData("real.host.net")]);
      tree.set("real.host.net", TYPE.A, HERE);
      tree.set("_25._tcp.alias.self.com", TYPE.TLSA, [tlsa()]);
    },
    is: "dane",
  },
  {
    name: "an MX that is an alias into an unsigned zone",
    set: () => {
      tree.set("self.com", TYPE.MX, [mx(10, "alias.self.com")]);
      tree.set("alias.self.com", TYPE.CNAME, [nameData("real.plain.net")]);
      tree.set("real.plain.net", TYPE.A, HERE);
      tree.set("_25._tcp.real.plain.net", TYPE.TLSA, [tlsa()]);
      tree.set("_25._tcp.alias.self.com", TYPE.TLSA, [tlsa()]);
    },
    is: "opportunistic",
  },
  {
    name: "TLSA records kept once, by an alias",
    set: () => {
      domain("self.com", { "mail.self.com": null });
      tree.set("_25._tcp.mail.self.com", TYPE.CNAME, [nameData("keys.host.net")]);
      tree.set("keys.host.net", TYPE.TLSA, [tlsa()]);
    },
    is: "dane",
  },
  // Falsified, or badly kept.
  {
    name: "a TLSA record whose signature does not hold",
    set: () => {
      domain("self.com", { "mail.self.com": [tlsa()] });
      tree.spoil("self.com", "tampered", "_25._tcp.mail.self.com");
    },
    is: "bogus",
  },
  {
    name: "a bogus TLSA record, with a policy that would hold",
    set: () => {
      google();
      domain("self.com", { "mail.google.com": null, "mail.self.com": [tlsa()] });
      tree.spoil("self.com", "expired", "_25._tcp.mail.self.com");
    },
    policy: { ...ENFORCE, mx: ["*.google.com", "mail.self.com"] },
    is: "bogus",
  },
  {
    name: "an MX whose signature was stripped",
    set: () => {
      domain("self.com", { "mail.self.com": [tlsa()] });
      tree.spoil("self.com", "stripped", "self.com");
    },
    is: "bogus",
  },
  {
    name: "the provider's addresses falsified",
    set: () => {
      domain("self.com", { "mx.host.net": [tlsa()] });
      tree.spoil("host.net", "tampered", "mx.host.net");
    },
    is: "bogus",
  },
  {
    name: "an announcement falsified",
    set: () => {
      google();
      tree.spoil("self.com", "tampered", "_mta-sts.self.com");
    },
    is: "bogus",
  },
  // Google: hosts in an unsigned zone, a policy.
  { name: "Google, policy not read", set: google, is: "announced" },
  { name: "Google, policy read", set: google, policy: ENFORCE, is: "mta-sts" },
  { name: "Google, policy only tested", set: google, policy: { ...ENFORCE, mode: "testing" }, is: "opportunistic" },
  {
    name: "Google, policy for other hosts",
    set: google,
    policy: { ...ENFORCE, mx: ["alt1.google.com"] },
    is: "opportunistic",
  },
  { name: "Google, what came was no policy", set: google, policy: null, is: "opportunistic" },
  { name: "a customer of Google's who announces nothing", set: () => google(false), is: "opportunistic" },
  // Microsoft: the older hosts are in an unsigned zone, the newer ones in a signed one.
  {
    name: "Microsoft, older",
    set: () => domain("shop.com", { "shop-com.mail.protection.outlook.com": null }),
    of: "shop.com",
    is: "opportunistic",
  },
  {
    name: "Microsoft, newer",
    set: () => domain("shop.com", { "shop-com.a-v1.mx.microsoft.com": [tlsa(), tlsa(3, 1, 1)] }),
    of: "shop.com",
    is: "dane",
  },
  // OVH: a signed zone without keys. Proton: keys and a policy.
  {
    name: "OVH",
    set: () => domain("shop.com", { "mx1.host.net": null, "mx2.host.net": null, "mx3.host.net": null }),
    of: "shop.com",
    is: "opportunistic",
  },
  {
    name: "Proton, policy not read",
    set: () => {
      domain("shop.com", { "mail.host.net": [tlsa()], "mailsec.host.net": [tlsa()] });
      tree.set("_mta-sts.shop.com", TYPE.TXT, [textData("v=STSv1; id=190906205100Z;")]);
    },
    of: "shop.com",
    is: "dane",
  },
];

describe("the way mail takes to a domain", () => {
  it.each(SHAPES)("$name: $is", async ({ set, is, policy, of = "self.com" }) => {
    set();
    expect(await way(of, policy)).toBe(is);
  });

  it("is not known when the resolver does not answer, which is neither good nor bad", async () => {
    const dead = (question: { name: string; type: number }) =>
      resolve(question, { ask: async () => "timeout", now: NOW, anchors: tree.anchors });
    expect(deliveryTransport(await look("self.com", dead), "none")).toBe("unknown");
  });

  it.each([
    ["TLSA", TYPE.TLSA, "unknown"],
    ["addresses", TYPE.AAAA, "unknown"],
    ["TXT", TYPE.TXT, "dane"],
  ] as const)("when %s cannot be had: %s %s", async (_name, silent, is) => {
    domain("self.com", { "mail.self.com": [tlsa()] });
    const partly = (question: { name: string; type: number }) =>
      question.type === silent
        ? resolve(question, { ask: async () => "unreachable", now: NOW, anchors: tree.anchors })
        : prove(question);
    expect(deliveryTransport(await look("self.com", partly), "none")).toBe(is);
  });

  it("asks no address of hosts that nothing vouches for, and no TLSA in an unsigned zone", async () => {
    const asked: string[] = [];
    const noting = (question: { name: string; type: number }) => {
      asked.push(`${question.name} ${question.type}`);
      return prove(question);
    };
    domain("plain.net", { "mx.host.net": [tlsa()] });
    await look("plain.net", noting);
    expect(asked).toEqual([`plain.net ${TYPE.MX}`, `_mta-sts.plain.net ${TYPE.TXT}`]);
    domain("self.com", { "mx.plain.net": [tlsa()] });
    await look("self.com", noting);
    expect(asked.filter((one) => one.startsWith("_25."))).toEqual([]);
  });
});

const HOSTS = [
  ...["self.com", "a.self.com", "b.self.com", "_25._tcp.a.self.com", "_25._tcp.b.self.com", "com"],
  ...["plain.net", "mx.plain.net", "_25._tcp.mx.plain.net", "net"],
];

describe("a resolver that lies", () => {
  /** What it may do to an answer, without the key of any zone. */
  const LIES: Readonly<Record<string, (reply: Reply) => void>> = {
    tell: () => {},
    hide: (reply) => {
      reply.answer.length = 0;
    },
    deny: (reply) => {
      reply.answer.length = 0;
      reply.authority.length = 0;
      reply.rcode = 3;
    },
    strip: (reply) => {
      reply.answer = reply.answer.filter(({ type }) => type !== TYPE.RRSIG);
    },
    shorten: (reply) => {
      reply.answer.splice(0, 1);
    },
    invent: (reply) => {
      const { name, type } = reply.question;
      const data = { [TYPE.MX]: mx(1, "a.self.com"), [TYPE.TLSA]: tlsa(), [TYPE.A]: HERE[0]! }[type];
      if (data) reply.answer = [{ owner: name, type, ttl: 60, data }];
    },
    fail: (reply) => {
      reply.rcode = 2;
    },
  };
  /** One lie for every name, or another for one type at it. */
  const QUESTIONS = [TYPE.MX, TYPE.A, TYPE.TLSA, TYPE.DS, TYPE.DNSKEY];
  const lies = fc.dictionary(
    fc.constantFrom(...HOSTS, ...QUESTIONS.flatMap((type) => HOSTS.map((host) => `${type} ${host}`))),
    fc.constantFrom(...Object.keys(LIES)),
    { minKeys: 1, maxKeys: 12 },
  );

  it.each([
    ["one host without a key", { "a.self.com": [tlsa()], "b.self.com": null }],
    ["one host in an unsigned zone", { "a.self.com": [tlsa()], "mx.plain.net": [tlsa()] }],
    ["a key of the wrong usage", { "a.self.com": [tlsa(1)] }],
  ] as const)("cannot make DANE of %s", async (_name, hosts) => {
    domain("self.com", hosts);
    await fc.assert(
      fc.asyncProperty(lies, async (told) => {
        const mangle = (reply: Reply): void => {
          const { name, type } = reply.question;
          LIES[told[`${type} ${name}`] ?? told[name] ?? "tell"]!(reply);
        };
        const ask = asking(tree, mangle);
        const sight = await look("self.com", (question) => resolve(question, { ask, now: NOW, anchors: tree.anchors }));
        expect(deliveryTransport(together([sight]), "none")).not.toBe("dane");
      }),
      { numRuns: 100 },
    );
  });
});
