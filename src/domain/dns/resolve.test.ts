import { beforeAll, describe, expect, it } from "vitest";
import { encodeQuery } from "./query";
import type { Resolved } from "./resolve";
import { resolve } from "./resolve";
import { nameData, type SignedTree, textData } from "./testing/signed-tree";
import { asking, lookUp, type Mangle, NOW, worldTree } from "./testing/world";
import { TYPE } from "./types";
import { readMessage } from "./wire";

let tree: SignedTree;
beforeAll(async () => {
  tree = await worldTree();
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
