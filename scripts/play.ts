// Plays the main job as two people would: install, make a key, seal, send, receive, read in place, look at the badge, answer
// sealed. Takes a numbered picture of every screen; exits with 1 when a step fails.
import { join } from "node:path";
import type { Frame, Page } from "@playwright/test";
import { type Launched, launch } from "../e2e/browser/launch";
import { noOverlay, overlayFrame } from "../e2e/browser/overlays";
import { editorOf, makeKey, openMail, pressLock, readOverlay, sealAndSendOf, startMail } from "../e2e/gmail/actions";
import { exportPublicKey, welcomePage } from "../e2e/gmail/own-key";
import { wordsOf } from "../e2e/gmail/words";
import { ALICE, BOB, MAIL_URL, startDemo } from "../e2e/webmail/demo";

interface Options {
  readonly dir: string;
  readonly colourScheme: "light" | "dark";
  readonly lang: string;
}

/** The webmail's placeholder for a sealed subject. */
const OUTER_SUBJECT = "[...]";

const LETTER = {
  en: {
    subject: "Saturday",
    text: "Dear Bob,\n\nthe keys of the boat are under the third flowerpot. Could you bring the tent?\n\nAlice",
    answer: "I will, and the good coffee. See you on Saturday.\n\nBob",
  },
  fr: {
    subject: "Samedi",
    text: "Cher Bob,\n\nles clés du bateau sont sous le troisième pot de fleurs. Peux-tu apporter la tente ?\n\nAlice",
    answer: "Promis, et le bon café. À samedi.\n\nBob",
  },
};

export async function play({ dir, colourScheme, lang }: Options): Promise<number> {
  const words = wordsOf(lang);
  const letter = lang === "fr" ? LETTER.fr : LETTER.en;
  const demo = await startDemo();
  const open = (): Promise<Launched> =>
    launch({ map: demo.map, certificates: demo.certificates, colourScheme, locale: lang });
  const browsers: Launched[] = [];
  let current = "start";
  let shots = 0;
  const step = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    current = name;
    const began = Date.now();
    const result = await act();
    console.log(`  ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    return result;
  };
  const shoot = async (page: Page, name: string): Promise<void> => {
    shots += 1;
    const path = join(dir, `${String(shots).padStart(2, "0")}-${name}.png`);
    // Overlays take time to fade in and to grow with their text.
    await page.waitForTimeout(350);
    await page.screenshot({ path });
    console.log(`    ${path}`);
  };
  const enter = async (browser: Launched, account: number): Promise<Page> => {
    const page = await browser.context.newPage();
    await page.goto(MAIL_URL.replace("/0/", `/${account}/`));
    await page.getByRole("button", { name: "Compose" }).waitFor();
    return page;
  };

  try {
    const alice = await step("Alice installs Cachet", open);
    browsers.push(alice);
    const aliceWelcome = await step("The welcome page opens by itself", () => welcomePage(alice));
    await shoot(aliceWelcome, "welcome");
    await step("Alice makes her key", () => makeKey(aliceWelcome, ALICE, { words }));
    await shoot(aliceWelcome, "key-made");
    await demo.publish(ALICE.address, await exportPublicKey(aliceWelcome));

    const bob = await step("Bob installs Cachet", open);
    browsers.push(bob);
    const bobWelcome = await welcomePage(bob);
    await step("Bob makes his key", () => makeKey(bobWelcome, BOB, { words }));
    await demo.publish(BOB.address, await exportPublicKey(bobWelcome));

    const aliceMail = await step("Alice opens her webmail", () => enter(alice, 0));
    await step("She writes to Bob", () => startMail(aliceMail, BOB.address, letter.subject));
    await aliceMail.getByRole("button", { name: words("compose_lock") }).waitFor();
    await shoot(aliceMail, "compose-with-lock");
    const editor = await step("She presses the lock", () => pressLock(aliceMail, 0, words));
    await step("Bob's key is found over DNS", () => editor.getByText(BOB.address).first().waitFor());
    await step("She writes", () => editorOf(editor, words).fill(letter.text));
    await shoot(aliceMail, "sealed-editor");
    await step("She seals and sends", async () => {
      await pressGuarded(editor, words("compose_seal_and_send"));
      await noOverlay(aliceMail, "compose");
      await aliceMail.getByRole("dialog").waitFor({ state: "detached" });
    });
    await shoot(aliceMail, "sent");

    const bobMail = await step("Bob opens his webmail", () => enter(bob, 1));
    await shoot(bobMail, "received");
    await step("He opens the message", () => openMail(bobMail, OUTER_SUBJECT));
    const read = await step("He reads it in place", async () => {
      const frame = await readOverlay(bobMail, 0, words);
      await frame.getByText(letter.text.split("\n")[2]!).waitFor();
      return frame;
    });
    await shoot(bobMail, "read-in-place");
    await step("He looks for her key, once", async () => {
      await read.getByRole("button", { name: words("find_key", { name: ALICE.name }) }).click();
      await read.getByText(words("signature_first_contact", { name: ALICE.name })).waitFor();
    });
    await shoot(bobMail, "signature-checked");
    await step("He looks why it is private", async () => {
      const name = words("badge_name").split("{")[0]!.trim().split(/\s/)[0]!;
      await read.getByRole("button", { name: new RegExp(`^${name}`) }).click();
    });
    await shoot(bobMail, "badge-panel");
    const reply = await step("He answers sealed", async () => {
      await read.getByRole("button", { name: words("read_reply") }).click();
      const frame = await overlayFrame(bobMail, "compose", -1);
      await editorOf(frame, words).waitFor();
      return frame;
    });
    await step("He writes above the quote", async () => {
      await editorOf(reply, words).focus();
      await bobMail.keyboard.press("Control+Home");
      await bobMail.keyboard.insertText(letter.answer);
    });
    await shoot(bobMail, "sealed-reply");
    await step("He seals and sends", async () => {
      await sealAndSendOf(reply, words).click();
      await noOverlay(bobMail, "compose");
    });
    await step("Alice reads his answer", async () => {
      await openMail(aliceMail, OUTER_SUBJECT);
      const frame = await overlayFrame(aliceMail, "read", -1);
      await frame.getByText(letter.answer.split("\n")[0]!).waitFor();
    });
    await shoot(aliceMail, "answer-read");

    await step("The server has seen no word of it", async () => {
      const secret = letter.text.split("\n")[2]!;
      const stored = demo.webmail.boxes.flatMap((box) => [
        ...box.revisions(),
        ...box.messages().map(({ id }) => String(box.raw(id))),
      ]);
      const seen = [...stored, ...demo.webmail.requests.map(({ body }) => body)].filter((text) =>
        text.includes(secret),
      );
      if (seen.length > 0) throw new Error(`the text stands in ${seen.length} places on the server`);
    });
    console.log("Done.");
    return 0;
  } catch (error) {
    console.error(`Failed at: ${current}\n${error instanceof Error ? error.message : error}`);
    for (const browser of browsers)
      for (const page of browser.context.pages().slice(-1)) await shoot(page, "failed").catch(() => {});
    return 1;
  } finally {
    for (const browser of browsers) await browser.close();
    await demo.close();
  }
}

/** Overlays ignore clicks for 300 ms after they appear or grow; a person takes longer than that anyway. */
async function pressGuarded(frame: Frame, name: string): Promise<void> {
  await frame.page().waitForTimeout(400);
  await frame.getByRole("button", { name, exact: true }).click();
}
