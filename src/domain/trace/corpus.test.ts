import { beforeAll, describe, expect, it } from "vitest";
import { readReceived } from "./received";
import { receivedCorpus, understoodPct } from "./testing/corpus";
import { traceOf } from "./trace";

describe("6,046 real messages", () => {
  let messages: string[][];
  beforeAll(() => {
    messages = receivedCorpus();
  });

  it("at least 97 % of their Received lines are understood, dates and hosts included", () => {
    const lines = messages.flat();
    const understood = lines.filter((line) => readReceived(line) !== null);
    const dated = understood.filter((line) => readReceived(line)!.at !== null);
    expect([messages.length, lines.length]).toEqual([6046, 32_585]);
    expect(understoodPct(lines)).toBeGreaterThan(97);
    expect(dated.length / understood.length).toBeGreaterThan(0.97);
  });

  it("at least 97 % of the hops are explained: who handed over, to whom, and how", () => {
    // A line that names no previous machine ("by mail.example with SMTP") describes no hop.
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
