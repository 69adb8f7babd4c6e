import "fake-indexeddb/auto";
import { describe, expect, it, vi } from "vitest";
import { TYPE } from "../../domain/dns/types";
import { CLOUDFLARE, type Dns, fakeDeps, type Has, nothing, provenNothing, QUAD9, text } from "../testing/fake-lookup";

vi.mock("../../platform/browser");
const { signingKey } = await import("./dkim-key");

const NAME = "s1._domainkey.demo.example";
const KEY = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const OTHER = "v=DKIM1; k=ed25519; p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const has = (...texts: string[]): Has => ({ records: texts.map(text) });
const proven = (...texts: string[]): Has => ({ records: texts.map(text), verdict: "secure" });

async function ask(quad9: Has, cloudflare: Has = quad9, names = { domain: "demo.example", selector: "s1" }) {
  const dns: Dns = (host) => (host === QUAD9 ? quad9 : cloudflare);
  const { deps, questions, fetched } = fakeDeps(dns);
  const answer = await signingKey(names, deps);
  if (!answer.ok) throw new Error("asking never fails");
  return { ...answer.value, questions, fetched };
}

describe("a domain's signing key", () => {
  it("is asked of every resolver, under its one name", async () => {
    const asked = await ask(has(KEY), proven(KEY));
    expect(asked).toMatchObject({ verdict: "found", record: KEY, host: CLOUDFLARE, secure: true, fetched: [] });
    expect(asked.questions.map(({ host, name, type }) => [host, name, type])).toEqual([
      [QUAD9, NAME, TYPE.TXT],
      [CLOUDFLARE, NAME, TYPE.TXT],
    ]);
  });

  it("cut into several strings is joined", async () => {
    const cut = Uint8Array.of(...text(KEY.slice(0, 40)), ...text(KEY.slice(40)));
    expect(await ask({ records: [cut] })).toMatchObject({ verdict: "found", record: KEY, secure: false });
  });

  it("is one among texts about something else", async () => {
    expect(await ask(has("v=spf1 -all", KEY))).toMatchObject({ verdict: "found", record: KEY });
    expect(await ask(has("v=spf1 -all"))).toMatchObject({ verdict: "none", record: null });
    expect(await ask(has(KEY, OTHER))).toMatchObject({ verdict: "bad-key", record: null });
  });

  it("that was withdrawn is an answer, and so is its proven absence", async () => {
    expect(await ask(has("v=DKIM1; p="))).toMatchObject({ verdict: "found", record: "v=DKIM1; p=" });
    expect(await ask(nothing, provenNothing)).toMatchObject({ verdict: "none", record: null, secure: true });
  });

  it("is nobody's where signatures do not hold, or the resolvers name different ones", async () => {
    expect(await ask({ verdict: "bogus" }, has(KEY))).toMatchObject({ verdict: "bogus", record: null, secure: false });
    expect(await ask(has(OTHER), proven(KEY))).toMatchObject({ verdict: "disagree", record: null });
    expect(await ask(provenNothing, has(KEY))).toMatchObject({ verdict: "disagree", record: null });
  });

  it("is found although one resolver is silent, and unreachable when both are", async () => {
    expect(await ask("timeout", has(KEY))).toMatchObject({ verdict: "found", record: KEY });
    expect(await ask("timeout", "blocked")).toMatchObject({ verdict: "timeout", record: null });
  });

  it.each([
    { domain: "localhost", selector: "s1" },
    { domain: "printer.local", selector: "s1" },
    { domain: "demo.example", selector: "_dmarc" },
    { domain: "demo.example", selector: "" },
    { domain: "abc._openpgpkey.demo.example", selector: "s1" },
    { domain: "demo.example.", selector: "s1" },
    { domain: "DEMO.example", selector: "s1" },
    { domain: "demo.example", selector: "s1 " },
    { domain: "demo.example", selector: `${"a.".repeat(40)}a` },
  ])("is not asked for under %o", async (names) => {
    expect(await ask(has(KEY), has(KEY), names)).toMatchObject({ verdict: "none", record: null, questions: [] });
  });
});
