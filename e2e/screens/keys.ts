// The screens about where keys come from: found and proven, not proven, refused, to confirm, competing, replaced; and a
// contact's page with history and verification.
import type { Frame, Page } from "@playwright/test";
import { readKey } from "openpgp";
import { type Launched, openExtensionPage } from "../browser/launch";
import { openMail, press, pressLock, readOverlay, startMail } from "../gmail/actions";
import { callFrom } from "../gmail/own-key";
import { letter, makePeer, type Peer } from "../gmail/peer";
import type { Words } from "../gmail/words";
import { HKP_HOST, VKS_HOST } from "../keys/server";
import { ALICE, type Demo, MAIL_URL } from "../webmail/demo";
import { badgeOf } from "./badge-name";
import type { Visit } from "./walk";

export interface KeyScene {
  readonly demo: Demo;
  readonly browser: Launched;
  readonly words: Words;
  readonly bob: Peer;
  readonly visit: Visit;
}

const person = (name: string, domain = "demo.example") => ({ name, address: `${name.toLowerCase()}@${domain}` });
const binary = async (armored: string): Promise<Uint8Array> => (await readKey({ armoredKey: armored })).write();

const openAll = (page: Page | Frame): Promise<void> =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

async function contactPage({ browser }: KeyScene, { name, address }: { name: string; address: string }): Promise<Page> {
  const page = await openExtensionPage(browser, `pages/options/index.html#contacts/${encodeURIComponent(address)}`);
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return page;
}

/** Bob's page: DNS that is proven, both ways to verify, and what follows. */
export async function verifying(scene: KeyScene): Promise<void> {
  const { visit, words, bob } = scene;
  const page = await contactPage(scene, bob);
  await page.getByRole("img", { name: words("verify_own_code") }).waitFor();
  await openAll(page);
  await visit({ name: "options-contact", target: page, page });
  await page.getByRole("tab", { name: words("verify_number") }).click();
  await page.getByRole("button", { name: words("verify_differ") }).click();
  await page.getByText(words("verify_differ_title")).waitFor();
  await visit({ name: "options-contact-number", target: page, page });
  await page.getByRole("button", { name: words("verify_match") }).click();
  await page.getByRole("button", { name: words("verify_undo") }).waitFor();
  await visit({ name: "options-contact-verified", target: page, page });
  await page.close();
}

/** A key given by hand, beside a DNS that proves nothing, and beside one whose answer is refused. */
export async function unproven(scene: KeyScene): Promise<void> {
  const { visit, demo, browser, words } = scene;
  const dora = await makePeer(person("Dora", "example.org"));
  const emil = await makePeer(person("Emil"));
  demo.dns.publish(dora.address, await binary(dora.publicKey));
  await demo.publish(emil.address, emil.publicKey);
  const page = await openExtensionPage(browser, "pages/options/index.html");
  const lookUp = (address: string) => callFrom(page, "recipient.lookup", { address, source: "dns", force: true });
  for (const { publicKey } of [dora, emil]) await callFrom(page, "contact.import", { key: publicKey });
  await lookUp(dora.address);
  demo.dns.mode = "tamper";
  await lookUp(emil.address);
  demo.dns.mode = "normal";
  await page.close();
  for (const [name, who, seen] of [
    ["options-contact-insecure", dora, words("chain_insecure")],
    ["options-contact-bogus", emil, words("dnssec_verdict_bogus")],
  ] as const) {
    const shown = await contactPage(scene, who);
    await shown.getByText(seen).first().waitFor();
    await openAll(shown);
    await visit({ name, target: shown, page: shown });
    await shown.close();
  }
}

/** Recipients whose keys need a word of the user: the cards behind their chips. */
export async function choosing(scene: KeyScene, mail: Page): Promise<void> {
  const { visit, demo, browser, words } = scene;
  const gina = await makePeer(person("Gina"));
  const hugo = await makePeer(person("Hugo"));
  await demo.keys.publishOnServer(demo.keys.hkp, gina.address, gina.publicKey);
  await demo.publish(hugo.address, hugo.publicKey);
  await demo.keys.publishOnServer(demo.keys.vks, hugo.address, (await makePeer(hugo)).publicKey);
  const page = await openExtensionPage(browser, "pages/options/index.html");
  const { keyServers } = await callFrom<{ keyServers: { kind: string; origin: string }[] }>(page, "settings.get", {});
  const hkp = { kind: "hkp", origin: `https://${HKP_HOST}` };
  await callFrom(page, "settings.set", { keyServers: [...keyServers, hkp] });
  // Nobody asks a key server where DNS has a key: a second directory has to be asked on purpose.
  const second = { source: "server", server: `https://${VKS_HOST}` };
  for (const place of [{ source: "dns" }, second])
    await callFrom(page, "recipient.lookup", { address: hugo.address, ...place });
  await page.close();
  await mail.bringToFront();
  for (const [who, chip, act] of [
    [gina, "chip_candidate", "candidate_use"],
    [hugo, "chip_conflict", "rivals_later"],
  ] as const) {
    await mail.goto(MAIL_URL);
    await startMail(mail, who.address, "Plan");
    const frame = await pressLock(mail, 0, words);
    const button = frame.locator("fieldset").getByRole("button", { name: who.address });
    await button.filter({ hasText: words(chip) }).waitFor();
    await press(frame, button);
    await press(frame, frame.getByRole("button", { name: words(act) }).first());
    await openAll(frame);
    await visit({ name: `compose-${chip.slice(5)}`, target: frame, page: mail });
  }
}

/** A key that its domain replaced: said where one writes and where one reads, with how it was found. */
export async function replaced(scene: KeyScene, mail: Page, aliceKey: string): Promise<void> {
  const { visit, demo, browser, words } = scene;
  const old = await makePeer(person("Ines"));
  const now = await makePeer(old);
  const page = await openExtensionPage(browser, "pages/options/index.html");
  await callFrom(page, "contact.import", { key: old.publicKey });
  await demo.publish(now.address, now.publicKey);
  await callFrom(page, "recipient.lookup", { address: now.address, source: "dns", force: true });
  await page.close();
  await mail.bringToFront();
  await mail.goto(MAIL_URL);
  await startMail(mail, now.address, "Plan");
  const compose = await pressLock(mail, 0, words);
  await press(compose, words("notice_show"));
  await visit({ name: "compose-notice", target: compose, page: mail });
  await demo.webmail.deliver(letter(now, ALICE.address, "A new key", await now.seal("Ines", [aliceKey])));
  await mail.goto(MAIL_URL);
  await openMail(mail, "A new key");
  const read = await readOverlay(mail, 0, words);
  await read.getByRole("button", { name: words("notice_fine") }).waitFor();
  await visit({ name: "read-notice", target: read, page: mail });
  await press(read, words("notice_fine"));
  await press(read, badgeOf(read, words));
  await read.getByRole("heading", { name: words("found_by") }).waitFor();
  await visit({ name: "read-found-by", target: read, page: mail });
}
