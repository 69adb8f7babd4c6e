// Whom the small windows of an overlay name (ask-window.ts), which come only when one is asked for.
interface Around {
  readonly account: string | null;
  /** Who gets what leaves here, or whose message this is. */
  readonly people: () => readonly string[];
}

let around: Around = { account: null, people: () => [] };

/** What every window of this overlay names. */
export function standsFor(next: Partial<Around>): void {
  around = { ...around, ...next };
}

/** Those of now. */
export const peopleNow = (): readonly string[] => around.people();
export const accountNow = (): string | null => around.account;
