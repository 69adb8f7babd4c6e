// Nothing that a resolver does to an answer is taken for the truth.
import { expect } from "@playwright/test";
import type { DnssecReason, DnssecVerdict } from "../../src/domain/dns/proof";
import { resolve } from "../../src/domain/dns/resolve";
import { ownerName } from "../dns/doh";
import { askDoh } from "./ask";
import type { Mode } from "./attacks";
import { test } from "./rig-test";
import { TYPE } from "./wire";

const ATTACKS: readonly [Mode, address: string, DnssecVerdict, DnssecReason][] = [
  ["strip", "alice@secure.test", "bogus", "no-signature"],
  // No signature at all looks like an unsigned zone, but nothing above proves that this is one.
  ["strip", "alice@plain.test", "bogus", "no-signature"],
  ["no-ds", "alice@secure.test", "bogus", "no-proof"],
  ["no-ds", "alice@nsec3.sha512", "bogus", "no-proof"],
  ["no-ds", "alice@signed.optout", "bogus", "no-proof"],
  ["flip", "alice@secure.test", "bogus", "bad-signature"],
  ["flip", "alice@nsec3.sha512", "bogus", "bad-signature"],
  ["parent-denial", "alice@secure.test", "bogus", "no-proof"],
  ["parent-denial", "alice@sub.secure.test", "bogus", "no-proof"],
  ["other-type", "alice@secure.test", "bogus", "no-proof"],
  ["other-type", "alice@nsec3.sha512", "bogus", "no-proof"],
  ["other-name", "alice@secure.test", "bogus", "no-proof"],
  ["renamed", "alice@secure.test", "bogus", "bad-signature"],
  ["garbage", "alice@secure.test", "bogus", "malformed"],
  ["servfail", "alice@secure.test", "unreachable", "no-answer"],
  ["hang", "alice@secure.test", "unreachable", "no-answer"],
];

for (const [mode, address, verdict, reason] of ATTACKS)
  test(`${mode} of ${address} is ${verdict}, ${reason}`, async ({ rig }) => {
    const doh = askDoh(rig.front.port, rig.certificate.cert, 500);
    const question = { name: ownerName(address), type: TYPE.OPENPGPKEY };
    const world = { ask: doh.ask, now: Date.now(), anchors: [rig.anchor] };
    rig.mode = mode;
    const forged = await resolve(question, world);
    rig.mode = "honest";
    const honest = await resolve(question, world);
    doh.close();
    expect(forged, JSON.stringify(forged.chain, null, 1)).toMatchObject({ verdict, reason, records: [] });
    expect(honest.kind).toBe("records");
  });

test("with the real root's keys built in, nothing below another root is believed", async ({ rig }) => {
  const doh = askDoh(rig.front.port, rig.certificate.cert);
  for (const address of ["alice@secure.test", "alice@plain.test"]) {
    const found = await resolve({ name: ownerName(address), type: TYPE.OPENPGPKEY }, { ask: doh.ask, now: Date.now() });
    expect(found).toMatchObject({ verdict: "bogus", reason: "wrong-anchor", records: [] });
  }
  doh.close();
});
