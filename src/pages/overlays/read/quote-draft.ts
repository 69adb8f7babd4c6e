import { draftToEntity } from "../../../domain/mime/draft";
import type { Answer } from "../../../messages/contract";
import type { Opened } from "../../../messages/types";
import { ask } from "../ask";
import type { Session } from "../connect";
import { type AnswerKind, type AnswerWords, answerMail, mayQuote } from "./quote-mail";
import type { ShownMessage } from "./shown-message";

export type AnswerOutcome = "begun" | "begun-unquoted" | "failed" | "full" | "files-failed";

/** The answer becomes a sealed draft first: from there the editor takes it, on another page of the webmail if need be. */
export async function startAnswer(
  session: Session<"read">,
  { opened, shown }: { opened: Opened; shown: ShownMessage },
  kind: AnswerKind,
  words: AnswerWords,
): Promise<AnswerOutcome> {
  const { job, identities } = session;
  const own = [...identities.flatMap(({ addresses }) => addresses), ...(job.account === null ? [] : [job.account])];
  const answered = { shown, signature: opened.signature.state, from: job.from, to: job.to, own };
  const mail = await answerMail(answered, kind, words);
  const id = crypto.randomUUID();
  const { place, account } = job;
  const files = mail.attachments.map(() => crypto.randomUUID());
  const empty = mail.attachments.map(({ name, type }) => ({ name, type, bytes: new Uint8Array() }));
  const entity = draftToEntity({ ...mail, attachments: empty }, crypto.getRandomValues(new Uint8Array(24)));
  let refused = await refusalOf(ask("draft.save", { id, place, composeKey: null, account, entity, files }));
  for (const [at, { bytes }] of mail.attachments.entries())
    refused ??= await refusalOf(ask("draft.saveFile", { id, file: files[at]!, account, bytes: bytes.slice() }));
  if (refused !== null) {
    await ask("draft.drop", { id });
    return refused === "full" ? "full" : "failed";
  }
  await ask("draft.handOver", { id });
  session.post({ type: "reply", draftId: id, how: kind });
  return mayQuote(answered, kind) ? "begun" : "begun-unquoted";
}

async function refusalOf(asked: Promise<Answer<"draft.save" | "draft.saveFile">>): Promise<string | null> {
  const answer = await asked;
  return answer.ok ? null : answer.code;
}
