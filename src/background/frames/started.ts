/** How long in ms a tab may take to recognise its webmail before nobody waits for it any more. */
const LONGEST_MS = 2000;

const waiting = new Map<number, Set<() => void>>();

/** A webmail's script runs in the page of this tab. */
export function noteStarted(tabId: number): void {
  for (const go of waiting.get(tabId) ?? []) go();
}

/** Resolves at the next start in this tab, or after two seconds: an error page starts nothing. */
export function nextStart(tabId: number): Promise<void> {
  return new Promise((resolve) => {
    const all = waiting.get(tabId) ?? new Set();
    waiting.set(tabId, all);
    const go = (): void => {
      clearTimeout(timer);
      all.delete(go);
      if (all.size === 0) waiting.delete(tabId);
      resolve();
    };
    const timer = setTimeout(go, LONGEST_MS);
    all.add(go);
  });
}
