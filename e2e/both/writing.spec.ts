// Writing, drafts, answers and undo, in both browsers.
import PostalMime from "postal-mime";
import { callFrom, giveFiles, holds, none, noOverlayIn, type Place, says, textOf } from "../browser/driver";
import { until } from "../browser/until";
import { letter, makePeer } from "../gmail/peer";
import { ALICE, BOB, MAIL_URL } from "../webmail/demo";
import { entity, exchange } from "../webmail/mime-mail";
import {
  bobReads,
  bobsMail,
  EDITOR,
  leaks,
  pressLock,
  reads,
  receive,
  sealAndSend,
  secret,
  startMail,
  startSealed,
  takeUp,
  words,
  write,
} from "./actions";
import { expect, inBoth, test, type World } from "./stage";

const { step } = test;
const SUBJECT = ".line.subject input";
const FILE = "plan.txt";
const FILES = "input[type=file]";
const LISTED = `[aria-label='${words("attached_files")}']`;
const BOX = "[aria-label='Message Body']";
const ZOE = { name: "Zoe", address: "zoe@demo.example" };

const boxOf = async ({ page }: World): Promise<string> =>
  (await page.ask("the page's box", (box) => [document.querySelector(box)?.textContent ?? ""], BOX))[0]!;

/** Discards the page's window and what it holds, so that the next step begins in an empty page. */
async function away({ page }: World): Promise<void> {
  await page.goto(MAIL_URL);
  await page.ask("the page", () => document.querySelector("[role=dialog]") === null);
}

/** The ids of all drafts that are kept. */
async function drafts({ driver, page }: World): Promise<string[]> {
  const own = await driver.ownPage("pages/options/index.html");
  const list = await callFrom<{ id: string }[]>(own, "draft.list", {});
  await own.close();
  await page.bringToFront();
  return list.map(({ id }) => id);
}

const kept = async (writing: Place): Promise<void> => void (await says(writing, ".foot", "Draft sealed"));

