// The one place where a sender's HTML becomes a document. Barriers, each sufficient alone: only cleaned elements enter
// (clean-html); the sandbox permits no scripts, forms, pop-ups or navigation of the tab; the frame's own policy loads
// nothing, and remote pictures only once allowed; the extension's policy, inherited, forbids framing and navigation.
// allow-same-origin lets us put elements in from outside; without scripts nothing inside can use it.
import { HTML_LIMITS } from "../../../../domain/html/allowed";
import { keepReadable } from "../keep-readable";
import type { CleanHtml, Picture } from "./clean-html";
import frameCss from "./mail-frame.css?inline";
import { type LinkOptions, watchLinks } from "./mail-links";

export interface MailFrameOptions extends LinkOptions {
  /** The frame's accessible name. */
  readonly title: string;
  /** Shown in place of a picture without alternative text. */
  readonly pictureWord: string;
  /** Whether remote pictures may be loaded. */
  readonly remote: boolean;
  /** The picture of a message part; null when there is none. */
  picture(contentId: string): Promise<Blob | null>;
}

export interface MailFrame {
  readonly element: HTMLIFrameElement;
  /** light: on white, as it was made. plain, plain-dark: in the reader's own colours. dark: its colours inverted. */
  setGround(ground: MailGround): void;
}
export type MailGround = "light" | "plain" | "plain-dark" | "dark";

const skeleton = (remote: boolean): string =>
  `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: blob:${remote ? " https:" : ""}"><meta name="referrer" content="no-referrer"><meta http-equiv="x-dns-prefetch-control" content="off"></head><body></body></html>`;

/** The browser loaded nothing, or something else, in place of the frame's document. */
export class FrameBlocked extends Error {}
const PATIENCE_MS = 5000;

/**
 * Draws the message into `host`. Moves the message's elements, so it can be drawn only once. Null when the signal aborts
 * first. Throws FrameBlocked where the frame's document is missing or lacks its policy.
 */
export async function drawMail(
  host: HTMLElement,
  mail: CleanHtml,
  options: MailFrameOptions,
): Promise<MailFrame | null> {
  const frame = host.ownerDocument.createElement("iframe");
  frame.setAttribute("sandbox", "allow-same-origin");
  frame.setAttribute("referrerpolicy", "no-referrer");
  // Allowed images are requested without the cookies by which their server knows this browser (Chromium; Firefox partitions
  // the cookies of frames by itself).
  frame.setAttribute("credentialless", "");
  frame.title = options.title;
  frame.srcdoc = skeleton(options.remote);
  const loaded = new Promise<void>((done) => {
    frame.addEventListener("load", () => done(), { once: true, signal: options.signal });
    options.signal.addEventListener("abort", () => done(), { once: true });
    setTimeout(done, PATIENCE_MS);
  });
  host.replaceChildren(frame);
  await loaded;
  const inner = frame.contentDocument;
  const view = frame.contentWindow;
  if (options.signal.aborted) return null;
  if (!view || !inner?.querySelector("meta[http-equiv=Content-Security-Policy]")) {
    frame.remove();
    throw new FrameBlocked("the mail frame is blocked");
  }

  // References taken before the sender's elements are in the document, where their names could shadow its properties.
  const { documentElement: html, body: page } = inner;
  const box = inner.createElement("div");
  for (const name of ["class", "id", "dir", "lang"])
    if (mail.body.hasAttribute(name)) box.setAttribute(name, mail.body.getAttribute(name)!);
  box.classList.add("cachet-mail");
  const { bgColor } = mail.body as HTMLBodyElement;
  placeholders(mail.pictures, options);
  const content = inner.createDocumentFragment();
  // A copy of the list, because adopting a node shortens the live one.
  content.append(...[...mail.body.childNodes].map((node) => inner.adoptNode(node)));
  for (const { element, css } of mail.styles) (element === mail.body ? box : element).style.cssText = css;
  if (bgColor && !box.style.backgroundColor) box.style.backgroundColor = bgColor;
  box.append(content);

  const { CSSStyleSheet: Sheet } = view as unknown as typeof globalThis;
  const [theirs, ours] = [new Sheet(), new Sheet()];
  theirs.replaceSync(mail.sheet);
  ours.replaceSync(frameCss);
  inner.adoptedStyleSheets = [theirs, ours];
  page.append(box);
  // Mail without colours of its own gets the reader's, which are readable.
  if (mail.coloured) keepReadable(box);
  showPictures(mail.pictures, options);
  followHeight(frame, box, options.signal);
  watchLinks(inner, box, options);
  return {
    element: frame,
    setGround(ground) {
      html.dataset.ground = ground;
    },
  };
}

/** Puts its alternative text in place of every remote picture that may not be loaded. Beacons leave nothing. */
function placeholders(pictures: readonly Picture[], { remote, pictureWord }: MailFrameOptions): void {
  if (remote) return;
  for (const { element, source, beacon } of pictures) {
    if (source.kind !== "remote") continue;
    if (beacon) {
      element.remove();
      continue;
    }
    const place = element.ownerDocument.createElement("span");
    place.className = "cachet-picture";
    place.textContent = element.alt.trim() || pictureWord;
    place.title = source.host;
    element.replaceWith(place);
  }
}

function showPictures(pictures: readonly Picture[], options: MailFrameOptions): void {
  for (const { element, source } of pictures) {
    element.setAttribute("referrerpolicy", "no-referrer");
    if (source.kind === "data") element.src = source.url;
    if (source.kind === "remote" && options.remote) element.src = source.url;
    if (source.kind === "part") void showPart(element, source.contentId, options);
  }
}

async function showPart(element: HTMLImageElement, contentId: string, options: MailFrameOptions): Promise<void> {
  const blob = await options.picture(contentId);
  if (!blob || options.signal.aborted) return;
  // The frame's own URL object: a credentialless frame is partitioned and cannot load our blobs.
  const { URL: InnerUrl } = element.ownerDocument.defaultView as unknown as typeof globalThis;
  const url = InnerUrl.createObjectURL(blob);
  options.signal.addEventListener("abort", () => InnerUrl.revokeObjectURL(url), { once: true });
  element.src = url;
}

/** Keeps the frame as tall as its content: mail scrolls with the page, not inside the frame. */
function followHeight(frame: HTMLIFrameElement, box: HTMLElement, signal: AbortSignal): void {
  const follow = (): void => {
    const height = Math.min(Math.ceil(box.getBoundingClientRect().height), HTML_LIMITS.height);
    frame.style.height = `${height}px`;
  };
  const observer = new ResizeObserver(follow);
  observer.observe(box);
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  follow();
}
