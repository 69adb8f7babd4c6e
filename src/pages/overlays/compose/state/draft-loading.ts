// A sealed draft comes back. Loaded when one does.
import type { Person } from "../../../../domain/address";
import { draftFromEntity } from "../../../../domain/mime/draft";
import { ANYONE, type MessageClass } from "../../../../domain/trust/message-class";
import { ask } from "../../frame/ask";

/** A draft as it was kept. */
export interface KeptDraft {
  readonly id: string;
  readonly savedAt: number;
  readonly text: string;
  readonly html: string | null;
  readonly subject: string;
  readonly people: readonly Person[];
  readonly files: readonly File[];
  /** Names of files whose content never was kept. */
  readonly lost: readonly string[];
  readonly least: MessageClass;
  /** When it may have gone out already. */
  readonly leftAt: number | null;
  /** Addresses of those whose conversation it quotes. */
  readonly quotedFor: readonly string[];
}

/** gone: there is none, for sure. unread: nobody could tell, so nothing may be begun in its place. */
export type NotLoaded = "locked" | "gone" | "unread";

const notLoaded = (code: string): NotLoaded => (code === "locked" || code === "gone" ? code : "unread");

/** From now on it is the draft of `holder`. `stored` is told the name under which a file lies already, so that it is not written anew. */
export async function loadKept(
  id: string,
  account: string | null,
  holder: string,
  stored: (file: File, name: string) => void,
): Promise<KeptDraft | NotLoaded> {
  const answer = await ask("draft.load", { id, account, holder });
  if (!answer.ok) return notLoaded(answer.code);
  const { entity, files: names, savedAt, leftAt } = answer.value;
  const mail = draftFromEntity(entity);
  if (!mail) return "gone";
  const files: File[] = [];
  const lost: string[] = [];
  for (const [at, { name, type }] of mail.attachments.entries()) {
    const file = names[at];
    const content = file ? await ask("draft.loadFile", { id, file, account }) : null;
    // Saved without it, the draft would lose what merely could not be read now.
    if (content && !content.ok && content.code !== "gone") return notLoaded(content.code);
    if (!file || !content?.ok) {
      lost.push(name);
      continue;
    }
    const back = new File([new Uint8Array(content.value.bytes)], name, { type });
    stored(back, file);
    files.push(back);
  }
  const { text, html, subject, to, cc, bcc, least = ANYONE, quotedFor = [] } = mail;
  const people = [...to, ...cc, ...bcc];
  return { id, savedAt, text, html, subject, people, files, lost, least, leftAt, quotedFor };
}
