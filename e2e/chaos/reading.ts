// Alice reads received messages in another tab, and looks at Cachet's own pages.
import type { Page } from "@playwright/test";
import { openExtensionPage } from "../browser/launch";
import { until } from "../browser/until";
import { openMail, readOverlay } from "../gmail/actions";
import { letter } from "../gmail/peer";
import { wordsOf } from "../gmail/words";
import { ALICE, MAIL_URL } from "../webmail/demo";
import type { Mailbox } from "../webmail/mail-text";
import { enter, type Life } from "./life";

const words = wordsOf("en");

/** Delivers a sealed and signed message. */
export async function arrive(life: Life, from: Mailbox, subject: string, text: string): Promise<void> {
  const peer = life.peers.find(({ address }) => address === from.address)!;
  const sealed = await peer.seal(text, [life.aliceKey]);
  await life.demo.webmail.deliver(letter(peer, ALICE.address, subject, sealed));
}

/** Throws when the message's text does not appear. */
export async function read(life: Life, subject: string, text: string): Promise<void> {
  const page = await life.browser.context.newPage();
  try {
    await enter({ page, url: MAIL_URL });
    await openMail(page, subject);
    const overlay = await readOverlay(page);
    await until("the text", async () => (await overlay.innerText("body")).includes(text), 8000);
  } finally {
    await page.close();
    await life.page.bringToFront().catch(() => {});
  }
}

/** Checks the popup and the home page: neither may claim that there is no key. */
export async function lookAround({ browser, page }: Life): Promise<void> {
  for (const path of ["pages/popup/index.html", "pages/options/index.html#home"]) {
    const shown = await openExtensionPage(browser, path);
    await noInvitation(shown).finally(() => shown.close());
  }
  await page.bringToFront();
}

async function noInvitation(page: Page): Promise<void> {
  await page.getByRole("main").waitFor();
  await page.waitForLoadState("load");
  if (await page.getByRole("button", { name: words("welcome_make") }).isVisible())
    throw new Error("asks to make a key, as if there were none");
}
