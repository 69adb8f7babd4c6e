import { visible } from "./visible";

/** How long a page may show no sign before it counts as having refused the file. */
const NO_SIGN_MS = 15_000;

/** The same, once an upload was seen to end. */
const AFTER_UPLOAD_MS = 2000;

/** How long a page may take to remove a file after it was told to. */
export const REMOVING_MS = 2000;

/** How pages show an upload under way: by role, by element, or by Roundcube's class. */
const UPLOADING = '[role="progressbar"], progress, .uploading';

/** Where a page lists attachments. `body` is excluded, since text written there lists nothing. */
export interface FilesShown {
  readonly within: HTMLElement;
  readonly body?: Node;
  /** The rows of the page's list, where that is known. */
  readonly rows?: () => readonly { readonly name: string }[];
}

/** How often the page lists a file of exactly this name. Without any known row, the text is searched: the list may look new. */
export function timesListed({ within, body, rows }: FilesShown, name: string): number {
  const listed = rows?.() ?? [];
  return listed.length > 0 ? listed.filter((row) => row.name === name).length : timesWritten(within, name, body);
}

/** A match within a longer name is another file; one name may span several nodes. */
function timesWritten(node: Node, name: string, without?: Node): number {
  const text = node.textContent ?? "";
  if (node === without || !text.includes(name)) return 0;
  let times = 0;
  for (const child of node.childNodes) times += timesWritten(child, name, without);
  if (!node.firstChild)
    text.split(name).reduce((before, after) => {
      if (!/[\p{L}\p{N}._-]/u.test(before.slice(-1) + after.charAt(0))) times += 1;
      return after;
    });
  return times || Number(text.trim() === name);
}

/** Checks at once and at every change until `look` returns true. False after the number of ms it last returned, or on abort. */
const lookUntil = (within: HTMLElement, signal: AbortSignal, look: () => true | number): Promise<boolean> =>
  new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (found: boolean): void => {
      clearTimeout(timer);
      observer.disconnect();
      signal.removeEventListener("abort", stop);
      resolve(found);
    };
    const stop = (): void => end(false);
    const again = (): void => {
      const found = look();
      if (found === true) end(true);
      else if (found !== Number.POSITIVE_INFINITY) timer ??= setTimeout(stop, found);
      else {
        clearTimeout(timer);
        timer = undefined;
      }
    };
    const observer = new MutationObserver(again);
    observer.observe(within, { childList: true, subtree: true, attributes: true, characterData: true });
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    else again();
  });

export const isUploading = ({ within }: FilesShown): boolean => [...within.querySelectorAll(UPLOADING)].some(visible);

/** Waits until the page lists this name more than `before` times and shows no upload under way. False: it never did. */
export function untilAttached(shown: FilesShown, name: string, signal: AbortSignal, before = 0): Promise<boolean> {
  let patience = NO_SIGN_MS;
  return lookUntil(shown.within, signal, () => {
    if (!isUploading(shown)) return timesListed(shown, name) > before || patience;
    patience = AFTER_UPLOAD_MS;
    return Number.POSITIVE_INFINITY;
  });
}

/** Waits until the page lists this name at most `before` times. False: it still listed more after `REMOVING_MS`. */
export const untilGone = (shown: FilesShown, name: string, signal: AbortSignal, before: number): Promise<boolean> =>
  lookUntil(shown.within, signal, () => timesListed(shown, name) <= before || REMOVING_MS);