inBoth(() => {
  test("what is written in the overlay goes out sealed, with its subject, its files and its look", async ({
    world,
  }) => {
    const { page } = world;
    await step(
      "text typed before is taken over, the box is emptied, and nothing typed after reaches the server",
      async () => {
        const [text, before] = [secret(), bobsMail(world).length];
        await startMail(page, BOB.address, "Plan");
        await page.type(BOX, "Dear Bob,");
        const writing = await pressLock(page);
        await holds(writing, EDITOR, "Dear Bob,");
        await says(writing, "body", "may have kept a copy");
        expect(await boxOf(world)).toBe("");
        await write(writing, `Dear Bob, ${text}`);
        await kept(writing);
        await sealAndSend(writing);
        await noOverlayIn(page, "compose");
        expect(await bobReads(world, before)).toContain(`Dear Bob, ${text}`);
        expect(leaks(world, text)).toEqual([]);
      },
    );
    await step("subject and files are sealed into one file; the server's copy shows none of them", async () => {
      const [text, subject, before] = [secret(), `Subject ${secret()}`, bobsMail(world).length];
      const writing = await startSealed(page, BOB.address, "");
      await writing.type(SUBJECT, subject);
      await write(writing, text);
      await giveFiles(writing, FILES, [{ name: FILE, text: "third board" }]);
      await says(writing, LISTED, FILE);
      await sealAndSend(writing);
      await noOverlayIn(page, "compose");
      const mail = await PostalMime.parse(await bobReads(world, before));
      expect(mail.subject).toBe(subject);
      expect(mail.attachments.map(({ filename }) => filename)).toEqual([FILE]);
      for (const each of [text, subject]) expect(leaks(world, each)).toEqual([]);
    });
    await step("bold text goes out formatted, made with the keyboard", async () => {
      const [text, before] = [secret(), bobsMail(world).length];
      const writing = await startSealed(page, BOB.address, "");
      await write(writing, text);
      await page.keys("Control+a", "Control+b");
      await writing.ask(
        "bold",
        (bold) =>
          document.querySelector(`[aria-label='${bold}'], [title='${bold}']`)?.getAttribute("aria-pressed") === "true",
        words("format_bold"),
      );
      await sealAndSend(writing);
      await noOverlayIn(page, "compose");
      const mail = await PostalMime.parse(await bobReads(world, before));
      expect(mail.html).toMatch(new RegExp(`<(b|strong)>${text}</`));
    });
  });

  test("the other ways out of the overlay", async ({ world }) => {
    const { page, demo } = world;
    await step("Seal leaves the sealed text in the page's box, and the page's own Send sends it", async () => {
      const [text, before] = [secret(), bobsMail(world).length];
      const writing = await startSealed(page, BOB.address, "");
      await write(writing, text);
      await writing.press(words("compose_seal"));
      await noOverlayIn(page, "compose");
      expect(await boxOf(world)).toContain("BEGIN PGP MESSAGE");
      await page.press("Send (Ctrl-Enter)");
      expect(await bobReads(world, before)).toContain(text);
    });
    await step("the page's own Send and Ctrl+Enter in its fields send nothing while the overlay is open", async () => {
      const before = bobsMail(world).length;
      const writing = await startSealed(page, BOB.address, "Held");
      await write(writing, secret());
      await page.press("Send (Ctrl-Enter)");
      await says(writing, "[role=alert]", "Not sent");
      await page.type("input[name=subjectbox]", "Held too");
      await page.keys("Control+Enter");
      await kept(writing);
      expect(bobsMail(world)).toHaveLength(before);
      await away(world);
    });
    await step("recipients added while writing are looked up and sealed to", async () => {
      const [text, before] = [secret(), bobsMail(world).length];
      await page.press("Compose");
      const writing = await pressLock(page);
      await write(writing, text);
      await page.type("[role=dialog] input[aria-label='To recipients']", `${BOB.address},`);
      await says(writing, "button", "proven by DNS");
      await sealAndSend(writing);
      expect(await bobReads(world, before)).toContain(text);
      await noOverlayIn(page, "compose");
    });
    await step("a recipient without a key is named, and clear text leaves only after a confirmation", async () => {
      const [text, before] = [secret(), demo.webmail.requests.length];
      const writing = await startSealed(page, `${BOB.address}, nobody@demo.example`, "Clear");
      await write(writing, text);
      await sealAndSend(writing);
      await says(writing, "[role=alert]", "nobody@demo.example");
      await writing.press(words("compose_send_clear"));
      await says(writing, "[role=alertdialog]", "nobody@demo.example");
      await writing.press(words("cancel"));
      expect(leaks(world, text)).toEqual([]);
      expect(demo.webmail.requests.length).toBeGreaterThan(before);
      await sealAndSend(writing);
      await writing.press(words("compose_send_clear"));
      await writing.pressSurely("Put it in the page unsealed");
      await noOverlayIn(page, "compose");
      expect(await boxOf(world)).toBe(text);
      await away(world);
    });
    await step("signed only, the text can be read by all and its signature checked", async () => {
      const writing = await startSealed(page, BOB.address, "Statement");
      await write(writing, "Everybody may read this.");
      await writing.press(words("compose_more"));
      await writing.pressSurely(/Sign only/);
      await noOverlayIn(page, "compose");
      expect(await boxOf(world)).toMatch(/BEGIN PGP SIGNED MESSAGE[\s\S]*Everybody may read this\./);
      await away(world);
    });
  });

  test("a draft is kept sealed, comes back whole, and goes where the writer says", async ({ world }) => {
    const { page, driver } = world;
    let others: readonly string[] = [];
    const text = secret();
    const subject = `Where ${secret()}`;
    await step(
      "a draft with subject and attachment survives a reload and a dead background, and is sent whole",
      async () => {
        const before = bobsMail(world).length;
        const writing = await startSealed(page, BOB.address, "");
        await writing.type(SUBJECT, subject);
        await giveFiles(writing, FILES, [{ name: FILE, text: "third board" }]);
        await says(writing, LISTED, FILE);
        await write(writing, text);
        await keptAll(page, writing, text);
        await driver.killBackground();
        await page.bringToFront();
        await page.reload();
        const back = await takeUp(page);
        await holds(back, EDITOR, text);
        await holds(back, SUBJECT, subject);
        await says(back, LISTED, FILE);
        for (const each of [text, subject, FILE]) expect(leaks(world, each)).toEqual([]);
        await sealAndSend(back);
        await noOverlayIn(page, "compose");
        const mail = await PostalMime.parse(await bobReads(world, before));
        expect(mail.subject).toBe(subject);
        expect(mail.attachments.map(({ filename }) => filename)).toEqual([FILE]);
      },
    );
    await step(
      "the page's own Undo brings text and files back into the editor, and they go out once, sealed anew",
      async () => {
        await page.press("Undo");
        const back = await takeUp(page);
        await holds(back, EDITOR, text);
        await says(back, LISTED, FILE);
        const before = bobsMail(world).length;
        await write(back, `${text}, later`);
        await sealAndSend(back);
        await noOverlayIn(page, "compose");
        expect(await bobReads(world, before)).toContain(`${text}, later`);
        expect(leaks(world, text)).toEqual([]);
      },
    );
    await step("closing with text asks first; Escape closes the question, and the text can go on", async () => {
      // What was sent is kept for a while, in case the page did not send it; other tests left theirs.
      others = await drafts(world);
      const writing = await startSealed(page, BOB.address, "Closing");
      await write(writing, text);
      await kept(writing);
      await writing.press(words("compose_close"));
      await says(writing, "[role=alertdialog]", words("close_keep"));
      await page.keys("Escape");
      await none(writing, "[role=alertdialog]");
      await holds(writing, EDITOR, text);
      await writing.press(words("compose_close"));
      await writing.press(words("close_back"));
      await holds(writing, EDITOR, text);
    });
    await step("kept, the box is empty and the draft comes back with the lock", async () => {
      await page.overlay("compose").press(words("compose_close"));
      await page.overlay("compose").press(words("close_keep"));
      await noOverlayIn(page, "compose");
      expect(await boxOf(world)).toBe("");
      await pressLock(page);
      await holds(await takeUp(page), EDITOR, text);
    });
    await step("put back, the text is in the page for all to read, and no draft of it is left", async () => {
      await page.overlay("compose").press(words("compose_close"));
      await page.overlay("compose").pressSurely(words("close_put_back"));
      await noOverlayIn(page, "compose");
      expect(await boxOf(world)).toBe(text);
      await until("no draft of it", async () => (await drafts(world)).every((id) => others.includes(id)));
      const again = await pressLock(page);
      await holds(again, EDITOR, text);
    });
    await away(world);
    await step(
      "a closed tab's draft is in the popup by its subject, and the popup deletes it after a question",
      async () => {
        const tab = await driver.newTab(MAIL_URL);
        const own = `Popup ${secret()}`;
        const writing = await startSealed(tab, BOB.address, "");
        await writing.type(SUBJECT, own);
        await write(writing, text);
        await keptAll(tab, writing, text);
        await tab.close();
        const popup = await driver.ownPage("pages/popup/index.html");
        await says(popup, "li", own);
        await says(popup, "li", "mail.google.com");
        await popup.press(new RegExp(`^Delete “${own}”`));
        await popup.press("Delete");
        await popup.ask("the draft to go", (gone) => !document.body.innerText.includes(gone), own);
        await popup.close();
      },
    );
  });

  test("answers quote inside the seal and go to the right people", async ({ world }) => {
    const { page, demo, bob, aliceKey } = world;
    const text = secret();
    const subject = `Sealed ${secret()}`;
    const zoe = await makePeer(ZOE);
    await demo.publish(ZOE.address, zoe.publicKey);
    const received = async (): Promise<void> => {
      const content = entity(text, subject, { name: FILE, content: "third board" });
      const sealed = await bob.seal(content, [aliceKey]);
      const to = `${ALICE.address}, ${ZOE.address}`;
      const named = `[...] ${secret()}`;
      await receive(world, exchange({ from: `${bob.name} <${bob.address}>`, to, subject: named }, sealed), named);
      await reads(page, text);
    };
    /** Presses an answer's button, and quotes the message anyway where it asks. */
    const answer = async (button: string): Promise<Place> => {
      const reading = page.overlay("read");
      await reading.press(button);
      const asks = await until("the editor, or the question", async () => {
        if ((await page.overlays("compose")) > 0) return "editor";
        return (await textOf(reading).catch(() => "")).includes(words("quote_anyway")) && "question";
      });
      if (asks === "question") await reading.pressSurely(words("quote_anyway"));
      const writing = page.overlay("compose");
      await writing.ask(
        "the quote",
        (editor) => {
          const box = document.querySelector<HTMLTextAreaElement>(editor);
          return Boolean(box && (box.value ?? box.innerText));
        },
        EDITOR,
      );
      return writing;
    };
    await step("a sealed answer quotes inside the seal and goes out under the sealed subject", async () => {
      const before = bobsMail(world).length;
      await received();
      const writing = await answer(words("read_reply"));
      await holds(writing, SUBJECT, `Re: ${subject}`);
      await sealAndSend(writing);
      await noOverlayIn(page, "compose");
      const mail = await PostalMime.parse(await bobReads(world, before));
      expect(mail.subject).toBe(`Re: ${subject}`);
      expect(mail.text).toContain(`> ${text}`);
    });
    await step("reply all goes to all", async () => {
      await received();
      const writing = await answer(words("read_reply_all"));
      await says(writing, "body", ZOE.address);
      await says(writing, "body", BOB.name);
      await away(world);
    });
    await step("forwarding begins a new message with the text, the sealed subject and the file", async () => {
      await received();
      const writing = await answer(words("read_forward"));
      await holds(writing, SUBJECT, `Fwd: ${subject}`);
      await says(writing, LISTED, FILE);
      await away(world);
    });
    await step("a reply written with the page's own Reply is sealed below the message", async () => {
      const [reply, before] = [secret(), bobsMail(world).length];
      await receive(world, letter(bob, ALICE.address, "Question", "Where?"), "Question");
      await page.press(/^Reply$/);
      const writing = await pressLock(page);
      await write(writing, reply);
      await sealAndSend(writing);
      expect(await bobReads(world, before)).toContain(reply);
      await reads(page, reply);
    });
    for (const each of [text, subject]) expect(leaks(world, each)).toEqual([]);
  });
});

/** Waits until the store has this text: the status may be that of an earlier save. */
async function keptAll(page: { url(): string }, writing: Place, text: string): Promise<void> {
  await holds(writing, EDITOR, text);
  await kept(writing);
  await until("the page to name its window", () => /compose=/.test(page.url()));
}
