import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { readKey } from "openpgp";
import PostalMime from "postal-mime";
import { openExtensionPage } from "../browser/launch";
import { ownerName } from "../dns/doh";
import { wkdHash } from "../keys/web-key-directory";
import { ALICE } from "../webmail/demo";
import { callFrom } from "./own-key";
import { makePeer } from "./peer";
import { expect, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");

async function openPublish({ browser }: Stage): Promise<Page> {
  const page = await openExtensionPage(browser, "pages/options/index.html#publish");
  await page.getByRole("heading", { level: 1, name: words("section_publish") }).waitFor();
  return page;
}

const card = (page: Page, title: string): Locator => page.getByRole("region", { name: title, exact: true });
const check = (where: Locator): Promise<void> => where.getByRole("button", { name: words("publish_check") }).click();
const says = (where: Locator, result: string) =>
  expect(where.getByRole("status").getByText(words(`publish_found_${result}`), { exact: true })).toBeVisible();

/** What the key server or directory must serve: the page's key, reduced to this address, in binary. */
const binary = async (armored: string): Promise<Uint8Array> => (await readKey({ armoredKey: armored })).write();

test("the line for the zone, pasted as it is, makes the key reachable and proven; the step is done", async ({
  stage,
}) => {
  const { demo } = stage;
  const page = await openPublish(stage);
  const dns = card(page, words("publish_dns_title"));
  await check(dns);
  await says(dns, "not_found");
  const steps = () => callFrom<{ id: string }[]>(page, "steps.next", {});
  const published = async (): Promise<boolean> => !(await steps()).some(({ id }) => id === "publish");
  for (const id of ["backup", "passphrase", "try"]) await callFrom(page, "steps.answer", { id, answer: "never" });
  expect(await published()).toBe(false);

  await dns.getByRole("radio", { name: words("publish_dns_generic") }).check();
  const line = await dns.getByText(" IN TYPE61 ").innerText();
  const [, owner, size, hex] = /^(\S+)\. IN TYPE61 \\# (\d+) ([0-9a-f]+)$/.exec(line)!;
  expect(owner).toBe(ownerName(ALICE.address));
  const record = Buffer.from(hex!, "hex");
  expect(record).toHaveLength(Number(size));
  demo.dns.publish(ALICE.address, record);
  await check(dns);
  await says(dns, "reachable_proven");
  expect(await published()).toBe(true);

  demo.dns.mode = "tamper";
  await check(dns);
  await says(dns, "bogus");
  demo.dns.mode = "normal";
  await demo.publish(ALICE.address, (await makePeer(ALICE)).publicKey);
  await check(dns);
  await says(dns, "other_key");
});

test("the folder for the web host holds both layouts, and what it holds is found", async ({ stage }) => {
  const { demo } = stage;
  demo.keys.directory("demo.example", { cors: true });
  const page = await openPublish(stage);
  const web = card(page, words("publish_web_title"));
  await check(web);
  await says(web, "not_found");

  const saving = page.waitForEvent("download");
  await web.getByRole("button", { name: words("publish_web_save") }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toBe("openpgpkey-demo.example.zip");
  const files = unzipSync(readFileSync(await download.path()));
  const hash = wkdHash(ALICE.address);
  const advanced = files[`.well-known/openpgpkey/demo.example/hu/${hash}`]!;
  expect(files[`.well-known/openpgpkey/hu/${hash}`]).toEqual(advanced);
  expect(Object.keys(files).filter((name) => name.endsWith("/policy"))).toHaveLength(2);
  expect(new TextDecoder().decode(files["README.txt"])).toContain("Access-Control-Allow-Origin: *");
  expect((await readKey({ binaryKey: advanced })).getFingerprint()).toBe(
    (await readKey({ armoredKey: stage.aliceKey })).getFingerprint(),
  );

  await demo.keys.publishInDirectory(ALICE.address, advanced);
  await check(web);
  await says(web, "reachable");
  demo.keys.directory("demo.example", { cors: false });
  await check(web);
  await says(web, "blocked");
  await expect(
    web.getByRole("button", { name: words("allow_host", { host: "openpgpkey.demo.example" }) }),
  ).toBeVisible();
});

test("a key server gets the key on a click only, and has it once the address is confirmed", async ({ stage }) => {
  const { demo } = stage;
  const page = await openPublish(stage);
  const server = card(page, "keys.openpgp.org");
  await server.getByRole("button", { name: words("publish_upload"), exact: true }).waitFor();
  expect(demo.keys.requests).toEqual([]);

  await server.getByRole("button", { name: words("publish_upload"), exact: true }).click();
  await expect(server.getByText(words("publish_upload_unpublished"), { exact: true })).toBeVisible();
  await server.getByRole("button", { name: words("publish_upload_confirm"), exact: true }).click();
  await expect(server.getByText(words("publish_upload_pending"), { exact: true })).toBeVisible();
  const clicked = server.getByRole("button", { name: words("publish_check_clicked") });
  await clicked.click();
  await says(server, "not_found");
  demo.keys.vks.confirm(ALICE.address);
  await clicked.click();
  await says(server, "reachable");
  const [upload] = demo.keys.requests.filter(({ method }) => method === "POST");
  expect(await binary(JSON.parse(upload!.body).keytext)).toEqual(await binary(stage.aliceKey));
});

test("a provider that takes keys by mail gets a message only it can open", async ({ stage }) => {
  const { demo } = stage;
  const service = await makePeer({ name: "", address: "key-submission@demo.example" });
  const page = await openPublish(stage);
  const mail = card(page, words("publish_mail_title"));
  const ask = mail.getByRole("button", { name: words("publish_mail_ask", { domain: "demo.example" }) });
  demo.keys.directory("demo.example", { cors: true, submission: null });
  await ask.click();
  await expect(mail.getByText(words("publish_mail_none", { domain: "demo.example" }))).toBeVisible();

  demo.keys.directory("demo.example", { submission: service.address });
  await demo.keys.publishInDirectory(service.address, service.publicKey);
  await ask.click();
  const saving = page.waitForEvent("download");
  await mail.getByRole("button", { name: words("publish_mail_save") }).click();
  const message = await PostalMime.parse(readFileSync(await (await saving).path()));
  expect(message.from?.address).toBe(ALICE.address);
  expect(message.to?.[0]?.address).toBe(service.address);
  const sealed = new TextDecoder().decode(message.attachments[1]!.content as ArrayBuffer);
  const inside = await PostalMime.parse(await service.open(sealed));
  const key = new TextDecoder().decode(inside.attachments[0]!.content as ArrayBuffer);
  expect(await binary(key)).toEqual(await binary(stage.aliceKey));
});

test("an address at a large provider is offered what its owner can do: key servers, and from hand to hand", async ({
  stage,
}) => {
  const page = await openPublish(stage);
  await callFrom(page, "identity.create", { name: "Alice", address: "alice@gmail.com" });
  await page.reload();
  await page.getByRole("combobox", { name: words("publish_address") }).selectOption("alice@gmail.com");
  await expect(page.getByText(words("publish_not_yours_title", { domain: "gmail.com" }))).toBeVisible();
  await expect(card(page, words("publish_dns_title"))).toHaveCount(0);
  await expect(card(page, "keys.openpgp.org")).toBeVisible();
  const hand = card(page, words("publish_hand_title"));
  await stage.browser.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await hand.getByRole("button", { name: words("publish_hand_copy") }).click();
  await expect(hand.getByText(words("copied"), { exact: true })).toBeVisible();
  const copied = await readKey({ armoredKey: await page.evaluate(() => navigator.clipboard.readText()) });
  expect(copied.getUserIDs()).toEqual(["Alice <alice@gmail.com>"]);
});
