// The account and people that an overlay's small windows name; kept apart from ask-window.ts, which is loaded on demand.
interface Around {
  readonly account: string | null;
  /** The recipients of what is written here, or the sender of the message read. */
  readonly people: () => readonly string[];
}

let around: Around = { account: null, people: () => [] };

/** Sets what every window of this overlay names. */
export function standsFor(next: Partial<Around>): void {
  around = { ...around, ...next };
}

/** The people at this moment. */
export const peopleNow = (): readonly string[] => around.people();
export const accountNow = (): string | null => around.account;
