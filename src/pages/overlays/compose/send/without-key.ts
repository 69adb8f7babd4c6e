import { signal } from "@preact/signals";
import type { Recipients } from "../../../../domain/address";
import { noteFault } from "../../../../messages/fault";
import type { InsertAnswer, SealedTo } from "../../../../messages/page-calls";
import type { NotDone } from "../../../../messages/wire";
import type { WordKey } from "../../../i18n";
import { readOnly } from "../../../read-only";
import { ask } from "../../frame/ask";
import type { Session } from "../../frame/connect";
import { keyFile } from "../../recipients/key-file";
import type { NoKeyOutcome, NoKeyParts } from "../../recipients/lazy/without-key";
import type { Written } from "../state/composition";
import { type SpeakingModel, writerOf } from "../state/speaking";
import { sealedTo } from "./insert";

export type KeyAttached = "no" | "working" | "yes" | "refused" | "no-identity" | "whose-key";

/** Attaches the user's public key to the mail in the page, whose own attachments they are. `attached` is told. */
export function createAttachKey(session: Session<"compose">, speaking: SpeakingModel, attached: () => void) {
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
    if (is === "attached") attached();
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

/** The two ways to someone without a key (recipients/lazy/without-key.ts). */
export function createNoKey(context: NoKeyContext) {
  const { session, speaking, written, recipients, beside, forbidden, saveDraft, dropDraft } = context;
  const open = signal<NoKeyWay | null>(null);
  const busy = signal(false);
  const problem = signal<WordKey | null>(null);
  /** What the page did not take, for the user to put there. */
  const byHand = signal<NoKeyParts | null>(null);
  let stop: AbortController | null = null;

  const place = (parts: NoKeyParts, send: boolean): Promise<InsertAnswer | NotDone> => {
    stop = new AbortController();
    const to = send ? sealedTo(recipients(), speaking.from.value, beside()) : null;
    return session.page.ask("insert", { ...parts, replace: [], send: to, clear: !send }, stop.signal);
  };

  const working = async (way: NoKeyWay, work: () => Promise<NoKeyOutcome>): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    const why = forbidden(way);
    const { problem: found, byHand: parts = null } = why ? { problem: why } : await work().catch(failed);
    problem.value = found;
    byHand.value = parts;
    busy.value = false;
    if (found === null) await session.page.ask("close", { restore: false });
  };

  const ways = () => import("../../recipients/lazy/without-key");
  const letter = { speaking, written, canSend: session.job.canSend, place, saveDraft, dropDraft };
  /** The page's box gets the invitation, with the user's public key; what was written stays a draft. */
  const invite = (text: string, subject: string): Promise<void> =>
    working("invite", async () => (await ways()).invite(letter, text, subject));
  /** The message as a page that opens with `passphrase`. */
  const passwordMessage = (passphrase: string, subject: string): Promise<void> =>
    working("password-message", async () =>
      (await ways()).passwordMessage(letter, author(speaking), passphrase, subject),
    );

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

function failed(error: unknown): NoKeyOutcome {
  noteFault("no password message", error);
  return { problem: "seal_failed" };
}

/** How the password message and the mail around it name the writer. */
function author(speaking: SpeakingModel): { readonly name: string; readonly from: string } {
  const { address, name: own } = writerOf(speaking);
  const name = own || address;
  return { name, from: name === address ? address : `${name} <${address}>` };
}
