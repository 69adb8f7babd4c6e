// What the user is doing when the disk fills up.
import type { Page } from "@playwright/test";
import type { Launched } from "../browser/launch";
import { noOverlay } from "../browser/overlays";
import { stopWorkerFrom } from "../browser/worker";
import { editorOf, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "../gmail/actions";
import { exportPublicKey } from "../gmail/own-key";
import { letter, makePeer, type Peer } from "../gmail/peer";
import { wordsOf } from "../gmail/words";
import { ALICE, BOB, type Demo, MAIL_URL } from "../webmail/demo";
import { callOf } from "./profile";

const words = wordsOf("en");
const PASSPHRASE = "three words under the hill";

export interface Scene {
  readonly demo: Demo;
  readonly browser: Launched;
  /** An extension page. */
  readonly own: Page;
  /** Fingerprint of the user's key; empty before there is one. */
  readonly fingerprint: string;
  readonly bob: Peer;
}

/** Runs before the disk is full; returns what to do afterwards. */
type Moment = (scene: Scene) => Promise<() => Promise<unknown>>;

const atOnce =
  (act: (scene: Scene) => Promise<unknown>): Moment =>
  async (scene) =>
  () =>
    act(scene);

async function webmail({ browser }: Scene): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(MAIL_URL);
  await page.getByRole("button", { name: "Compose" }).waitFor();
  return page;
}

export const MOMENTS: Readonly<Record<string, Moment>> = {
  "nothing is done": atOnce(async () => {}),
  "the worker starts": atOnce(async ({ own, browser }) => {
    await stopWorkerFrom(own, browser.extensionId);
    await callOf(own, "identity.list", {});
  }),
  "a setting is changed": atOnce(({ own }) => callOf(own, "settings.set", { wkd: false })),
  "a lock is set": atOnce(({ own, fingerprint }) =>
    callOf(own, "identity.protect", { fingerprint, current: null, next: PASSPHRASE }),
  ),
  "the key is made to last": atOnce(({ own, fingerprint }) =>
    callOf(own, "identity.extend", { fingerprint, passphrase: null } as never),
  ),
  "another key is made": atOnce(({ own }) => callOf(own, "identity.create", { name: "B", address: "b@demo.example" })),
  "a key is brought": async ({ own }) => {
    const { privateKey } = await makePeer({ name: "Alice", address: "alice@other.example" });
    return () => callOf(own, "identity.import", { key: privateKey });
  },
  "a contact is verified": async ({ own, bob }) => {
    await callOf(own, "contact.import", { key: bob.publicKey });
    return () => callOf(own, "contact.verify", { address: BOB.address, verified: true });
  },
  "pins are signed": atOnce(({ own }) => callOf(own, "pins.accept", {})),
  "a message is written": async (scene) => {
    const page = await webmail(scene);
    await startMail(page, BOB.address, "Plan");
    const overlay = await pressLock(page);
    return async () => {
      await editorOf(overlay).fill("quincemarmalade");
      // There may still be room for a few words in a draft already begun.
      await overlay
        .getByText(/^Draft (?:sealed|not kept)/)
        .first()
        .waitFor();
    };
  },
  "a message is sealed": async (scene) => {
    const page = await webmail(scene);
    await startMail(page, BOB.address, "Plan");
    const overlay = await pressLock(page);
    await editorOf(overlay).fill("quincemarmalade");
    return async () => {
      await press(overlay, sealAndSendOf(overlay));
      // Sent, or refused with the real reason if not even reading works.
      await Promise.any([noOverlay(page, "compose"), overlay.getByText(words("seal_full")).waitFor()]);
    };
  },
  "a message is read": async (scene) => {
    const { demo, bob, own } = scene;
    const sealed = await bob.seal("quincemarmalade", [await exportPublicKey(own)]);
    await demo.webmail.deliver(letter(bob, ALICE.address, "Sealed", sealed));
    const page = await webmail(scene);
    return async () => {
      await openMail(page, "Sealed");
      const read = await readOverlay(page);
      await read
        .getByText("quincemarmalade")
        .or(read.getByText(words("open_full_title")))
        .first()
        .waitFor();
    };
  },
};
