/** The result of importing one key of a keyring file. */
export interface KeyringEntry {
  /** The first user ID's name; empty when the key could not be read. */
  readonly name: string;
  readonly fingerprint: string | null;
  /** Addresses it was taken for. */
  readonly addresses: readonly string[];
  readonly result: KeyringResult;
}

/**
 * held: stored, but another key is in use for one of its addresses, and the user has to choose. own: the user's. obsolete:
 * version 3 and older. many-addresses: names more people than a person's key does. Only taken and held keys are stored.
 */
export type KeyringResult =
  | "taken"
  | "held"
  | "own"
  | "no-address"
  | "many-addresses"
  | "no-encryption"
  | "expired"
  | "revoked"
  | "obsolete"
  | "unsupported"
  | "too-large"
  | "damaged";
