import { t, useLanguage } from "../../i18n";

let said = false;

/**
 * Over what stands in the frame, which stays to be read and copied: nothing in it is answered any more. Not drawn with the
 * rest, since what is drawn on demand may be of the other build.
 */
export async function sayUpdated(): Promise<void> {
  if (said) return;
  said = true;
  const { body } = document;
  // Refused before anything was drawn: the words may not be there either.
  if (!body.firstElementChild) await useLanguage("auto");
  const bar = document.createElement("p");
  bar.className = "note bad";
  bar.role = "alert";
  bar.textContent = t(body.querySelector("[data-editor]") ? "overlay_updated" : "error_gone");
  body.prepend(bar);
}
