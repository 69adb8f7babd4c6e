// BIND's own validator, as a second opinion. It asks the resolver itself and verifies everything.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Rig } from "./rig";

export interface Opinion {
  readonly verdict: "secure" | "insecure" | "bogus";
  /** RDATA of the type asked for, names decompressed, in upper-case hex, sorted. */
  readonly records: readonly string[];
  /** delv's output, for a test's message. */
  readonly words: string;
}

const run = promisify(execFile);

/**
 * delv's output and its interpretation:
 * "; fully validated" (secure) or "; unsigned answer" (insecure) precedes each RRset, so one insecure link of an alias
 * chain makes the whole insecure. "; negative response, fully validated" and "; negative response, unsigned answer" are
 * the same for missing records; they follow ";; resolution failed: ncache nxdomain" or "ncache nxrrset", which is no
 * failure. Any other ";; resolution failed: ..." is bogus: "RRSIG failed to verify", "broken trust chain", "no valid DS",
 * "insecurity proof failed" and the like. Records above such a line are aliases that were valid.
 */
export async function askDelv(rig: Rig, name: string, type: number): Promise<Opinion> {
  const args = ["@127.0.0.1", "-p", String(rig.port), "-a", rig.anchorFile, "+root=.", "+unknownformat", "+nosplit"];
  const { stdout, stderr } = await run("/usr/bin/delv", [...args, "-q", `${name}.`, "-t", `TYPE${type}`], {
    maxBuffer: 1 << 20,
  });
  const words = `${stdout}\n${stderr}`;
  const failure = /^;; resolution failed: (.*)$/m.exec(words)?.[1];
  const failed = failure !== undefined && !/^ncache (nxdomain|nxrrset)$/.test(failure);
  const verdict = failed ? "bogus" : verdictOf(words);
  return { verdict, words, records: verdict === "bogus" ? [] : recordsOf(stdout, type) };
}

function verdictOf(words: string): "secure" | "insecure" {
  if (/^; (negative response, )?unsigned answer/m.test(words)) return "insecure";
  if (/^; (negative response, )?fully validated/m.test(words)) return "secure";
  throw new Error(`delv said something else: ${words}`);
}

// mx.secure.test.  300  CLASS1  TYPE1  \# 4 7F000001
const recordsOf = (text: string, type: number): string[] =>
  [...text.matchAll(/^[^;\s]\S*\s.*\sTYPE(\d+)\s+\\# \d+ (.*)$/gm)]
    .filter(([, found]) => Number(found) === type)
    .map(([, , hex]) => hex!.replaceAll(" ", "").toUpperCase())
    .sort();
