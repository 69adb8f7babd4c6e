// Alice's side of a hostile message: a store with her keys and contacts, and the real code from a message's octets to what is
// shown. Only the browser's storage and the messages between page and background are faked.
import "fake-indexeddb/auto";
import type { Openers } from "../../src/domain/message/opened";
import { octetsOf } from "../../src/domain/octets";
import { seal } from "../../src/domain/pgp/encrypt";
import { openpgp } from "../../src/domain/pgp/openpgp";
import { generateKey, type OwnKey } from "../../src/domain/pgp/secret-key";
import type { Request } from "../../src/messages/calls";
import type { ask as askBackground } from "../../src/pages/overlays/frame/ask";
import type { Read, ReadingWorld } from "../../src/pages/overlays/read/read-mail";
import { storageArea } from "../../src/platform/testing/fake-browser";

const DAY = 24 * 3600 * 1000;
export const NOW = Math.floor(Date.now() / 1000) * 1000;
const MADE = NOW - 30 * DAY;
export const ALICE = "alice@example.org";
export const BOB = "bob@example.org";
export const MALLORY = "mallory@evil.example";
/** What an attacker is after. */
export const SECRET = "The vault opens at 4711.";

export interface Side {
  /** Verified by Alice. */
  readonly bob: OwnKey;
  /** A contact whom Alice knows by her real name, with bad intentions. */
  readonly mallory: OwnKey;
  readonly alice: Uint8Array;
  /** What the openers were asked for, in order. */
  readonly calls: { readonly name: string; readonly request: unknown }[];
  readonly ask: typeof askBackground;
  /** Open a layer through the real background, and record each call in `calls`. */
  readonly openers: Openers;
  /** A background that opens layers with other openers. */
  askWith(openers: Openers): typeof askBackground;
  /** Adds a key to the store as one found for its addresses. */
  knows(key: OwnKey): Promise<unknown>;
}

/** A store in which Alice has verified Bob's key and also has Mallory's. */
export async function aliceSide(): Promise<Side> {
  Object.assign(globalThis, {
    chrome: { runtime: { id: "cachet" } },
    browser: { runtime: { id: "cachet" }, storage: { session: storageArea(), local: storageArea() } },
  });
  const [
    { database },
    { createIdentity },
    { importContacts, verifyContact },
    { pin },
    { openMessage, verifyMessage },
    { readMail },
  ] = await Promise.all([
    import("../../src/background/store/database"),
    import("../../src/background/own-keys/identities"),
    import("../../src/background/contacts/address-book"),
    import("../../src/background/contacts/decisions"),
    import("../../src/background/mail/open"),
    import("../../src/background/mail/read"),
  ]);
  await Promise.all(database.tables.map((table) => table.clear()));
  const made = await createIdentity({ name: "Alice", address: ALICE }, MADE);
  if (!made.ok) throw new Error(made.code);
  const bob = await generateKey("Bob", BOB, MADE);
  const mallory = await generateKey("Mallory", MALLORY, MADE);
  for (const [address, key] of [
    [BOB, bob],
    [MALLORY, mallory],
  ] as const) {
    await importContacts(key.info.certificate);
    await pin(address, key.info.fingerprint);
  }
  await verifyContact(BOB, true);
  const calls: { name: string; request: unknown }[] = [];
  const openers: Openers = {
    decrypt(request) {
      calls.push({ name: "decrypt", request });
      return openMessage(request, NOW);
    },
    verify(request) {
      calls.push({ name: "verify", request });
      return verifyMessage(request, NOW);
    },
  };
  const askWith = (others: Openers): typeof askBackground =>
    ((_: "mail.read", request: Request<"mail.read">) => readMail(request, NOW, others)) as typeof askBackground;
  return {
    bob,
    mallory,
    alice: (await database.identities.toArray())[0]!.certificate,
    calls,
    ask: askWith(openers),
    openers,
    askWith,
    knows: (key) => importContacts(key.info.certificate),
  };
}

