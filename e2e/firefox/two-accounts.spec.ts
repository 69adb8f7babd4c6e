// Two accounts of one person in Firefox: neither uses the other's key, reveals the other, or is opened with it. In order: each
// test starts where the previous one ended.
import { decrypt, readKey, readMessage, readPrivateKey } from "openpgp";
import type { Page } from "puppeteer-core";
import { until } from "../browser/until";
import { letter, makePeer } from "../gmail/peer";
import { wordsOf } from "../gmail/words";
import { ALICE, BOB, MAIL_URL } from "../webmail/demo";
import { askedWindow, expectGone } from "./asked";
import { call, callFrom } from "./call";
import { ask, overlayIn, press, says, type, visit } from "./hand";
import { expect, type FirefoxStage, noFirefox, openMail, test, WHY_NOT } from "./stage";

const words = wordsOf("en");
const SECRET = "saffron-2208-pontoon";
const CAROL = { name: "Carol Petit", address: "carol@demo.example" };
const ALICES = "correct horse battery";
const BOBS = "staple wind in the mast";
/** Fields as Gmail writes them: the message's badge needs a path. */
const OVER = `Authentication-Results: mx.google.com;
       dkim=pass header.i=@demo.example
Received: from mail.demo.example (mail.demo.example. [193.0.6.139])
        by mx.google.com with ESMTPS id a1-20 (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);
        Tue, 03 Nov 2026 01:29:00 -0800 (PST)
`;

interface Key {
  readonly fingerprint: string;
  readonly addresses: string[];
  readonly locked: boolean;
}

test.use({ world: "two-accounts" });
test.describe.configure({ mode: "serial", timeout: 90_000 });
test.skip(noFirefox(), WHY_NOT);

const ownAddresses = async (stage: FirefoxStage): Promise<string[][]> =>
  (await call<Key[]>(stage, "identity.list", {})).map(({ addresses }) => addresses);

const openOwn = ({ firefox }: FirefoxStage): Promise<Page> =>
  firefox.openExtensionPage("pages/options/index.html#contacts");

/** Loads an account's page. */
async function go(page: Page, account: 0 | 1): Promise<void> {
  await page.bringToFront();
  await visit(page, MAIL_URL.replace("/u/0/", `/u/${account}/`));
}

/** Public parts of both own keys, Alice's first. */
const publicKeys = async (own: Page): Promise<string[]> => {
  const keys = await callFrom<Key[]>(own, "identity.list", {});
  const exports = keys.map(({ fingerprint }) =>
    callFrom<{ text: string }>(own, "identity.export", { fingerprint, what: "public" }),
  );
  return (await Promise.all(exports)).map(({ text }) => text);
};

/** A message to Carol in the account in front, its overlay open. */
async function writeToCarol(page: Page): Promise<ReturnType<typeof overlayIn>> {
  await press(page, "Compose");
  await type(page, "input[aria-label='To recipients']", `${CAROL.address},`);
  await (await page.waitForSelector(`>>> [aria-label='${words("compose_lock")}']`))?.click();
  return overlayIn(page, "compose");
}

/** Whether the row with this subject has a badge, which is in a closed shadow root: only its host can be checked. */
const hasBadge = (subject: string): boolean => {
  const rows = [...document.querySelectorAll("[role=grid] tr")].filter((row) => row.textContent?.includes(subject));
  if (rows.length !== 1) throw new Error(`${rows.length} rows of ${subject}`);
  return rows[0]!.querySelector(".xT > span:not([class])") !== null;
};

async function readPostcard(page: Page, subject: string): Promise<void> {
  await openMail(page, subject);
  // The final grade, which the list will show: there is none before the path is known.
  await ask(overlayIn(page, "badge"), "the grade", () =>
    Boolean(document.querySelector("button.badge[aria-label='Privacy: C, postcard']")),
  );
  await page.evaluate(() => (location.hash = "#inbox"));
  await ask(page, `the badge of ${subject} in the list`, hasBadge, subject);
}

