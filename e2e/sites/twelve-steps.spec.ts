// The same day in each webmail that the server draws; what a page does not allow is shown as missing.
import { readFileSync } from "node:fs";
import type { Frame, Page } from "@playwright/test";
import { atRest, noOverlay, overlayFrame, overlayFrames } from "../browser/overlays";
import { badgesOn } from "../browser/page-badges";
import { until } from "../browser/until";
import { editorAfter, editorOf, openMail, press, pressLock, sealAndSendOf } from "../gmail/actions";
import { letter, makePeer, type Peer } from "../gmail/peer";
import { takeUp, verifyBob } from "../gmail/seen";
import { expect, leaks, type Stage, test } from "../gmail/stage";
import { wordsOf } from "../gmail/words";
import { badgeOf } from "../screens/badge-name";
import { ALICE, BOB, MAIL_URL, OTHER_URLS } from "../webmail/demo";
import type { Look } from "../webmail/look";
import { entity, pgpMime } from "../webmail/mime-mail";
import { DAYS, type Day, type Step, type Webmail } from "./twelve-steps";

const words = wordsOf("en");
const TEXT = "The tide is out at six.";
const FILE = { name: "plan.txt", content: "Meet at the pier." };
const CARLA = { name: "Carla Lange", address: "carla@demo.example" };

interface Hands {
  readonly url: string;
  readonly second: string;
  readonly look?: Partial<Look>;
  /** The page shows recipients by an address alone, which may be a name: the user is asked. */
  readonly asks: boolean;
  /** Opens the page's editor for a new mail. */
  begin(page: Page): Promise<void>;
  /** Fills the recipients of the newest editor. */
  address(page: Page, to: readonly string[]): Promise<void>;
  /** From the list, drawn anew: a conversation that was answered is drawn again once the answer is out, overlays and all. */
  open(page: Page, subject: string): Promise<void>;
}

const gmail = (skin: Look["skin"]): Hands => ({
  url: MAIL_URL,
  second: MAIL_URL.replace("/u/0/", "/u/1/"),
  look: { skin },
  asks: false,
  begin: (page) => page.getByRole("button", { name: "Compose" }).click(),
  async address(page, to) {
    const field = page.getByRole("combobox", { name: "To recipients" }).last();
    await field.click();
    await field.fill(to.join(", "));
    await field.press("Enter");
  },
  async open(page, subject) {
    await page.goto(MAIL_URL);
    await openMail(page, subject);
  },
});

const yahoo = (url: string, asks: boolean): Hands => ({
  url,
  second: `${url}?u=1`,
  asks,
  begin: (page) => page.getByRole("button", { name: "Compose" }).click(),
  async address(page, to) {
    const field = page.getByRole("combobox", { name: "To" }).last();
    await field.click();
    for (const one of to) {
      await field.fill(one);
      await field.press("Enter");
    }
  },
  async open(page, subject) {
    await page.goto(url);
    await page.getByRole("link", { name: subject }).first().click();
  },
});

const HANDS: Record<Webmail, Hands> = {
  "Gmail today": gmail("2026"),
  "Gmail before": gmail("2025"),
  Outlook: {
    url: OTHER_URLS.outlook,
    second: OTHER_URLS.outlook.replace("/0/", "/1/"),
    asks: true,
    begin: (page) => page.getByRole("button", { name: "New mail" }).click(),
    async address(page, to) {
      const field = page.getByRole("textbox", { name: "To", exact: true }).last();
      await field.click();
      for (const one of to) {
        await field.pressSequentially(one);
        await field.press("Enter");
      }
    },
    async open(page, subject) {
      await page.goto(OTHER_URLS.outlook);
      await page.getByRole("option", { name: subject }).first().click();
    },
  },
  Yahoo: yahoo(OTHER_URLS.yahoo, true),
  "Yahoo before": yahoo(OTHER_URLS.olderYahoo, false),
};

interface Scene {
  readonly stage: Stage;
  readonly hands: Hands;
  readonly carla: Peer;
  readonly fromFile: boolean;
}

/** Sealed text of one kind or the other that Bob got last. */
function bobsArmor({ demo }: Stage): string {
  const message = demo.webmail.boxes[1]!.messages().at(-1)!;
  const file = message.files.find(({ name }) => name === "encrypted.asc");
  return file ? Buffer.from(file.content).toString() : message.text!;
}

