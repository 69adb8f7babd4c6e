// The demo for one person: this script prepares Bob's side and leaves Alice's for you to set up.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Launched, launch, openExtensionPage } from "../e2e/browser/launch";
import { makeKey } from "../e2e/gmail/actions";
import { exportPublicKey, welcomePage } from "../e2e/gmail/own-key";
import { wordsOf } from "../e2e/gmail/words";
import { BOB, type Demo, DNS_PAGE_URL, MAIL_URL, startDemo } from "../e2e/webmail/demo";

interface Options {
  /** Folder in which mail, zone and both profiles are kept. */
  readonly state: string;
  readonly colourScheme: "light" | "dark";
  readonly lang: string;
}

export async function openForPerson({ state, colourScheme, lang }: Options): Promise<void> {
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    console.error("No display here to open a window on. npm start -- --headless plays the demo and takes pictures.");
    process.exitCode = 1;
    return;
  }
  mkdirSync(state, { recursive: true });
  const demo = await startDemo({ dir: join(state, "world") });
  const open = (who: string): Promise<Launched> =>
    launch({
      map: demo.map,
      certificates: demo.certificates,
      headless: false,
      profile: join(state, who),
      colourScheme,
      locale: lang,
      viewport: null,
      extraArgs: ["--window-size=1200,860", who === "alice" ? "--window-position=40,40" : "--window-position=140,110"],
    });
  const bob = await open("bob");
  await prepareBob(bob, demo, state, lang);
  const alice = await open("alice");
  const mail = await alice.context.newPage();
  await mail.goto(MAIL_URL);
  await showWelcome(alice);
  console.log(instructions);

  const closed = (browser: Launched) => new Promise<void>((done) => browser.context.once("close", () => done()));
  const interrupted = new Promise<void>((done) => process.once("SIGINT", done).once("SIGTERM", done));
  await Promise.race([interrupted, Promise.all([closed(alice), closed(bob)])]);
  await Promise.allSettled([alice.close(), bob.close(), demo.close()]);
}

const instructions = `
Two windows are open: Alice's, which is you, and Bob's, who is set up already.

  1. In Alice's window make a key: Alice Martin, alice@demo.example.
  2. In her mail tab press Compose, write to bob@demo.example, press the lock, then "Seal and send".
  3. In Bob's window open the message and read it in place. Press "Privacy" for the reasons.
  4. Answering Alice needs her key: publish it at ${DNS_PAGE_URL} (options page, "Save the public key").

Mail: ${MAIL_URL}   Bob's: ${MAIL_URL.replace("/0/", "/1/")}
Ctrl+C or closing both windows ends the demo. Mail and profiles stay in .demo/.
`;

/** Plays Bob's first run, once. */
async function prepareBob(bob: Launched, demo: Demo, state: string, lang: string): Promise<void> {
  const ready = join(state, "bob-ready");
  if (!existsSync(ready)) {
    const welcome = await welcomePage(bob);
    await makeKey(welcome, BOB, { words: wordsOf(lang) });
    await demo.publish(BOB.address, await exportPublicKey(welcome));
    await welcome.close();
    writeFileSync(ready, "");
  }
  const mail = bob.context.pages()[0] ?? (await bob.context.newPage());
  await mail.goto(MAIL_URL.replace("/0/", "/1/"));
}

/** Brings the welcome page to the front, which Cachet opened itself on a first install. */
async function showWelcome(alice: Launched): Promise<void> {
  const page = alice.context.pages().find((each) => each.url().includes("/pages/welcome/"));
  await (page ?? (await openExtensionPage(alice, "pages/welcome/index.html"))).bringToFront();
}
