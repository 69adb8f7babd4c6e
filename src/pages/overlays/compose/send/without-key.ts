import { signal } from "@preact/signals";
import type { Recipients } from "../../../../domain/address";
import type { MessageContent } from "../../../../domain/password-message/content";
import type { OfferedFile } from "../../../../messages/channel";
import { noteFault } from "../../../../messages/fault";
import type { Insert, InsertAnswer, SealedTo } from "../../../../messages/page-calls";
import type { NotDone } from "../../../../messages/wire";
import { t, type WordKey } from "../../../i18n";
import { ownFile } from "../../../own-file";
import { readOnly } from "../../../read-only";
import { ask } from "../../frame/ask";
import type { Session } from "../../frame/connect";
import { filesOf, type Written } from "../state/composition";
import { type SpeakingModel, writerOf } from "../state/speaking";
import { sealedTo } from "./insert";

export type KeyAttached = "no" | "working" | "yes" | "refused" | "no-identity" | "whose-key";

/** The type under which public keys travel (RFC 3156 7). */
const keyFile = (name: string, armored: string): OfferedFile => ({
  name,
  type: "application/pgp-keys",
  bytes: new TextEncoder().encode(armored),
});

/** Attaches the user's public key to the mail in the page, whose own attachments they are. */
export function createAttachKey(session: Session<"compose">, speaking: SpeakingModel) {
  const state = signal<KeyAttached>("no");
  const attach = async (): Promise<void> => {
    if (state.value === "working" || state.value === "yes") return;
    state.value = "working";
    const answer = await ask("identity.public", speaking.named());
    if (!answer.ok) {
      state.value = answer.code === "no-identity" || answer.code === "whose-key" ? answer.code : "refused";
      return;
    }
    const { is } = await session.page.ask("attach", { files: [keyFile(answer.value.fileName, answer.value.text)] });
    state.value = is === "attached" ? "yes" : "refused";
  };
  return readOnly({ state, attach });
}

export type NoKeyWay = "invite" | "password-message";

interface NoKeyContext {
  readonly session: Session<"compose">;
  readonly speaking: SpeakingModel;
  readonly written: Written;
  readonly recipients: () => Recipients;
  /** What the page may have beside those. */
  readonly beside: () => SealedTo["beside"];
  /** Why a way is closed: to a strong address nothing leaves that is not sealed to its key, and a class may ask for keys. */
  readonly forbidden: (way: NoKeyWay) => WordKey | null;
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
  "not-replaced": "seal_page_refused",
  busy: "seal_page_refused",
  cancelled: "seal_stopped",
};

type Placed = Pick<Insert, "text" | "files" | "subject">;

const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

/**
 * The two ways to someone without a key. A password message is sealed here and not in the background: the text is here anyway, no key of
 * the user's takes part, and WebCrypto works off the main thread.
 */
export function createNoKey(context: NoKeyContext) {
  const { session, speaking, written, recipients, beside, forbidden, saveDraft, dropDraft } = context;
  const open = signal<NoKeyWay | null>(null);
  const busy = signal(false);
  const problem = signal<WordKey | null>(null);
  /** What the page did not take, for the user to put there. */
  const byHand = signal<Placed | null>(null);
  let stop: AbortController | null = null;

  /** Puts text and files into the page. Null: done. */
  const place = async (parts: Placed, send: boolean): Promise<WordKey | null> => {
    stop = new AbortController();
    const to = send ? sealedTo(recipients(), speaking.from.value, beside()) : null;
    const answer = await session.page.ask("insert", { ...parts, replace: [], send: to, clear: !send }, stop.signal);
    if (answer.is === "inserted") return answer.sent === false ? "seal_page_send_missing" : null;
    if (REFUSED[answer.is] === null) byHand.value = parts;
    return REFUSED[answer.is] ?? "nokey_by_hand";
  };

  const working = async (way: NoKeyWay, work: () => Promise<WordKey | null>): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    byHand.value = null;
    problem.value = forbidden(way) ?? (await work().catch(failed));
    busy.value = false;
    if (problem.value === null) await session.page.ask("close", { restore: false });
  };

  /** The page's box gets the invitation, with the user's public key; what was written stays a draft. */
  const invite = (text: string, subject: string): Promise<void> =>
    working("invite", async () => {
      const key = await ask("identity.public", speaking.named());
      if (!key.ok) return NO_KEY[key.code] ?? "seal_internal";
      const file = keyFile(key.value.fileName, key.value.text);
      // First: what was written is nowhere else once the editor is gone.
      if (!written.isEmpty() && !(await saveDraft())) return "draft_failing";
      return place({ text, files: [file], subject }, false);
    });

  /** The message as a page that opens with `passphrase`. */
  const passwordMessage = (passphrase: string, subject: string): Promise<void> =>
    working("password-message", async () => {
      written.settle();
      if (written.isEmpty()) return "refused_empty";
      if (writerOf(speaking).address === "") return "refused_whose_key";
      const { sealPasswordMessage } = await import("../../../../domain/password-message/seal");
      const blank = await (await ownFile("password-message/blank.txt")).text();
      const { name, from } = author(speaking);
      const sealed = await sealPasswordMessage(await contentOf(written), from, passphrase, { blank, random });
      if (!sealed.ok) return "seal_too_large";
      const file = { name: t("nokey_letter_file"), type: "text/html", bytes: sealed.value };
      const body = t("nokey_letter_body", { name });
      const refused = await place({ text: body, files: [file], subject }, session.job.canSend);
      if (refused === null) await dropDraft();
      return refused;
    });

  return readOnly({
    open,
    busy,
    problem,
    byHand,
    get author() {
      return author(speaking);
    },
    invite,
    passwordMessage,
    show: (way: NoKeyWay | null) => {
      if (busy.value) {
        stop?.abort();
        return;
      }
      problem.value = null;
      byHand.value = null;
      open.value = way;
    },
    /** No window came for the passphrase. */
    noWindow: () => {
      problem.value = "consent_no_window";
    },
  });
}

/** Formatted text goes as the plain text it comes with: the page that opens it draws no HTML. */
async function contentOf({ subject, text, attachments }: Written): Promise<MessageContent> {
  return { subject: subject.value, text: text.value, at: Date.now(), files: await filesOf(attachments.value) };
}

function failed(error: unknown): WordKey {
  noteFault("no password message", error);
  return "seal_failed";
}

const NO_KEY: Readonly<Record<string, WordKey>> = {
  "no-identity": "attach_key_none",
  "whose-key": "refused_whose_key",
};

/** How the password message and the mail around it name the writer. */
function author(speaking: SpeakingModel): { readonly name: string; readonly from: string } {
  const { address, name: own } = writerOf(speaking);
  const name = own || address;
  return { name, from: name === address ? address : `${name} <${address}>` };
}
