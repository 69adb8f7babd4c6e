// A large address book: one recipient among ten thousand, and the import of a thousand real keys.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openExtensionPage } from "../browser/launch";
import { stopWorker } from "../browser/worker";
import { wordsOf } from "../gmail/words";
import { runProgram } from "../lab/program";
import { median } from "./median";
import { callFrom, type Stage } from "./stage";

/** Debian's package debian-keyring. */
const KEYRING = "/usr/share/keyrings/debian-keyring.gpg";

/** recipient.states of one address, a new one each time, with `count` other contacts pinned. ms */
export async function recipientAmong(stage: Stage, count: number, rounds: number): Promise<number> {
  await fill(stage, count);
  await stopWorker(stage.browser.context, stage.browser.extensionId);
  await callFrom(stage.options, "settings.get", {});
  const times = await stage.options.evaluate(
    async ({ total, times }) => {
      const { runtime } = (
        globalThis as unknown as {
          chrome: { runtime: { sendMessage(m: unknown): Promise<{ ok: boolean; value: { state: string }[] }> } };
        }
      ).chrome;
      const build = await (await fetch("/build.txt")).text();
      const found: number[] = [];
      for (let i = 0; i < times; i++) {
        const addresses = [`person${Math.floor((total * (i + 0.5)) / times)}@example.net`];
        const start = performance.now();
        const answer = await runtime.sendMessage({ call: `${build}/recipient.states`, request: { addresses } });
        found.push(performance.now() - start);
        if (answer.value[0]!.state !== "first-contact") throw new Error(JSON.stringify(answer).slice(0, 300));
      }
      return found;
    },
    { total: count, times: rounds },
  );
  return median(times);
}

/** Contacts as after a first use: copies of Bob's, which was imported, under other addresses. */
async function fill({ options }: Stage, count: number): Promise<void> {
  await options.evaluate(async (total) => {
    const wait = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const base = await wait(indexedDB.open("cachet"));
    const first = async (store: string): Promise<Record<string, unknown>> => {
      const rows = await wait<Record<string, unknown>[]>(
        base.transaction(store).objectStore(store).getAll(undefined, 1),
      );
      if (!rows[0]) throw new Error(`no row in ${store}`);
      return rows[0];
    };
    const [contact, key, find] = [await first("contacts"), await first("keys"), await first("finds")];
    const transaction = base.transaction(["contacts", "keys", "finds"], "readwrite");
    for (let i = 0; i < total; i++) {
      const id = `person${i}@example.net`;
      const fingerprint = i.toString(16).padStart(40, "0");
      transaction
        .objectStore("contacts")
        .put({ ...contact, id, address: id, name: `Person ${i}`, pinned: fingerprint });
      transaction
        .objectStore("keys")
        .put({ ...key, fingerprint, keyIds: [fingerprint.slice(24)], userIds: [`Person ${i} <${id}>`] });
      transaction.objectStore("finds").put({ ...find, id: `${id}|${fingerprint}|import`, contact: id, fingerprint });
    }
    await new Promise<void>((done, failed) => {
      transaction.oncomplete = () => done();
      transaction.onerror = () => failed(transaction.error);
    });
    base.close();
  }, count);
}

export interface KeyringTimes {
  readonly ours: number;
  readonly gpg: number;
  /** The page's final status. */
  readonly said: string;
}

/** Imports Debian's keyring on the options page, timed from the press to the summary, and with gpg. s */
export async function importKeyring(stage: Stage): Promise<KeyringTimes | null> {
  if (!existsSync(KEYRING)) return null;
  const words = wordsOf("en");
  const page = await openExtensionPage(stage.browser, "pages/options/index.html#contacts");
  await page.getByText(words("keys_import_title")).click();
  await page.getByLabel(words("keys_file")).setInputFiles(KEYRING);
  const press = page.getByRole("button", { name: words("keys_import"), exact: true });
  await press.waitFor();
  const start = performance.now();
  await press.click();
  const end = page.getByRole("status").filter({ hasText: words("keys_ended") });
  await end.waitFor({ timeout: 120_000 });
  const ours = (performance.now() - start) / 1000;
  const said = (await end.innerText()).replace(/\s+/g, " ");
  await page.close();
  return { ours, gpg: gpgImport(), said };
}

function gpgImport(): number {
  const home = mkdtempSync(join(tmpdir(), "ck-"));
  const start = performance.now();
  try {
    runProgram("gpg", ["--homedir", home, "--batch", "--quiet", "--import", KEYRING], {
      stdio: "ignore",
      timeout: 100_000,
    });
    return (performance.now() - start) / 1000;
  } catch {
    // gpg exits with an error when it refuses some keys.
    return (performance.now() - start) / 1000;
  } finally {
    runProgram("gpgconf", ["--homedir", home, "--kill", "all"]);
    rmSync(home, { recursive: true, force: true });
  }
}