test("from an account without a key nothing is signed with the other's, until a key is made for it in a window of our own", async ({
  stage,
}) => {
  const { demo, firefox, page } = stage;
  await call(stage, "identity.create", { name: ALICE.name, address: ALICE.address });
  await go(page, 1);
  await press(page, "Compose");
  await type(page, "input[aria-label='To recipients']", `${ALICE.address},`);
  await type(page, "input[name=subjectbox]", "Boats");
  const lock = await page.waitForSelector(`>>> [aria-label='${words("compose_lock")}']`);
  await lock?.click();
  const writing = overlayIn(page, "compose");
  await says(writing, "h2", words("speaks_none", { from: BOB.address }));
  await press(page, words("compose_seal_and_send"), writing);
  await says(writing, "[role=alert]", words("refused_whose_key"));
  expect(demo.webmail.boxes[0]!.messages()).toHaveLength(0);
  expect(await ownAddresses(stage)).toEqual([[ALICE.address]]);

  await page.bringToFront();
  await press(page, words("speaks_make"), writing);
  const asked = await firefox.extensionPage("pages/consent/index.html");
  await asked.bringToFront();
  await ask(asked, "a window that takes presses", () => !document.documentElement.hasAttribute("data-waiting"));
  expect(await ownAddresses(stage)).toEqual([[ALICE.address]]);
  await asked.bringToFront();
  await ask(asked, "a window that takes presses", () => !document.documentElement.hasAttribute("data-waiting"));
  await asked.click("[data-yes]");
  await page.bringToFront();
  await says(writing, "[role=status]", words("speaks_own", { from: BOB.address, signer: BOB.name }));
  await type(page, "textarea", SECRET, writing);
  await press(page, words("compose_seal_and_send"), writing);
  await until("mail for Alice", () => demo.webmail.boxes[0]!.messages().at(-1));
  expect(await ownAddresses(stage)).toEqual([[ALICE.address], [BOB.address]]);

  await visit(page, MAIL_URL);
  await openMail(page, "[...]");
  const reading = overlayIn(page, "read");
  await says(reading, `[aria-label='${words("read_region")}']`, SECRET);
  await says(reading, "[role=status]", words("signature_own_other", { address: BOB.address }));
});

test("an answer from the second account is signed and sealed with its key, and names the first nowhere", async ({
  stage,
}) => {
  const { demo, page } = stage;
  const carol = await makePeer(CAROL);
  const own = await openOwn(stage);
  await callFrom(own, "contact.import", { key: carol.publicKey });
  const [alices, bobs] = await publicKeys(own);
  await own.close();
  await demo.webmail.deliver(letter(carol, BOB.address, "Oars", await carol.seal("At nine?", [bobs!])), 1);
  await go(page, 1);
  await openMail(page, "Oars");
  await press(page, words("read_reply"), overlayIn(page, "read"));
  const writing = overlayIn(page, "compose");
  await says(writing, "[role=status]", words("speaks_own", { from: BOB.address, signer: BOB.name }));
  await type(page, "textarea", SECRET, writing);
  await press(page, words("compose_seal_and_send"), writing);
  const isAnswer = ({ own, to }: { own: boolean; to: readonly { address: string }[] }): boolean =>
    own && to[0]?.address === CAROL.address;
  const sent = await until("the answer", () => demo.webmail.boxes[1]!.messages().find(isAnswer));

  const file = sent.files.find(({ name }) => name === "encrypted.asc");
  const message = await readMessage({ armoredMessage: file ? Buffer.from(file.content).toString() : sent.text! });
  const [first, second] = await Promise.all([alices!, bobs!].map((armoredKey) => readKey({ armoredKey })));
  const idsOf = (key: typeof first): string[] => key!.getKeyIDs().map((id) => id.toHex());
  const readers = message.getEncryptionKeyIDs().map((id) => id.toHex());
  expect(readers.filter((id) => idsOf(second).includes(id))).toHaveLength(1);
  expect(readers.filter((id) => idsOf(first).includes(id))).toEqual([]);
  const opened = await decrypt({
    message,
    decryptionKeys: await readPrivateKey({ armoredKey: carol.privateKey }),
    verificationKeys: second!,
  });
  expect(await opened.signatures[0]!.verified).toBe(true);
  expect(opened.data).toContain(SECRET);
  expect(`${opened.data}${demo.webmail.boxes[1]!.raw(sent.id)}`).not.toMatch(/alice/i);
});

