// The policy for Firefox exactly as in docs/policy.md.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { demoExtension, ensureBuilt } from "../browser/build";
import { wordsOf } from "../gmail/words";
import { startDemo } from "../webmail/demo";
import { ask, says } from "./hand";
import { launchFirefox } from "./launch";
import { managedFirefox } from "./managed";
import { noFirefox, WHY_NOT } from "./stage";

const words = wordsOf("en");

/** From the page's indented blocks: the policy, and Firefox's file around it. */
function documented(): { policy: unknown; firefox: string } {
  const page = readFileSync(join(import.meta.dirname, "../../docs/policy.md"), "utf8");
  const blocks = [...page.matchAll(/(?:^ {4}.*\n)+/gm)].map(([block]) => block);
  const policy = blocks.find((block) => block.includes('"organisationDomains"'))!;
  const firefox = blocks.find((block) => block.includes('"Extensions"'))!;
  return { policy: JSON.parse(policy), firefox: firefox.replace("{ … the policy … }", policy) };
}

test("Firefox: a policies.json as documented fixes what it names, and its mistakes are told", async () => {
  test.skip(noFirefox(), WHY_NOT);
  test.setTimeout(60_000);
  ensureBuilt("firefox");
  const { policy, firefox: file } = documented();
  const { policies } = JSON.parse(file.replace('"leastLevel": "key"', '"leastLevel": "all"'));
  const managed = managedFirefox(policies);
  test.skip(managed === null, "this Firefox is started by a script, or has a policy already");
  const demo = await startDemo();
  const firefox = await launchFirefox(demoExtension("firefox"), demo.map, managed!.executable);
  try {
    const options = await firefox.openExtensionPage("pages/options/index.html#resolvers");
    await says(options, "main", words("managed_by"));
    await says(options, ".notice", words("managed_ignored", { names: "leastLevel" }));
    const { resolvers } = policy as { resolvers: string[] };
    const shown = await ask(options, "the resolvers", () => document.querySelector("main ol")?.textContent);
    for (const url of resolvers) expect(shown).toContain(url);
    await says(options, "main", words("allow_host", { host: "dns.town.example" }));
    const sealed = await ask(
      options,
      "the fields that are fixed",
      () => document.querySelectorAll("main :disabled").length,
    );
    expect(sealed).toBeGreaterThan(0);
  } finally {
    await firefox.close();
    await demo.close();
    managed!.remove();
  }
});
