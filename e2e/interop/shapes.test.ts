// What other programs send, read as the read overlay reads it, with the real background behind it.
import "fake-indexeddb/auto";
import { randomUUID } from "node:crypto";
import { beforeAll, expect, it, vi } from "vitest";
import { importContacts } from "../../src/background/contacts/address-book";
import { readMail } from "../../src/background/mail/read";
import { createIdentity } from "../../src/background/own-keys/identities";
import { database } from "../../src/background/store/database";
import { octetsOf } from "../../src/domain/octets";
import { openpgp } from "../../src/domain/pgp/openpgp";
import { generateKey, type OwnKey } from "../../src/domain/pgp/secret-key";
import type { Request } from "../../src/messages/calls";
import { blocksIn } from "../../src/pages/overlays/read/in-source";
import type { Read, ReadingWorld } from "../../src/pages/overlays/read/read-mail";
import { readAttachment, readBlock, readMessage } from "../../src/pages/overlays/read/reading";
import { fakeBrowser, storageArea } from "../../src/platform/testing/fake-browser";
import { XLSX, XLSX_NAME } from "./contents";
import { type Crypto, type Expected, mailOctets, SHAPES } from "./shapes";

vi.mock("../../src/platform/browser");
const browser = fakeBrowser();

const NOW = Math.floor(Date.now() / 1000) * 1000;
const MADE = NOW - 30 * 24 * 3600 * 1000;
const [ME, BOB] = ["alice@example.org", "bob@example.org"];

let bob: OwnKey;
let crypto: Crypto;

beforeAll(async () => {
  browser.storage.session = storageArea();
  const made = await createIdentity({ name: "Alice", address: ME }, MADE);
  if (!made.ok) throw new Error(made.code);
  const { certificate } = (await database.identities.get(made.value.fingerprint))!;
  bob = await generateKey("Bob", BOB, MADE);
  await importContacts(bob.info.certificate);
  crypto = await bobsCrypto(await openpgp.readKey({ binaryKey: certificate }));
});

async function bobsCrypto(alice: openpgp.Key): Promise<Crypto> {
  const date = new Date(NOW);
  const octetsIn = (content: string | Uint8Array) =>
    typeof content === "string" ? new TextEncoder().encode(content) : content;
  const encrypt = async (content: string | Uint8Array, signed: boolean, filename = "") => {
    const message = await openpgp.createMessage({ binary: octetsIn(content), filename, date });
    const signing = signed ? { signingKeys: bob.secret } : {};
    return { message, encryptionKeys: [alice, bob.secret.toPublic()], ...signing, date };
  };
  return {
    seal: async (content) => openpgp.encrypt(await encrypt(content, true)) as Promise<string>,
    sealUnsigned: async (content) => openpgp.encrypt(await encrypt(content, false)) as Promise<string>,
    sealFile: async (content, name) =>
      openpgp.encrypt({ ...(await encrypt(content, true, name)), format: "binary" }) as Promise<Uint8Array>,
    detach: async (content) =>
      openpgp.sign({
        message: await openpgp.createMessage({ binary: octetsOf(content) }),
        signingKeys: bob.secret,
        detached: true,
        date,
      }) as Promise<string>,
    clearsign: async (text) =>
      openpgp.sign({ message: await openpgp.createCleartextMessage({ text }), signingKeys: bob.secret, date }),
    key: bob.secret.toPublic().armor(),
  };
}

/** Each message is read in an overlay of its own. */
const newWorld = (): ReadingWorld => ({
  ask: ((_: "mail.read", request: Request<"mail.read">) => readMail(request, NOW)) as ReadingWorld["ask"],
  claims: { account: ME, from: BOB, to: [ME], date: NOW },
  unprotected: false,
  work: { id: randomUUID(), clicks: 0 },
});

type Clear = Extract<Read, { kind: "opened" | "clear" }>;

/** As the overlay does: where the message is sealed in pieces, its text is the first block of armor. */
async function seen(mail: Uint8Array): Promise<Expected> {
  const world = newWorld();
  const read = (await readMessage(mail, world)) as Clear;
  if (!("shown" in read)) throw new Error(JSON.stringify(read));
  const [block] = read.kind === "clear" ? blocksIn(mail) : [];
  const text = block ? ((await readBlock(block, world)) as Clear) : read;
  const files: string[] = [];
  for (const file of read.shown.attachments) {
    const name = file.name.name;
    if (file.kind === "encrypted") {
      const inside = (await readAttachment(file, read.shown.attachments, world)) as Clear;
      files.push(`${name} > ${inside.shown.attachments.map((one) => one.name.name).join()}`);
    } else files.push(file.kind === "file" ? name : `${name} (${file.kind})`);
  }
  return {
    kind: read.kind,
    subject: read.shown.headers?.subject ?? null,
    text: text.shown.text.trimEnd(),
    files,
    signature: text.kind === "opened" ? text.opened.signature.state : "none",
  };
}

it.each(SHAPES)("$name", async ({ mail, expected }) => {
  expect(await seen(mailOctets(await mail(crypto), new Date(NOW)))).toEqual(expected);
});

it("gives files out as they were sealed, whole or one by one", async () => {
  for (const { mail, expected } of SHAPES.filter(({ expected: { files } }) => files[0]?.startsWith(XLSX_NAME))) {
    const world = newWorld();
    const read = (await readMessage(mailOctets(await mail(crypto), new Date(NOW)), world)) as Clear;
    const file = read.shown.attachments[0]!;
    const inside = file.kind === "encrypted" ? await readAttachment(file, read.shown.attachments, world) : null;
    const [only] = inside ? (inside as Clear).shown.attachments : [file];
    expect(Buffer.from(await only!.bytes()).equals(XLSX), expected.files[0]).toBe(true);
  }
});

it("says of every signed shape that was changed on the way that its signature is invalid", async () => {
  const signed = SHAPES.filter(
    ({ name }) => /signed(?: only)?,|signed only|clearsigned/.test(name) && !/seal/.test(name),
  );
  expect(signed.length).toBe(3);
  for (const { mail, name } of signed) {
    const changed = (await mail(crypto)).replace(
      /UEsDB|Gr\xc3/,
      (found) => `${found.slice(0, -1)}${found.endsWith("B") ? "C" : "\xc2"}`,
    );
    expect((await seen(mailOctets(changed, new Date(NOW)))).signature, name).toBe("invalid");
  }
});