async function opened({ stage: { page }, hands }: Scene, subject: string, kind: "read" | "badge"): Promise<Frame> {
  const before = new Set(overlayFrames(page, kind));
  await hands.open(page, subject);
  return until(`the ${kind} overlay`, () => overlayFrames(page, kind).find((one) => !before.has(one)));
}

/** A letter sealed by Bob, opened. */
async function sealedLetter(scene: Scene, subject: string, to: string = ALICE.address): Promise<Frame> {
  const { demo, bob, aliceKey } = scene.stage;
  await demo.webmail.deliver(letter(bob, to, subject, await bob.seal(TEXT, [aliceKey])));
  const overlay = await opened(scene, subject, "read");
  await expect(overlay.getByText(TEXT).first()).toBeVisible();
  return atRest(overlay);
}

/** `typed`: recipients that were typed into the page while or before the overlay was open. */
async function send(
  { stage, hands }: Scene,
  overlay: Frame,
  text: string,
  typed: readonly string[] = [],
): Promise<void> {
  const { demo, page } = stage;
  const yes = (address: string) => overlay.getByRole("button", { name: words("unsure_yes", { address }) });
  if (hands.asks) for (const address of typed) await press(overlay, yes(address));
  const had = demo.webmail.boxes[1]!.messages().length;
  await editorOf(overlay).fill(text);
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  await until("mail for Bob", () => demo.webmail.boxes[1]!.messages().length > had);
  expect(leaks(stage, text)).toEqual([]);
}

/** Presses a button of a sealed letter from Bob to Alice and Carla, and returns the editor that opens with the quote. */
async function answering(scene: Scene, button: string, subject: string): Promise<Frame> {
  const { page } = scene.stage;
  const read = await sealedLetter(scene, subject, `${ALICE.address}, ${CARLA.name} <${CARLA.address}>`);
  const before = new Set(overlayFrames(page, "compose"));
  await press(read, button);
  const editor = await editorAfter(read, () => overlayFrames(page, "compose").find((one) => !before.has(one)));
  await editorOf(editor).waitFor();
  await until("the quote", async () => (await editorOf(editor).inputValue()).includes(TEXT));
  return atRest(editor);
}

/** Whom Bob's last mail names. */
const receivers = ({ demo }: Stage): string[] =>
  demo.webmail.boxes[1]!.messages()
    .at(-1)!
    .to.map(({ address }) => address)
    .sort();

