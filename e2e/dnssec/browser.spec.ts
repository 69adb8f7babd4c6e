// What the user is told, and which key is used, when a recipient's DNS is correct, unsigned, or tampered with.
import { expect } from "@playwright/test";
import { builtExtension } from "../browser/build";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "../gmail/actions";
import { wordsOf } from "../gmail/words";
import type { Mode } from "./attacks";
import { test } from "./stage";

const words = wordsOf("en");
const own = (address: string) => ({ address, domain: address.split("@")[1]! });

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

test("the extension as it is shipped believes no other root than the real one", async ({ play }) => {
  await play(builtExtension("chrome"), async ({ look }) => {
    for (const address of ["alice@secure.test", "alice@plain.test"]) {
      const { outcome, state } = await look(address);
      expect(outcome).toMatchObject({ result: "bogus", dnssec: { verdict: "bogus", reason: "wrong-anchor" } });
      expect(state.key).toBeNull();
    }
  });
});

test("the person writing is told whose key is proven, whose is not, and whose was refused", async ({ stage }) => {
  const people = [
    ["alice@secure.test", words("brief_dns_proven"), words("proves_dns_secure", own("alice@secure.test"))],
    ["alice@plain.test", words("brief_dns"), words("dnssec_unsigned_zone")],
    ["alice@tampered.test", words("chip_unanswered"), words("dnssec_bad_signature")],
    ["alice@stripped.test", words("chip_unanswered"), words("dnssec_no_signature")],
  ] as const;
  await startMail(stage.mail, people.map(([address]) => address).join(", "), "Plan");
  const overlay = await pressLock(stage.mail);
  await editorOf(overlay).fill("quincemarmalade");
  for (const [address, brief, reason] of people) {
    const person = overlay.getByRole("button", { name: `${address}:` });
    await expect(person).toHaveAccessibleName(new RegExp(`${brief}$`), { timeout: 15_000 });
    await press(overlay, person);
    const found = overlay.locator(".found-by");
    if (!(await found.isVisible())) await press(overlay, overlay.getByText(words("found_by")));
    await expect.soft(found, address).toContainText(reason);
    await person.press("Escape");
  }
  await press(overlay, sealAndSendOf(overlay));
  const refusal = overlay.getByRole("alert").filter({ hasText: "alice@tampered.test" });
  await expect(refusal).toContainText("alice@stripped.test");
  await expect(refusal).not.toContainText("alice@secure.test");
  expect(stage.sent()).toBe(0);
});
