// One person's mail on disk: messages/<id>.eml with <id>.json beside it, drafts/<id>.jsonl with one line per autosave.
// Every revision of a draft is kept, because the backups of a real server may keep it, too.
import { createHash, randomBytes } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Mailbox, type ReadMail, readMail } from "./mail-text";

export interface Stored extends ReadMail {
  /** 16 hex digits; Gmail's "legacy" id. */
  readonly id: string;
  readonly threadId: string;
  readonly own: boolean;
  unread: boolean;
}

export interface Draft {
  readonly id: string;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly bcc: readonly Mailbox[];
  readonly subject: string;
  readonly html: string;
  readonly replyTo: string | null;
}

export interface Box {
  readonly owner: Mailbox;
  messages(): Stored[];
  raw(id: string): Buffer | null;
  add(raw: Uint8Array, own: boolean): Promise<Stored>;
  remove(id: string): void;
  markRead(threadId: string): void;
  saveDraft(draft: Draft): void;
  drafts(): Draft[];
  dropDraft(id: string): void;
  /** Everything the editor ever saved, oldest first, dropped drafts included. */
  revisions(): string[];
}

/** The conversation's name in the URL; as in Gmail, it is not the id. */
export const threadToken = (threadId: string): string =>
  `FMfcgz${createHash("sha256")
    .update(threadId)
    .digest("base64")
    .replace(/[^A-Za-z]/g, "x")
    .slice(0, 26)}`;

export async function openBox(dir: string, owner: Mailbox): Promise<Box> {
  const messagesDir = join(dir, "messages");
  const draftsDir = join(dir, "drafts");
  for (const each of [messagesDir, draftsDir]) mkdirSync(each, { recursive: true });
  const all = new Map<string, Stored>();
  for (const name of readdirSync(messagesDir).filter((file) => file.endsWith(".eml"))) {
    const id = name.slice(0, -4);
    const kept = JSON.parse(readFileSync(join(messagesDir, `${id}.json`), "utf8"));
    all.set(id, { ...(await readMail(readFileSync(join(messagesDir, name)))), ...kept, id });
  }
  const keep = ({ id, threadId, own, unread }: Stored): void =>
    writeFileSync(join(messagesDir, `${id}.json`), JSON.stringify({ threadId, own, unread }));
  const draftFile = (id: string): string => join(draftsDir, `${id.replace(/\W/g, "_")}.jsonl`);
  const lines = (file: string): string[] => readFileSync(join(draftsDir, file), "utf8").trimEnd().split("\n");
  const sorted = (): Stored[] => [...all.values()].sort((a, b) => a.date - b.date || a.id.localeCompare(b.id));

  return {
    owner,
    messages: sorted,
    raw: (id) => (all.has(id) ? readFileSync(join(messagesDir, `${id}.eml`)) : null),
    async add(raw, own) {
      const mail = await readMail(raw);
      // Gmail's ids grow with time and fit 63 bits; the low part is random.
      const id = `1${Date.now().toString(16).padStart(11, "0")}${randomBytes(2).toString("hex")}`;
      const links = new Set([mail.inReplyTo, ...mail.references]);
      const parent = sorted().find((each) => each.messageId && links.has(each.messageId));
      const stored: Stored = { ...mail, id, threadId: parent?.threadId ?? id, own, unread: !own };
      writeFileSync(join(messagesDir, `${id}.eml`), raw);
      all.set(id, stored);
      keep(stored);
      return stored;
    },
    remove(id) {
      if (!all.delete(id)) return;
      for (const kind of ["eml", "json"]) rmSync(join(messagesDir, `${id}.${kind}`));
    },
    markRead(threadId) {
      for (const stored of all.values()) {
        if (stored.threadId !== threadId || !stored.unread) continue;
        stored.unread = false;
        keep(stored);
      }
    },
    saveDraft: (draft) => appendFileSync(draftFile(draft.id), `${JSON.stringify(draft)}\n`),
    drafts: () =>
      readdirSync(draftsDir)
        .map((file) => JSON.parse(lines(file).at(-1)!))
        .filter((draft): draft is Draft => !draft.dropped),
    dropDraft(id) {
      if (existsSync(draftFile(id))) appendFileSync(draftFile(id), `${JSON.stringify({ id, dropped: true })}\n`);
    },
    revisions: () => readdirSync(draftsDir).flatMap(lines),
  };
}
