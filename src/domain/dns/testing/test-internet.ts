// A small internet for the validator's tests: two signed top-level domains, zones of every kind below.
import { type AskWire, type Resolved, resolve } from "../resolve";
import { TYPE } from "../types";
import { addressData, nameData, type Reply, type SignedTree, signedTree, textData, writeMessage } from "./signed-tree";
import type { ZoneSpec } from "./signed-zone";

export const NOW = Date.UTC(2026, 10, 20, 12);

const at = (name: string, type: number, data: Uint8Array) => ({ name, type, data });

const ZONES: readonly ZoneSpec[] = [
  { name: "", algorithm: 8, records: [] },
  { name: "org", algorithm: 13, denial: "nsec3" },
  { name: "com", algorithm: 14, denial: "opt-out", iterations: 3, salt: Uint8Array.of(0xaa, 0xbb) },
  {
    name: "example.org",
    algorithm: 15,
    records: [
      at("key._openpgpkey.example.org", TYPE.OPENPGPKEY, Uint8Array.of(0x99, 1, 2, 3)),
      at("example.org", TYPE.MX, Uint8Array.of(0, 10, ...nameData("Mail.Example.ORG"))),
      at("mail.example.org", TYPE.A, addressData("192.0.2.1")),
      at("mail.example.org", TYPE.A, addressData("192.0.2.2")),
      at("*.wild.example.org", TYPE.TXT, textData("wild")),
      at("alias.example.org", TYPE.CNAME, nameData("mail.example.org")),
      at("to-unsigned.example.org", TYPE.CNAME, nameData("host.unsigned.org")),
      at("to-com.example.org", TYPE.CNAME, nameData("host.hashed.com")),
      at("nowhere.example.org", TYPE.CNAME, nameData("missing.example.org")),
      at("loop-a.example.org", TYPE.CNAME, nameData("loop-b.example.org")),
      at("loop-b.example.org", TYPE.CNAME, nameData("loop-a.example.org")),
      at("moved.example.org", TYPE.DNAME, nameData("hashed.com")),
      at("*.cname.example.org", TYPE.CNAME, nameData("mail.example.org")),
      at("*.astray.example.org", TYPE.CNAME, nameData("missing.unsigned.example.org")),
      at("deep.empty.example.org", TYPE.TXT, textData("below an empty non-terminal")),
    ],
  },
  {
    name: "hashed.com",
    algorithm: 13,
    denial: "nsec3",
    iterations: 5,
    salt: Uint8Array.of(1, 2, 3),
    records: [
      at("host.hashed.com", TYPE.TXT, textData("here")),
      at("*.wild.hashed.com", TYPE.TXT, textData("wild")),
      at("deep.empty.hashed.com", TYPE.TXT, textData("below")),
    ],
  },
  {
    name: "opted.com",
    algorithm: 13,
    denial: "opt-out",
    records: [at("*.wild.opted.com", TYPE.TXT, textData("wild")), at("host.opted.com", TYPE.TXT, textData("here"))],
  },
  { name: "unsigned.org", delegation: "none", records: [at("host.unsigned.org", TYPE.TXT, textData("unsigned"))] },
  { name: "unsigned.com", delegation: "none", records: [at("host.unsigned.com", TYPE.TXT, textData("unsigned"))] },
  { name: "island.org", delegation: "none", island: true, records: [at("island.org", TYPE.TXT, textData("island"))] },
  { name: "sha1.org", algorithm: 7, records: [at("sha1.org", TYPE.TXT, textData("old"))] },
  { name: "sha1-digest.org", digestType: 1, records: [at("sha1-digest.org", TYPE.TXT, textData("old"))] },
  { name: "rounds.org", denial: "nsec3", iterations: 150, records: [at("rounds.org", TYPE.TXT, textData("round"))] },
  { name: "sub.example.org", algorithm: 13, records: [at("sub.example.org", TYPE.TXT, textData("sub"))] },
  { name: "unsigned.example.org", delegation: "none" },
  { name: "alg8.org", algorithm: 8, records: [at("alg8.org", TYPE.TXT, textData("8"))] },
  { name: "alg10.org", algorithm: 10, digestType: 4, records: [at("alg10.org", TYPE.TXT, textData("10"))] },
  { name: "alg13.org", algorithm: 13, records: [at("alg13.org", TYPE.TXT, textData("13"))] },
  { name: "alg14.org", algorithm: 14, digestType: 4, records: [at("alg14.org", TYPE.TXT, textData("14"))] },
  { name: "alg15.org", algorithm: 15, records: [at("alg15.org", TYPE.TXT, textData("15"))] },
  { name: "alg16.org", algorithm: 16, records: [at("alg16.org", TYPE.TXT, textData("16"))] },
];

export const internetTree = (): Promise<SignedTree> => signedTree({ zones: ZONES, now: () => NOW });

/** Changes a reply on its way, in place. */
export type Mangle = (reply: Reply) => void;

/** How resolve() asks the tree, through a resolver that may lie. */
export const asking =
  (tree: SignedTree, mangle: Mangle = () => {}): AskWire =>
  async (question) => {
    const reply = tree.reply(question);
    mangle(reply);
    return writeMessage(reply);
  };

/** Resolves against the tree. */
export const lookUp = (tree: SignedTree, name: string, type: number, mangle?: Mangle, now = NOW): Promise<Resolved> =>
  resolve({ name, type }, { ask: asking(tree, mangle), now, anchors: tree.anchors });
