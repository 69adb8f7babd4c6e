// Where the demo world's domains take their mail: demo.example at a host of its own whose key is in the signed DNS,
// example.org, which is not signed, at Google.
import { addressData, nameData, type SignedTree, textData } from "../../src/domain/dns/testing/signed-tree";
import { TYPE } from "../../src/domain/dns/types";

const mx = (preference: number, host: string): Uint8Array => Uint8Array.of(0, preference, ...nameData(host));
/** DANE-EE, public key, SHA-256 (RFC 7672 3.1.1); of a key nobody has. */
const TLSA = Uint8Array.of(3, 1, 1, ...new Uint8Array(32).fill(0x5a));

export function giveMail(tree: SignedTree): void {
  tree.set("demo.example", TYPE.MX, [mx(10, "mx.demo.example")]);
  tree.set("mx.demo.example", TYPE.A, [addressData("127.0.0.1")]);
  tree.set("_25._tcp.mx.demo.example", TYPE.TLSA, [TLSA]);
  tree.set("example.org", TYPE.MX, [mx(10, "aspmx.l.google.com"), mx(20, "alt1.aspmx.l.google.com")]);
}

/** From now on the domain says that it has a delivery policy (MTA-STS). */
export function announcePolicy(tree: SignedTree, domain: string): void {
  tree.set(`_mta-sts.${domain}`, TYPE.TXT, [textData("v=STSv1; id=20261125;")]);
}

export const GOOGLE_POLICY =
  "version: STSv1\nmode: enforce\nmx: aspmx.l.google.com\nmx: *.aspmx.l.google.com\nmax_age: 86400\n";
