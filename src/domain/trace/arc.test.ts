import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexOf } from "../privacy/message-index";
import { pathFacts } from "../privacy/path-of-trace";
import type { TraceField } from "./authentication-results";
import { traceOf } from "./trace";

const date = (minute: number): string => `Tue, 3 Nov 2026 10:${minute}:00 +0000`;
const field = (name: string, body: string): TraceField => ({ name, body });
const ingress = field(
  "Received",
  `from mail-sor-f41.google.com (mail-sor-f41.google.com [209.85.220.41]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) by mx.b.example (Postfix) with ESMTPS id 3; ${date(28)}`,
);
const checked = (arc: string, id = "mx.b.example"): TraceField =>
  field("Authentication-Results", `${id};\r\n dkim=fail header.d=a.example; spf=pass; ${arc}; dmarc=fail`);

interface Sealed {
  readonly i: number;
  readonly d?: string;
  readonly by?: string;
  readonly cv?: string;
  readonly says?: string;
}

/** A set as Google writes it, the seal on top. */
const set = ({
  i,
  d = "google.com",
  by = "mx.google.com",
  cv = i === 1 ? "none" : "pass",
  says = "dkim=pass header.i=@a.example header.s=s1",
}: Sealed): TraceField[] => [
  field(
    "ARC-Seal",
    `i=${i}; a=rsa-sha256; t=1644265638; cv=${cv};\r\n        d=${d}; s=arc-20160816;\r\n        b=zWLNRTbcO27osmlE8DuzrIQzpj2uf2==`,
  ),
  field(
    "ARC-Message-Signature",
    `i=${i}; a=rsa-sha256; c=relaxed/relaxed; d=${d}; s=arc; h=to:from:subject; bh=xE54s=; b=bf1zx56=`,
  ),
  field(
    "ARC-Authentication-Results",
    `i=${i}; ${by};\r\n       ${says};\r\n       spf=pass (google.com: domain of alice@a.example) smtp.mailfrom=alice@a.example`,
  ),
];
const MICROSOFT = {
  d: "microsoft.com",
  by: "mx.microsoft.com 1",
  says: "dkim=pass (signature was verified) header.d=a.example",
};

function judge(fields: readonly TraceField[], from = "alice@a.example") {
  const trace = traceOf(fields.filter(({ name }) => name === "Received").map(({ body }) => body));
  const path = pathFacts(trace, fields, from);
  const { axes, contributions } = indexOf({ sealed: false, modern: false, signature: "none", participants: [], path });
  return { sealer: path.sealer ?? null, points: axes.path.points, reasons: contributions.map(({ reason }) => reason) };
}

const through = (...sets: TraceField[][]): TraceField[] => [
  checked("arc=pass (i=1 dkim=pass)"),
  ingress,
  ...sets.flat(),
];

describe("a signature that a known forwarder broke", () => {
  it("counts when the forwarder sealed that it was good, and the provider says that the seals hold", () => {
    const judged = judge(through(set({ i: 1 })));
    expect(judged).toMatchObject({ sealer: "Google", points: 100 });
    expect(judged.reasons).toContain("path_arc");
  });

  it("counts through several known forwarders, as each of them saw it", () => {
    expect(
      judge(through(set({ i: 2, ...MICROSOFT, says: "dkim=fail header.d=a.example" }), set({ i: 1 }))).sealer,
    ).toBe("Google");
    expect(
      judge(through(set({ i: 2, ...MICROSOFT }), set({ i: 1, d: "unknown.example", by: "mx.unknown.example" }))).sealer,
    ).toBe("Microsoft");
  });

  it("the provider's own seal, above its line, is no forwarder's", () => {
    const own = set({ i: 2, d: "b.example", by: "mx.b.example", says: "dkim=fail" });
    expect(judge([...own, ...through(set({ i: 1 }))]).sealer).toBe("Google");
  });

  it("a signature that is still good needs no forwarder's word", () => {
    const good = field("Authentication-Results", "mx.b.example; dkim=pass header.d=a.example; arc=pass");
    expect(judge([good, ingress, ...set({ i: 1 })]).reasons).toContain("path_dkim");
  });
});

