// Decides which of the user's keys signs. One rule for the editor, which shows it, and the background, which applies it.
import { addressKey } from "./address";

/** The parts of an own key that the rule needs. */
interface Own {
  readonly fingerprint: string;
  readonly addresses: readonly string[];
  readonly expiresAt: number | null;
}

/** The address a message is sent from, null if the page does not show it, and the key the user chose for it. */
export interface Speaking {
  readonly from: string | null;
  readonly as?: string | undefined;
}

/**
 * from: the key has the address. chosen: the user chose it. only: the address is unknown, and there is no other key; it signs
 * once the user has seen that. ask: the user must decide. none: the user has no key.
 */
export type Speaker<K> =
  | { readonly is: "from" | "chosen" | "only"; readonly key: K }
  | { readonly is: "ask" }
  | { readonly is: "none" };

export function speakerOf<K extends Own>(keys: readonly K[], { from, as }: Speaking, now: number): Speaker<K> {
  if (keys.length === 0) return { is: "none" };
  if (as !== undefined) {
    const named = keys.find(({ fingerprint }) => fingerprint === as);
    return named ? { is: "chosen", key: named } : { is: "ask" };
  }
  if (from === null) return keys.length === 1 ? { is: "only", key: keys[0]! } : { is: "ask" };
  const fitting = keys.filter((key) => holds(key, from));
  // An address may have moved to a new key; the old one is kept for what was encrypted to it.
  const key = fitting.find(({ expiresAt }) => expiresAt === null || expiresAt > now) ?? fitting[0];
  return key ? { is: "from", key } : { is: "ask" };
}

export const holds = ({ addresses }: Pick<Own, "addresses">, address: string): boolean =>
  addresses.some((own) => addressKey(own) === addressKey(address));

/** The address under which a key signs for this From: the From itself, or the key's first address if it has another. */
export const spokenAddress = (key: Pick<Own, "addresses">, from: string | null): string =>
  (from === null ? undefined : key.addresses.find((own) => addressKey(own) === addressKey(from))) ?? key.addresses[0]!;

/**
 * The user's own addresses in this account: those of another account belong to somebody else there. For an unknown account:
 * all of them.
 */
export function ownAddresses(keys: readonly Pick<Own, "addresses">[], account: string | null): string[] {
  if (account === null) return keys.flatMap(({ addresses }) => addresses);
  return [account, ...keys.filter((key) => holds(key, account)).flatMap(({ addresses }) => addresses)];
}
