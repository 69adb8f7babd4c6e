// Which of the webmails known by tables a document is, by signs that no letter in it can give.
import { HOOKED_WEBMAILS, type HookedWebmail } from "../../../domain/webmails";

/** A letter can have classes and ids of its own, but not the page's body. */
const SIGNS: Readonly<Record<HookedWebmail, (document: Document, url: URL) => boolean>> = {
  snappymail: ({ body }) => body.id === "rl-app" && body.querySelector(":scope > #rl-popups") !== null,
  nextcloud: ({ body }, { pathname }) => body.id === "body-user" && /\/apps\/mail(?:\/|$)/.test(pathname),
  horde: ({ body, scripts }) =>
    body.querySelector(":scope > form#compose, :scope > * > form#compose") !== null &&
    [...scripts].some(({ src }) => /\/(?:imp|horde)\//.test(src)),
  ox: ({ body }) => body.querySelector(":scope > #io-ox-core > #io-ox-windowmanager") !== null,
};

/** In a frame the whole document may be a letter. */
const isTop = ({ defaultView }: Document): boolean => defaultView === defaultView?.top;

export const hookedWebmail = (document: Document, url: URL): HookedWebmail | null =>
  (document.body && isTop(document) && HOOKED_WEBMAILS.find((id) => SIGNS[id](document, url))) || null;

export const isHooked = (document: Document, url: URL): boolean => hookedWebmail(document, url) !== null;
