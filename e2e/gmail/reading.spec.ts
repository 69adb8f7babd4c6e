import { typePassphrase } from "../browser/asked";
import { openExtensionPage } from "../browser/launch";
import { atRest, noOverlay, overlayFrame, overlayFrames } from "../browser/overlays";
import { unlockWindow } from "../browser/press";
import { quietFor } from "../browser/quiet";
import { until } from "../browser/until";
import { stopWorker } from "../browser/worker";
import { startGpg } from "../peers/gpg";
import { ALICE, MAIL_URL } from "../webmail/demo";
import { editorOf, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "./actions";
import { callFrom } from "./own-key";
import { letter, makePeer } from "./peer";
import { lock } from "./seen";
import { expect, type Stage, test } from "./stage";

const TEXT = "The tide is out at six.";

/** Delivers a message from Bob and opens it. */
async function receive({ demo, page, bob }: Stage, body: string, subject = "News"): Promise<void> {
  await demo.webmail.deliver(letter(bob, ALICE.address, subject, body));
  await openMail(page, subject);
}

test("a sealed message from another program is read in place, and nothing is fetched for it", async ({ stage }) => {
  const { demo, page, bob, aliceKey } = stage;
  const before = demo.dns.queries.length;
  await receive(stage, await bob.seal(TEXT, [aliceKey]));
  const overlay = await readOverlay(page);
  await expect(overlay.getByText(TEXT)).toBeVisible();
  await expect(overlay.getByRole("status").first()).toContainText("a key you do not have");
  await expect(overlay.getByRole("button", { name: /^Privacy:/ })).toBeVisible();
  await quietFor(page, 500);
  expect(demo.dns.queries.slice(before)).toEqual([]);
  const own = /\/mail\/u\/0\/|\/demo\/|\/favicon/;
  expect(demo.webmail.requests.filter(({ url, host }) => host !== "mail.google.com" || !own.test(url))).toEqual([]);
});

test("the signer of a message is looked up only on a click, then named", async ({ stage }) => {
  const { demo, page, bob, aliceKey } = stage;
  await receive(stage, await bob.seal(TEXT, [aliceKey]));
  const overlay = await readOverlay(page);
  await press(overlay, overlay.getByRole("button", { name: /Find Bob Durand/ }));
  await expect(overlay.getByRole("status").first()).toContainText("Signed by Bob Durand");
  expect(demo.dns.queries.length).toBeGreaterThan(0);
});

test("a clearsigned message says who signed it and that everyone can read it", async ({ stage }) => {
  const { page, bob } = stage;
  await receive(stage, await bob.clearsign(`${TEXT}\n- with a dash`));
  const overlay = await overlayFrame(page, "read");
  const region = overlay.getByRole("region", { name: "Signed message" });
  await expect(region.getByText("Signed, readable by everyone")).toBeVisible();
  await expect(region.getByText(TEXT)).toBeVisible();
});

test("an altered clearsigned message is shown as altered", async ({ stage }) => {
  const { page, bob } = stage;
  const signed = await bob.clearsign(TEXT);
  await receive(stage, signed.replace("six", "ten"));
  const overlay = await overlayFrame(page, "read");
  await press(overlay, overlay.getByRole("button", { name: /Find Bob Durand/ }));
  await expect(overlay.getByText("The signature does not fit this text")).toBeVisible();
});

// In the worker each of these is a part of openpgp.js that is loaded on first use.
test("old ciphers, compression and curves of gpg open in the worker", async ({ stage }) => {
  const { page, browser } = stage;
  const gpg = startGpg();
  try {
    gpg.makeKey("Alice Martin", "alice@old.example", "brainpoolP256r1");
    const welcome = await openExtensionPage(browser, "pages/welcome/index.html");
    const key = gpg.armoredSecretKey("alice@old.example");
    await callFrom(welcome, "identity.import", { key, passphrase: "" });
    await welcome.close();
    const old = ["--cipher-algo", "CAST5", "--compress-algo", "bzip2", "--digest-algo", "SHA512"];
    await receive(stage, gpg.seal(TEXT.repeat(200), "alice@old.example", [], old));
    await expect((await readOverlay(page)).getByText(TEXT)).toBeVisible();
  } finally {
    gpg.remove();
  }
});

test("a damaged message says so and shows nothing", async ({ stage }) => {
  const { page, bob, aliceKey } = stage;
  const sealed = await bob.seal(TEXT, [aliceKey]);
  const lines = sealed.split("\n");
  const at = Math.floor(lines.length / 2);
  lines[at] = lines[at]!.split("").reverse().join("");
  await receive(stage, lines.join("\n"));
  const overlay = await readOverlay(page);
  await expect(overlay.getByRole("alert")).toBeVisible();
  await expect(overlay.getByText(TEXT)).toHaveCount(0);
});

test("a message sealed for somebody else names the key it needs", async ({ stage }) => {
  const { page, bob } = stage;
  await receive(stage, await bob.seal(TEXT, [bob.publicKey]));
  const overlay = await readOverlay(page);
  await expect(overlay.getByRole("alert")).toContainText("Sealed for a key that is not on this device");
  await press(overlay, overlay.getByText("Which keys can open it"));
  await expect(overlay.getByText(/^[0-9A-F]{16}$/)).toBeVisible();
});

test("a key that changed is held: not sealed to, and what it signed is not shown as Bob's", async ({ stage }) => {
  const { browser, demo, page, bob, aliceKey } = stage;
  await startMail(page, bob.address, "First");
  const first = await pressLock(page);
  await editorOf(first).fill(TEXT);
  await press(first, sealAndSendOf(first));
  await noOverlay(page, "compose");

  // The impostor's key appears under Bob's address at a source that proves nothing; a proven key would openly replace Bob's.
  const impostor = await makePeer(bob);
  demo.keys.directory("demo.example", { place: "direct" });
  await demo.keys.publishInDirectory(bob.address, impostor.publicKey);
  const options = await openExtensionPage(browser, "pages/options/index.html");
  await callFrom(options, "recipient.lookup", { address: bob.address, source: "wkd", force: true });
  await options.close();

  await receive(stage, await impostor.seal("Trust me.", [aliceKey]), "Second");
  const overlay = await readOverlay(page);
  await expect(overlay.getByText("Bob Durand: the key has changed")).toBeVisible();
  await expect(overlay.getByText("Trust me.")).toHaveCount(0);

  await startMail(page, bob.address, "Third");
  const third = await pressLock(page);
  await editorOf(third).fill(TEXT);
  await press(third, sealAndSendOf(third));
  await expect(third.getByRole("alert").filter({ hasText: "must be settled first" })).toBeVisible();
  expect(demo.webmail.boxes[1]!.messages()).toHaveLength(1);
});

test("a message drawn anew by the page is read again", async ({ stage }) => {
  const { demo, page, bob, aliceKey } = stage;
  const raw = letter(bob, ALICE.address, "News", await bob.seal(TEXT, [aliceKey]));
  await demo.webmail.deliver(raw);
  await openMail(page, "News");
  await expect((await readOverlay(page)).getByText(TEXT)).toBeVisible();
  // The page discards its nodes on every visit; new mail in the thread redraws them in place.
  const id = raw.match(/Message-ID: (.*)/)![1]!;
  const answer = letter(
    bob,
    ALICE.address,
    "Re: News",
    await bob.seal("And back at noon.", [aliceKey]),
    `In-Reply-To: ${id}\n`,
  );
  await demo.webmail.deliver(answer);
  await until("two overlays", () => overlayFrames(page, "read").length === 2);
  for (const text of [TEXT, "And back at noon."])
    await until(text, async () => {
      const shown = await Promise.all(
        overlayFrames(page, "read").map((frame) =>
          frame
            .getByText(text)
            .count()
            .catch(() => 0),
        ),
      );
      return shown.some((count) => count > 0);
    });
  await page.getByRole("button", { name: /^Back to/ }).click();
  await noOverlay(page, "read");
  await openMail(page, "News");
  await until("an overlay again", () => overlayFrames(page, "read").length > 0);
});

test("a message over 102 kB, cut by the page, is read whole from its source", async ({ stage }) => {
  const { page, bob, aliceKey } = stage;
  const long = Array.from(
    { length: 2500 },
    (_, line) => `line ${line} ${Math.random().toString(36)}${Math.random().toString(36)}`,
  ).join("\n");
  await receive(stage, await bob.seal(`${long}\nthe very end`, [aliceKey]));
  const overlay = await readOverlay(page);
  await expect(overlay.getByText("the very end")).toBeAttached();
});

test("a clear message has a badge in its header, which stays under the pointer when its panel opens", async ({
  stage,
}) => {
  const { page } = stage;
  await receive(stage, "Just a postcard.");
  for (const width of [1280, 700, 480]) {
    await page.setViewportSize({ width, height: 860 });
    const badge = await atRest(await overlayFrame(page, "badge"));
    const button = badge.getByRole("button", { name: /^Privacy:/ });
    const closed = (await button.boundingBox())!;
    await press(badge, button);
    await expect(badge.getByText(/sealed/i).first()).toBeVisible();
    await atRest(badge);
    const open = (await button.boundingBox())!;
    expect([Math.round(open.x - closed.x), Math.round(open.y - closed.y)], `${width} px`).toEqual([0, 0]);
    await press(badge, button);
    await expect(badge.getByText(/sealed/i)).toHaveCount(0);
  }
});

test.describe("without a key", () => {
  test.use({ withKey: false });
  test("a sealed message leads to set-up", async ({ stage }) => {
    const { page, bob } = stage;
    await receive(stage, await bob.seal(TEXT, [bob.publicKey]));
    const overlay = await readOverlay(page);
    await expect(overlay.getByText("You do not have a key yet")).toBeVisible();
    const opening = stage.browser.context.waitForEvent("page");
    await press(overlay, overlay.getByRole("link", { name: "Set up Cachet" }));
    const welcome = await opening;
    await expect(welcome.getByRole("button", { name: "Make my key" })).toBeVisible();
  });
});

test.describe("with a passphrase", () => {
  test.use({ passphrase: "wind in the mast" });
  test("a locked key is asked for in a window of its own, also after the worker died meanwhile", async ({
    stage,
    passphrase,
  }) => {
    const { browser, page, bob, aliceKey } = stage;
    await lock(browser);
    await receive(stage, await bob.seal(TEXT, [aliceKey]));
    const overlay = await readOverlay(page);
    const asked = await unlockWindow(overlay);
    await expect(asked.getByText("Alice Martin")).toBeVisible();
    await stopWorker(browser.context, browser.extensionId);
    await typePassphrase(asked, passphrase);
    await expect(overlay.getByText(TEXT)).toBeVisible();
    await stopWorker(browser.context, browser.extensionId);
    await page.goto(MAIL_URL);
    await openMail(page, "News");
    await expect((await readOverlay(page)).getByText(TEXT)).toBeVisible();
  });
});
