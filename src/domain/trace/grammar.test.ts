import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexOf, type MessageFacts } from "../privacy/message-index";
import { pathFacts } from "../privacy/path-of-trace";
import { anyFacts } from "../privacy/testing/facts";
import type { TraceField } from "./authentication-results";
import { readReceived } from "./received";
import { anyChain, anyLine } from "./testing/grammar";
import { STYLES } from "./testing/styles";
import { CLEAR, WIRES } from "./testing/wires";
import { transportOf, transportOfProtocol } from "./tls";
import { traceOf } from "./trace";

const RUNS = { numRuns: 400 };
const isHostName = (word: string): boolean => /^[\w-]+(\.[\w-]+)*$/.test(word) && !/^[\d.]+$/.test(word);

const bodies = (fields: readonly TraceField[]): string[] =>
  fields.filter(({ name }) => name === "Received").map(({ body }) => body);

function indexOfFields(fields: readonly TraceField[], facts: MessageFacts) {
  const trace = traceOf(bodies(fields));
  return indexOf({ ...facts, path: pathFacts(trace, fields, "alice@a.example") });
}

describe.each(STYLES)("$name", (style) => {
  it("is understood whatever the sender calls itself: who handed over, how, and when", () => {
    fc.assert(
      fc.property(anyLine("mx.b.example"), (line) => {
        const read = readReceived(style.write(line))!;
        const { sender, wire } = line;
        expect(read).toMatchObject({ by: "mx.b.example", at: line.at, local: false, authenticated: false });
        expect(read.from).toMatchObject({
          ip: sender.ip,
          rdns: style.looksUp ? (sender.rdns?.toLowerCase() ?? null) : null,
        });
        if (isHostName(sender.helo) && style.looksUp && sender.helo !== "unknown")
          expect(read.from!.helo).toBe(sender.helo.toLowerCase());
        const transport = read.tls ? transportOf(read.tls) : transportOfProtocol(read.protocol);
        expect(transport).toBe(style.tells(wire));
      }),
      RUNS,
    );
  });
});

it("the grammar knows every verdict, and clear lines of every style", () => {
  expect(new Set(WIRES.map(({ verdict }) => verdict))).toEqual(new Set(["modern", "weak", "clear"]));
  expect(STYLES.map((style) => style.tells(CLEAR))).toEqual(STYLES.map(() => "clear"));
  expect(STYLES.length).toBeGreaterThanOrEqual(8);
});

describe("a chain below whose ingress anything may stand", () => {
  it("has its ingress found, and judged by the provider's own line", () => {
    fc.assert(
      fc.property(anyChain, ({ provider, style, line, own, below }) => {
        const trace = traceOf(bodies([...own, ...below]));
        expect(trace).toMatchObject({ state: "proven", provider: provider.organisation, ownLines: bodies(own).length });
        const ingress = trace.hops.filter((hop) => hop.place === "ingress");
        expect(ingress).toHaveLength(1);
        expect(ingress[0]).toMatchObject({
          transport: style.tells(line.wire),
          at: line.at,
          from: { ip: line.sender.ip },
        });
      }),
      { numRuns: 1500 },
    );
  });

  it("has proven hops that nothing below changes, and everything below is a claim", () => {
    fc.assert(
      fc.property(anyChain, ({ own, below }) => {
        const [bare, forged] = [traceOf(bodies(own)), traceOf(bodies([...own, ...below]))];
        expect(forged.hops.slice(forged.hops.length - bare.hops.length)).toEqual(bare.hops);
        for (const hop of forged.hops.slice(0, -bare.hops.length)) expect(hop.place).toBe("claimed");
      }),
      { numRuns: 1500 },
    );
  });

  it("earns nothing by what stands below: no axis, no score, no letter, sealed or clear", () => {
    fc.assert(
      fc.property(anyChain, anyFacts, ({ own, below }, facts) => {
        const [bare, forged] = [indexOfFields(own, facts), indexOfFields([...own, ...below], facts)];
        expect(forged.axes.path.points).toBeLessThanOrEqual(bare.axes.path.points);
        expect(forged.score).toBeLessThanOrEqual(bare.score);
        expect("abcdeu".indexOf(forged.grade)).toBeGreaterThanOrEqual("abcdeu".indexOf(bare.grade));
        expect(forged.axes.content).toEqual(bare.axes.content);
        expect(forged.axes.people).toEqual(bare.axes.people);
      }),
      { numRuns: 1500 },
    );
  });
});
