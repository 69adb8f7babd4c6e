// Our validator and BIND's give the same verdict for every name of the tree; questions.ts explains the exceptions.
import { expect } from "@playwright/test";
import { resolve } from "../../src/domain/dns/resolve";
import { askDoh } from "./ask";
import { askDelv } from "./delv";
import { describeCase, QUESTIONS } from "./questions";
import { test } from "./rig-test";
import { lowerNames } from "./wire";

const hex = (data: Uint8Array): string => Buffer.from(data).toString("hex").toUpperCase();

for (const question of QUESTIONS) {
  const { name, type, verdict, reason, kind, delv } = question;
  const differ = delv === verdict ? "" : ` (delv: ${delv})`;
  test(`${describeCase(question)} is ${verdict}, ${kind ?? reason}${differ}`, async ({ rig }) => {
    const doh = askDoh(rig.dohPort, rig.certificate.cert);
    const [ours, theirs] = await Promise.all([
      resolve({ name, type }, { ask: doh.ask, now: Date.now(), anchors: [rig.anchor] }),
      askDelv(rig, name, type),
    ]);
    doh.close();
    expect(theirs.verdict, theirs.words).toBe(delv);
    const told = JSON.stringify(ours.chain, null, 1);
    expect({ verdict: ours.verdict, reason: ours.reason }, told).toEqual({ verdict, reason });
    if (kind) expect(ours.kind).toBe(kind);
    const lowered = (data: Uint8Array): string => hex(lowerNames(type, Buffer.from(data)));
    const due = kind === null ? [] : theirs.records.map((data) => lowered(Buffer.from(data, "hex"))).sort();
    expect(ours.records.map(lowered).sort()).toEqual(due);
  });
}
