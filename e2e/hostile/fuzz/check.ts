// Passes one input through everything that reads mail. Nothing may throw or take long, nobody may be named as signer of what
// they did not sign, and sealed text may not be drawn beside the attacker's.

import { allowedDeclaration, containedSelector } from "../../../src/domain/html/css";
import { linkTarget, misleads } from "../../../src/domain/html/links";
import { pictureSource } from "../../../src/domain/html/pictures";
import { armorInText } from "../../../src/domain/inline-armor";
import type { Decrypted, Openers, OpenFailure } from "../../../src/domain/message/opened";
import { bodyOf, plainTextOf } from "../../../src/domain/mime/body";
import { addressesIn, dateOf, readHeaders } from "../../../src/domain/mime/headers";
import { layersOf } from "../../../src/domain/mime/layers";
import { safeName } from "../../../src/domain/mime/names";
import { peopleIn } from "../../../src/domain/mime/people";
import { protectedHeaders } from "../../../src/domain/mime/protected";
import { readMime } from "../../../src/domain/mime/tree";
import { decodeWords } from "../../../src/domain/mime/words";
import { octetString } from "../../../src/domain/octets";
import { dearmor } from "../../../src/domain/pgp/armor";
import type { Result } from "../../../src/domain/result";
import { readReceived } from "../../../src/domain/trace/received";
import { blocksIn } from "../../../src/pages/overlays/read/in-source";
import type { Read, ReadingWorld } from "../../../src/pages/overlays/read/read-mail";
import { readAttachment, readBlock, readMessage } from "../../../src/pages/overlays/read/reading";
import { drawn, isPositive, SECRET, type Side, stateOf, worldOf } from "../side";
import type { Input } from "./grammar";
import { bytesOf, canonical, type Seeds } from "./seeds";

const EVIL = "EVIL-WORDS";
/** Most milliseconds for one input: far more than it needs, since the machine may pause. */
const MOST = 2000;

/** What was violated, or null. Never throws. */
export async function fault(input: Input, side: Side, seeds: Seeds): Promise<string | null> {
  const found: string[] = [];
  const started = performance.now();
  try {
    await feed(input, watching(side, seeds, found), found);
  } catch (error) {
    found.push(`threw ${(error as Error).stack ?? error}`);
  }
  const took = performance.now() - started;
  if (took > MOST) found.push(`took ${Math.round(took)} ms`);
  return found.length > 0 ? found.join("\n") : null;
}

/** The real background, but every good signature is compared with what was really signed. */
function watching(side: Side, seeds: Seeds, found: string[]): Side {
  const hold = (answer: Result<Decrypted, OpenFailure | "internal">, signed?: Uint8Array): void => {
    if (!answer.ok) {
      if (answer.code === "internal") found.push("answered internal");
      return;
    }
    const { signature, entity, text } = answer.value;
    if (!isPositive(signature.state)) return;
    const content = signed ?? entity;
    if (!seeds.signed.has(canonical(content ? octetString(content) : (text ?? ""))))
      found.push(`${signature.state} over words nobody signed`);
  };
  const openers: Openers = {
    async decrypt(request) {
      const answer = await side.openers.decrypt(request);
      hold(answer);
      return answer;
    },
    async verify(request) {
      const answer = await side.openers.verify(request);
      hold(answer, request.signed);
      return answer;
    },
  };
  return { ...side, openers, ask: side.askWith(openers) };
}

async function feed(input: Input, side: Side, found: string[]): Promise<void> {
  const world = worldOf(side);
  switch (input.kind) {
    case "message":
      return message(bytesOf(input.text), world, found);
    case "armor":
      return armor(input.text, world, found);
    case "packets":
      return packets(input.text, side.openers, world);
    case "headers":
      return headers(input.text);
    case "html":
      return html(input.text);
  }
}

async function message(bytes: Uint8Array, world: ReadingWorld, found: string[]): Promise<void> {
  const tree = readMime(bytes);
  if (tree.ok) {
    layersOf(tree.value);
    protectedHeaders(tree.value, true);
    plainTextOf(bodyOf(tree.value, { mode: "cipher" }));
  }
  const read = await readMessage(bytes, world);
  judge(read, found);
  judge(await readMessage(bytes, { ...world, unprotected: true }), found);
  for (const block of blocksIn(bytes).slice(0, 2)) judge(await readBlock(block, world), found);
  if (read.kind !== "clear" && read.kind !== "opened") return;
  const { attachments } = read.shown;
  for (const attachment of attachments.slice(0, 3)) await readAttachment(attachment, attachments, world);
}

function judge(read: Read, found: string[]): void {
  const words = drawn(read);
  if (words.includes(EVIL) && isPositive(stateOf(read))) found.push("the attacker's words under a good signature");
  if (words.includes(EVIL) && words.includes(SECRET)) found.push("sealed words beside the attacker's");
  if (read.kind === "clear" && words.includes(SECRET)) found.push("sealed words in a clear message");
}

async function armor(text: string, { ask, claims }: ReadingWorld, found: string[]): Promise<void> {
  armorInText(text);
  for (const unprotected of [false, true]) {
    const answer = await ask("mail.read", { given: { armored: text }, unprotected, claims });
    const said = answer.ok && answer.value.content.is === "text" ? answer.value.content.text : "";
    if (said.includes(EVIL) && said.includes(SECRET)) found.push("sealed words beside the attacker's");
  }
}

async function packets(text: string, { decrypt, verify }: Openers, { claims }: ReadingWorld): Promise<void> {
  const sealed = dearmor(text.replace(/^(-----BEGIN.*)\n(?!\n)/, "$1\n\n"));
  await decrypt({ sealed, as: "octets", unprotected: false, ...claims });
  await decrypt({ sealed, as: "entity", unprotected: true, ...claims });
  await verify({ signed: bytesOf("words"), signature: sealed, ...claims });
}

function headers(text: string): void {
  for (const field of readHeaders(text) ?? []) {
    for (const value of [field.value, decodeWords(field.value)]) {
      addressesIn(value);
      peopleIn(value);
      safeName(value, "text/plain");
      readReceived(value);
    }
    dateOf([{ name: "date", value: field.value }]);
  }
}

function html(text: string): void {
  for (const name of ["width", "color", "background-image", "font-family"]) allowedDeclaration(name, text);
  containedSelector(text, "mail-");
  pictureSource(text);
  const target = linkTarget(text);
  if (target) misleads(text, target);
}