const PLAY: Record<Step, (scene: Scene) => Promise<void>> = {
  async read(scene) {
    const overlay = await sealedLetter(scene, "Tides");
    await expect(overlay.getByRole("status").first()).toContainText("verified");
  },
  async mime(scene) {
    const { demo, bob, aliceKey } = scene.stage;
    const outer = { from: `${bob.name} <${bob.address}>`, to: ALICE.address, subject: "[...]" };
    const mail = pgpMime(outer, await bob.seal(entity(TEXT, "The real subject", FILE), [aliceKey]));
    await demo.webmail.deliver(mail);
    const overlay = await opened(scene, "[...]", "read");
    if (scene.fromFile) {
      const picker = overlay.getByLabel(words("give_choose"), { exact: true }).and(overlay.locator("input"));
      await picker.setInputFiles({ name: "message.eml", mimeType: "message/rfc822", buffer: Buffer.from(mail) });
    }
    await expect(overlay.getByRole("heading", { name: "The real subject" })).toBeVisible();
  },
  async file({ stage: { page } }) {
    const overlay = await overlayFrame(page, "read", -1);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      press(overlay, overlay.getByRole("button", { name: new RegExp(FILE.name) }).first()),
    ]);
    expect(readFileSync(await download.path(), "utf8")).toBe(FILE.content);
  },
  async badge(scene) {
    const { demo, bob } = scene.stage;
    await demo.webmail.deliver(letter(bob, ALICE.address, "Postcard", "Just a postcard."));
    const badge = await opened(scene, "Postcard", "badge");
    await expect(badgeOf(badge, words)).toBeVisible();
  },
  async reply(scene) {
    await send(scene, await answering(scene, words("read_reply"), "First"), "I come.");
    expect(receivers(scene.stage)).toEqual([BOB.address]);
  },
  async all(scene) {
    const both = [BOB.address, CARLA.address];
    await send(scene, await answering(scene, words("read_reply_all"), "Second"), "We come.");
    expect(receivers(scene.stage)).toEqual(both);
    expect(await scene.carla.open(bobsArmor(scene.stage))).toContain("We come.");
  },
  async forward(scene) {
    const editor = await answering(scene, words("read_forward"), "Third");
    await scene.hands.address(scene.stage.page, [BOB.address]);
    await send(scene, editor, "As Bob says.", [BOB.address]);
    expect(await scene.stage.bob.open(bobsArmor(scene.stage))).toContain("As Bob says.");
  },
  async two(scene) {
    const { page, bob } = scene.stage;
    await scene.hands.begin(page);
    await scene.hands.address(page, [BOB.address, CARLA.address]);
    await send(scene, await pressLock(page, -1), "To both of you.", [BOB.address, CARLA.address]);
    for (const one of [bob, scene.carla]) expect(await one.open(bobsArmor(scene.stage))).toContain("To both of you.");
  },
  async draft(scene) {
    const { page } = scene.stage;
    await scene.hands.begin(page);
    const overlay = await pressLock(page, -1);
    await editorOf(overlay).fill("Half a thought");
    await expect(overlay.getByText(/Draft sealed/)).toBeVisible();
    await page.reload();
    if (overlayFrames(page, "compose").length === 0) await scene.hands.begin(page);
    const back = await takeUp(overlayFrames(page, "compose").at(-1) ?? (await pressLock(page, -1)));
    await expect(editorOf(back)).toHaveValue(/Half a thought/);
    await scene.hands.address(page, [BOB.address]);
    await send(scene, back, "A whole thought", [BOB.address]);
  },
  async undo({ stage: { page, demo } }) {
    const had = demo.webmail.boxes[1]!.messages().length;
    await page.getByRole("link", { name: "Undo" }).click();
    const overlay = await overlayFrame(page, "compose", -1);
    await expect(editorOf(overlay)).toHaveValue(/A whole thought/);
    expect(demo.webmail.boxes[1]!.messages()).toHaveLength(had - 1);
  },
  async accounts({ stage, hands }) {
    const page = await stage.browser.context.newPage();
    await page.goto(hands.second);
    await hands.begin(page);
    const overlay = await pressLock(page, -1);
    await expect(overlay.getByRole("region", { name: `You have no key for ${BOB.address}` })).toBeVisible();
    await page.close();
    await stage.page.bringToFront();
  },
  async list({ stage: { page }, hands }) {
    await page.goto(hands.url);
    await until("badges in the list", async () => (await badgesOn(page)).length > 2 || null);
  },
};

/** How the user learns of what is missing, where Cachet could be asked for it. */
const MISSING: Partial<Record<Step, (scene: Scene) => Promise<void>>> = {
  async all(scene) {
    const overlay = await sealedLetter(scene, "Second", `${ALICE.address}, ${CARLA.name} <${CARLA.address}>`);
    await expect(overlay.getByRole("button", { name: words("read_reply"), exact: true })).toBeVisible();
    await expect(overlay.getByRole("button", { name: words("read_reply_all") })).toHaveCount(0);
  },
  async accounts({ stage: { page }, hands }) {
    await hands.begin(page);
    const overlay = await pressLock(page, -1);
    await expect(overlay.getByText(words("speaks_only", { signer: `${ALICE.name} (${ALICE.address})` }))).toBeVisible();
  },
};

test.describe.configure({ timeout: 180_000 });

for (const name of Object.keys(DAYS) as Webmail[])
  test(`${name}: a person's day`, async ({ stage }) => {
    const { missing, fromFile }: Day = DAYS[name];
    const hands = HANDS[name];
    const scene = { stage, hands, fromFile: fromFile === true, carla: await makePeer(CARLA) };
    await stage.demo.publish(CARLA.address, scene.carla.publicKey);
    await verifyBob(stage, { importing: true });
    if (hands.look) stage.demo.webmail.draw(hands.look);
    await stage.page.goto(hands.url);
    for (const step of Object.keys(PLAY) as Step[])
      await test.step(step, async () => (missing[step] ? MISSING[step]?.(scene) : PLAY[step](scene)));
  });
