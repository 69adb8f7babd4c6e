// A key known from mail alone neither stops the look-up nor decides: planting one yields no mail sealed to it.
import { readKey } from "openpgp";
import type { RecipientState } from "../../src/domain/trust/contact";
import { openExtensionPage } from "../browser/launch";
import { noOverlay } from "../browser/overlays";
import { ALICE, MAIL_URL } from "../webmail/demo";
import { pgpMime } from "../webmail/mime-mail";
import { editorOf, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "./actions";
import { callFrom } from "./own-key";
import { letter, makePeer, type Peer } from "./peer";
import { expect, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");
const CAROL = { name: "Carol Petit", address: "carol@demo.example" };
const EVE = { name: "Eve", address: "eve@elsewhere.example" };

async function keydata(peer: Peer): Promise<string> {
  const bytes = (await readKey({ armoredKey: peer.publicKey })).write();
  return Buffer.from(bytes)
    .toString("base64")
    .replace(/(.{70})/g, "$1\n ");
}

async function calls<T>({ browser, page }: Stage, ...asked: [string, unknown][]): Promise<T> {
  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  let answer: unknown;
  for (const [name, request] of asked) answer = await callFrom(popup, name, request);
  await popup.close();
  await page.bringToFront();
  return answer as T;
}

const carolIn = async (stage: Stage): Promise<RecipientState> =>
  (await calls<RecipientState[]>(stage, ["recipient.states", { addresses: [CAROL.address] }]))[0]!;

const fingerprint = async ({ publicKey }: Peer): Promise<string> =>
  (await readKey({ armoredKey: publicKey })).getFingerprint();

test("a key that somebody known passed on gives way to the one the domain proves, and that is said", async ({
  stage,
}) => {
  const { demo, page, aliceKey } = stage;
  const [eve, carol, planted] = await Promise.all([makePeer(EVE), makePeer(CAROL), makePeer(CAROL)]);
  await demo.publish(CAROL.address, carol.publicKey);
  await calls(
    stage,
    ["contact.import", { key: eve.publicKey }],
    ["contact.verify", { address: EVE.address, verified: true }],
  );
  const gossip = `Content-Type: text/plain\nAutocrypt-Gossip: addr=${CAROL.address}; keydata=\n ${await keydata(planted)}\n\nHello both`;
  const sealed = await eve.seal(gossip, [aliceKey, planted.publicKey]);
  await demo.webmail.deliver(letter(eve, `${ALICE.address}, ${CAROL.address}`, "To both", sealed));
  await openMail(page, "To both");
  await expect((await readOverlay(page)).getByRole("status").first()).toContainText("whom you verified");
  expect(await carolIn(stage)).toMatchObject({ state: "mail-only", key: { fingerprint: await fingerprint(planted) } });
  expect(demo.dns.queries).toEqual([]);

  await startMail(page, CAROL.address, "Plan");
  const overlay = await pressLock(page);
  await expect(overlay.getByText("a surer source gives for Carol")).toBeVisible();
  await editorOf(overlay).fill("hello");
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  expect(await carolIn(stage)).toMatchObject({
    state: "first-contact",
    key: { fingerprint: await fingerprint(carol) },
  });
  expect(demo.dns.queries.length).toBeGreaterThan(0);
});

test("the first message is judged by the key in its own header, in whichever shape it comes", async ({ stage }) => {
  const { demo, page, aliceKey } = stage;
  for (const [subject, shape] of [
    ["As text", letter],
    [
      "As a file",
      (from: Peer, to: string, subject: string, text: string, extra: string) =>
        extra + pgpMime({ from: `${from.name} <${from.address}>`, to, subject }, text),
    ],
    ["Signed only", letter],
  ] as const) {
    const peer = await makePeer({
      name: "Dana",
      address: `${subject.replaceAll(" ", "-").toLowerCase()}@elsewhere.example`,
    });
    const header = `Autocrypt: addr=${peer.address}; keydata=\n ${await keydata(peer)}\n`;
    const text = subject === "Signed only" ? await peer.clearsign("Hello") : await peer.seal("Hello", [aliceKey]);
    await demo.webmail.deliver(shape(peer, ALICE.address, subject, text, header));
    await page.goto(MAIL_URL);
    await openMail(page, subject);
    const read = await readOverlay(page);
    await expect(read.getByRole("status").first(), subject).toContainText(`only mail names for ${peer.address}`);
  }
  expect(demo.dns.queries).toEqual([]);
});

test("a forged sender with a key of their own is not checked, and gets a letter only by a press that was warned", async ({
  stage,
}) => {
  const { demo, page, aliceKey } = stage;
  const forger = await makePeer(CAROL);
  const header = `Autocrypt: addr=${CAROL.address}; keydata=\n ${await keydata(forger)}\n`;
  const text = await forger.seal("Trust me", [aliceKey]);
  await demo.webmail.deliver(letter(forger, ALICE.address, "It is me", text, header));
  await openMail(page, "It is me");
  const read = await readOverlay(page);
  await expect(read.getByRole("status").first()).toContainText(`only mail names for ${CAROL.address}`);
  await expect(read.getByRole("button", { name: words("find_key", { name: CAROL.name }) })).toBeVisible();
  expect(await carolIn(stage)).toMatchObject({ state: "mail-only", unchecked: "due" });

  demo.dns.mode = "servfail";
  await startMail(page, CAROL.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).fill("hello");
  const warned = overlay.getByRole("alert").filter({ hasText: "did not answer, so it is not checked" });
  await expect(warned).toBeVisible();
  await press(overlay, sealAndSendOf(overlay));
  await expect(overlay.getByText(words("seal_unchecked"))).toBeVisible();
  expect(demo.webmail.boxes.flatMap((box) => box.messages()).map(({ subject }) => subject)).not.toContain("Plan");
  await press(overlay, words("unchecked_seal"));
  await expect(warned).toHaveCount(0);
  await press(overlay, sealAndSendOf(overlay));
  await noOverlay(page, "compose");
  expect(await carolIn(stage)).toMatchObject({ state: "mail-only" });
});
