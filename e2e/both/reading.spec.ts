// Reading, in both browsers.
import { createMessage, readPrivateKey, sign } from "openpgp";
import { callFrom, noOverlayIn, type Place, says, textOf } from "../browser/driver";
import { until } from "../browser/until";
import { letter, makePeer } from "../gmail/peer";
import { ALICE } from "../webmail/demo";
import { entity, exchange, type Outer, pgpMime, signedMime, withFile } from "../webmail/mime-mail";
import { reads, receive, sealAndSend, secret, startSealed, write } from "./actions";
import { expect, inBoth, test } from "./stage";

const { step } = test;

/** Has the signer looked up where that was not done yet. */
async function find(reading: Place): Promise<void> {
  const asks = await reading.ask("a verdict", () => {
    const said = document.querySelector("[role=status]")?.textContent ?? "";
    return said && [/a key you do not have/.test(said)];
  });
  if (asks[0]) await reading.press(/Find Bob Durand/);
}

inBoth(() => {
  test("sealed and signed text is opened in place, and what is wrong with it is said", async ({ world }) => {
    const { demo, page, bob, aliceKey } = world;
    const reading = page.overlay("read");
    const from = (subject: string, text: string) => receive(world, letter(bob, ALICE.address, subject, text), subject);
    await step("a sealed message is read in place, nothing is fetched for it, and it has its badge", async () => {
      const text = secret();
      const before = demo.dns.queries.length;
      await from("Inline", await bob.seal(text, [aliceKey]));
      await reads(page, text);
      await says(reading, "[role=status]", "a key you do not have");
      await reading.ask("the badge", () => document.querySelector("button[aria-label^='Privacy:']") !== null);
      expect(demo.dns.queries.length).toBe(before);
    });
    await step("the signer is looked up only on a click, then named", async () => {
      await reading.press(/Find Bob Durand/);
      await says(reading, "[role=status]", "Signed by Bob Durand");
      expect(demo.dns.queries.length).toBeGreaterThan(0);
    });
    await step("a clearsigned message says who signed it and that everyone can read it", async () => {
      await from("Clearsigned", await bob.clearsign("The tide is out at six.\n- with a dash"));
      await says(reading, "section, [role=region]", "Signed, readable by everyone");
      await says(reading, "body", "with a dash");
    });
    await step("an altered clearsigned message is shown as altered", async () => {
      await from("Altered", (await bob.clearsign("The tide is out at six.")).replace("six", "ten"));
      await find(reading);
      await says(reading, "body", "The signature does not fit this text");
    });
    await step("a damaged message says so and shows nothing", async () => {
      const text = secret();
      const lines = (await bob.seal(text, [aliceKey])).split("\n");
      const at = Math.floor(lines.length / 2);
      lines[at] = [...lines[at]!].reverse().join("");
      await from("Damaged", lines.join("\n"));
      await reading.ask("an alert", () => document.querySelector("[role=alert]") !== null);
      expect(await textOf(reading)).not.toContain(text);
    });
    await step("a message sealed for somebody else names the key it needs", async () => {
      await from("Elsewhere", await bob.seal("not for you", [bob.publicKey]));
      await says(reading, "[role=alert]", "Sealed for a key that is not on this device");
      await reading.press("Which keys can open it");
      await reading.ask("the key", () => /\b[0-9A-F]{16}\b/.test(document.body.innerText));
    });
  });

  test("sealed mail in every shape is read with its subject and its files", async ({ world }) => {
    const { page, bob, aliceKey } = world;
    const reading = page.overlay("read");
    const outer = (subject: string): Outer => ({ from: `${bob.name} <${bob.address}>`, to: ALICE.address, subject });
    const file = { name: "plan.txt", content: "Meet at the pier." };
    for (const [name, shape] of Object.entries({ "RFC 3156's shape": pgpMime, "the shape after Exchange": exchange }))
      await step(`a sealed message in ${name} is read with its subject and its file`, async () => {
        const text = secret();
        const inner = `Inside ${text}`;
        await receive(world, shape(outer(name), await bob.seal(entity(text, inner, file), [aliceKey])), name);
        await reads(page, text);
        await says(reading, "h1, h2, h3", inner);
        await says(reading, "body", "plan.txt");
        expect(await textOf(page)).not.toContain(inner);
      });
    await step("a lone encrypted.asc beside words nobody sealed is a file to open, not a sealed message", async () => {
      const text = secret();
      const sealed = await bob.seal(entity(text, "Inside", file), [aliceKey]);
      await receive(world, withFile(outer("One file"), "encrypted.asc", sealed), "One file");
      await says(reading, "body", "The message itself is neither sealed nor signed");
      expect(await textOf(reading)).not.toContain(text);
      await reading.press(/^Open encrypted\.asc/);
      await says(reading, "body", text);
      await says(reading, "body", "Attached to the message from Bob Durand");
      await reading.press("Back to the message");
      await says(reading, "body", "The message itself is neither sealed nor signed");
    });
    const detached = async (content: string): Promise<string> =>
      sign({
        message: await createMessage({ binary: new TextEncoder().encode(content) }),
        signingKeys: await readPrivateKey({ armoredKey: bob.privateKey }),
        detached: true,
      });
    const clear = "Content-Type: text/plain; charset=utf-8\r\n\r\nLow water at six.\r\n";
    await step("a signed message is checked to the octet, for the sender the page shows", async () => {
      await receive(world, signedMime(outer("Signed"), clear, await detached(clear)), "Signed");
      await says(reading, "body", "Signed, readable by everyone");
      await says(reading, "body", "Low water at six.");
      await find(reading);
      await says(reading, "[role=status]", "Signed by Bob Durand");
    });
    await step("a signed message that says another sender inside than the page shows proves nothing", async () => {
      const signed = `From: Carol <carol@demo.example>\r\n${clear}`;
      await receive(world, signedMime(outer("Two senders"), signed, await detached(signed)), "Two senders");
      await says(reading, "[role=status]", "the message itself says carol@demo.example");
      expect(await textOf(reading)).not.toMatch(/Signed by/);
    });
    await step("a key attached to a clear message is offered, and the message keeps its badge", async () => {
      const ida = await makePeer({ name: "Ida", address: `${secret()}@demo.example` });
      await receive(world, withFile(outer("My key"), "0xABCDEF0123456789.asc", ida.publicKey), "My key");
      await reading.press(/^Open 0xABCDEF0123456789\.asc/);
      await says(reading, "button", "Keep this key");
      await page.overlay("badge").ask("the badge", () => document.querySelector("button.badge") !== null);
    });
  });

  test("what the page, the background and a rival's key do to an open message", async ({ world }) => {
    const { demo, driver, page, bob, aliceKey } = world;
    const reading = page.overlay("read");
    const [first, second] = [secret(), secret()];
    await step("a message drawn anew by the page is read again", async () => {
      const raw = letter(bob, ALICE.address, "Redrawn", await bob.seal(first, [aliceKey]));
      await receive(world, raw, "Redrawn");
      await reads(page, first);
      const id = raw.match(/Message-ID: (.*)/)![1]!;
      const answer = await bob.seal(second, [aliceKey]);
      await demo.webmail.deliver(letter(bob, ALICE.address, "Re: Redrawn", answer, `In-Reply-To: ${id}\n`));
      await until("two overlays", async () => (await page.overlays("read")) === 2);
      // Which of the frames that the page drew anew came first is left to it.
      for (const text of [first, second])
        await until(text, async () => {
          const shown = await Promise.all([0, 1].map((nth) => textOf(page.overlay("read", nth)).catch(() => "")));
          return shown.some((each) => each.includes(text));
        });
      await page.press(/^Back to/);
      await noOverlayIn(page, "read");
    });
    await step("a message over 102 kB, cut by the page, is read whole from its source", async () => {
      const long = Array.from({ length: 2500 }, (_, line) => `line ${line} ${Math.random()}${Math.random()}`).join(
        "\n",
      );
      const sealed = await bob.seal(`${long}\nthe very end`, [aliceKey]);
      await receive(world, letter(bob, ALICE.address, "Long", sealed), "Long");
      await reads(page, "the very end");
    });
    await step("a background that died is started again by the next message", async () => {
      const text = secret();
      await driver.killBackground();
      await page.bringToFront();
      await receive(world, letter(bob, ALICE.address, "After death", await bob.seal(text, [aliceKey])), "After death");
      await reads(page, text);
    });
    await step("a key that changed is held: what it signed is not shown as the known person's", async () => {
      const dora = { name: "Dora", address: "dora@demo.example" };
      const [known, impostor] = await Promise.all([makePeer(dora), makePeer(dora)]);
      const own = await driver.ownPage("pages/options/index.html");
      await callFrom(own, "contact.import", { key: known.publicKey });
      await callFrom(own, "contact.verify", { address: dora.address, verified: true });
      demo.keys.directory("demo.example", { place: "direct" });
      await demo.keys.publishInDirectory(dora.address, impostor.publicKey);
      await callFrom(own, "recipient.lookup", { address: dora.address, source: "wkd", force: true });
      await own.close();
      const sealed = await impostor.seal("Trust me.", [aliceKey]);
      await receive(world, letter(dora, ALICE.address, "Trust", sealed), "Trust");
      await says(reading, "body", "Dora: the key has changed");
      expect(await textOf(reading)).not.toContain("Trust me.");
      const writing = await startSealed(page, dora.address, "Held");
      await write(writing, "hello");
      await sealAndSend(writing);
      await says(writing, "[role=alert]", "must be settled first");
    });
  });
});
