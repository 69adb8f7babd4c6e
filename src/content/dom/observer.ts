import { extensionGone } from "./alive";
import { isOwnHost } from "./own-host";
import { inSlices } from "./slices";

/** Minimum time between two scans of the page. The first mutation after a quiet spell is scanned at once. */
export const MAX_WAIT_MS = 100;

export interface Watching {
  /** Called for each added subtree, never more than once per look. */
  readonly added: (subtree: Element) => void;
  /** Called after each look, even if nothing relevant was added. */
  readonly looked?: () => void;
  /** Called when the extension is gone; must abort the signal. */
  readonly gone: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Reports everything added to the document, starting with its present content. Scans on the leading edge, then at most every
 * MAX_WAIT_MS; the wait is never prolonged, so a page that mutates without pause cannot starve it. No polling.
 */
export function watchAdded(document: Document, watching: Watching, signal: AbortSignal): void {
  let queue = new Set<Element>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running = false;

  function* look(subtrees: Set<Element>): Generator<void, void> {
    for (const subtree of subtrees) {
      if (subtree.isConnected && !insideAnother(subtree, subtrees)) watching.added(subtree);
      yield;
    }
    watching.looked?.();
  }

  const flush = async (): Promise<void> => {
    if (queue.size === 0 || running || signal.aborted) return;
    const subtrees = queue;
    queue = new Set();
    running = true;
    timer = setTimeout(waited, MAX_WAIT_MS);
    try {
      await inSlices(look(subtrees), signal);
    } catch (error) {
      if (!signal.aborted) watching.failed(error);
    } finally {
      running = false;
      // The wait ended while a large subtree was still being scanned.
      if (timer === null) void flush();
    }
  };
  const waited = (): void => {
    timer = null;
    void flush();
  };

  const observer = new MutationObserver((records) => {
    if (extensionGone()) {
      watching.gone();
      return;
    }
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (isOwnHost(node)) continue;
        const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        if (element instanceof Element) queue.add(element);
      }
    }
    if (timer === null) void flush();
  });
  observer.observe(document, { childList: true, subtree: true });
  signal.addEventListener("abort", () => {
    observer.disconnect();
    if (timer !== null) clearTimeout(timer);
    queue.clear();
  });
  queue.add(document.documentElement);
  void flush();
}

function insideAnother(element: Element, all: ReadonlySet<Element>): boolean {
  if (all.size === 1) return false;
  for (let parent = element.parentElement; parent; parent = parent.parentElement) if (all.has(parent)) return true;
  return false;
}
