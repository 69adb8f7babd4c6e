// A draft that comes back where something stands already.
import { isObscuredSubject } from "../../../../domain/mime/protected";
import type { ComposeJob } from "../../../../messages/channel";
import { htmlOfText } from "./format";

interface Body {
  readonly text: string;
  readonly html: string | null;
}

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
