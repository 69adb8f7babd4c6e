import { t, useLanguage } from "../../i18n";

let said = false;

/**
 * Says above the frame's content, which stays to be read and copied, that the extension was updated and nothing here works any
 * more. Made without components, since parts loaded on demand may be of the other build.
 */
export async function sayUpdated(): Promise<void> {
  if (said) return;
  said = true;
  const { body } = document;
  // If nothing is drawn yet, the words may not be loaded either.
  if (!body.firstElementChild) await useLanguage("auto");
  const bar = document.createElement("p");
  bar.className = "note bad";
  bar.role = "alert";
  bar.textContent = t(body.querySelector("[data-editor]") ? "overlay_updated" : "error_gone");
  body.prepend(bar);
}
