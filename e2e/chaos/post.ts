// Sent mail, opened with the recipients' own programs.
import { decrypt, readKey, readMessage, readPrivateKey } from "openpgp";
import type { Marks } from "../disk/marks";
import type { Stored } from "../webmail/mailbox";
import type { Letter } from "./letters";
import type { Life } from "./life";

export interface Sent {
  /** Marked words anywhere in the letter. */
  readonly words: ReadonlySet<string>;
  /** Key IDs in its encryption that belong to none of its recipients. Empty where it was sent in clear. */
  readonly strangers: readonly string[];
  readonly sealed: boolean;
}

const opened = new WeakMap<Life, Map<string, Sent>>();

/** All of Alice's sent mail, oldest first. */
export async function sentBy(life: Life, marks: Marks): Promise<Sent[]> {
  const known = opened.get(life) ?? new Map<string, Sent>();
  opened.set(life, known);
  const own = life.demo.webmail.boxes[0]!.messages().filter((message) => message.own);
  for (const message of own) if (!known.has(message.id)) known.set(message.id, await openSent(life, marks, message));
  return own.map(({ id }) => known.get(id)!);
}

export const isSent = async (life: Life, marks: Marks, letter: Letter): Promise<boolean> =>
  (await sentBy(life, marks)).some(({ words }) => words.has(letter.subject));

async function openSent({ peers, aliceKey }: Life, marks: Marks, mail: Stored): Promise<Sent> {
  const file = mail.files.find(({ name }) => name === "encrypted.asc");
  const armored = file ? Buffer.from(file.content).toString() : (mail.text ?? "");
  if (!armored.includes("BEGIN PGP MESSAGE")) {
    return { words: marks.within(Buffer.from(`${mail.subject} ${mail.text}`)), strangers: [], sealed: false };
  }
  const message = await readMessage({ armoredMessage: armored.slice(armored.indexOf("-----BEGIN")) });
  const addressed = new Set([...mail.to, ...mail.cc].map(({ address }) => address));
  const readers = peers.filter(({ address }) => addressed.has(address));
  const keys = await Promise.all(
    [aliceKey, ...readers.map((one) => one.publicKey)].map((armoredKey) => readKey({ armoredKey })),
  );
  const theirs = new Set(keys.flatMap((key) => key.getKeys().map((each) => each.getKeyID().toHex())));
  const strangers = message
    .getEncryptionKeyIDs()
    .map((id) => id.toHex())
    .filter((id) => !theirs.has(id));
  const decryptionKeys = await Promise.all(readers.map(({ privateKey }) => readPrivateKey({ armoredKey: privateKey })));
  const { data } = await decrypt({ message, decryptionKeys, format: "binary" });
  const text = Buffer.from(data as Uint8Array)
    .toString("latin1")
    .replace(/=\r?\n/g, "");
  return { words: marks.within(Buffer.from(text, "latin1")), strangers, sealed: true };
}
