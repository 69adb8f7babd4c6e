// The browser is killed while it sends a sealed message, as when a computer loses power. Afterwards nobody can know whether the
// message went out, so it is never offered as merely unfinished.
import type { Page } from "@playwright/test";
import { openExtensionPage } from "../browser/launch";
import { until } from "../browser/until";
import { beginLife, endLife, enter, killBrowser, type Life, restart } from "../chaos/life";
import { BOB } from "../webmail/demo";
import { editorOf, press, pressLock, sealAndSendOf, startMail } from "./actions";
import { callFrom } from "./own-key";
import { expect, test } from "./stage";

const TEXT = "the spare key hangs in the shed";

interface Listed {
  readonly id: string;
  readonly leftAt: number | null;
  readonly placedAt: number | null;
}

/** Makes requests for `path` wait for ever, so that the kill comes in the middle. Returns whether one has been made. */
async function stuck(page: Page, path: string): Promise<() => boolean> {
  let asked = false;
  await page.route(path, () => {
    asked = true;
  });
  return () => asked;
}

/** Opens the webmail in a fresh tab, without the former compose window. */
async function inNewTab(life: Life): Promise<void> {
  const before = life.page;
  life.page = await life.browser.context.newPage();
  await before.close();
  await enter(life);
}

/** How far the message has come when the browser is killed. */
const MOMENTS: readonly [string, (life: Life) => Promise<() => boolean>][] = [
  ["before the page's Send", ({ page }) => stuck(page, "**/api/upload")],
  ["while the page sends", ({ page }) => stuck(page, "**/api/send")],
  [
    "when the mail is out",
    async ({ demo }) =>
      () =>
        demo.webmail.boxes[1]!.messages().length > 0,
  ],
];

const [LAST] = MOMENTS.at(-1)!;

/** The draft comes back on request, into an editor with the same warning. */
async function comesBack(life: Life, id: string, popup: Page): Promise<void> {
  await callFrom(popup, "draft.continue", { id });
  await inNewTab(life);
  await life.page.getByRole("button", { name: "Compose" }).click();
  const again = await pressLock(life.page, -1);
  await expect(editorOf(again)).toHaveValue(TEXT);
  await expect(again.getByRole("alert").filter({ hasText: "It may have gone out at" })).toBeVisible();
}

test("a message in whose sending the browser is killed is told to be out perhaps, whenever it is killed", async () => {
  test.setTimeout(240_000);
  const life = await beginLife();
  try {
    for (const [when, reach] of MOMENTS) {
      await inNewTab(life);
      const reached = await reach(life);
      await startMail(life.page, BOB.address, "");
      const overlay = await pressLock(life.page);
      await editorOf(overlay).fill(TEXT);
      await overlay
        .locator("input[type=file]")
        .setInputFiles([{ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from(when) }]);
      await expect(overlay.getByText(/Draft sealed/)).toBeVisible({ timeout: 20_000 });
      await press(overlay, sealAndSendOf(overlay));
      await until(when, reached, 30_000);
      await killBrowser(life);
      await restart(life);

      const popup = await openExtensionPage(life.browser, "pages/popup/index.html");
      const [draft, ...others] = await callFrom<Listed[]>(popup, "draft.list", {});
      expect(others, when).toEqual([]);
      expect(draft!.leftAt ?? draft!.placedAt, when).not.toBeNull();
      if (draft!.placedAt === null) await expect(popup.getByText("may have gone out on"), when).toBeVisible();
      else
        await expect(popup.getByRole("heading", { name: "Sealed into the page a short time ago" }), when).toBeVisible();
      if (when === LAST) await comesBack(life, draft!.id, popup);
      else await callFrom(popup, "draft.drop", { id: draft!.id });
      await popup.close();
    }
  } finally {
    await endLife(life);
  }
});
