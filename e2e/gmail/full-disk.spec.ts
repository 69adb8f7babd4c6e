// A full disk: mail can be read and sealed to published keys, and the user is told what could not be kept.
import { openExtensionPage } from "../browser/launch";
import { noOverlay } from "../browser/overlays";
import { ALICE, BOB } from "../webmail/demo";
import { editorOf, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "./actions";
import { callFrom } from "./own-key";
import { letter, makePeer } from "./peer";
import { bobReads } from "./seen";
import { expect, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");
const CAROL = { name: "Carol Petit", address: "carol@demo.example" };

/** Makes every write of the worker fail as on a full disk; reading still works. */
const fillDisk = ({ browser }: Stage): Promise<void> =>
  browser.worker.evaluate(() => {
    for (const name of ["put", "add", "delete", "clear"] as const)
      IDBObjectStore.prototype[name] = () => {
        throw new DOMException("The disk is full.", "QuotaExceededError");
      };
  });

test("on a full disk mail is read and sealed as ever, and what could not be kept is said", async ({ stage }) => {
  const { demo, page, browser, aliceKey } = stage;
  const carol = await makePeer(CAROL);
  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  await callFrom(popup, "contact.import", { key: carol.publicKey });
  await popup.close();
  await page.bringToFront();
  await demo.webmail.deliver(letter(carol, ALICE.address, "Plan", await carol.seal("quincemarmalade", [aliceKey])));
  await fillDisk(stage);

  await openMail(page, "Plan");
  const read = await readOverlay(page);
  await expect(read.getByText("quincemarmalade")).toBeVisible();
  await expect(read.getByText(words("unnoted_full", { who: CAROL.name }))).toBeVisible();

  await startMail(page, BOB.address, "Answer");
  const overlay = await pressLock(page);
  await expect(overlay.getByText(words("unkept_full", { who: BOB.address }))).toBeVisible();
  await editorOf(overlay).fill("hello");
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  expect(await bobReads(stage)).toBe("hello");
});
