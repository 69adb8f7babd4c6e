// Where a page shows people by name alone, the writer says who gets the message: sealed to exactly these, and held against
// the page before anything is sent.
import { noOverlay } from "../browser/overlays";
import { editorOf, press, pressLock, sealAndSendOf } from "../gmail/actions";
import { expect, test } from "../gmail/stage";
import { wordsOf } from "../gmail/words";
import { BOB } from "../webmail/demo";
import { outlookCompose } from "./compose-pages";

const words = wordsOf("en");
const TEXT = "The tide is out at six.";
const ANNA = "Anna Example";
const CAROL = "carol@demo.example";

test("Outlook: a message to people shown by name is sealed to the writer's own list, and to nobody the page adds", async ({
  stage,
}) => {
  const { url, html } = outlookCompose("", { title: ANNA, shown: ANNA });
  const page = await stage.browser.context.newPage();
  await page.route(url, (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(url);
  const done = (): Promise<string[]> => page.evaluate("done");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(TEXT);
  await expect(overlay.getByText(words("stated_offer_unread", { who: ANNA }))).toBeVisible();
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByText(words("refused_unreadable"))).toBeVisible();

  await press(overlay, words("stated_begin"));
  const field = overlay.getByRole("textbox", { name: words("stated_add", { field: words("compose_to") }) });
  await expect(field).toBeFocused();
  await field.fill("Bob");
  await field.press("Enter");
  await expect(overlay.getByText(words("stated_not_address"))).toBeVisible();
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByText(words("refused_unreadable"))).toBeVisible();
  await field.fill(`${CAROL}, ${BOB.name} <${BOB.address}>`);
  await field.press(",");
  const drop = (address: string) => overlay.getByRole("button", { name: words("stated_drop", { address }) });
  await expect(drop(BOB.address)).toBeVisible();
  await press(overlay, drop(CAROL));
  await expect(drop(CAROL)).toHaveCount(0);
  await expect(overlay.getByText(words("stated_by_name", { who: ANNA }))).toContainText(BOB.address);

  await page.locator("[data-lpc-hover-target-id]").evaluate((pill, address) => {
    const added = pill.parentElement!.cloneNode(true) as HTMLElement;
    Object.assign(added.firstElementChild!, { title: `Carol<${address}>`, textContent: "Carol" });
    pill.parentElement!.after(added);
  }, CAROL);
  await expect(overlay.getByText(words("stated_left_out", { address: CAROL }))).toBeVisible();
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByText(words("refused_left_out"))).toBeVisible();
  expect(await done()).toEqual([]);
  await press(overlay, words("stated_excuse", { address: CAROL }));
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  expect(await done()).toEqual(["sent"]);
  const armored = await page.getByRole("textbox", { name: "Message body" }).innerText();
  expect(await stage.bob.open(armored)).toBe(TEXT);
});