describe("nothing is earned", () => {
  const forged = set({ i: 1 });
  it.each<[string, TraceField[], string?]>([
    ["when the provider says nothing of ARC", [checked("x-arc=pass"), ingress, ...forged]],
    ["when the provider says that the seals are broken", [checked("arc=fail"), ingress, ...forged]],
    ["when arc=pass stands in a comment only", [checked("dmarc=fail (p=none arc=pass)"), ingress, ...forged]],
    ["when somebody else says arc=pass", [checked("arc=pass", "mx.evil.example"), ingress, ...forged]],
    ["when arc=pass came in with the message", [ingress, checked("arc=pass"), ...forged]],
    ["by an unknown sealer", through(set({ i: 1, d: "evil.example", by: "mx.evil.example" }))],
    [
      "by one that only looks like a known sealer",
      through(set({ i: 1, d: "google.com.evil.example", by: "mx.google.com" })),
    ],
    ["by a known sealer's seal over results under another name", through(set({ i: 1, by: "mx.evil.example" }))],
    ["by results under a known name without its seal", through(set({ i: 1, d: "evil.example" }))],
    ["by a customer's domain of a known sealer", through(set({ i: 1, d: "mail.google.com" }))],
    // The last sealer could have put another text under the older seals.
    [
      "when somebody unknown sealed after",
      through(set({ i: 2, d: "evil.example", by: "mx.evil.example" }), set({ i: 1 })),
    ],
    ["when a set is missing below", through(set({ i: 2 }))],
    ["when a set is missing between", through(set({ i: 3 }), set({ i: 1 }))],
    ["when two sets have one number", through(set({ i: 1 }), set({ i: 1 }))],
    ["when sets stand in the wrong order", through(set({ i: 1 }), set({ i: 2 }))],
    ["when a sealer found the chain broken", through(set({ i: 2, cv: "fail" }), set({ i: 1 }))],
    ["when the first claims a chain before it", through(set({ i: 1, cv: "pass" }))],
    ["when one of the three fields is missing", through(set({ i: 1 }).slice(1))],
    ["for a number that is none", through(set({ i: 0 }))],
    ["for DKIM of another domain than From's", through(set({ i: 1, says: "dkim=pass header.d=evil.example" }))],
    ["for DKIM that the forwarder did not find good", through(set({ i: 1, says: "dkim=none; spf=pass; dmarc=pass" }))],
    // As Microsoft seals mail sent by a customer who signed as a.onmicrosoft.com.
    [
      "by Microsoft's word for what its customer sent, which it does not verify",
      through(
        set({ i: 1, ...MICROSOFT, says: "spf=pass smtp.mailfrom=a.example; dkim=pass header.d=a.example; arc=none" }),
      ),
    ],
    [
      "by Microsoft's word in quotes that a sender chose",
      through(
        set({
          i: 1,
          ...MICROSOFT,
          says: 'dkim=pass header.d=a.example; spf=pass smtp.mailfrom="dkim=pass (signature was verified)"@a.example',
        }),
      ),
    ],
    ["for another sender", through(set({ i: 1 })), "mallory@evil.example"],
  ])("%s", (_, fields, from) => {
    const judged = judge(fields, from);
    expect(judged).toMatchObject({ sealer: null, points: 85 });
    expect(judged.reasons).toContain("path_no_dkim");
  });

  it("by whatever a sender writes into seals, as long as the provider does not say that they hold", () => {
    const anySet = fc
      .record({
        i: fc.integer({ min: 0, max: 4 }),
        d: fc.constantFrom("google.com", "microsoft.com", "b.example"),
        cv: fc.constantFrom("none", "pass", "fail"),
      })
      .map(set);
    const claims = fc.constantFrom(checked("arc=pass"), checked("arc=pass", "mx.google.com"));
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            anySet,
            claims.map((one) => [one]),
          ),
          { maxLength: 5 },
        ),
        (below) => {
          expect(judge([checked("arc=fail"), ingress, ...below.flat()])).toMatchObject({ sealer: null, points: 85 });
          expect(judge([ingress, ...below.flat()])).toMatchObject({ sealer: null, points: 85 });
        },
      ),
    );
  });

  it("nothing in a seal makes it throw", () => {
    const name = fc.constantFrom("ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results");
    const noise = fc.tuple(
      name,
      fc.oneof(fc.string(), fc.constantFrom("i=1", "i=;d=", ";;;", "i=1;i=2", "i=1e9", "=")),
    );
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 6 }), (below) => {
        judge(through(below.map(([title, body]) => field(title, body))));
      }),
    );
  });
});
