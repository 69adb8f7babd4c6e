// Without the raw source, a message's path is unknown: the badge says so and does not guess.
import type { Page } from "@playwright/test";
import { overlayFrame } from "../browser/overlays";
import { press, readOverlay } from "../gmail/actions";
import { expect, test } from "../gmail/stage";
import { wordsOf } from "../gmail/words";
import { badgeOf } from "../screens/badge-name";
import { runOn } from "./enabled";
import { type OtherPage, OUTLOOK, UNKNOWN, YAHOO } from "./pages";

const words = wordsOf("en");

async function show(page: Page, other: OtherPage, text: string): Promise<void> {
  await page.route(other.url, (route) => route.fulfill({ contentType: "text/html", body: other.html(text) }));
  await page.goto(other.url);
}

test("Outlook, Yahoo and other pages show the badge, and say why the path is not known", async ({ stage }) => {
  const { browser, demo, bob, aliceKey } = stage;
  const before = demo.dns.queries.length;
  const sealed = await bob.seal("The tide is out at six.", [aliceKey]);
  for (const other of [OUTLOOK, YAHOO, UNKNOWN]) {
    await test.step(`${other.name}, sealed`, async () => {
      const page = await browser.context.newPage();
      await show(page, other, sealed);
      if (other === UNKNOWN) await runOn(browser, other.url);
      const overlay = await readOverlay(page);
      await expect(overlay.getByText("The tide is out at six.")).toBeVisible();
      await press(overlay, badgeOf(overlay, words));
      await expect(overlay.getByText(words("reason_path_no_source"))).toBeVisible();
      await page.close();
    });
  }
  for (const other of [OUTLOOK, YAHOO]) {
    await test.step(`${other.name}, in clear`, async () => {
      const page = await browser.context.newPage();
      await show(page, other, "Just a postcard.");
      const badge = await overlayFrame(page, "badge");
      await press(badge, badge.getByRole("button", { name: words("badge_name_unknown") }));
      await expect(badge.getByText(words("reason_path_no_source"))).toBeVisible();
      await expect(badge.getByRole("list", { name: words("trace_label") })).toHaveCount(0);
      await page.close();
    });
  }
  expect(demo.dns.queries.length).toBe(before);
});