export interface Given {
  readonly from?: string | null;
  readonly date?: number | null;
  readonly unprotected?: boolean;
  /** Number of nested messages that were opened by clicks before this one. */
  readonly clicks?: number;
  /** Milliseconds that reading may take: more than small inputs need, as two tests may share a busy core. */
  readonly within?: number;
}

export const worldOf = (
  side: Side,
  { from = BOB, date = NOW, unprotected = false, clicks = 0 }: Given = {},
): ReadingWorld => ({
  ask: side.ask,
  work: { id: crypto.randomUUID(), clicks },
  claims: { from, to: [ALICE], date, account: ALICE },
  unprotected,
});

const POSITIVE: readonly string[] = ["own", "verified", "known", "first-contact"];

/** The signature state that would be shown; null when none would be. */
export const stateOf = (read: Read): string | null => (read.kind === "opened" ? read.opened.signature.state : null);

export const isPositive = (state: string | null): boolean => state !== null && POSITIVE.includes(state);

/** Everything of the message that is drawn without a click. */
export function drawn(read: Read): string {
  if (read.kind !== "opened" && read.kind !== "clear") return "";
  const { text, blocks, headers } = read.shown;
  return [text, ...blocks.flatMap(({ plain, html }) => [plain ?? "", html ?? ""]), headers?.subject ?? ""].join("\n");
}

/** The text that is shown, copied and quoted. */
export const textOf = (read: Read): string => (read.kind === "opened" || read.kind === "clear" ? read.shown.text : "");

// Making messages --------------------------------------------------------------------------------------------------

export const crlf = (text: string): string => text.replace(/\r?\n/g, "\r\n");

export const sealed = (side: Side, content: string, signer: OwnKey | null = side.bob): Promise<string> =>
  seal({
    entity: octetsOf(crlf(content)),
    signer: signer?.secret ?? null,
    readers: [side.alice],
    hiddenReaders: [],
    now: NOW,
  });

export async function clearsigned(text: string, signer: OwnKey, at = NOW): Promise<string> {
  const message = await openpgp.createCleartextMessage({ text });
  const armored = await openpgp.sign({ message, signingKeys: signer.secret, date: new Date(at) });
  return armored.replace(/\r\n/g, "\n");
}

/** A detached signature over an entity in its transport form, with CRLF. */
export async function detached(entity: string, signer: OwnKey, at = NOW): Promise<string> {
  const message = await openpgp.createMessage({ binary: octetsOf(crlf(entity)) });
  const signature = await openpgp.sign({ message, signingKeys: signer.secret, detached: true, date: new Date(at) });
  return signature.replace(/\r\n/g, "\n").trimEnd();
}

export const head = (from = `Bob <${BOB}>`, more = ""): string =>
  `From: ${from}\nTo: Alice <${ALICE}>\nSubject: hello\nDate: ${new Date(NOW).toUTCString()}\nMIME-Version: 1.0\n${more}`;

/** RFC 3156 4: without the fields of the message around it. */
export const pgpMime = (armored: string): string =>
  `Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="enc"

--enc
Content-Type: application/pgp-encrypted

Version: 1

--enc
Content-Type: application/octet-stream; name="encrypted.asc"

${armored}
--enc--
`;

/** RFC 3156 5. */
export const signedMime = (entity: string, signature: string, boundary = "sig"): string =>
  `Content-Type: multipart/signed; micalg=pgp-sha512; protocol="application/pgp-signature"; boundary="${boundary}"

--${boundary}
${entity}
--${boundary}
Content-Type: application/pgp-signature; name="signature.asc"

${signature}
--${boundary}--
`;

export const mixed = (...parts: readonly string[]): string =>
  `Content-Type: multipart/mixed; boundary="mix"\n\n${parts.map((part) => `--mix\n${part}\n`).join("")}--mix--\n`;

export const textPart = (text: string, type = "text/plain"): string =>
  `Content-Type: ${type}; charset=utf-8\n\n${text}`;
