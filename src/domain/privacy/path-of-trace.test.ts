import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TraceField } from "../trace/authentication-results";
import { traceOf } from "../trace/trace";
import { indexOf } from "./message-index";
import { pathFacts } from "./path-of-trace";

const date = (minute: number): string => `Tue, 3 Nov 2026 10:${minute}:00 +0000`;
const TLS13 = "(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))";
const received = (body: string): TraceField => ({ name: "Received", body });
const stored = received(`from mx.b.example (mx.b.example [10.0.0.4]) by store.b.example with LMTP id 1; ${date(30)}`);
const ingress = (tls: string): TraceField =>
  received(`from mail.a.example (mail.a.example [192.0.2.1]) ${tls} by mx.b.example with ESMTP id 3; ${date(28)}`);
const checked: TraceField = { name: "Authentication-Results", body: "mx.b.example; dkim=pass header.d=a.example" };

function scoreOf(fields: readonly TraceField[], from = "alice@a.example") {
  const trace = traceOf(fields.filter(({ name }) => name === "Received").map(({ body }) => body));
  const path = pathFacts(trace, fields, from);
  return indexOf({ sealed: false, modern: false, signature: "none", participants: [], path });
}

describe("from the headers of a message to its path", () => {
  it("TLS at the ingress and DKIM of the sender's domain count in full", () => {
    expect(scoreOf([stored, checked, ingress(TLS13)]).axes.path).toEqual({ known: true, points: 100 });
  });

  it("DKIM of another domain than From's counts for nothing", () => {
    expect(scoreOf([stored, checked, ingress(TLS13)], "alice@c.example").axes.path.points).toBe(85);
  });

  it("DKIM counts for nothing where a field stands there twice: one may be signed, and the other one shown", () => {
    const subject = (body: string): TraceField => ({ name: "Subject", body });
    const head = [stored, checked, ingress(TLS13), subject("Pay now")];
    expect(scoreOf(head).axes.path.points).toBe(100);
    expect(scoreOf([...head, subject("The tide")]).axes.path.points).toBe(85);
    expect(
      scoreOf([...head, { name: "FROM", body: "a@a.example" }, { name: "from", body: "b@a.example" }]).axes.path.points,
    ).toBe(85);
  });

  it("TLS scores: Caliopen's index never saw it", () => {
    expect(scoreOf([stored, ingress(TLS13)]).score).toBeGreaterThan(scoreOf([stored, ingress("")]).score);
  });

  it("nothing written below the ingress raises the score", () => {
    const forged = fc.constantFrom<TraceField>(
      checked,
      ingress(TLS13),
      stored,
      received(`from good.example (good.example [192.0.2.7]) ${TLS13} by mail.a.example with ESMTPS id 5; ${date(20)}`),
      { name: "Authentication-Results", body: "mx.a.example; dkim=pass header.d=a.example" },
    );
    fc.assert(
      fc.property(fc.array(forged, { maxLength: 6 }), fc.constantFrom("", TLS13), (below, tls) => {
        const own = [stored, ingress(tls)];
        expect(scoreOf([...own, ...below]).score).toBeLessThanOrEqual(scoreOf(own).score);
      }),
    );
  });
});
