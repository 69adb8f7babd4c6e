import { addressKey } from "../../../domain/address";
import type { Hooks } from "../hooked/hooks";
import { onePerson } from "../people";
import { recipientSelectors, selectors } from "./selectors";

/** The link that opens the source ends with what names the message: JSON in base64 for URLs. */
const RAW = 'a[data-bind*="viewRaw"]';

function sourceLink(root: HTMLElement): URL | null {
  const href = root.querySelector(RAW)?.getAttribute("href") ?? "";
  const url = href.includes("/Raw/") ? URL.parse(href, root.ownerDocument.URL) : null;
  return url?.origin === location.origin ? url : null;
}

function namedIn(url: URL): { folder?: unknown; uid?: unknown } {
  try {
    const [, hash = ""] = /ViewAsPlain\/&q\[\]=\/([\w-]+)/.exec(decodeURI(url.search)) ?? [];
    const octets = Uint8Array.from(atob(hash.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
    return Object(JSON.parse(new TextDecoder().decode(octets)));
  } catch {
    return {};
  }
}

export const snappymail: Hooks = {
  id: "snappymail",
  composes: {
    selectors,
    recipientSelectors,
    recipient: (chip) => ({ sure: onePerson([chip.title]), shown: chip.title, told: [] }),
  },
  messages: {
    selectors,
    // As title the page writes `"Name" <address>`, or an address that has no name.
    sender: (element) => onePerson([element.title]),
    // A folder that is created again counts from 1, hence the sender.
    name(root, sender) {
      const url = sourceLink(root);
      const { folder, uid } = url ? namedIn(url) : {};
      return folder && uid && sender ? `${folder}/${uid}/${addressKey(sender.address)}` : null;
    },
    source: sourceLink,
  },
};
