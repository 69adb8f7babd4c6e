// The extension's files are replaced under a running browser: parts of different builds do not communicate, and start anew.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoExtension } from "../browser/build";
import { makeCertificate } from "../browser/certificate";
import { launch, openExtensionPage } from "../browser/launch";
import { overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { ALICE, BOB, DEMO_HOSTS, MAIL_URL, startDemo } from "../webmail/demo";
import { editorOf, makeKey, pressLock, startMail } from "./actions";
import { callFrom, welcomePage } from "./own-key";
import { restored } from "./seen";
import { expect, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const TEXT = "the spare key hangs in the shed";
const SCRIPTS = /\.(?:js|txt)$/;

/** Gives the same build another mark. */
function markAnew(folder: string, files: readonly string[]): string {
  const mark = readFileSync(join(folder, "build.txt"), "utf8");
  const next = mark === "00000000" ? "11111111" : "00000000";
  let changed = 0;
  for (const file of files.filter((name) => SCRIPTS.test(name))) {
    const text = readFileSync(join(folder, file), "utf8");
    if (!text.includes(mark)) continue;
    writeFileSync(join(folder, file), text.replaceAll(mark, next));
    changed++;
  }
  // The background, at least three content scripts, the pages' shared code, and the mark itself.
  expect(changed).toBeGreaterThan(5);
  return next;
}

test("an exchanged package is taken over by itself, the draft is kept, and old and new say nothing to each other", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cachet-builds-"));
  cpSync(demoExtension("chrome"), folder, { recursive: true });
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const certificate = makeCertificate(DEMO_HOSTS);
  const demo = await startDemo({ certificate });
  const map = demo.map as Record<string, number>;
  const browser = await launch({ extension: folder, map, certificates: [certificate.cert] });
  try {
    const welcome = await welcomePage(browser);
    await makeKey(welcome, ALICE, { passphrase: "", words: wordsOf("en") });
    const page = await browser.context.newPage();
    await page.goto(MAIL_URL);
    await page.getByRole("button", { name: "Compose" }).waitFor();
    await startMail(page, BOB.address, "");
    const overlay = await pressLock(page);
    await editorOf(overlay).fill(TEXT);
    await expect(overlay.getByText(/Draft sealed/)).toBeVisible();

    const renewed = browser.context.waitForEvent("serviceworker", { timeout: 30_000 });
    const next = markAnew(folder, files);
    // A page of the new build gets no answer from the old background, which notices that it is old.
    const options = await openExtensionPage(browser, "pages/options/index.html");
    await renewed;
    await options.close().catch(() => undefined);
    await until("the old overlay to go", () => overlayFrames(page, "compose").length === 0);

    const popup = await openExtensionPage(browser, "pages/popup/index.html");
    expect(await popup.evaluate(async () => (await fetch("/build.txt")).text())).toBe(next);
    expect(await callFrom<unknown[]>(popup, "draft.list", {})).toHaveLength(1);
    const refused = await popup.evaluate(() =>
      (
        globalThis as unknown as { chrome: { runtime: { sendMessage(m: object): Promise<unknown> } } }
      ).chrome.runtime.sendMessage({ call: "22222222/draft.list", request: {} }),
    );
    expect(refused).toMatchObject({ ok: false, code: "other-build" });
    await popup.close();

    await page.bringToFront();
    await page.reload();
    await page.getByRole("dialog").waitFor();
    await expect(editorOf(await restored({ page } as Stage))).toHaveValue(TEXT);
  } finally {
    await browser.close();
    await demo.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
