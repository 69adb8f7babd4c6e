import { describe, expect, it } from "vitest";
import { pathExposure } from "./path-exposure";
import { traceOf } from "./trace";

const date = (minute: number): string => `Tue, 3 Nov 2026 10:${minute}:00 +0000`;
const TLS13 = "(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))";
const TLS10 = "(using TLSv1 with cipher AES128-SHA (128/128 bits))";
const stored = `from mx.b.example (mx.b.example [10.0.0.4]) by store.b.example with LMTP id 1; ${date(30)}`;
const ingress = (tls: string): string =>
  `from mail.a.example (mail.a.example [192.0.2.1]) ${tls === "S" ? "" : tls} by mx.b.example (Postfix) with ESMTP${tls === "S" ? tls : ""} id 2; ${date(29)}`;
const below = `from bank.example (bank.example [192.0.2.7]) by mail.a.example with ESMTPS id 3; ${date(28)}`;

describe("the way in words", () => {
  it.each([
    ["protected", TLS13],
    ["untold", "S"],
    ["weak", TLS10],
    ["open", ""],
  ])("%s: by the step into the provider alone", (how, tls) => {
    const told = pathExposure(traceOf([stored, ingress(tls), below]))!;
    expect(told).toMatchObject({ how, handedOverBy: "a.example" });
    expect(told.readers.map(({ name }) => name)).toEqual(["a.example", "b.example"]);
    expect(told.claimed.map(({ name }) => name)).toEqual(["bank.example"]);
  });

  it("inside one provider nobody else handled it", () => {
    const inside = `from ws.b.example (ws.b.example [10.0.0.9]) by mx.b.example with ESMTP id 3; ${date(28)}`;
    const told = pathExposure(traceOf([stored, inside]))!;
    expect([told.how, told.readers.map(({ name }) => name), told.claimed]).toEqual(["internal", ["b.example"], []]);
  });

  it("nothing is told of a way that cannot be verified, or whose one proven step is not described", () => {
    expect(pathExposure(traceOf([]))).toBeNull();
    expect(pathExposure(traceOf([stored, "nonsense", ingress(TLS13)]))).toBeNull();
    const silent = `from mail.a.example (mail.a.example [192.0.2.1]) by mx.b.example id 2; ${date(29)}`;
    expect(pathExposure(traceOf([stored, silent]))).toBeNull();
  });
});
