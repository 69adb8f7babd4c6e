// @vitest-environment jsdom

import { readFileSync } from "node:fs";
import { render } from "preact";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { LookupOutcome, Provenance } from "../../../domain/discovery/lookup";
import type { ChainLink, DnssecReason, DnssecVerdict } from "../../../domain/dns/proof";
import { fakeBrowser } from "../../../platform/testing/fake-browser";

vi.mock("../../../platform/browser");
fakeBrowser({ i18n: { getUILanguage: () => "en" }, runtime: { getURL: (path: string) => path } });
vi.stubGlobal("fetch", async (path: string) => new Response(readFileSync(`public/${path}`, "utf8")));

const { t, useLanguage } = await import("../../i18n");
const { Chain } = await import("./chain");
const { FoundBy } = await import("../found-by");
const { algorithmWords, dnssecReasonWords } = await import("../dnssec-words");

beforeAll(() => useLanguage("en"));

const link = (
  name: string,
  kind: ChainLink["kind"],
  verdict: DnssecVerdict = "secure",
  reason: DnssecReason = "proven",
): ChainLink => ({ name, kind, verdict, reason, algorithm: verdict === "secure" ? 13 : null });

const ROOT = link("", "zone");
const ORG = link("org", "zone");
const RECORD = link("c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._openpgpkey.example.org", "record");

function drawn(content: preact.ComponentChild): HTMLElement {
  const place = document.createElement("div");
  render(content, place);
  return place;
}
const stations = (place: HTMLElement): string[] =>
  [...place.querySelectorAll("ol > li")].map((item) => item.querySelector(".stop-text")!.textContent!);
/** The path data of each link's lock. */
const locks = (place: HTMLElement): string[] =>
  [...place.querySelectorAll("ol .tie svg")].map((drawing) => drawing.innerHTML);

describe("the drawn chain", () => {
  it("lists the stations in order, beginning with what is built in, each with a word", () => {
    const place = drawn(<Chain chain={[ROOT, ORG, link("example.org", "zone"), RECORD]} />);
    const holds = t("chain_secure");
    expect(stations(place)).toEqual([
      `Cachet${t("chain_built_in")}`,
      `${t("chain_root")}${holds}`,
      `org${holds}`,
      `example.org${holds}`,
      `${t("chain_record")}${holds}`,
    ]);
    expect(place.querySelector(".chain-why")).toBeNull();
  });

  it("draws another lock and says another word for each verdict, so that none looks like safe", () => {
    const verdicts = ["secure", "insecure", "bogus", "unreachable"] as const;
    const places = verdicts.map((verdict) =>
      drawn(<Chain chain={[ROOT, { ...RECORD, verdict, reason: "no-answer" }]} />),
    );
    expect(new Set(places.map((place) => locks(place).at(-1))).size).toBe(4);
    expect(new Set(places.map((place) => stations(place).at(-1))).size).toBe(4);
  });

  it("marks the first link that fails with its reason", () => {
    const place = drawn(<Chain chain={[ROOT, ORG, link("example.org", "zone", "bogus", "bad-signature")]} />);
    expect(place.querySelector(".chain-why")!.textContent).toBe(`example.org ${dnssecReasonWords("bad-signature")}`);
  });

  it("shows the record as not known where the chain did not reach it", () => {
    const place = drawn(<Chain chain={[ROOT, link("org", "zone", "unreachable", "no-answer")]} />);
    expect(stations(place).at(-1)).toBe(`${t("chain_record")}${t("chain_unreachable")}`);
  });

  it("names algorithms in words and by number", () => {
    expect(algorithmWords(13)).toBe("ECDSA P-256, 13");
    expect(algorithmWords(99)).toContain("99");
    expect(drawn(<Chain chain={[ROOT, RECORD]} />).querySelector("details")!.textContent).toContain("ECDSA P-256, 13");
  });
});

describe("how a key was found", () => {
  const source = (over: Partial<Provenance>): Provenance => ({
    source: "dns",
    host: "dns.quad9.net",
    dnssec: "secure",
    chain: [ROOT, RECORD],
    at: 0,
    ...over,
  });
  const outcome = (over: Partial<LookupOutcome>): LookupOutcome => ({
    source: "dns",
    server: null,
    dnssec: null,
    result: "none",
    host: "dns.quad9.net",
    at: 0,
    cached: false,
    ...over,
  });
  const panel = (sources: Provenance[], outcomes: LookupOutcome[]) =>
    drawn(<FoundBy address="ada@example.org" sources={sources} outcomes={outcomes} />);

  it("calls only a proven answer proven", () => {
    expect(panel([source({})], []).textContent).toContain(t("found_proven"));
    for (const other of [
      source({ dnssec: "insecure", chain: [] }),
      source({ source: "wkd", dnssec: "none", chain: [] }),
      source({ source: "candidate", dnssec: "none", chain: [] }),
    ]) {
      const words = [...panel([other], []).querySelectorAll(".find-word")].map((word) => word.textContent);
      expect(words).not.toContain(t("found_proven"));
      expect(words).toHaveLength(1);
    }
  });

  it("draws a source whose answer was refused, with what happened", () => {
    const chain = [ROOT, link("org", "zone", "bogus", "wrong-key")];
    const place = panel([], [outcome({ result: "bogus", dnssec: { verdict: "bogus", reason: "wrong-key", chain } })]);
    expect(place.textContent).toContain(t("dnssec_verdict_bogus"));
    expect(place.textContent).toContain(dnssecReasonWords("wrong-key"));
    expect(stations(place)).toHaveLength(4);
  });

  it("a failure of a source that DNS does not decide says what to do", () => {
    expect(panel([], [outcome({ source: "wkd", result: "timeout" })]).textContent).toContain(t("outcome_next_timeout"));
  });

  it("says what would be asked when nothing was, and that nothing was found when it was", () => {
    const address = "ada@example.org";
    expect(panel([], []).textContent).toContain(t("found_by_not_asked", { address }));
    const asked = panel([], [outcome({}), outcome({ source: "wkd" })]);
    expect(asked.textContent).toContain(t("found_by_nothing", { address }));
    expect(asked.querySelector("details")!.open).toBe(true);
  });
});
