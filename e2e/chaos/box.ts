// The webmail's own compose box: a window, or the place below the message that is answered.
import { until } from "../browser/until";
import { openMail, startMail } from "../gmail/actions";
import { MAIL_URL } from "../webmail/demo";
import type { Letter } from "./letters";
import { enter, type Life } from "./life";

/** The button that every box has, wherever it is. */
const discards = ({ page }: Pick<Life, "page">) => page.getByRole("button", { name: "Discard draft" });

/** Whether the webmail has a box open, or reopens the previous one. */
export function hasBox(life: Life): Promise<boolean> {
  const { page } = life;
  return discards(life)
    .last()
    .waitFor({ timeout: page.url().includes("compose=") ? 3000 : 300 })
    .then(
      () => true,
      () => false,
    );
}

/** Opens a new box to the letter's recipients. */
export async function openBox(life: Life, letter: Letter): Promise<void> {
  const { page } = life;
  if (letter.answers === null) return startMail(page, letter.to[0]!.address, "");
  await showLetter(life, letter.answers);
  await page.getByRole("button", { name: "Reply", exact: true }).last().click();
  await discards(life).last().waitFor();
}

/** Opens the received message with this subject in the page. */
export async function showLetter({ page }: Life, subject: string): Promise<void> {
  await enter({ page, url: MAIL_URL });
  await openMail(page, subject);
}

export const boxGoes = (life: Life): Promise<boolean> =>
  until("the page's box to go", async () => (await discards(life).count()) === 0, 5000).then(
    () => true,
    () => false,
  );

/** Discards every box and its content by its own button. */
export async function clearPage(life: Life): Promise<void> {
  for (const discard of (await discards(life).all()).reverse()) await discard.click();
  await until("no box", async () => (await discards(life).count()) === 0);
}
