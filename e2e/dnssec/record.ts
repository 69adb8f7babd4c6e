// tsx e2e/dnssec/record.ts: makes the private tree anew, asks every question of the list, and saves the answers for
// src/domain/dns/recorded.test.ts, which needs no BIND. Run it when the list, or the validator's queries, have changed.
import { writeFileSync } from "node:fs";
import { resolve as resolvePath } from "node:path";
import { type AskWire, resolve } from "../../src/domain/dns/resolve";
import { askDoh } from "./ask";
import { describeCase, QUESTIONS } from "./questions";
import { startDnssecRig } from "./rig";
import { TYPE } from "./wire";

const FILE = resolvePath(import.meta.dirname, "../../src/domain/dns/testing/recorded-tree.json");

const rig = await startDnssecRig();
const doh = askDoh(rig.dohPort, rig.certificate.cert);
const answers = new Map<string, string>();
const now = Date.now();

const ask: AskWire = async (question) => {
  const answer = await doh.ask(question);
  if (typeof answer === "string") throw new Error(`${describeCase(question)}: ${answer}`);
  answers.set(`${question.name}/${question.type}`, Buffer.from(answer).toString("base64"));
  return answer;
};

for (const { name, type, verdict, reason } of QUESTIONS) {
  const found = await resolve({ name, type }, { ask, now, anchors: [rig.anchor] });
  if (found.verdict === verdict && found.reason === reason) continue;
  process.exitCode = 1;
  console.error(`${describeCase({ name, type })}: ${verdict} ${reason} is due, not ${found.verdict} ${found.reason}`);
}
// Also the DS of every zone with keys, whether or not the validator asked for it.
const names = [...answers.keys()].filter((key) => key.endsWith(`/${TYPE.DNSKEY}`)).map((key) => key.split("/")[0]!);
for (const name of names) if (name) await ask({ name, type: TYPE.DS });
doh.close();
await rig.stop();

const recorded = {
  recordedAt: now,
  anchor: rig.anchor,
  questions: QUESTIONS.map(({ name, type, verdict, reason, kind }) => ({ name, type, verdict, reason, kind })),
  answers: Object.fromEntries([...answers].sort(([a], [b]) => (a < b ? -1 : 1))),
};
writeFileSync(FILE, `${JSON.stringify(recorded, null, 2)}\n`);
console.log(`${QUESTIONS.length} questions, ${answers.size} answers`);
