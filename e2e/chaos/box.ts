// The webmail's own box, in which a letter is written: a window, or the place below the letter that it answers.
import { until } from "../browser/until";
import { openMail, startMail } from "../gmail/actions";
import { MAIL_URL } from "../webmail/demo";
import type { Letter } from "./letters";
import { enter, type Life } from "./life";

/** What every box has, wherever it stands. */
const discards = ({ page }: Pick<Life, "page">) => page.getByRole("button", { name: "Discard draft" });

/** Whether the webmail has one open, or opens the one again that it had. */
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

/** A new one, for whom the letter is for. */
export async function openBox(life: Life, letter: Letter): Promise<void> {
  const { page } = life;
  if (letter.answers === null) return startMail(page, letter.to[0]!.address, "");
  await showLetter(life, letter.answers);
  await page.getByRole("button", { name: "Reply", exact: true }).last().click();
  await discards(life).last().waitFor();
}

/** The letter that came under this subject, in the page. */
export async function showLetter({ page }: Life, subject: string): Promise<void> {
  await enter({ page, url: MAIL_URL });
  await openMail(page, subject);
}

export const boxGoes = (life: Life): Promise<boolean> =>
  until("the page's box to go", async () => (await discards(life).count()) === 0, 5000).then(
    () => true,
    () => false,
  );

/** The box, with whatever is in it, thrown away by its own button. */
export async function clearPage(life: Life): Promise<void> {
  for (const discard of (await discards(life).all()).reverse()) await discard.click();
  await until("no box", async () => (await discards(life).count()) === 0);
}
