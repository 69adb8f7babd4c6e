// Quoted sealed text goes to all recipients of the answer: those who did not have it before are named beside the quote.
import type { Page } from "@playwright/test";
import { atRest, overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { ALICE, MAIL_URL } from "../webmail/demo";
import { editorOf, openMail, press, pressLock, readOverlay, startMail } from "./actions";
import { letter } from "./peer";
import { expect, leaks, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");
const SECRET = "the ladder behind the mill";
const CAROL = "carol@demo.example";

async function addTo(page: Page, address: string): Promise<void> {
  const field = page.getByRole("combobox", { name: "To recipients" }).last();
  await field.click();
  await field.fill(address);
  await field.press("Enter");
}

test("somebody added to an answer is named beside what it quotes, also in a draft taken up again, until the quote is out", async ({
  stage,
}) => {
  const { demo, page, bob, aliceKey } = stage;
  await demo.webmail.deliver(letter(bob, ALICE.address, "Plan", await bob.seal(SECRET, [aliceKey])));
  await openMail(page, "Plan");
  const read = await readOverlay(page);
  await press(read, "Reply sealed");
  await press(read, words("quote_anyway"));
  const editor = await until("the editor", () => overlayFrames(page, "compose").at(-1));
  await expect(editorOf(editor)).toHaveValue(new RegExp(`> ${SECRET}`));
  await expect(editor.getByText(bob.address).first()).toBeVisible();
  const line = words("quote_others", { people: bob.address, who: CAROL });
  await expect(editor.getByText(line)).toHaveCount(0);
  await addTo(page, CAROL);
  await expect(editor.getByRole("status").filter({ hasText: line })).toBeVisible();
  await expect(editor.getByText(/Draft sealed/)).toBeVisible();

  await page.goto("about:blank");
  await page.goto(MAIL_URL);
  await startMail(page, CAROL, "Plan");
  const again = await pressLock(page);
  await press(again, words("compose_restore"));
  await expect(again.getByText(line)).toBeVisible();
  await press(again, words("quote_take_out"));
  await expect(again.getByText(line)).toHaveCount(0);
  await expect(editorOf(again)).not.toHaveValue(new RegExp(SECRET));
  await press(again, words("quote_put_back"));
  await expect(editorOf(again)).toHaveValue(new RegExp(`> ${SECRET}`));
  await expect(again.getByText(line)).toBeVisible();
  await atRest(again);
  expect(leaks(stage, SECRET)).toEqual([]);
});
