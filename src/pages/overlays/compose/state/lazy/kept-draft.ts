// A sealed draft comes back. Loaded when one does.
import { addressKey, type Person, type Recipients } from "../../../../../domain/address";
import { deliveryAddress } from "../../../../../domain/discovery/strong-address";
import { htmlOfText } from "../../../../../domain/html/of-text";
import { draftFromEntity } from "../../../../../domain/mime/draft";
import { isObscuredSubject } from "../../../../../domain/mime/protected";
import { ANYONE, type MessageClass } from "../../../../../domain/trust/message-class";
import type { ComposeJob } from "../../../../../messages/channel";
import { ask } from "../../../frame/ask";

export interface Body {
  readonly text: string;
  readonly html: string | null;
}

/** A draft as it was kept. */
export interface KeptDraft {
  readonly id: string;
  readonly savedAt: number;
  readonly text: string;
  readonly html: string | null;
  readonly subject: string;
  readonly people: readonly Person[];
  /** The same people in their fields, where they are a list of the writer's own. */
  readonly stated: Recipients | null;
  readonly files: readonly File[];
  /** Names of files whose content was never saved. */
  readonly lost: readonly string[];
  readonly least: MessageClass;
  /** When it may have gone out already. */
  readonly leftAt: number | null;
  /** Addresses of those whose conversation it quotes. */
  readonly quotedFor: readonly string[];
}

/** gone: there certainly is none. unread: it could not be read, so nothing may be started in its place. */
export type NotLoaded = "locked" | "gone" | "unread";

const notLoaded = (code: string): NotLoaded => (code === "locked" || code === "gone" ? code : "unread");

/** Makes it the draft of `holder`. `stored` receives the name under which each file is stored, so that it is not written again. */
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
    // The next save would drop a file that merely could not be read this time.
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
  const stated = mail.stated ? { to, cc, bcc, unreadable: [] } : null;
  const people = [...to, ...cc, ...bcc];
  return { id, savedAt, text, html, subject, people, stated, files, lost, least, leftAt, quotedFor };
}

// Merging a draft with what is in the editor already.

const isBlank = ({ text }: Body): boolean => text.trim() === "";

/** Where what was typed meanwhile stands: an answer is written above what it quotes, anything else goes on below. */
export type Typed = "above" | "below";

export function mergedText(draft: Body, typed: Body, where: Typed): string {
  if (isBlank(typed)) return draft.text;
  if (where === "below") return `${draft.text}\n\n${typed.text}`;
  return typed.text + (draft.text.startsWith("\n") ? "" : "\n\n") + draft.text;
}

/** Null while both are plain. */
export function mergedHtml(draft: Body, typed: Body, where: Typed): string | null {
  if (draft.html === null && (typed.html === null || isBlank(typed))) return null;
  const kept = draft.html ?? htmlOfText(draft.text);
  if (isBlank(typed)) return kept;
  const added = typed.html ?? htmlOfText(typed.text);
  return where === "below" ? kept + htmlOfText("") + added : added + kept;
}

/** A placeholder, with whatever a webmail puts before it in an answer ("Re: [...]"), says nothing. */
const saysNothing = (subject: string): boolean =>
  subject.trim() === "" || isObscuredSubject(subject.replace(/^\s*(?:[^\s:]{1,10}\s?:\s*)+/, ""));

/**
 * An answer begun in Cachet has its subject, and so has one in a box whose field takes none: what stands there the page has
 * put there. Else what the user sees in the page goes before what once was, and what they have typed here (`byHand`) always.
 */
export const wantedSubject = (
  draft: string,
  now: string,
  { draftId, subjectTaken }: Pick<ComposeJob, "draftId" | "subjectTaken">,
  byHand: boolean,
): string => {
  if (draft.trim() === "" || (byHand && now.trim() !== "")) return now;
  return draftId !== null || !subjectTaken || saysNothing(now) ? draft : now;
};

// The quote an answer begins with, and who was no part of what it quotes.

/** Looks at the plain text, in which formatted quotes have the same marks. */
export const holdsQuote = (text: string): boolean => /^>/m.test(text);

/** Recipients who took no part in what is quoted. `isOwn`: another address of the user's is nobody new. */
export function newToQuote(
  quotedFor: readonly string[],
  recipients: readonly string[],
  isOwn: (address: string) => boolean,
): string[] {
  const known = new Set(quotedFor.map(keyOf));
  return recipients.filter((address) => !known.has(keyOf(address)) && !isOwn(address));
}

const keyOf = (address: string): string => addressKey(deliveryAddress(address));

/** Without the quote and the line that leads to it ("On ..., ... wrote:"); what was written between its lines stays. */
export function withoutQuote({ text, html }: Body): Body {
  const lines = text.split("\n");
  const isQuote = (line: string | undefined): boolean => line?.startsWith(">") ?? false;
  const lead = leadBefore(lines, lines.findIndex(isQuote));
  const kept = lines.filter((line, at) => at !== lead && !isQuote(line)).join("\n");
  return { text: kept.trimEnd(), html: html === null ? null : htmlWithoutQuote(html) };
}

/** -1: none. It ends with a colon in every language that Cachet writes. */
function leadBefore(lines: readonly string[], first: number): number {
  const at = lines.slice(0, Math.max(0, first)).findLastIndex((line) => line.trim() !== "");
  return at >= 0 && /:\s*$/.test(lines[at]!) ? at : -1;
}

/** Loads and runs nothing: the document has no window, and the editor sanitises what it is given. */
function htmlWithoutQuote(html: string): string {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const isQuote = (node: Node): boolean => node.nodeName === "BLOCKQUOTE" || (node.textContent ?? "").startsWith(">");
  const blocks = [...body.childNodes];
  const first = blocks.findIndex(
    (block) => isQuote(block) || (block instanceof Element && block.querySelector("blockquote") !== null),
  );
  const lead = leadBefore(
    blocks.map((block) => block.textContent ?? ""),
    first,
  );
  for (const [at, block] of blocks.entries()) if (at === lead || isQuote(block)) block.remove();
  for (const quote of body.querySelectorAll("blockquote")) quote.remove();
  return body.innerHTML;
}
