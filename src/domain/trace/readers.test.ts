import { describe, expect, it } from "vitest";
import { readersOf } from "./readers";
import { traceOf } from "./trace";

const date = (minute: number): string => `Tue, 3 Nov 2026 10:${minute}:00 +0000`;
const TLS13 = "(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))";
const gmail = `by 2002:a05:6a10:1234:b0:5ab:1:2 with SMTP id x12csp1; ${date(30)}`;
const intoGmail = (peer: string): string =>
  `from ${peer} by mx.google.com with ESMTPS id a1 (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256); ${date(29)}`;
const orange = intoGmail("smtp-80.smtpout.orange.fr (smtp-80.smtpout.orange.fr. [80.12.242.80])");
const relayed = `from mail.a.example (mail.a.example [192.0.2.1]) ${TLS13} by smtp-80.smtpout.orange.fr with ESMTPS id 3; ${date(28)}`;
const login = `from [10.1.1.1] (home.isp.example [203.0.113.7]) ${TLS13} by mail.a.example with ESMTPSA id 4; ${date(27)}`;

const said = (lines: string[]): string[] =>
  readersOf(traceOf(lines)).map(({ name, claimed }) => (claimed ? `${name}?` : name));

describe("who could read a message in clear", () => {
  it("everybody on the way by name, in order; below the ingress it is only claimed", () => {
    expect(said([gmail, orange, relayed, login])).toEqual(["a.example?", "Orange", "Google"]);
  });

  it("whoever logged in to send is the sender", () => {
    const direct = `from [10.1.1.1] (home.isp.example [203.0.113.7]) by smtp.gmail.com with ESMTPSA id 4 (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128); ${date(27)}`;
    expect(said([direct])).toEqual(["Google"]);
  });

  it("a name that only the machine itself gave is a claim, and one without any name is its address", () => {
    expect(said([gmail, intoGmail("mx.orange.fr ([192.0.2.7])")])).toEqual(["Orange?", "Google"]);
    expect(said([gmail, intoGmail("[192.0.2.7] ([192.0.2.7])")])).toEqual(["192.0.2.7", "Google"]);
  });

  it("one that is proven to be there is not called a claim because a line below names it too", () => {
    const within = `from opmta1.orange.fr (opmta1.orange.fr [80.12.1.1]) by smtp-80.smtpout.orange.fr with ESMTP id 3; ${date(28)}`;
    expect(said([gmail, orange, within])).toEqual(["Orange", "Google"]);
  });

  it("a message that never left is its provider's alone, and of a path that cannot be verified all is claimed", () => {
    expect(said([gmail])).toEqual([]);
    const inside = `from a.b.example (a.b.example [10.0.0.9]) by mx.b.example with ESMTP id 3; ${date(28)}`;
    expect(said([inside])).toEqual(["b.example"]);
    expect(said([gmail, orange, "nonsense"])).toEqual(["Orange", "Google"]);
    expect(said([inside, "nonsense", relayed])).toEqual(["a.example?", "Orange?", "b.example?"]);
  });
});
