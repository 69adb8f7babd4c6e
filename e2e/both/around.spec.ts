// What surrounds reading and writing, in both browsers: what a hostile page gets, and what survives.
import { holds, noOverlayIn, says, type Tab, textOf } from "../browser/driver";
import { until } from "../browser/until";
import { letter } from "../gmail/peer";
import { ALICE, BOB, MAIL_URL } from "../webmail/demo";
import {
  bobReads,
  bobsMail,
  EDITOR,
  leaks,
  reads,
  receive,
  sealAndSend,
  secret,
  startSealed,
  takeUp,
  write,
} from "./actions";
import { expect, inBoth, test } from "./stage";

const { step } = test;
inBoth(() => {
  test("a hostile page learns nothing, and what happens to the browser costs no word", async ({ world }) => {
    const { driver, page, bob, aliceKey } = world;
    await step("script of the page finds neither plaintext nor the extension's address, however it looks", async () => {
      const [opened, written] = [secret(), secret()];
      await receive(world, letter(bob, ALICE.address, "Looked at", await bob.seal(opened, [aliceKey])), "Looked at");
      await reads(page, opened);
      await write(await startSealed(page, BOB.address, "Plan"), written);
      const found = await inventory(page);
      for (const hidden of [opened, written, "PRIVATE KEY", "pages/overlays", "-extension://"])
        expect(found).not.toContain(hidden);
      expect(found).toContain("Looked at");
    });
    for (const [what, how] of Object.entries(NEXT_LETTER))
      await step(`an opened letter is gone when the page ${what}`, async () => {
        const text = secret();
        const subject = `Next ${secret()}`;
        await page.goto(MAIL_URL);
        await receive(world, letter(bob, ALICE.address, subject, await bob.seal(text, [aliceKey])), subject);
        await reads(page, text);
        await page.ask("the page to show another letter", how);
        await noOverlayIn(page, "read");
        expect(await textOf(page)).toContain("Hello from Carol");
      });
    await step("the background may die before the overlay claims, while typing, and before sealing", async () => {
      const [text, before] = [secret(), bobsMail(world).length];
      await page.goto(MAIL_URL);
      const kill = async (): Promise<void> => {
        await driver.killBackground();
        await page.bringToFront();
      };
      await kill();
      const writing = await startSealed(page, BOB.address, "Plan");
      await write(writing, text.slice(0, 6));
      await kill();
      await write(writing, text);
      await says(writing, ".foot", "Draft sealed");
      await kill();
      await sealAndSend(writing);
      expect(await bobReads(world, before)).toContain(text);
      await noOverlayIn(page, "compose");
    });
    await step("the extension is reloaded while writing: the draft is back, complete", async () => {
      const text = secret();
      const writing = await startSealed(page, BOB.address, "Plan");
      await write(writing, text);
      await says(writing, ".foot", "Draft sealed");
      await until("the page to name its window", () => /compose=/.test(page.url()));
      await driver.reloadExtension();
      await page.bringToFront();
      await page.reload();
      await holds(await takeUp(page), EDITOR, text);
      expect(leaks(world, text)).toEqual([]);
    });
  });
});

/** What the page does with the element that holds the open message, and another letter. */
const NEXT_LETTER = {
  "writes the next letter into the element": () => {
    const body = document.querySelector<HTMLElement>(".a3s")!;
    body.textContent = "Hello from Carol";
    return true;
  },
  "hides it and shows a sibling": () => {
    const body = document.querySelector<HTMLElement>(".a3s")!;
    body.hidden = true;
    const next = document.createElement("pre");
    next.textContent = "Hello from Carol";
    body.before(next);
    return true;
  },
};

/** Everything the page can read about itself. */
const inventory = async (page: Tab): Promise<string> =>
  (
    await page.ask("what the page finds", async () => {
      const seen = [document.documentElement.outerHTML, document.body.textContent ?? ""];
      const look = (root: ParentNode): void => {
        for (const element of root.querySelectorAll("*")) {
          if (!element.shadowRoot) continue;
          seen.push(element.shadowRoot.innerHTML);
          look(element.shadowRoot);
        }
      };
      look(document);
      for (let index = 0; index < window.frames.length; index += 1) {
        const frame = window.frames[index]!;
        frame.postMessage({ call: "identity.list", request: {} }, "*");
        for (const read of [() => frame.document.body.textContent, () => frame.location.href, () => frame.name])
          try {
            seen.push(`frame ${index} ${read()}`);
          } catch {
            seen.push("refused");
          }
      }
      seen.push(JSON.stringify(performance.getEntries()));
      seen.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie);
      seen.push(JSON.stringify(await indexedDB.databases()), JSON.stringify(await caches.keys()));
      return seen;
    })
  ).join("\n");
