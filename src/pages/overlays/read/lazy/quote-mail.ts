// Builds the drafts of answers and forwarded messages. Loaded when the user answers.
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
  /** The sender as the page shows it. */
  readonly from: { readonly address: string; readonly name: string } | null;
  readonly to: readonly string[];
  /** Where the outer header asks for answers, and so the page sends them; null where unknown. */
  readonly replyTo: readonly string[] | null;
  /** The user wants the message quoted, whoever signed it. */
  readonly anyway?: boolean;
  /** The user's own addresses. */
  readonly own: readonly string[];
}

/** `lead` is the line above the quote ("On ..., ... wrote:"), `opening` the text above that, possibly empty. */
export interface AnswerWords {
  readonly lead: string;
  readonly opening: string;
}

/** States in which the signature is valid and by the claimed sender. All others prove nobody, or somebody else. */
const STANDS: ReadonlySet<string> = new Set(["verified", "known", "first-contact", "undated"]);

/**
 * Whether the answer may quote the decrypted content. An attacker can resend ciphertext they cannot read and wait for a quote
 * of it in the answer. So sealed text goes back only to its writer: the signature must vouch for every address the answer goes
 * to, as named by the message and by the page. The user's own message may go where its sealed header says it went. A forwarded
 * message goes where the user chooses, but only if its writer is known.
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
  // People named under the signature received the text from the writer.
  const inside = kind === "all" && headers ? [...headers.to, ...headers.cc] : [];
  const meant = new Set([from, ...inside].map(({ address }) => addressKey(address)));
  return goesTo.every((address) => meant.has(address));
}

/** The answer's addresses, according to the message's own layers and to the page. */
function answerGoesTo(answered: Answered, kind: AnswerKind): string[] {
  const { to, cc } = recipientsOf(answered, kind);
  return [...[...to, ...cc].map(({ address }) => address), ...(answered.replyTo ?? [])];
}

/**
 * The people whose conversation an answer quotes: its initial recipients, as the user saw them when quoting, and those the
 * message names under a valid signature. None for a forwarded message: its sender decides again who gets it.
 */
export function quotedFor(answered: Answered, kind: AnswerKind): string[] {
  if (kind === "forward") return [];
  const { shown, signature, from } = answered;
  const stands = signature === "own" || STANDS.has(signature);
  const inside = stands ? [from, ...(shown.headers?.to ?? []), ...(shown.headers?.cc ?? [])] : [];
  const all = [...inside.flatMap((person) => person?.address ?? []), ...answerGoesTo(answered, kind)];
  return [...new Map(all.map((address) => [addressKey(address), address])).values()];
}

/** The whole initial mail, never more than the message's own layers hold; rejects where a file is not available. */
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
  // Pictures stay with the original message; the answer gets only their alternative text.
  for (const { element } of clean.pictures) element.replaceWith(element.alt);
  // Not the message's own text part: the writer does not see it, and would sign it unread.
  return { text: textOfHtml(clean.body), html: clean.body.innerHTML };
}

const ANSWERED = /^\s*(?:re|aw|sv|vs|antw|odp|rép|réf)\s*:/i;
const FORWARDED = /^\s*(?:fwd?|wg|tr|vs|vl|i)\s*:/i;

/** The answer's subject where the message's subject was protected; otherwise empty, as the page has its own. */
export function answerSubject(subject: string | null, kind: AnswerKind): string {
  if (subject === null || subject.trim() === "") return "";
  if (kind === "forward") return FORWARDED.test(subject) ? subject : `Fwd: ${subject}`;
  return ANSWERED.test(subject) ? subject : `Re: ${subject}`;
}

/** Recipients from within the layers, where named: the text's writer wrote those, too. Own addresses are left out. */
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
  // An answer to the user's own message goes where that message went.
  const to = first.length > 0 && kind === "reply" ? first : [...first, ...fresh(others)];
  return { to, cc: kind === "all" ? fresh(headers?.cc ?? []) : [] };
}
