// A day in Outlook and in both of Yahoo's pages: a mail sealed to a key found over DNS, its answer read with its badge and
// answered in turn, and a stranger who uses that person's name.
import type { Frame, Page } from "@playwright/test";
import { atRest, noOverlay, overlayFrames } from "../browser/overlays";
import { until } from "../browser/until";
import { editorOf, press, pressLock, readOverlay, sealAndSendOf } from "../gmail/actions";
import { letter } from "../gmail/peer";
import { bobReads, verifyBob } from "../gmail/seen";
import { expect, leaks, test } from "../gmail/stage";
import { wordsOf } from "../gmail/words";
import { badgeOf } from "../screens/badge-name";
import { ALICE, BOB, OTHER_URLS } from "../webmail/demo";

const words = wordsOf("en");
const QUESTION = "Is the tide out at six?";
const ANSWER = "The tide is out at six.";
const VERIFIED = new RegExp(`^\\s*Signed .*by ${BOB.name}, who(?:m|se key) you verified`);

/** Names, and the addresses of the people who use them. */
const STRANGERS: readonly (readonly [string, string])[] = [
  [BOB.address, "mallory@evil.example"],
  [`\\"${BOB.name}\\" <${BOB.address}>`, "mallory@evil.example"],
];

interface Webmail {
  readonly url: string;
  /** Whether the page shows recipients by an address alone, which may be a name, so that the user is asked. */
  readonly asks: boolean;
  /** People whom the page shows by name alone. */
  readonly colleagues?: readonly (readonly [string, string])[];
  /** Starts a new mail and fills its fields. */
  start(page: Page, to: string, subject: string): Promise<void>;
  open(page: Page, subject: string): Promise<void>;
}

const yahoo = (url: string, asks: boolean): Webmail => ({
  url,
  asks,
  async start(page, to, subject) {
    await page.getByRole("button", { name: "Compose" }).click();
    await page.getByRole("combobox", { name: "To" }).fill(to);
    await page.getByPlaceholder("Subject").fill(subject);
  },
  open: (page, subject) => page.getByRole("link", { name: subject }).click(),
});

const WEBMAILS: Record<string, Webmail> = {
  Outlook: {
    url: OTHER_URLS.outlook,
    asks: true,
    colleagues: [[BOB.address, "mallory@work.example"]],
    async start(page, to, subject) {
      await page.getByRole("button", { name: "New mail" }).click();
      await page.getByRole("textbox", { name: "To", exact: true }).pressSequentially(to);
      await page.getByRole("textbox", { name: "Subject" }).fill(subject);
    },
    open: (page, subject) => page.getByRole("option", { name: subject }).click(),
  },
  Yahoo: yahoo(OTHER_URLS.yahoo, true),
  "Yahoo's older page": yahoo(OTHER_URLS.olderYahoo, false),
};

async function sealAndSend(page: Page, overlay: Frame, text: string): Promise<void> {
  await editorOf(overlay).fill(text);
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
}

/** Opens a mail and returns its new overlay once the text is there. */
async function read(page: Page, webmail: Webmail, subject: string): Promise<Frame> {
  const before = new Set(overlayFrames(page, "read"));
  await webmail.open(page, subject);
  const overlay = await until("the overlay", () => overlayFrames(page, "read").find((one) => !before.has(one)));
  await expect(overlay.getByText(ANSWER).first()).toBeVisible();
  return atRest(overlay);
}

const signedBy = (overlay: Frame) => overlay.getByRole("status").first();

for (const [name, webmail] of Object.entries(WEBMAILS)) {
  test(`${name}: a mail is sealed and sent, its answer read and answered, and nobody passes for another`, async ({
    stage,
  }) => {
    const { demo, page, bob, aliceKey } = stage;
    const bobs = () => demo.webmail.boxes[1]!.messages();
    await page.goto(webmail.url);

    await test.step("write", async () => {
      await webmail.start(page, BOB.address, "Low water");
      const overlay = await pressLock(page);
      const yes = overlay.getByRole("button", { name: words("unsure_yes", { address: BOB.address }) });
      if (webmail.asks) await press(overlay, yes);
      await sealAndSend(page, overlay, QUESTION);
      expect(await bobReads(stage)).toBe(QUESTION);
      expect(bobs()[0]!.subject).toBe("[...]");
      expect(leaks(stage, QUESTION)).toEqual([]);
    });
    await verifyBob(stage);
    const sealed = await bob.seal(ANSWER, [aliceKey]);

    await test.step("read, and answer", async () => {
      await demo.webmail.deliver(letter(bob, ALICE.address, "Tides", sealed));
      const overlay = await read(page, webmail, "Tides");
      await expect(signedBy(overlay)).toHaveText(VERIFIED);
      await expect(badgeOf(overlay, words)).toBeVisible();
      await press(overlay, words("read_reply"));
      // A signature over inline text names no sender.
      await press(overlay, words("quote_anyway"));
      const answer = await until("the answer's overlay", () => overlayFrames(page, "compose").at(0));
      await sealAndSend(page, answer, "Then I come.");
      await until("the answer in Bob's box", () => bobs().length === 2);
      expect(await bobReads(stage)).toContain("Then I come.");
      expect(bobs()[1]!.to.map(({ address }) => address)).toEqual([BOB.address]);
      expect(leaks(stage, "Then I come.")).toEqual([]);
      // The page shows the sent answer beneath the message answered.
      await until("an overlay for each", () => overlayFrames(page, "read").length === 2);
    });

    for (const [called, address] of [...STRANGERS, ...(webmail.colleagues ?? [])]) {
      await test.step(`another who calls themselves ${called}, of ${address}`, async () => {
        const subject = `News ${demo.webmail.boxes[0]!.messages().length}`;
        await demo.webmail.deliver(letter({ name: `"${called}"`, address }, ALICE.address, subject, sealed));
        const said = signedBy(await read(page, webmail, subject));
        await expect(said).toContainText(BOB.address);
        await expect(said).not.toContainText("verified");
      });
    }
  });
}

test("Outlook: a window for one message reads it, and answers in itself", async ({ stage }) => {
  const { demo, page, bob, aliceKey } = stage;
  const { id } = await demo.webmail.deliver(letter(bob, ALICE.address, "Tides", await bob.seal(ANSWER, [aliceKey])));
  await page.goto(new URL(`/mail/0/deeplink/read/AQMk${id}`, OTHER_URLS.outlook).href);
  const overlay = await readOverlay(page);
  await expect(overlay.getByText(ANSWER)).toBeVisible();
  await page.getByRole("button", { name: "Reply", exact: true }).click();
  await sealAndSend(page, await pressLock(page), "Then I come.");
  expect(await bobReads(stage)).toBe("Then I come.");
});
