// A draft that comes back where something stands already.
import { isObscuredSubject } from "../../../domain/mime/protected";
import { htmlOfText } from "./rich-text";

interface Body {
  readonly text: string;
  readonly html: string | null;
}

const isBlank = ({ text }: Body): boolean => text.trim() === "";

/** What was typed meanwhile stands below. */
export const mergedText = (draft: Body, typed: Body): string =>
  isBlank(typed) ? draft.text : `${draft.text}\n\n${typed.text}`;

/** Null while both are plain. */
export function mergedHtml(draft: Body, typed: Body): string | null {
  if (draft.html === null && (typed.html === null || isBlank(typed))) return null;
  const above = draft.html ?? htmlOfText(draft.text);
  return isBlank(typed) ? above : above + htmlOfText("") + (typed.html ?? htmlOfText(typed.text));
}

/** A placeholder, with whatever a webmail puts before it in an answer ("Re: [...]"), says nothing. */
const saysNothing = (subject: string): boolean =>
  subject.trim() === "" || isObscuredSubject(subject.replace(/^\s*(?:[^\s:]{1,10}\s?:\s*)+/, ""));

/** An answer begun in Cachet has its subject; else what the user sees in the page goes before what once was. */
export const wantedSubject = (draft: string, onPage: string, answer: boolean): string =>
  draft.trim() !== "" && (answer || saysNothing(onPage)) ? draft : onPage;
