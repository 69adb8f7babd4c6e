// The cost of finding a key: queries and time of a cold look-up with a round trip of 50 ms, processor time of a warm validation.
import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { generateKey } from "openpgp";
import type { SessionArea } from "../../src/background/lookup/dns-cache";
import { encodeQuery } from "../../src/domain/dns/query";
import { resolve } from "../../src/domain/dns/resolve";
import { addressData, signedTree } from "../../src/domain/dns/testing/signed-tree";
import { type DnsQuestion, TYPE } from "../../src/domain/dns/types";
import { stopWorker } from "../browser/worker";
import { ownerName } from "../dns/doh";
import { median } from "./median";
import { callFrom, type Stage } from "./stage";

/** Round-trip time in ms. */
const LINE = 50;

export interface ColdLookup {
  /** Queries to both resolvers together for the record with the key and the chain that proves it. */
  readonly queries: number;
  /** The same for the whole first wave: every record type with a key or a pointer to one, and the directory's host. */
  readonly waveQueries: number;
  /** From the call to the key, in the calling page. */
  readonly firstKeyMs: number;
}

/** Every round asks for a new address in a domain of which nothing is cached. */
export async function coldLookup(stage: Stage, rounds: number): Promise<ColdLookup> {
  const { dns } = stage.demo;
  const times: number[] = [];
  const counts = { alone: 0, wave: 0 };
  // The first round asks a single source, and is not timed.
  for (let round = 0; round <= rounds; round++) {
    const address = `cold${round}@demo.example`;
    const { publicKey } = await generateKey({
      type: "ecc",
      curve: "curve25519Legacy",
      userIDs: [{ email: address }],
      format: "object",
    });
    dns.publish(address, publicKey.write());
    await forget(stage);
    const before = dns.queries.length;
    dns.delayMs = LINE;
    const time = await timeToKey(stage.options, address, round > 0);
    dns.delayMs = 0;
    const count = dns.queries.length - before;
    if (round === 0) counts.alone = count;
    else {
      counts.wave = Math.max(counts.wave, count);
      times.push(time);
    }
  }
  return { queries: counts.alone, waveQueries: counts.wave, firstKeyMs: median(times) };
}

/** Clears DNS answers from the worker and from session storage, which outlives it; the worker is awake again afterwards. */
async function forget(stage: Stage): Promise<void> {
  await stopWorker(stage.browser.context, stage.browser.extensionId);
  await stage.options.evaluate(async () => {
    const { session } = (globalThis as unknown as { chrome: { storage: { session: SessionArea } } }).chrome.storage;
    const names = Object.keys(await session.get(null));
    await session.remove(names.filter((name) => name.startsWith("dns ")));
  });
  await callFrom(stage.options, "settings.get", {});
}

/** Asks the source with the key as an overlay does: together with its wave if `wave`. */
async function timeToKey(page: Page, address: string, wave: boolean): Promise<number> {
  return page.evaluate(
    async ({ wanted, others }) => {
      const { runtime } = (
        globalThis as unknown as {
          chrome: { runtime: { sendMessage(m: unknown): Promise<{ value: { outcome: { result: string } } }> } };
        }
      ).chrome;
      const build = await (await fetch("/build.txt")).text();
      const start = performance.now();
      const ask = async (source: string): Promise<number> => {
        const { value } = await runtime.sendMessage({
          call: `${build}/recipient.lookup`,
          request: { address: wanted, source },
        });
        if (value.outcome.result !== "found") throw new Error(`${source}: ${value.outcome.result}`);
        return performance.now() - start;
      };
      const rest = others.map((source) => ask(source).catch(() => 0));
      const time = await ask("dns");
      await Promise.all(rest);
      return time;
    },
    { wanted: address, others: wave ? ["cert", "pka", "wkd"] : [] },
  );
}

/** Root, two zones and a key record of 2 kB, all answers cached: only the validator's own work remains. ms of CPU */
export async function warmValidationMs(rounds: number): Promise<number> {
  const now = Date.now();
  const owner = ownerName("alice@demo.example");
  const tree = await signedTree({
    now: () => now,
    zones: [
      { name: "", algorithm: 8 },
      { name: "example", algorithm: 13, denial: "nsec3" },
      {
        name: "demo.example",
        algorithm: 15,
        records: [
          { name: owner, type: TYPE.OPENPGPKEY, data: Uint8Array.from(randomBytes(2000)) },
          { name: "demo.example", type: TYPE.A, data: addressData("127.0.0.1") },
        ],
      },
    ],
  });
  const answers = new Map<string, Promise<Uint8Array>>();
  const ask = (question: DnsQuestion): Promise<Uint8Array> => {
    const id = `${question.name}|${question.type}`;
    const answer = answers.get(id) ?? tree.answer(encodeQuery(question));
    answers.set(id, answer);
    return answer;
  };
  const times: number[] = [];
  for (let round = 0; round < rounds + 5; round++) {
    const start = process.cpuUsage();
    const { verdict } = await resolve({ name: owner, type: TYPE.OPENPGPKEY }, { ask, now, anchors: tree.anchors });
    const { user, system } = process.cpuUsage(start);
    if (verdict !== "secure") throw new Error(`the bench's own tree is ${verdict}`);
    if (round >= 5) times.push((user + system) / 1000);
  }
  return median(times);
}
