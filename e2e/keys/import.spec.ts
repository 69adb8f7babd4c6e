// Everybody's keys from one file, as a person imports them on the options page.
import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { generateKey, type KeyOptions } from "openpgp";
import { openExtensionPage } from "../browser/launch";
import { callFrom } from "../gmail/own-key";
import { expect, type Stage, test } from "../gmail/stage";
import { wordsOf } from "../gmail/words";

const words = wordsOf("en");

async function keyOf(name: string, options: Partial<KeyOptions> = {}): Promise<Uint8Array> {
  const { publicKey } = await generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: [{ name, email: `${name}@example.net` }],
    ...options,
    format: "object",
  } as KeyOptions & { format: "object" });
  return publicKey.write();
}

const people = (count: number): Promise<Uint8Array[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => keyOf(`person${i}`)));

async function choose({ browser }: Stage, file: string): Promise<Page> {
  const page = await openExtensionPage(browser, "pages/options/index.html#contacts");
  await page.getByText(words("keys_import_title")).click();
  await page.getByLabel(words("keys_file")).setInputFiles(file);
  return page;
}

const contacts = async (page: Page): Promise<number> =>
  (await callFrom<{ total: number }>(page, "contact.search", { query: "", offset: 0, limit: 1 })).total;

test("a file of many keys is imported with its progress in sight; what was not taken is listed with the reason", async ({
  stage,
}, info) => {
  const expired = { date: new Date(Date.now() - 10 * 86_400_000), keyExpirationTime: 86_400 };
  const odd = [await keyOf("gone", expired), await keyOf("signer", { subkeys: [{ sign: true }] })];
  const file = info.outputPath("everybody.gpg");
  writeFileSync(file, Buffer.concat([...odd, ...(await people(43))]));
  const page = await choose(stage, file);
  await expect(page.getByRole("status").filter({ hasText: "45" })).toBeVisible();
  expect(await contacts(page)).toBe(0);

  await page.getByRole("button", { name: words("keys_import"), exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "43 of 45 keys" })).toBeVisible();
  expect(await contacts(page)).toBe(43);

  const list = page.getByRole("region", { name: words("keys_not_taken") });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await list.getByRole("combobox").selectOption("expired");
  await expect(list.getByRole("listitem")).toHaveText([/^gone .*It has expired/]);
  await list.getByRole("combobox").selectOption("all");
  await list.getByRole("searchbox").fill("signer");
  await expect(list.getByRole("listitem")).toHaveText([/^signer .*nothing can be sealed to it/]);
});

test("an import can be stopped, and what was imported stays", async ({ stage }, info) => {
  const file = info.outputPath("everybody.gpg");
  writeFileSync(file, Buffer.concat(await people(400)));
  const page = await choose(stage, file);
  await page.getByRole("button", { name: words("keys_import"), exact: true }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: words("keys_stop"), exact: true }).click();
  await expect(page.getByText(/^Stopped after/)).toBeVisible();
  const taken = await contacts(page);
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(400);
});

test("a file without keys is refused in words", async ({ stage }, info) => {
  const file = info.outputPath("letter.txt");
  writeFileSync(file, "Dear all,");
  const page = await choose(stage, file);
  await expect(page.getByRole("alert")).toHaveText(words("keys_file_none"));
});
