// A profile whose database was damaged after a contact was verified: they are not treated as a new contact.
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { armorCertificate, generateKey } from "../../src/domain/pgp/secret-key";
import { launch } from "../browser/launch";
import { until } from "../browser/until";
import { wordsOf } from "../gmail/words";
import { callOf, copyOf, DAMAGES, optionsOf, withMadeProfile } from "./profile";

const BOB = "bob@example.org";
const words = wordsOf("en");

const keyOf = async (name: string): Promise<string> => {
  const { info } = await generateKey(name, BOB, Date.now() - 60_000);
  return armorCertificate(info.certificate);
};

/** Number of changed contacts not signed yet; signing is the last step of a change. */
const unsigned = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("cachet");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction("unsignedPins").objectStore("unsignedPins").count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );

const databases = (profile: string): string => join(profile, "Default/IndexedDB");

test("somebody verified stays so through a cut log and an old copy put back, and another key is asked about", async () => {
  await withMadeProfile(async (made) => {
    const early = copyOf(made);
    const [theirs, others] = [await keyOf("Bob"), await keyOf("Eve")];
    const before = await launch({ profile: made });
    const page = await optionsOf(before, "contacts");
    expect(await callOf(page, "contact.import", { key: theirs })).toMatchObject({ ok: true });
    expect(await callOf(page, "contact.verify", { address: BOB, verified: true })).toMatchObject({ ok: true });
    await until("everything to be signed", async () => (await unsigned(page)) === 0);
    await before.close();

    const damages = {
      "the log cut to half": DAMAGES["the log cut to half"]!,
      "the folder of the database gone": DAMAGES["the folder of the database gone"]!,
      "the database of before put back": (profile: string) => {
        rmSync(databases(profile), { recursive: true });
        cpSync(databases(early), databases(profile), { recursive: true });
        return 1;
      },
    };
    for (const [what, damage] of Object.entries(damages)) {
      const profile = copyOf(made);
      expect(damage(profile), what).toBeGreaterThan(0);
      const browser = await launch({ profile });
      const contacts = await optionsOf(browser, "contacts");
      const state = async () => {
        const answer = await callOf(contacts, "recipient.states", { addresses: [BOB] });
        return answer.ok ? answer.value[0]!.state : answer.code;
      };
      expect(["verified", "lost"], what).toContain(await state());
      await expect(contacts.getByText(words("kept_back_one_title")), what).toBeVisible();
      // Finding their own key restores the state; another key is held.
      await callOf(contacts, "contact.import", { key: theirs });
      expect(await state(), what).toBe("verified");
      await callOf(contacts, "contact.import", { key: others });
      expect(await state(), what).toBe("changed");
      await browser.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    }
    rmSync(early, { recursive: true, force: true, maxRetries: 3 });
  });
});
