// Who sent a letter, and where its source is, on a page that nobody knows. In one document with a letter everything may be the
// letter's: its sender can write a header of their own above the sealed text, and a link that names a source. Only a letter with
// a document of its own (a frame) ends at a border that it cannot cross; what is read here stands beyond it, and is the page's.
// A subject stands beyond it, too, and may become a link of its own; but only the page gives names to its boxes.
import type { Mailbox } from "../../../domain/address";
import { octetString } from "../../../domain/octets";
import { getOwn, looksLikeMail } from "../../dom/own-session";
import { all } from "../../dom/select";
import { labelledPerson, linkedAddress, onePerson, oneSender } from "../people";
import type { MessageView } from "../site";
import { NAMES_SENDER, NAMES_SOURCE, selectors } from "./selectors";

/** Boxes around the frame in which its header is sought: a page has other people and links further away. */
const LEVELS = 6;

/** The frame around this document, in a page of the same origin. */
function frameOf(document: Document): HTMLElement | null {
  try {
    return (document.defaultView?.frameElement as HTMLElement | null | undefined) ?? null;
  } catch {
    return null; // another origin
  }
}

/** What `accept` takes of the nearest box around the frame that has any. */
function near(frame: HTMLElement, tries: readonly string[], accept: (element: HTMLElement) => boolean): HTMLElement[] {
  let box = frame.parentElement;
  for (let level = 0; box && level < LEVELS; level += 1, box = box.parentElement) {
    const found = all(box, tries, (element) => !element.contains(frame) && accept(element));
    if (found.length > 0) return found;
  }
  return [];
}

/** What the page calls the element or one of the next boxes around it. */
const named = (element: Element, names: RegExp): boolean => {
  let box: Element | null = element;
  for (let level = 0; box && level < 3; level += 1, box = box.parentElement)
    if (names.test([box.id, box.className, box.getAttribute("data-test-id")].join(" "))) return true;
  return false;
};

/** The person in the place that the page above the letter names after senders. Null: there is none, or they differ. */
export function framedSender(document: Document): Mailbox | null {
  const frame = frameOf(document);
  if (!frame) return null;
  const above = (element: Element): boolean =>
    (frame.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  const people = near(frame, selectors.people, (element) => above(element) && named(element, NAMES_SENDER));
  return oneSender(
    people.map(
      (one) => onePerson([linkedAddress(one)], one.textContent) ?? labelledPerson([one.title], one.textContent),
    ),
  );
}

/** Fetches what the one link beside the letter that names its source gives, and makes sure that this letter stands in it. */
export function framedSource(body: HTMLElement): MessageView["rawSource"] {
  const frame = frameOf(body.ownerDocument);
  const url = frame && sourceBeside(frame);
  if (!url) return null;
  return async (signal, part) => {
    const { bytes, type } = await getOwn(url, signal);
    const line = /[A-Za-z0-9+/]{40}/.exec(body.textContent ?? "")?.[0];
    if (type === "text/html" || !looksLikeMail(bytes) || !line || !octetString(bytes).includes(line))
      throw new Error("not the source of this letter");
    return part === "head" ? bytes.slice(0, 262_144) : bytes;
  };
}

function sourceBeside(frame: HTMLElement): URL | null {
  const links = near(frame, ["a[href]"], (link) => linkedSource(link as HTMLAnchorElement) !== null);
  const [url, ...others] = new Set(links.map((link) => linkedSource(link as HTMLAnchorElement)!.href));
  return url && others.length === 0 ? new URL(url) : null;
}

function linkedSource(link: HTMLAnchorElement): URL | null {
  const url = URL.parse(link.href);
  const made = /\/|www\./.test(link.textContent ?? "");
  if (url?.origin !== location.origin || link.getAttribute("href")!.startsWith("#") || made) return null;
  const names = [link.textContent, link.title, link.getAttribute("aria-label"), link.dataset.bind, link.className];
  return names.some((name) => NAMES_SOURCE.test(name ?? "")) || NAMES_SOURCE.test(url.pathname) ? url : null;
}
