// Two people with Cachet verify each other: from a picture of the other's code, by comparing the number, and by holding the
// code in front of the camera.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { encode } from "uqr";
import { type Launched, openExtensionPage } from "../browser/launch";
import { ALICE, BOB, startDemo } from "../webmail/demo";
import type { Mailbox } from "../webmail/mail-text";
import { makeKey } from "./actions";
import { callFrom, exportPublicKey, welcomePage } from "./own-key";
import { test as base, expect } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");

interface Person {
  readonly browser: Launched;
  /** This person's page about the other. */
  readonly page: Page;
}

interface Two {
  readonly alice: Person;
  readonly bob: Person;
  /** The film for Alice's camera, once this file has been written. */
  readonly cameraFile: string;
}

const test = base.extend<{ two: Two }, { cameraFile: string }>({
  cameraFile: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "cachet-camera-"));
      await use(join(folder, "camera.y4m"));
      rmSync(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
  two: async ({ house, cameraFile }, use) => {
    const demo = await startDemo({ certificate: house.certificate });
    await house.begin(demo.map);
    const person = (who: Mailbox, extraArgs: string[]) =>
      house.tenant(`${who.name} with ${extraArgs}`, { extraArgs }, async (browser) => {
        const welcome = await welcomePage(browser);
        await makeKey(welcome, who);
        return exportPublicKey(welcome);
      });
    const alice = await person(ALICE, [
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-video-capture=${cameraFile}`,
    ]);
    const bob = await person(BOB, []);
    await use({
      alice: { browser: alice.browser, page: await knows(alice.browser, BOB, bob.made) },
      bob: { browser: bob.browser, page: await knows(bob.browser, ALICE, alice.made) },
      cameraFile,
    });
    rmSync(cameraFile, { force: true });
    await house.end();
    await demo.close();
  },
});

async function knows(browser: Launched, other: Mailbox, key: string): Promise<Page> {
  const page = await openExtensionPage(browser, "pages/options/index.html");
  await callFrom(page, "contact.import", { key });
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `contacts/${encodeURIComponent(other.address)}`,
  );
  await page.getByRole("heading", { name: words("verify_title") }).waitFor();
  return page;
}

const codeOf = (page: Page): Locator => page.getByRole("img", { name: words("verify_own_code") });
const verified = (page: Page): Locator => page.getByText(words("verify_done_title").split("{")[0]!).first();
const choosePicture = (page: Page, picture: Buffer): Promise<void> =>
  page.locator("input[type=file]").first().setInputFiles({ name: "code.png", mimeType: "image/png", buffer: picture });

/** A film of one picture: a QR code on white, as raw frames (YUV4MPEG2). */
function film(text: string): Buffer {
  const [width, height] = [640, 480];
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const scale = Math.floor(height / size);
  const luma = Buffer.alloc(width * height, 235);
  for (let y = 0; y < size * scale; y++)
    for (let x = 0; x < size * scale; x++)
      if (data[Math.floor(y / scale)]![Math.floor(x / scale)]) luma[y * width + x] = 16;
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, Buffer.alloc((width * height) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}

test("a picture of the other's code verifies the key, and any other picture says why it does not", async ({ two }) => {
  const { alice, bob } = two;
  const nothing = await alice.page.getByRole("heading", { name: words("verify_title") }).screenshot();
  await choosePicture(alice.page, nothing);
  await expect(alice.page.getByText(words("verify_picture_none"))).toBeVisible();
  await choosePicture(alice.page, Buffer.from("no picture at all"));
  await expect(alice.page.getByText(words("verify_picture_bad"))).toBeVisible();
  // Her own code is refused, as it is not Bob's.
  await choosePicture(alice.page, await codeOf(alice.page).screenshot());
  await expect(
    alice.page.getByText(words("scan_other_address", { name: BOB.name, address: BOB.address })),
  ).toBeVisible();
  await expect(verified(alice.page)).toBeHidden();

  await choosePicture(alice.page, await codeOf(bob.page).screenshot());
  await expect(verified(alice.page)).toBeVisible();
  await expect(alice.page.getByText(words("happened_verified"))).toBeVisible();
  await alice.page.reload();
  await expect(verified(alice.page)).toBeVisible();

  await alice.page.getByRole("button", { name: words("verify_undo") }).click();
  await expect(codeOf(alice.page)).toBeVisible();
  await expect(verified(alice.page)).toBeHidden();
});

test("both see the same number; saying it differs verifies nothing and says what to do", async ({ two }) => {
  const numbers = await Promise.all(
    [two.alice.page, two.bob.page].map(async (page) => {
      await page.getByRole("tab", { name: words("verify_number") }).click();
      return page
        .getByRole("list", { name: words("verify_number_label") })
        .getByRole("listitem")
        .allTextContents();
    }),
  );
  expect(numbers[0]).toEqual(numbers[1]);
  expect(numbers[0]).toHaveLength(12);
  expect(numbers[0]!.every((group) => /^\d{5}$/.test(group))).toBe(true);

  const { page } = two.bob;
  await page.getByRole("button", { name: words("verify_differ") }).click();
  await expect(page.getByText(words("verify_differ_title"))).toBeVisible();
  await expect(verified(page)).toBeHidden();
  await page.getByRole("button", { name: words("verify_match") }).click();
  await expect(verified(page)).toBeVisible();
  await expect(verified(two.alice.page)).toBeHidden();
});

test("the camera reads a code and is off again; without a camera a sentence says what else works", async ({ two }) => {
  const { alice, bob } = two;
  const [key] = await callFrom<{ fingerprint: string }[]>(bob.page, "identity.list", {});
  const own = { fingerprint: key!.fingerprint, address: BOB.address };
  const { ownCode } = await callFrom<{ ownCode: string }>(bob.page, "verification.show", {
    address: ALICE.address,
    own,
  });
  writeFileSync(two.cameraFile, film(ownCode));
  await alice.page.evaluate(() => {
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks = stream.getTracks();
      return stream;
    };
  });
  await alice.page.getByRole("button", { name: words("verify_camera") }).click();
  await expect(verified(alice.page)).toBeVisible();
  const states = await alice.page.evaluate(() =>
    (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks.map((track) => track.readyState),
  );
  expect(states).toEqual(["ended"]);

  // Test machines have no camera, or nobody to allow its use.
  await bob.page.getByRole("button", { name: words("verify_camera") }).click();
  const trouble = bob.page.getByText(words("camera_absent")).or(bob.page.getByText(words("camera_refused")));
  await expect(trouble).toBeVisible();
  await expect(bob.page.getByRole("button", { name: words("verify_camera") })).toBeVisible();
});
