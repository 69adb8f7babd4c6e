import type { Identity } from "../../../../domain/identity";
import type { Opened } from "../../../../domain/message/opened";
import { draftToEntity } from "../../../../domain/mime/draft";
import { ownAddresses, type Speaking, speakerOf } from "../../../../domain/speaker";
import type { Answer } from "../../../../messages/calls";
import { ask } from "../../frame/ask";
import type { Session } from "../../frame/connect";
import type { ShownMessage } from "../shown-message";
import { type AnswerKind, type AnswerWords, answerMail, mayQuote } from "./quote-mail";

/**
 * ask: nothing was begun, because the message would not be quoted and the user has not said whether to quote it anyway. new-mail:
 * the page opens a new mail with it. kept: the page opens nothing; the next editor the user opens there starts with it.
 */
export type AnswerOutcome =
  | "ask"
  | "begun"
  | "begun-unquoted"
  | "new-mail"
  | "kept"
  | "failed"
  | "whose-key"
  | "full"
  | "files-failed";

export interface Quoting {
  /** Where the page will send the answer, by the message's header; null where unknown. */
  readonly replyTo: readonly string[] | null;
  /** The user's decision to quote; null: not asked yet. */
  readonly quote: boolean | null;
}

/** Stores the answer as a sealed draft, from which the editor starts, on another page of the webmail if need be. */
export async function startAnswer(
  session: Session<"read">,
  { opened, shown }: { opened: Opened; shown: ShownMessage },
  kind: AnswerKind,
  words: AnswerWords,
  { replyTo, quote }: Quoting,
): Promise<AnswerOutcome> {
  const { job, identities } = session;
  const own = ownAddresses(identities, job.account);
  const answered = { shown, signature: opened.signature.state, from: job.from, to: job.to, own, replyTo };
  const may = mayQuote(answered, kind);
  if (quote === null && !may) return "ask";
  const mail = await answerMail({ ...answered, anyway: quote === true }, kind, words);
  const id = crypto.randomUUID();
  const { place, account } = job;
  const keeper = keeperOf(identities, account, opened);
  const files = mail.attachments.map(() => crypto.randomUUID());
  const empty = mail.attachments.map(({ name, type }) => ({ name, type, bytes: new Uint8Array() }));
  const entity = draftToEntity({ ...mail, attachments: empty }, crypto.getRandomValues(new Uint8Array(24)));
  let refused = await refusalOf(ask("draft.save", { id, place, composeKey: null, account, ...keeper, entity, files }));
  for (const [at, { bytes }] of mail.attachments.entries())
    refused ??= await refusalOf(ask("draft.saveFile", { id, file: files[at]!, ...keeper, bytes: bytes.slice() }));
  if (refused !== null) {
    await ask("draft.drop", { id });
    return refused === "full" || refused === "whose-key" ? refused : "failed";
  }
  await ask("draft.handOver", { id });
  const { is } = await session.page.ask("reply", { draftId: id, how: kind });
  if (is === "no-button") return (await ask("draft.continue", { id })).ok ? "kept" : "failed";
  if (is === "new-mail") return is;
  if (is !== "begun") return "failed";
  return may || quote ? "begun" : "begun-unquoted";
}

/**
 * The draft is sealed to the account's own key; where it has none, to the user's only key that can read the quoted text.
 * Which key signs the answer is decided in the editor.
 */
function keeperOf(identities: readonly Identity[], account: string | null, { mine }: Opened): Speaking {
  const speaker = speakerOf(identities, { from: account }, Date.now());
  if (speaker.is === "from") return { from: account };
  const only = speaker.is === "only" ? speaker.key.fingerprint : mine.length === 1 ? mine[0] : undefined;
  return { from: account, as: only };
}

async function refusalOf(asked: Promise<Answer<"draft.save" | "draft.saveFile">>): Promise<string | null> {
  const answer = await asked;
  return answer.ok ? null : answer.code;
}
