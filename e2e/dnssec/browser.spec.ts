// What a person is told, and what is sealed to, when the DNS of a recipient is as it should be, unsigned, or tampered with.
import { expect } from "@playwright/test";
import { builtExtension } from "../browser/build";
import type { Mode } from "./attacks";
import { play, test } from "./stage";

test("a key in a signed zone is found and proven, link by link from the root", async ({ stage, rig }) => {
  const { outcome, state } = await stage.look("alice@secure.test");
  expect(outcome).toMatchObject({ result: "found", dnssec: { verdict: "secure", reason: "proven" } });
  const links = outcome.dnssec!.chain.map(({ name, kind, algorithm }) => [kind, name, algorithm]);
  expect(links.slice(0, 3)).toEqual([
    ["zone", "", 8],
    ["zone", "test", 13],
    ["zone", "secure.test", 15],
  ]);
  expect(outcome.dnssec!.chain.at(-1)).toMatchObject({ kind: "record", verdict: "secure" });
  expect(state.key?.sources[0]).toMatchObject({ source: "dns", dnssec: "secure" });
  expect(rig.front.queries.map(({ host }) => host)).toContain("dns.quad9.net");
});

test("a key in an unsigned zone is found, and said to be unproven", async ({ stage }) => {
  const { outcome, state } = await stage.look("alice@plain.test");
  expect(outcome).toMatchObject({ result: "found", dnssec: { verdict: "insecure", reason: "unsigned-zone" } });
  expect(state.key?.sources[0]).toMatchObject({ source: "dns", dnssec: "insecure" });
});

test("a zone whose signatures do not hold yields no key, and the reason is told", async ({ stage }) => {
  for (const [address, reason] of [
    ["alice@tampered.test", "bad-signature"],
    ["alice@expired.test", "signature-expired"],
    ["alice@early.test", "signature-not-yet-valid"],
    ["alice@wrongds.test", "wrong-key"],
    ["alice@stripped.test", "no-signature"],
    ["alice@hidden.test", "no-proof"],
  ] as const) {
    const { outcome, state } = await stage.look(address);
    expect.soft(outcome, address).toMatchObject({ result: "bogus", dnssec: { verdict: "bogus", reason } });
    expect.soft(state, address).toMatchObject({ key: null, rivals: [] });
  }
});

const ATTACKS: readonly Mode[] = ["strip", "no-ds", "flip", "parent-denial", "other-type", "other-name", "renamed"];

test("a resolver that tampers gets no key in; once it is honest the key is there", async ({ stage, rig }) => {
  for (const mode of ATTACKS) {
    rig.mode = mode;
    const { outcome, state } = await stage.look("alice@secure.test");
    expect.soft(outcome, mode).toMatchObject({ result: "bogus", dnssec: { verdict: "bogus" } });
    expect.soft(state, mode).toMatchObject({ key: null, rivals: [] });
  }
  rig.mode = "honest";
  const { outcome, state } = await stage.look("alice@secure.test");
  expect(outcome).toMatchObject({ result: "found", dnssec: { verdict: "secure" } });
  expect(state.key).not.toBeNull();
});

test("a resolver that does not answer is not taken to say that there is no key", async ({ stage, rig }) => {
  for (const mode of ["servfail", "hang"] as const) {
    rig.mode = mode;
    const { outcome, state } = await stage.look("alice@secure.test");
    expect.soft(["unreachable", "timeout"], mode).toContain(outcome.result);
    expect.soft(state.key, mode).toBeNull();
  }
});

test("the extension as it is shipped believes no other root than the real one", async ({ rig }) => {
  await play(rig, builtExtension("chrome"), async ({ look }) => {
    for (const address of ["alice@secure.test", "alice@plain.test"]) {
      const { outcome, state } = await look(address);
      expect(outcome).toMatchObject({ result: "bogus", dnssec: { verdict: "bogus", reason: "wrong-anchor" } });
      expect(state.key).toBeNull();
    }
  });
});
