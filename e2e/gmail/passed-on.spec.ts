// Bob signs a message for somebody else, who seals it again to Alice in Bob's name. Sequoia makes Bob's signatures.
import type { Frame } from "@playwright/test";
import { readKey, readMessage, readPrivateKey } from "openpgp";
import { sealAnew } from "../../src/domain/pgp/testing/seal-anew";
import { until } from "../browser/until";
import { startSq } from "../peers/sq";
import { ALICE, BOB } from "../webmail/demo";
import { type Outer, pgpMime } from "../webmail/mime-mail";
import { editorOf, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "./actions";
import { makePeer, type Peer } from "./peer";
import { verifyBob } from "./seen";
import { expect, type Stage, test } from "./stage";

const MALLORY = { address: "mallory@evil.example", name: "Mallory" };
const TEXT = "You are fired.";
const entity = (more: string): string =>
  `${more}Content-Type: text/plain; charset=utf-8; hp="cipher"\r\n\r\n${TEXT}\r\n`;

/** Sealed to these readers, with their fingerprints in the signature and with padding, as Sequoia does. */
async function sealedBySequoia(bob: Peer, certificates: readonly string[]): Promise<string> {
  const key = async (certificate: string, secret: string | null) => {
    const opened = await readKey({ armoredKey: certificate });
    return { address: "", fingerprint: opened.getFingerprint(), certificate, secret };
  };
  const sq = startSq();
  try {
    const signer = await key(bob.publicKey, bob.privateKey);
    const readers = await Promise.all(certificates.map((one) => key(one, null)));
    sq.learn([signer, ...readers]);
    return sq.seal(Buffer.from(entity("")), signer, readers);
  } finally {
    sq.remove();
  }
}

/** Bob's message to somebody else, sealed again to Alice. */
async function passedOn(bob: Peer, first: Peer, aliceKey: string): Promise<string> {
  const opener = await readPrivateKey({ armoredKey: first.privateKey });
  const reader = (await readKey({ armoredKey: aliceKey })).write();
  return sealAnew(await sealedBySequoia(bob, [first.publicKey]), opener, [reader], new Date());
}

/** Delivers a message in Bob's name, and returns Alice's overlay for it. */
async function receive({ demo, page, bob }: Stage, subject: string, to: string, armored: string): Promise<Frame> {
  const outer: Outer = { from: `${bob.name} <${bob.address}>`, to, subject };
  await demo.webmail.deliver(pgpMime(outer, armored));
  await openMail(page, subject);
  const overlay = await readOverlay(page);
  await expect(overlay.getByText(TEXT)).toBeVisible();
  return overlay;
}

const findBob = (overlay: Frame): Promise<void> =>
  press(overlay, overlay.getByRole("button", { name: /Find Bob Durand/ }));

test("what Bob signed for Alice too is his and green; what he signed for somebody else is not for her, and not green", async ({
  stage,
}) => {
  const { bob, aliceKey, page } = stage;
  await verifyBob(stage, { importing: true });
  const mallory = await makePeer(MALLORY);
  const passed = await receive(stage, "News", ALICE.address, await passedOn(bob, mallory, aliceKey));
  await expect(passed.getByRole("status").first()).toHaveText("Bob Durand signed this for someone else, not for you");
  await expect(passed.getByText("It may have been passed on to you by another person")).toBeVisible();
  await expect(passed.getByText(/^Signed by/)).toHaveCount(0);
  await press(passed, passed.getByRole("button", { name: "Privacy: C, Partly private" }));
  await expect(passed.getByText("Signed, but meant for somebody else").first()).toBeVisible();
  await page.goBack();
  const both = await receive(
    stage,
    "To both",
    ALICE.address,
    await sealedBySequoia(bob, [mallory.publicKey, aliceKey]),
  );
  await expect(both.getByRole("status").first()).toContainText("Signed by Bob Durand, whom you verified");
  await expect(both.getByRole("button", { name: /^Privacy: [AB], / })).toBeVisible();
});

test("whom the signed header names is told where the mail names others, and only there", async ({ stage }) => {
  const { bob, aliceKey } = stage;
  const header = `From: Bob <${BOB.address}>\r\nTo: Mallory <${MALLORY.address}>\r\nSubject: News\r\n`;
  const sealed = await bob.seal(entity(header), [aliceKey]);
  const passed = await receive(stage, "To Alice", ALICE.address, sealed);
  await expect(passed.getByText(/^Signed for/)).toHaveCount(0);
  await findBob(passed);
  await expect(passed.getByText(`Signed for: ${MALLORY.address}`)).toBeVisible();
  await expect(passed.getByRole("status").first()).toContainText("Signed by Bob Durand");
  await stage.page.goBack();
  const hidden = await receive(stage, "A hidden copy", MALLORY.address, sealed);
  await expect(hidden.getByRole("status").first()).toContainText("Signed by Bob Durand");
  await expect(hidden.getByText(/^Signed for/)).toHaveCount(0);
});

test("what Alice seals for Bob names both of them", async ({ stage }) => {
  const { demo, page, bob, aliceKey } = stage;
  await startMail(page, BOB.address, "Mine");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill(TEXT);
  await press(overlay, sealAndSendOf(overlay));
  const stored = await until("mail for Bob", () => demo.webmail.boxes[1]!.messages().at(-1));
  const file = stored.files.find(({ name }) => name === "encrypted.asc");
  const armoredMessage = file ? Buffer.from(file.content).toString() : stored.text!;
  const message = await readMessage({ armoredMessage });
  const inner = await message.decrypt([await readPrivateKey({ armoredKey: bob.privateKey })]);
  const [signature] = await inner.verify([]);
  const named = (await signature!.signature).packets[0]!.unknownSubpackets.filter(({ type }) => type === 35);
  const fingerprints = await Promise.all(
    [aliceKey, bob.publicKey].map(async (armoredKey) => `04${(await readKey({ armoredKey })).getFingerprint()}`),
  );
  expect(named.map(({ body }) => Buffer.from(body).toString("hex"))).toEqual(fingerprints);
});
