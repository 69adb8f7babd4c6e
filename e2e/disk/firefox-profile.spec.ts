// The same as profile.spec.ts in Firefox, where every database is a separate file: one missing or damaged file does not lose
// the key, and every page reports a lost key.
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { demoExtension } from "../browser/build";
import { callFrom } from "../firefox/call";
import { ask, says } from "../firefox/hand";
import { FIREFOX, type Firefox, launchFirefox } from "../firefox/launch";
import { noFirefox, WHY_NOT } from "../firefox/stage";
import { wordsOf } from "../gmail/words";
import { ADDRESS } from "./profile";

const words = wordsOf("en");

test.skip(noFirefox(), WHY_NOT);

/** A temporary add-on and its data are removed at the end of a session, unless preferences keep them. */
const start = (profile: string): Promise<Firefox> =>
  launchFirefox(demoExtension("firefox"), {}, FIREFOX, {
    profile,
    preferences: { "extensions.webextensions.keepStorageOnUninstall": true },
  });

/** Firefox forms a file's name from the database's, taking letters alternately from both ends. */
const woven = (name: string): string =>
  [...name].map((_, at) => name.at(at % 2 === 0 ? at / 2 : -(at + 1) / 2)).join("");

/** The files of a database of ours. */
function filesOf(profile: string, name: string): string[] {
  const root = join(profile, "storage/default");
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => /^moz-extension/.test(path) && new RegExp(`/\\d+${woven(name)}\\.`).test(path))
    .map((path) => join(root, path));
}

const each = (files: readonly string[], act: (file: string) => void): number => {
  for (const file of files) act(file);
  return files.length;
};
const databaseFile = (profile: string, name = "cachet"): string[] =>
  filesOf(profile, name).filter((path) => path.endsWith(".sqlite"));
const remove = (path: string): void => rmSync(path, { recursive: true, force: true });
const half = (path: string): void => truncateSync(path, Math.floor(statSync(path).size / 2));

/** Each returns the number of files it damaged. */
const DAMAGES: Readonly<Record<string, (profile: string) => number>> = {
  "the database's file gone": (profile) => each(filesOf(profile, "cachet"), remove),
  "the database's file cut to half": (profile) => each(databaseFile(profile), half),
  "the database's file something else": (profile) =>
    each(databaseFile(profile), (path) => writeFileSync(path, Buffer.alloc(8192, 7))),
  "the file of the second place cut to half": (profile) => each(databaseFile(profile, "cachet-own-key"), half),
};

function copyOf(profile: string): string {
  const copy = mkdtempSync(join(tmpdir(), "cachet-firefox-damaged-"));
  cpSync(profile, copy, {
    recursive: true,
    filter: (path) => !/\/(?:cache2|lock|\.parentlock|startupCache)$/.test(path),
  });
  return copy;
}

async function withProfile(profile: string, use: (firefox: Firefox) => Promise<void>): Promise<void> {
  const firefox = await start(profile);
  try {
    await use(firefox);
  } finally {
    await firefox.close();
  }
}

const options = ({ openExtensionPage }: Firefox) => openExtensionPage("pages/options/index.html#key");

test("a damaged database does not lose the key in Firefox, and a lost one is named on every page", async () => {
  test.setTimeout(240_000);
  const made = mkdtempSync(join(tmpdir(), "cachet-firefox-made-"));
  const copies: string[] = [];
  try {
    await withProfile(made, async (firefox) => {
      await callFrom(await options(firefox), "identity.create", { name: "Alice", address: ADDRESS });
    });
    for (const [what, damage] of Object.entries(DAMAGES)) {
      const profile = copyOf(made);
      copies.push(profile);
      expect(damage(profile), what).toBeGreaterThan(0);
      await withProfile(profile, async (firefox) => {
        const page = await options(firefox);
        await says(page, "body", ADDRESS).catch((error) => {
          throw new Error(`${what}: ${error}`);
        });
        const listed = await callFrom<{ addresses: string[] }[]>(page, "identity.list", {});
        expect(listed, what).toMatchObject([{ addresses: [ADDRESS] }]);
      });
    }

    const profile = copyOf(made);
    copies.push(profile);
    for (const name of ["cachet", "cachet-own-key"]) expect(each(filesOf(profile, name), remove)).toBeGreaterThan(0);
    await withProfile(profile, async (firefox) => {
      for (const path of ["options", "popup", "welcome"]) {
        const page = await firefox.openExtensionPage(`pages/${path}/index.html`);
        await says(page, "body", words("kept_missing").slice(0, 40));
        const offered = await ask(page, "its buttons", () =>
          [...document.querySelectorAll("a, button")].map((one) => one.textContent!.trim()),
        );
        expect(offered, path).toContain(words("kept_bring_back"));
        expect(offered, path).not.toContain(words("welcome_make"));
      }
    });
  } finally {
    for (const profile of [made, ...copies])
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});
