// No manipulation of an answer by a resolver is accepted.
import { expect } from "@playwright/test";
import type { DnssecReason, DnssecVerdict } from "../../src/domain/dns/proof";
import { type Resolved, resolve } from "../../src/domain/dns/resolve";
import type { DnsQuestion } from "../../src/domain/dns/types";
import { ownerName } from "../dns/doh";
import { askDoh } from "./ask";
import type { Mode } from "./attacks";
import { describeCase } from "./questions";
import { test } from "./rig-test";
import { TYPE } from "./wire";

const key = (address: string) => ({ name: ownerName(address), type: TYPE.OPENPGPKEY });
const beside = (zone: string, type: "TXT" | "MX") => ({ name: `there.wild.${zone}`, type: TYPE[type] });

const ATTACKS: readonly [Mode, DnsQuestion, DnssecVerdict, DnssecReason][] = [
  ["strip", key("alice@secure.test"), "bogus", "no-signature"],
  // An answer without signatures looks like an unsigned zone's, but nothing above proves that this zone is unsigned.
  ["strip", key("alice@plain.test"), "bogus", "no-signature"],
  ["no-ds", key("alice@secure.test"), "bogus", "no-proof"],
  ["no-ds", key("alice@nsec3.sha512"), "bogus", "no-proof"],
  ["no-ds", key("alice@signed.optout"), "bogus", "no-proof"],
  ["flip", key("alice@secure.test"), "bogus", "bad-signature"],
  ["flip", key("alice@nsec3.sha512"), "bogus", "bad-signature"],
  ["parent-denial", key("alice@secure.test"), "bogus", "no-proof"],
  ["parent-denial", key("alice@sub.secure.test"), "bogus", "no-proof"],
  ["other-type", key("alice@secure.test"), "bogus", "no-proof"],
  ["other-type", key("alice@nsec3.sha512"), "bogus", "no-proof"],
  ["other-name", key("alice@secure.test"), "bogus", "no-signature"],
  ["renamed", key("alice@secure.test"), "bogus", "bad-signature"],
  // The wildcard's signature is valid for every name below it except those that exist.
  ["renamed", beside("secure.test", "TXT"), "bogus", "no-proof"],
  ["renamed", beside("nsec3.sha512", "TXT"), "bogus", "no-proof"],
  ["wildcard-denial", beside("secure.test", "MX"), "bogus", "no-proof"],
  ["garbage", key("alice@secure.test"), "unreachable", "malformed"],
  ["servfail", key("alice@secure.test"), "unreachable", "no-answer"],
  ["hang", key("alice@secure.test"), "unreachable", "no-answer"],
];

for (const [mode, question, verdict, reason] of ATTACKS)
  test(`${mode} of ${describeCase(question)} is ${verdict}, ${reason}`, async ({ rig }) => {
    const lookUp = async (as: Mode, patience?: number): Promise<Resolved> => {
      const doh = askDoh(rig.front.port, rig.certificate.cert, patience);
      rig.mode = as;
      const found = await resolve(question, { ask: doh.ask, now: Date.now(), anchors: [rig.anchor] });
      rig.mode = "honest";
      doh.close();
      return found;
    };
    const forged = await lookUp(mode, mode === "hang" ? 300 : undefined);
    const honest = await lookUp("honest");
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
