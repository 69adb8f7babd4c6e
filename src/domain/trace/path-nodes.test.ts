import { describe, expect, it } from "vitest";
import { pathNodes } from "./path-nodes";
import { traceOf } from "./trace";

const date = (minute: number): string => `Tue, 3 Nov 2026 10:${minute}:00 +0000`;
const TLS13 = "(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))";
const stored = `from mx.b.example (mx.b.example [10.0.0.4]) by store.b.example with LMTP id 1; ${date(30)}`;
const ingress = `from out.relay.example (out.relay.example [192.0.2.1]) by mx.b.example (Postfix) with ESMTP id 2; ${date(29)}`;
const within = `from a.relay.example (a.relay.example [192.0.2.2]) by out.relay.example with ESMTP id 3; ${date(28)}`;
const relayed = `from mail.a.example (mail.a.example [198.51.100.5]) ${TLS13} by a.relay.example with ESMTPS id 4; ${date(27)}`;
const login = `from [10.1.1.1] (home.isp.example [203.0.113.7]) ${TLS13} by mail.a.example with ESMTPSA id 5; ${date(26)}`;

const line = (lines: string[]): string =>
  pathNodes(traceOf(lines))
    .map(({ kind, name, leg }) => `${leg ? ` -${leg.claimed ? "?" : ""}${leg.transport}- ` : ""}${name || kind}`)
    .join("");

describe("path nodes", () => {
  it("one for each organisation, the sender where somebody logged in, the reader at the end", () => {
    expect(line([stored, ingress, within, relayed, login])).toBe(
      "sender -?modern- a.example -?modern- relay.example -clear- b.example",
    );
  });

  it("what is not told about the first leg is not known", () => {
    expect(line([stored, ingress])).toBe("sender -?unknown- relay.example -clear- b.example");
  });

  it("a line that does not say where the message came from is no station", () => {
    const bare = `by mail.a.example with HTTP id 5; ${date(26)}`;
    expect(line([stored, ingress, relayed, bare])).toBe(line([stored, ingress, relayed]));
  });

  it("a machine beside the one that wrote the line is no station, whatever it is called", () => {
    const own = (from: string) => `from ${from} by mail.a.example with ESMTP id 5; ${date(26)}`;
    for (const from of ["localhost (localhost [127.0.0.1])", "you (unknown [10.0.0.5])", "You", "[192.168.1.7]"])
      expect(line([stored, ingress, relayed, own(from)]), from).toBe(line([stored, ingress, relayed]));
    expect(line([stored, ingress, relayed, own("You (unknown [203.0.113.7])")])).toBe(
      "sender -?unknown- 203.0.113.7 -?clear- a.example -?modern- relay.example -clear- b.example",
    );
  });

  it("whoever hands the message over is named as the provider saw them, not as they call themselves", () => {
    const liar = (helo: string) => `from ${helo} (unknown [203.0.113.9]) by mx.b.example with ESMTP id 2; ${date(29)}`;
    for (const helo of ["mail.bank.example", "mx.b.example", "you"])
      expect(line([stored, liar(helo)])).toBe("sender -?unknown- 203.0.113.9 -clear- b.example");
  });

  it("the address of whoever logged in tells the sender's country, where there is one", () => {
    expect(pathNodes(traceOf([stored, ingress, login]))[0]!.ip).toBe("203.0.113.7");
  });

  it("mail inside one provider has no nodes between", () => {
    const inside = `from ws.b.example (ws.b.example [10.0.0.9]) by mx.b.example with ESMTP id 3; ${date(28)}`;
    expect(line([stored, inside])).toBe("sender -internal- b.example");
  });

  it("a path that cannot be verified is claimed from end to end", () => {
    const nodes = pathNodes(traceOf([stored, "nonsense", ingress]));
    expect(nodes.every(({ leg }) => leg === null || leg.claimed)).toBe(true);
  });
});
