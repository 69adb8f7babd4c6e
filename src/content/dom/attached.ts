import { visible } from "./visible";

/** How a page that gives no sign may take, before it counts as not having taken the file. */
const NO_SIGN_MS = 15_000;

/** What pages show while they upload: the role, its element, or the class Roundcube gives. */
const UPLOADING = '[role="progressbar"], progress, .uploading';

/** Waits until the page lists a file of this name and shows no upload under way. False: no sign of it. */
export function untilAttached(within: HTMLElement, name: string, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  let timer = 0;
  const look = (): void => {
    const uploading = [...within.querySelectorAll(UPLOADING)].some(visible);
    if (uploading) {
      clearTimeout(timer);
      timer = 0;
    } else if (within.textContent?.includes(name)) resolve(true);
    else timer ||= setTimeout(() => resolve(false), NO_SIGN_MS) as unknown as number;
  };
  const observer = new MutationObserver(look);
  observer.observe(within, { childList: true, subtree: true, attributes: true, characterData: true });
  signal.addEventListener("abort", () => resolve(false));
  look();
  return promise.finally(() => {
    clearTimeout(timer);
    observer.disconnect();
  });
}
