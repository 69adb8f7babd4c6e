// A disk of 64 MiB that is full at one moment after another: after the browser has ended, and room was made, the key is there
// or the page names it and the way back. Skipped where no such disk can be mounted.
import { execFileSync } from "node:child_process";
import { closeSync, cpSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { launch } from "../browser/launch";
import { wordsOf } from "../gmail/words";
import { ADDRESS, callOf, optionsOf, withMadeProfile } from "./profile";

const words = wordsOf("en");
const PASSPHRASE = "three words under the hill";

function mounted(): string | null {
  const disk = mkdtempSync(join(tmpdir(), "cachet-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64m", "tmpfs", disk], { stdio: "ignore" });
    return disk;
  } catch {
    rmSync(disk, { recursive: true });
    return null;
  }
}

/** Down to the last 4 kB. */
function fill(disk: string): void {
  const file = openSync(join(disk, "filler"), "a");
  try {
    for (;;) writeSync(file, Buffer.alloc(4096, 1));
  } catch {
    closeSync(file);
  }
}

type Page = Awaited<ReturnType<typeof optionsOf>>;
const fingerprintOf = async (page: Page): Promise<string> => {
  const listed = await callOf(page, "identity.list", {});
  return listed.ok ? listed.value[0]!.fingerprint : "";
};

/** What is done once the disk is full. */
const MOMENTS: Readonly<Record<string, (page: Page, fingerprint: string) => Promise<unknown>>> = {
  "nothing is done": async () => {},
  "a setting is changed": (page) => callOf(page, "settings.set", { wkd: false }),
  "a lock is set": (page, fingerprint) =>
    callOf(page, "identity.protect", { fingerprint, current: null, next: PASSPHRASE }),
  "the key is made to last": (page, fingerprint) =>
    callOf(page, "identity.extend", { fingerprint, passphrase: null } as never),
  "another key is made": (page) => callOf(page, "identity.create", { name: "B", address: "b@example.org" }),
  "pins are signed": (page) => callOf(page, "pins.accept", {}),
};

test("a disk that is full at any moment does not lose the key", async () => {
  const disk = mounted();
  test.skip(disk === null, "needs the right to mount");
  try {
    await withMadeProfile(async (made) => {
      const told: Record<string, string> = {};
      for (const [moment, act] of Object.entries(MOMENTS)) {
        const profile = join(disk!, "profile");
        rmSync(profile, { recursive: true, force: true });
        cpSync(made, profile, {
          recursive: true,
          filter: (path) => !/Singleton|\/Cache|\/Code Cache|\/GPUCache/.test(path),
        });
        const browser = await launch({ profile });
        const page = await optionsOf(browser);
        const fingerprint = await fingerprintOf(page);
        fill(disk!);
        await act(page, fingerprint);
        const session = await browser.context.browser()?.newBrowserCDPSession();
        await session?.send("Browser.crash").catch(() => {});
        await browser.close().catch(() => {});
        rmSync(join(disk!, "filler"), { force: true });

        const second = await launch({ profile });
        const home = await optionsOf(second);
        const listed = await callOf(home, "identity.list", {});
        const shown =
          listed.ok && listed.value.length > 0 ? ADDRESS : words("kept_missing_title", { address: ADDRESS });
        await expect(home.getByText(shown).first(), moment).toBeVisible();
        told[moment] = listed.ok ? (listed.value.length > 0 ? "there" : "named") : listed.code;
        await second.close();
      }
      expect(Object.values(told).every((end) => end === "there" || end === "named")).toBe(true);
      expect(Object.keys(told)).toEqual(Object.keys(MOMENTS));
    });
  } finally {
    execFileSync("umount", ["-l", disk!]);
    rmSync(disk!, { recursive: true, force: true });
  }
});