test("neither account is told of in the other: by a badge in a list, by a draft, or as somebody to find", async ({
  stage,
}) => {
  const { demo, page } = stage;
  const { boxes, deliver } = demo.webmail;
  const bobs = await deliver(OVER + letter(CAROL, BOB.address, "Read there", "A postcard."), 1);
  const alices = await deliver(OVER + letter(CAROL, ALICE.address, "Named alike", "A postcard."));
  await deliver(OVER + letter(CAROL, ALICE.address, "Read here", "A postcard."));
  // Message names are valid within one account: here both accounts use the same one.
  const messages = boxes[0]!.messages;
  const names = { id: bobs.id, threadId: bobs.threadId };
  boxes[0]!.messages = () => messages().map((one) => (one.id === alices.id ? { ...one, ...names } : one));
  await go(page, 1);
  await readPostcard(page, "Read there");
  const text = "harbour-6180-thole";
  const theirs = await writeToCarol(page);
  await type(page, "textarea", text, theirs);
  await says(theirs, ".foot", "Draft sealed");

  await go(page, 0);
  await readPostcard(page, "Read here");
  expect(await page.evaluate(hasBadge, "Named alike")).toBe(false);
  boxes[0]!.messages = messages;
  const writing = await writeToCarol(page);
  await type(page, "textarea", "harbour-6181", writing);
  // Drafts to continue were looked up before the first save.
  await says(writing, ".foot", "Draft sealed");
  expect(await ask(writing, "what it says", () => document.body.textContent)).not.toContain("unfinished message");

  await go(page, 1);
  const again = await writeToCarol(page);
  await press(page, words("compose_restore"), again);
  await ask(
    again,
    "the draft begun in this account",
    (wanted) => document.querySelector<HTMLTextAreaElement>("[data-editor]")?.value === wanted,
    text,
  );

  const own = await openOwn(stage);
  const counts = (count: string): Promise<string> => says(own, "[role=status]", words("contacts_count", { count }));
  await counts("1");
  await says(own, "ul.contacts", CAROL.address);
  await own.bringToFront();
  for (const [query, count] of [
    [ALICE.address, "0"],
    [CAROL.name, "1"],
    [BOB.name, "0"],
  ] as const) {
    await type(own, "input[type=search]", query);
    await counts(count);
  }
  await own.close();
});

test("the window for the passphrase names the key of the account in front first, and unlocks no other", async ({
  stage,
}) => {
  const { demo, page } = stage;
  const own = await openOwn(stage);
  const [alices, bobs] = await publicKeys(own);
  const keys = await callFrom<Key[]>(own, "identity.list", {});
  for (const [at, next] of [ALICES, BOBS].entries())
    await callFrom(own, "identity.protect", { fingerprint: keys[at]!.fingerprint, current: null, next });
  const state = async () =>
    (await callFrom<Key[]>(own, "identity.list", {})).map(({ addresses: [address], locked }) => [address, locked]);
  await callFrom(own, "vault.lock", {});
  expect(await state()).toEqual([
    [ALICE.address, true],
    [BOB.address, true],
  ]);
  const carol = await makePeer(CAROL);
  await demo.webmail.deliver(letter(carol, BOB.address, "Weir", await carol.seal(SECRET, [bobs!])), 1);
  await demo.webmail.deliver(letter(carol, ALICE.address, "Lock", await carol.seal(SECRET, [alices!])));
  await go(page, 1);
  await openMail(page, "Weir");
  const reading = overlayIn(page, "read");
  await press(page, words("unlock"), reading);
  const asked = await askedWindow(stage);
  await says(asked, `ul[aria-label='${words("unlock_keys")}'] li:first-child`, BOB.address);
  await type(asked, "input[type=password]", BOBS);
  await press(asked, words("unlock"));
  await expectGone(asked);
  await page.bringToFront();
  await says(reading, `[aria-label='${words("read_region")}']`, SECRET);
  expect(await state()).toEqual([
    [ALICE.address, true],
    [BOB.address, false],
  ]);
  await own.close();

  await go(page, 0);
  await openMail(page, "Lock");
  await says(reading, ".unlock button", words("unlock"));
  expect(await ask(reading, "what it says", () => document.body.textContent)).not.toContain(SECRET);
});
