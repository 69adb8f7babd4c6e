// What goes to people without a key: an invitation, or a letter that opens with a passphrase.
import type { MessageContent } from "../../../../domain/password-message/content";
import { sealPasswordMessage } from "../../../../domain/password-message/seal";
import type { Insert, InsertAnswer } from "../../../../messages/page-calls";
import type { NotDone } from "../../../../messages/wire";
import { t, type WordKey } from "../../../i18n";
import { ownFile } from "../../../own-file";
import { filesOf, type Written } from "../../compose/state/composition";
import { type SpeakingModel, writerOf } from "../../compose/state/speaking";
import { ask } from "../../frame/ask";
import { keyFile } from "../key-file";

export type NoKeyParts = Pick<Insert, "text" | "files" | "subject">;

export interface NoKeyOutcome {
  /** Null: it is in the page. */
  readonly problem: WordKey | null;
  /** What the page did not take, for the user to put there. */
  readonly byHand?: NoKeyParts;
}

interface Letter {
  readonly speaking: SpeakingModel;
  readonly written: Written;
  readonly canSend: boolean;
  /** Puts text and files into the page, and sends them if asked to. */
  readonly place: (parts: NoKeyParts, send: boolean) => Promise<InsertAnswer | NotDone>;
  /** False: it could not be kept. */
  readonly saveDraft: () => Promise<boolean>;
  readonly dropDraft: () => Promise<void>;
}

type Refused = Exclude<InsertAnswer["is"], "inserted"> | NotDone["is"];

/** What is said where the page does not have it. Null: the user can put it there by hand. */
const REFUSED: Readonly<Record<Refused, WordKey | null>> = {
  "text-refused": null,
  "files-refused": null,
  changed: null,
  failed: null,
  "files-left": "seal_files_left",
  "entity-refused": "seal_page_refused",
  "not-replaced": "seal_page_refused",
  busy: "seal_page_refused",
  cancelled: "seal_stopped",
};

async function placed({ place }: Letter, parts: NoKeyParts, send: boolean): Promise<NoKeyOutcome> {
  const answer = await place(parts, send);
  if (answer.is === "inserted") return { problem: answer.sent === false ? "seal_page_send_missing" : null };
  const problem = REFUSED[answer.is];
  return problem ? { problem } : { problem: "nokey_by_hand", byHand: parts };
}

const NO_KEY: Readonly<Record<string, WordKey>> = {
  "no-identity": "attach_key_none",
  "whose-key": "refused_whose_key",
};

export async function invite(letter: Letter, text: string, subject: string): Promise<NoKeyOutcome> {
  const { speaking, written, saveDraft } = letter;
  const key = await ask("identity.public", speaking.named());
  if (!key.ok) return { problem: NO_KEY[key.code] ?? "seal_internal" };
  const file = keyFile(key.value.fileName, key.value.text);
  // First: what was written is nowhere else once the editor is gone.
  if (!written.isEmpty() && !(await saveDraft())) return { problem: "draft_failing" };
  return placed(letter, { text, files: [file], subject }, false);
}

const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

/**
 * Sealed here and not in the background: the text is here anyway, no key of the user's takes part, and WebCrypto works off the
 * main thread.
 */
export async function passwordMessage(
  letter: Letter,
  { name, from }: { readonly name: string; readonly from: string },
  passphrase: string,
  subject: string,
): Promise<NoKeyOutcome> {
  const { speaking, written, canSend, dropDraft } = letter;
  written.settle();
  if (written.isEmpty()) return { problem: "refused_empty" };
  if (writerOf(speaking).address === "") return { problem: "refused_whose_key" };
  const blank = await (await ownFile("password-message/blank.txt")).text();
  const sealed = await sealPasswordMessage(await contentOf(written), from, passphrase, { blank, random });
  if (!sealed.ok) return { problem: "seal_too_large" };
  const file = { name: t("nokey_letter_file"), type: "text/html", bytes: sealed.value };
  const parts = { text: t("nokey_letter_body", { name }), files: [file], subject };
  const outcome = await placed(letter, parts, canSend);
  if (outcome.problem === null) await dropDraft();
  return outcome;
}

/** Formatted text goes as the plain text it comes with: the page that opens it draws no HTML. */
async function contentOf({ subject, text, attachments }: Written): Promise<MessageContent> {
  return { subject: subject.value, text: text.value, at: Date.now(), files: await filesOf(attachments.value) };
}
