// Failures halfway: text, subject and files are not lost, and one sentence says what happened.

import { createHash, randomBytes } from "node:crypto";
import type { BrowserContext, Frame } from "@playwright/test";
import PostalMime from "postal-mime";
import { openExtensionPage } from "../browser/launch";
import { onDisk } from "../browser/on-disk";
import { noOverlay } from "../browser/overlays";
import { quietFor } from "../browser/quiet";
import { until } from "../browser/until";
import { reloadExtension } from "../browser/worker";
import { BOB } from "../webmail/demo";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { callFrom } from "./own-key";
import { restored } from "./seen";
import { expect, leaks, type Stage, test } from "./stage";

const TEXT = "the spare key hangs in the shed";
const SUBJECT = "Where the key is";
const FILE = "plan of the house.bin";
/** Large enough for sealing and uploading to be interrupted. */
const LARGE = randomBytes(8 * 1024 * 1024);
const SMALL = LARGE.subarray(0, 300_000);

const sha256 = (octets: Uint8Array): string => createHash("sha256").update(octets).digest("hex");

async function write({ page }: Stage, buffer = LARGE): Promise<Frame> {
  await startMail(page, BOB.address, "");
  const overlay = await pressLock(page);
  await overlay.getByRole("textbox", { name: "Subject" }).fill(SUBJECT);
  await editorOf(overlay).fill(TEXT);
  await overlay.locator("input[type=file]").setInputFiles(onDisk({ name: FILE, buffer }));
  await expect(overlay.getByRole("list", { name: "Attached files" })).toContainText(FILE);
  return overlay;
}

const drafted = (overlay: Frame) => expect(overlay.getByText(/Draft sealed/)).toBeVisible({ timeout: 20_000 });

async function complete(overlay: Frame): Promise<void> {
  await expect(editorOf(overlay)).toHaveValue(TEXT);
  await expect(overlay.getByRole("textbox", { name: "Subject" })).toHaveValue(SUBJECT);
  const files = overlay.getByRole("list", { name: "Attached files" }).getByRole("listitem");
  await expect(files).toHaveCount(1);
  await expect(files).toContainText(FILE);
}

/** Bob has the message exactly once, and its file is exact to the octet. */
async function bobHas({ demo, bob, page }: Stage, content = LARGE): Promise<void> {
  const box = demo.webmail.boxes[1]!;
  const message = await until("mail for Bob", () => box.messages().at(-1), 90_000);
  const sealed = Buffer.from(message.files.find(({ name }) => name === "encrypted.asc")!.content).toString();
  const mail = await PostalMime.parse(await bob.open(sealed), { attachmentEncoding: "arraybuffer" });
  expect(mail.subject).toBe(SUBJECT);
  expect(mail.text).toContain(TEXT);
  expect(mail.attachments.map(({ filename }) => filename)).toEqual([FILE]);
  expect(sha256(new Uint8Array(mail.attachments[0]!.content as ArrayBuffer))).toBe(sha256(content));
  await noOverlay(page, "compose");
  expect(box.messages()).toHaveLength(1);
}

/** Prepares stopping the worker without delay: finding it first, as `stopWorker` does, would take too long. */
async function stopperOf(context: BrowserContext, extensionId: string): Promise<() => Promise<void>> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const running = new Set<string>();
  session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
    for (const { scriptURL, versionId } of versions) if (scriptURL.includes(extensionId)) running.add(versionId);
  });
  await session.send("ServiceWorker.enable");
  await until("the worker to be listed", () => running.size > 0);
  return async () => {
    for (const versionId of running) await session.send("ServiceWorker.stopWorker", { versionId });
  };
}

test("the worker dies while a large message is sealed: it is sealed again, or one sentence says so", async ({
  stage,
}) => {
  const { page, browser, demo } = stage;
  const overlay = await write(stage);
  const stop = await stopperOf(browser.context, browser.extensionId);
  await page.bringToFront();
  await drafted(overlay);
  await press(overlay, sealAndSendOf(overlay));
  await overlay.getByRole("status").filter({ hasText: "Sealing…" }).waitFor();
  await stop();
  const failed = overlay.getByRole("alert").filter({ hasText: "Nothing was sent and your text is still here" });
  const sent = () => demo.webmail.boxes[1]!.messages().length > 0;
  await until("an outcome", async () => sent() || (await failed.count().catch(() => 0)) > 0, 60_000);
  if (!sent()) {
    await complete(overlay);
    await press(overlay, sealAndSendOf(overlay));
  }
  await bobHas(stage);
});

