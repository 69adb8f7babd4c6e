// Roundcube's server makes multipart/encrypted (RFC 3156) of the form field _pgpmime and drops the text and the attachments, for
// sending as for drafts (program/actions/mail/send.php, since 1.2, written for Mailvelope). We add the field while the browser
// gathers the form, which happens by submit(), too: a field that lay in the page could be sent with a later text.
import { first } from "../../dom/select";
import type { ComposeBox } from "../site";
import { environmentOf } from "./environment";
import { selectors } from "./selectors";

const FIELD = "_pgpmime";

/** In octets: PHP holds a form in memory, and Roundcube up to twelve copies of a message. */
const MOST = 3 << 20;

/** Of what the server takes: armor in a form is longer by its line ends and by "+" and "/". */
const SHARE = 0.8;

interface Text {
  text(): string;
  replaceText(text: string): boolean;
}

/** `field`: the page's own for the text, which lies in the form. */
export function serverEntity(root: HTMLElement, field: HTMLElement, { text, replaceText }: Text) {
  const entityRoom = (): number => {
    const { mailvelope_main_keyring: known, max_filesize: most } = environmentOf(root.ownerDocument);
    if (known === undefined || first(root, [...selectors.otherSealing, ...selectors.attached])) return 0;
    return SHARE * Math.min(Number(most) || 0, MOST);
  };
  const sendEntity: ComposeBox["sendEntity"] = (armored, whole, ended) => {
    if (armored.length > entityRoom()) return null;
    const own = new AbortController();
    const { signal } = own;
    const standsFor = text();
    root.ownerDocument.defaultView?.addEventListener(
      "formdata",
      ({ target, formData }) => {
        // A field of that name is Mailvelope's.
        if (!(target as HTMLFormElement).contains(field) || formData.has(FIELD)) return;
        if (whole()) formData.set(FIELD, armored);
        // Sealed for others, or without what is attached: sent, it would say that it is sealed and hold nothing.
        else if (text().includes(standsFor)) formData.set("_draft", "1");
      },
      { capture: true, signal },
    );
    ended.addEventListener(
      "abort",
      () => {
        if (whole()) replaceText(armored);
        own.abort();
      },
      { signal },
    );
    return () => own.abort();
  };
  return { entityRoom, sendEntity };
}
