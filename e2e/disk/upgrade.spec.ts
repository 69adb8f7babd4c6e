// Real profiles of three early builds, opened by the present build: nothing is lost.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { demoExtension } from "../browser/build";
import { launch, openExtensionPage } from "../browser/launch";
import { callFrom } from "../gmail/own-key";
import { named, OLD, unpack } from "./old-profile";

for (const [commit, database, files] of [
  ["a82871a", 1, 0],
  ["5c0e9d6", 3, 1],
  ["d6a7bcb", 6, 1],
] as const) {
  test(`key, lock, contacts, draft and settings of ${commit} (database ${database}) are as they were`, async () => {
    const { own, verified, imported, settings, draft } = OLD;
    const extension = named(demoExtension("chrome"));
    const profile = mkdtempSync(join(tmpdir(), "cachet-old-"));
    unpack(commit, profile);
    const browser = await launch({ extension, profile });
    try {
      const page = await openExtensionPage(browser, "pages/options/index.html");
      const [identity, ...more] = await callFrom<{ fingerprint: string }[]>(page, "identity.list", {});
      expect(identity).toMatchObject({ name: own.name, addresses: [own.address], protection: "passphrase" });
      expect(more).toEqual([]);
      expect(await callFrom(page, "settings.get", {})).toMatchObject(settings);

      const { items } = await callFrom<{ items: object[] }>(page, "contact.search", {
        query: "",
        offset: 0,
        limit: 10,
      });
      const stood = items as { address: string; verifiedAt: number | null; key: object | null }[];
      expect(stood.map(({ address }) => address).sort()).toEqual([verified.address, imported.address]);
      const [bob, carol] = [verified, imported].map((who) => stood.find(({ address }) => address === who.address)!);
      expect([bob!.verifiedAt !== null, carol!.verifiedAt]).toEqual([true, null]);
      for (const one of [bob!, carol!]) expect(one.key).not.toBeNull();

      // The key is locked, and only its own passphrase opens it.
      const [listed] = await callFrom<object[]>(page, "draft.list", {});
      expect(listed).toMatchObject({ id: draft.id, place: draft.place, files });
      await expect(callFrom(page, "draft.load", { id: draft.id, account: null })).rejects.toThrow(/locked/);
      const wrong = callFrom(page, "vault.unlock", { passphrase: "seven green lanterns drown" });
      await expect(wrong).rejects.toThrow(/wrong-passphrase/);
      await callFrom(page, "vault.unlock", { passphrase: own.passphrase });

      const loaded = await page.evaluate(
        async ([id, account]) => {
          const { runtime } = (
            globalThis as unknown as { chrome: { runtime: { sendMessage(m: unknown): Promise<unknown> } } }
          ).chrome;
          const call = `${await (await fetch("/build.txt")).text()}/draft.load`;
          const { value } = (await runtime.sendMessage({ call, request: { id, account } })) as {
            value: { entity: Uint8Array; files: (string | null)[] };
          };
          return { files: value.files, entity: new TextDecoder().decode(value.entity) };
        },
        [draft.id, own.address] as const,
      );
      // A file without its content would be null.
      expect(loaded.files).toEqual(files === 0 ? [] : [draft.file]);
      expect(loaded.entity).toContain(draft.subject);
      expect(loaded.entity).toContain("The spare key hangs in the shed.");
      expect(loaded.entity).toContain(verified.address);
    } finally {
      await browser.close();
      for (const made of [extension, profile]) rmSync(made, { recursive: true, force: true, maxRetries: 3 });
    }
  });
}