test("the worker dies while a file goes into the draft: the draft is complete in the end", async ({ stage }) => {
  const { page, browser } = stage;
  const stop = await stopperOf(browser.context, browser.extensionId);
  await page.bringToFront();
  const overlay = await write(stage);
  for (let at = 0; at < 4; at++) {
    await quietFor(page, 300);
    await stop();
  }
  await drafted(overlay);
  await complete(overlay);
  await expect(page).toHaveURL(/compose=/);
  await page.reload();
  await page.getByRole("dialog").waitFor();
  const again = await restored(stage);
  await complete(again);
  await press(again, sealAndSendOf(again));
  await bobHas(stage);
});

test("the tab is closed while sealing: the draft is there afterwards, and nothing was sent", async ({ stage }) => {
  const { page, browser, demo } = stage;
  const overlay = await write(stage);
  await drafted(overlay);
  await expect(page).toHaveURL(/compose=/);
  await press(overlay, sealAndSendOf(overlay));
  await overlay
    .getByRole("status")
    .filter({ hasText: /Preparing…|Sealing…/ })
    .waitFor();
  const url = page.url();
  await page.close();
  const next = await browser.context.newPage();
  await next.goto(url);
  await next.getByRole("dialog").waitFor();
  const again = await restored({ ...stage, page: next });
  await complete(again);
  expect(demo.webmail.boxes[1]!.messages()).toEqual([]);
  await press(again, sealAndSendOf(again));
  await bobHas({ ...stage, page: next });
});

test("the disk is full: it is said that the draft is not kept, it is sent all the same, and is not offered as unfinished", async ({
  stage,
}) => {
  const { browser } = stage;
  const full = (on: boolean) =>
    browser.worker.evaluate((now) => {
      const world = globalThis as unknown as { room?: Pick<IDBObjectStore, "put" | "add"> };
      const { put, add } = IDBObjectStore.prototype;
      world.room ??= { put, add };
      const refuse = (): never => {
        throw new DOMException("no room", "QuotaExceededError");
      };
      Object.assign(IDBObjectStore.prototype, now ? { put: refuse, add: refuse } : world.room);
    }, on);
  const overlay = await write(stage, SMALL);
  await drafted(overlay);
  await full(true);
  await editorOf(overlay).fill(`${TEXT}, or not`);
  await editorOf(overlay).fill(TEXT);
  await expect(overlay.getByRole("alert")).toHaveText(/make room on this device, which is full; nothing is lost/);
  await complete(overlay);
  await press(overlay, sealAndSendOf(overlay));
  await bobHas(stage, SMALL);
  await full(false);
  const own = await openExtensionPage(browser, "pages/popup/index.html");
  const drafts = await callFrom(own, "draft.list", {});
  await own.close();
  expect(drafts).toMatchObject([{ leftAt: expect.any(Number) }]);
});

for (const [how, act] of [
  ["answers with an error", "error"],
  ["cannot be reached", "gone"],
] as const) {
  test(`the webmail ${how} while the page uploads: a sentence says what to do, and a second press sends it`, async ({
    stage,
  }) => {
    const { page, demo } = stage;
    await page.route("**/api/upload", (route) =>
      act === "error" ? route.fulfill({ status: 500 }) : route.abort("internetdisconnected"),
    );
    const overlay = await write(stage, SMALL);
    await press(overlay, sealAndSendOf(overlay));
    await expect(overlay.getByRole("alert")).toContainText("the page did not take the file", { timeout: 25_000 });
    await complete(overlay);
    expect(demo.webmail.boxes[1]!.messages()).toEqual([]);
    expect(leaks(stage, SUBJECT)).toEqual([]);
    await page.unroute("**/api/upload");
    await press(overlay, sealAndSendOf(overlay));
    await bobHas(stage, SMALL);
  });
}

test("the extension is reloaded while writing: the draft is back, complete", async ({ stage }) => {
  const { page, browser } = stage;
  const overlay = await write(stage, SMALL);
  await drafted(overlay);
  await expect(page).toHaveURL(/compose=/);
  await reloadExtension(browser);
  await page.reload();
  await page.getByRole("dialog").waitFor();
  const again = await restored(stage);
  await complete(again);
  await press(again, sealAndSendOf(again));
  await bobHas(stage, SMALL);
});
