// Which addresses a page may ask about: those the user typed in it, and those it shows now, in its recipient fields or, for the
// user's own, anywhere. A page can show what it likes, so this only keeps it from asking behind the user's back; how many it may
// ask about, the background counts.
import { addressKey } from "../../domain/address";
import { visible } from "../dom/visible";

const ADDRESS = /[^\s<>"'(),;:[\]|]+@[^\s<>"'(),;:[\]|]+/g;
const FIELDS = "input:not([type=password], [type=hidden]), textarea, select, [contenteditable=true]";
/** How far around a field its chips stand. */
const AROUND = 4;
/** A chip's text is short; a paragraph that mentions an address is no recipient. */
const MOST_CHIP = 400;
const MOST_TYPED = 500;

export interface ShownAddresses {
  /** In a field, in a chip beside one, or typed by the user. */
  recipient(address: string): boolean;
  /** Anywhere in what the page shows. */
  anywhere(address: string): boolean;
}

export function watchAddresses(
  document: Document,
  signal: AbortSignal,
  trusted = (event: Event): boolean => event.isTrusted,
): ShownAddresses {
  const typed = new Set<string>();
  document.addEventListener(
    "input",
    (event) => {
      const field = event.composedPath()[0];
      if (!trusted(event) || !(field instanceof HTMLElement) || typed.size > MOST_TYPED) return;
      for (const address of addressesIn(textOf(field))) typed.add(address);
    },
    { capture: true, passive: true, signal },
  );
  const recipient = (address: string): boolean => {
    const wanted = addressKey(address);
    return typed.has(wanted) || inFields(document, wanted);
  };
  return {
    recipient,
    anywhere: (address) => recipient(address) || inText(document, addressKey(address)),
  };
}

const addressesIn = (text: string): string[] => (text.match(ADDRESS) ?? []).map(addressKey);

function textOf(field: HTMLElement): string {
  if (field instanceof HTMLInputElement) return field.type === "password" ? "" : field.value;
  if (field instanceof HTMLTextAreaElement) return field.value;
  return field.textContent ?? "";
}

function inFields(document: Document, wanted: string): boolean {
  for (const field of document.querySelectorAll<HTMLElement>(FIELDS)) {
    if (!visible(field)) continue;
    if (addressesIn(textOf(field)).includes(wanted) || besides(field, wanted)) return true;
  }
  return false;
}

/** In a short element near the field, by its text or its labels. */
function besides(field: HTMLElement, wanted: string): boolean {
  let around: Element = field;
  for (let up = 0; up < AROUND && around.parentElement && around.parentElement !== field.ownerDocument.body; up++)
    around = around.parentElement;
  for (const element of around.querySelectorAll<HTMLElement>("*")) {
    const text = element.textContent ?? "";
    const labels = ["title", "aria-label", "data-email", "data-address"].map(
      (name) => element.getAttribute(name) ?? "",
    );
    const said = [...labels, text.length < MOST_CHIP ? text : ""].join("\n");
    if (said.includes("@") && addressesIn(said).includes(wanted) && visible(element)) return true;
  }
  return false;
}

function inText(document: Document, wanted: string): boolean {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue ?? "";
    if (text.includes("@") && addressesIn(text).includes(wanted) && visible(node.parentElement!)) return true;
  }
  return addressesIn(document.title).includes(wanted);
}
