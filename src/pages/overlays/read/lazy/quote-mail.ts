// Answers and forwarded messages, as the drafts they begin as. Loaded when somebody answers.
import { addressKey, type Person, parseAddress } from "../../../../domain/address";
import { htmlOfText } from "../../../../domain/html/of-text";
import { textOfHtml } from "../../../../domain/html/text";
import type { Opened } from "../../../../domain/message/opened";
import type { DraftMail } from "../../../../domain/mime/draft";
import type { ShownMessage } from "../shown-message";
import { cleanHtml } from "./clean-html";
import { replyText } from "./quote";

export type AnswerKind = "reply" | "all" | "forward";

export interface Answered {
  readonly shown: ShownMessage;
  readonly signature: Opened["signature"]["state"];
  /** As the page has them. */
  readonly from: { readonly address: string; readonly name: string } | null;
  readonly to: readonly string[];
  /** Where the header outside asks for answers, and the page will send them; null where nothing tells. */
  readonly replyTo: readonly string[] | null;
  /** The user wants it quoted, whoever signed it. */
  readonly anyway?: boolean;
  /** Of the user. */
  readonly own: readonly string[];
}

/** In words: what stands above the quote ("On ..., ... wrote:"), and above that, if anything. */
export interface AnswerWords {
  readonly lead: string;
  readonly opening: string;
}

/** Good, and by whom the message says it is from. All else proves nobody, or somebody else. */
const STANDS: ReadonlySet<string> = new Set(["verified", "known", "first-contact", "undated"]);

/**
 * Whether the answer may hold what was opened. Sealed words go back to nobody but who wrote them, for anybody may send on what
 * they cannot read: only where the signature stands for every address the answer goes to, as the message and the page around
 * it name them. One's own message goes where its sealed header says it went. Forwarded, it goes where the user chooses,
 * but only if its writer is known.
 */
export function mayQuote(answered: Answered, kind: AnswerKind): boolean {
  const { signature, shown, from, replyTo } = answered;
  const { headers } = shown;
  const own = signature === "own";
  if (kind === "forward") return own || STANDS.has(signature);
  if (replyTo === null) return false;
  const goesTo = answerGoesTo(answered, kind).map(addressKey);
  if (own) {
    const named = new Set([...(headers?.to ?? []), ...(headers?.cc ?? [])].map(({ address }) => addressKey(address)));
    const mine = new Set(answered.own.map(addressKey));
    return goesTo.every((address) => named.has(address) || mine.has(address));
  }
  if (!STANDS.has(signature) || from === null) return false;
  // Whom the writer named under the signature got it from the writer.
  const inside = kind === "all" && headers ? [...headers.to, ...headers.cc] : [];
  const meant = new Set([from, ...inside].map(({ address }) => addressKey(address)));
  return goesTo.every((address) => meant.has(address));
}

/** By the message's own layers, and by the page around it. */
function answerGoesTo(answered: Answered, kind: AnswerKind): string[] {
  const { to, cc } = recipientsOf(answered, kind);
  return [...[...to, ...cc].map(({ address }) => address), ...(answered.replyTo ?? [])];
}

/**
 * Those whose conversation an answer quotes: whoever it goes to at first, as the user saw when it was quoted, and whom the
 * message names under a signature that stands. What a forwarded message is for, its sender decides anew.
 */
export function quotedFor(answered: Answered, kind: AnswerKind): string[] {
  if (kind === "forward") return [];
  const { shown, signature, from } = answered;
  const stands = signature === "own" || STANDS.has(signature);
  const inside = stands ? [from, ...(shown.headers?.to ?? []), ...(shown.headers?.cc ?? [])] : [];
  const all = [...inside.flatMap((person) => person?.address ?? []), ...answerGoesTo(answered, kind)];
  return [...new Map(all.map((address) => [addressKey(address), address])).values()];
}

/** The whole mail to begin with; rejects where a file cannot be had. Never more than the message's own layers hold. */
export async function answerMail(answered: Answered, kind: AnswerKind, words: AnswerWords): Promise<DraftMail> {
  const { shown } = answered;
  const quoted = answered.anyway || mayQuote(answered, kind);
  const blocks = quoted ? shown.blocks.map(bodyOfBlock) : [];
  const text = blocks.map((block) => block.text).join("\n\n");
  const rich = blocks.some(({ html }) => html !== null);
  const { lead, opening } = words;
  const asText = kind === "forward" ? `${opening}\n\n${lead}\n\n${text}\n` : replyText(lead, text, opening);
  const above = htmlOfText(`${opening}\n\n${lead}`);
  const html = blocks.map((block) => block.html ?? htmlOfText(block.text)).join("");
  const asHtml = kind === "forward" ? `${above}<div><br></div>${html}` : `${above}<blockquote>${html}</blockquote>`;
  const files = kind === "forward" && quoted ? shown.attachments : [];
  return {
    text: quoted ? asText : opening,
    html: rich ? asHtml : null,
    subject: answerSubject(shown.headers?.subject ?? null, kind),
    ...recipientsOf(answered, kind),
    bcc: [],
    quotedFor: quoted ? quotedFor(answered, kind) : [],
    attachments: await Promise.all(
      files.map(async (file) => ({ name: file.name.name, type: file.type, bytes: await file.bytes() })),
    ),
  };
}

function bodyOfBlock({ plain, html }: ShownMessage["blocks"][number]): { text: string; html: string | null } {
  const clean = html === null ? null : cleanHtml(html);
  if (!clean) return { text: plain ?? "", html: null };
  // Pictures stay with the message: in an answer they would be nobody's.
  for (const { element } of clean.pictures) element.replaceWith(element.alt);
  // Not the message's own text part: it is not what the writer sees, and would be signed unread.
  return { text: textOfHtml(clean.body), html: clean.body.innerHTML };
}

const ANSWERED = /^\s*(?:re|aw|sv|vs|antw|odp|rép|réf)\s*:/i;
const FORWARDED = /^\s*(?:fwd?|wg|tr|vs|vl|i)\s*:/i;

/** Of a subject that was protected; any other is the page's, which has it. */
export function answerSubject(subject: string | null, kind: AnswerKind): string {
  if (subject === null || subject.trim() === "") return "";
  if (kind === "forward") return FORWARDED.test(subject) ? subject : `Fwd: ${subject}`;
  return ANSWERED.test(subject) ? subject : `Re: ${subject}`;
}

/** From within the layers, where they tell; whoever wrote the text wrote those, too. Own addresses are left out. */
function recipientsOf(answered: Answered, kind: AnswerKind): Pick<DraftMail, "to" | "cc"> {
  if (kind === "forward") return { to: [], cc: [] };
  const { shown, from, own } = answered;
  const headers = shown.headers;
  const seen = new Set(own.map(addressKey));
  const fresh = (people: readonly Person[]): Person[] =>
    people.filter(({ address }) => {
      const key = addressKey(address);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  const page = (people: readonly { address: string; name: string }[]): Person[] =>
    people.flatMap(({ address, name }) => {
      const parsed = parseAddress(address);
      return parsed ? [{ address: parsed, name }] : [];
    });
  const inner = headers?.replyTo.length ? headers.replyTo : headers?.from ? [headers.from] : null;
  const sender = inner ?? page(from ? [from] : []);
  const others = headers?.to.length ? headers.to : page(answered.to.map((address) => ({ address, name: "" })));
  const first = fresh(sender);
  // The user's own message, answered: it goes where that went.
  const to = first.length > 0 && kind === "reply" ? first : [...first, ...fresh(others)];
  return { to, cc: kind === "all" ? fresh(headers?.cc ?? []) : [] };
}
