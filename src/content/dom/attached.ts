import { visible } from "./visible";

/** How long a page that gives no sign may take, before it counts as not having taken the file. */
const NO_SIGN_MS = 15_000;

/** The same once an upload was seen to end: then the page had its say. */
const AFTER_UPLOAD_MS = 2000;

/** What pages show while they upload: the role, its element, or the class Roundcube gives. */
const UPLOADING = '[role="progressbar"], progress, .uploading';

/** Waits until the page lists a file of this name and shows no upload under way. False: no sign of it. */
export const untilAttached = (within: HTMLElement, name: string, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let patience = NO_SIGN_MS;
    const end = (attached: boolean): void => {
      clearTimeout(timer);
      observer.disconnect();
      resolve(attached);
    };
    const look = (): void => {
      if ([...within.querySelectorAll(UPLOADING)].some(visible)) {
        clearTimeout(timer);
        timer = undefined;
        patience = AFTER_UPLOAD_MS;
      } else if (within.textContent?.includes(name)) end(true);
      else timer ??= setTimeout(() => end(false), patience);
    };
    const observer = new MutationObserver(look);
    observer.observe(within, { childList: true, subtree: true, attributes: true, characterData: true });
    signal.addEventListener("abort", () => end(false));
    look();
  });
