import { createMessage, readPrivateKey, sign } from "openpgp";
import { overlayFrame } from "../browser/overlays";
import { startGpg } from "../peers/gpg";
import { ALICE } from "../webmail/demo";
import { entity, exchange, type Outer, pgpMime, signedMime, withFile } from "../webmail/mime-mail";
import { openMail, press, readOverlay } from "./actions";
import type { Peer } from "./peer";
import { expect, type Stage, test } from "./stage";

const TEXT = "Die Gezeiten wechseln um sechs — à six heures.";
const FILE = { name: "plan.txt", content: "Meet at the pier." };
const outer = (from: Peer, subject: string): Outer => ({
  from: `${from.name} <${from.address}>`,
  to: ALICE.address,
  subject,
});

async function detached(peer: Peer, content: string): Promise<string> {
  const message = await createMessage({ binary: new TextEncoder().encode(content) });
  return sign({
    message,
    signingKeys: await readPrivateKey({ armoredKey: peer.privateKey }),
    detached: true,
  });
}

async function receive({ demo, page }: Stage, raw: string, subject: string): Promise<void> {
  await demo.webmail.deliver(raw);
  await openMail(page, subject);
}

const SHAPES = { "RFC 3156's shape": pgpMime, "the shape it has after Exchange": exchange };
for (const [name, shape] of Object.entries(SHAPES)) {
  test(`a sealed message in ${name} is read with its subject and its file`, async ({ stage }) => {
    const { page, bob, aliceKey } = stage;
    const sealed = await bob.seal(entity(TEXT, "The real subject", FILE), [aliceKey]);
    await receive(stage, shape(outer(bob, "[...]"), sealed), "[...]");
    const overlay = await readOverlay(page);
    await expect(overlay.getByRole("heading", { name: "The real subject" })).toBeVisible();
    await expect(overlay.getByText(TEXT)).toBeVisible();
    await expect(overlay.getByText("plan.txt").first()).toBeVisible();
    await expect(overlay.getByRole("status").first()).toContainText("a key you do not have");
    await press(overlay, overlay.getByRole("button", { name: /Find Bob Durand/ }));
    await expect(overlay.getByRole("status").first()).toContainText("Signed by Bob Durand");
    expect(await page.content()).not.toContain("The real subject");
  });
}

test("a lone encrypted.asc beside words nobody sealed is a file to open, not a sealed message", async ({ stage }) => {
  const { page, bob, aliceKey } = stage;
  const sealed = await bob.seal(entity(TEXT, "Inside", FILE), [aliceKey]);
  await receive(stage, withFile(outer(bob, "One file"), "encrypted.asc", sealed), "One file");
  const overlay = await overlayFrame(page, "read");
  const region = overlay.getByRole("region", { name: "Sealed or signed files" });
  await expect(region.getByText("The message itself is neither sealed nor signed")).toBeVisible();
  await expect(overlay.getByText(TEXT)).toHaveCount(0);
  await press(overlay, overlay.getByRole("button", { name: /^Open encrypted\.asc/ }));
  await expect(overlay.getByText(TEXT)).toBeVisible();
  await expect(overlay.getByText("Attached to the message from Bob Durand")).toBeVisible();
  await expect(overlay.getByText(/^Signed by/)).toHaveCount(0);
  await press(overlay, overlay.getByRole("button", { name: "Back to the message" }));
  await expect(region.getByText("The message itself is neither sealed nor signed")).toBeVisible();
});

test("a signed message is checked to the octet, and its signature is for the sender the page shows", async ({
  stage,
}) => {
  const { page, bob } = stage;
  const signed = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${TEXT}\r\n`;
  const signature = await detached(bob, signed);
  await receive(stage, signedMime(outer(bob, "Signed only"), signed, signature), "Signed only");
  const overlay = await overlayFrame(page, "read");
  const region = overlay.getByRole("region", { name: "Signed message" });
  await expect(region.getByText(TEXT)).toBeVisible();
  await expect(region.getByText("Signed, readable by everyone")).toBeVisible();
  await press(overlay, overlay.getByRole("button", { name: /Find Bob Durand/ }));
  await expect(overlay.getByRole("status").first()).toContainText("Signed by Bob Durand");
});

test("a signed message that says another sender inside than the page shows proves nothing", async ({ stage }) => {
  const { page, bob } = stage;
  const signed =
    `From: Carol <carol@demo.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${TEXT}\r\n`.replace(
      /[^\0-\x7f]/g,
      "",
    );
  await receive(stage, signedMime(outer(bob, "Two senders"), signed, await detached(bob, signed)), "Two senders");
  const overlay = await overlayFrame(page, "read");
  await press(overlay, overlay.getByRole("button", { name: /Find Bob Durand/ }));
  await expect(overlay.getByRole("status").first()).toContainText("the message itself says carol@demo.example");
  await expect(overlay.getByText(/^Signed by/)).toHaveCount(0);
});

test("a key attached to a clear message is offered, and the message keeps its badge", async ({ stage }) => {
  const { page, bob } = stage;
  await receive(stage, withFile(outer(bob, "My key"), "0xABCDEF0123456789.asc", bob.publicKey), "My key");
  const overlay = await overlayFrame(page, "read");
  await press(overlay, overlay.getByRole("button", { name: /^Open 0xABCDEF0123456789\.asc/ }));
  await expect(overlay.getByRole("button", { name: "Keep this key" })).toBeVisible();
  const badge = await overlayFrame(page, "badge");
  await expect(badge.getByRole("button", { name: /^Privacy:/ })).toBeVisible();
});

test("old mail that nothing protects shows its text only when asked, and nothing but text", async ({ stage }) => {
  const { page, bob, aliceKey } = stage;
  const gpg = startGpg();
  try {
    gpg.importKey(aliceKey);
    const html = `Content-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain\r\n\r\nplain words\r\n--i\r\nContent-Type: text/html\r\n\r\n<b>rich words</b>\r\n--i--\r\n`;
    const sealed = gpg.sealUnprotected(html, ALICE.address);
    await receive(stage, pgpMime(outer(bob, "From long ago"), sealed), "From long ago");
    const overlay = await readOverlay(page);
    await expect(overlay.getByRole("alert")).toContainText("never protected against changes");
    await expect(overlay.getByText("plain words")).toHaveCount(0);
    await press(overlay, overlay.getByRole("button", { name: "Show it as plain text" }));
    await expect(overlay.getByText("plain words")).toBeVisible();
    await expect(overlay.getByText("Nothing protected this message against changes")).toBeVisible();
    await expect(overlay.getByText("rich words")).toHaveCount(0);
  } finally {
    gpg.remove();
  }
});
