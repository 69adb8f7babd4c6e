/** A public key found in the text of a message. */
export interface MailKey {
  readonly fingerprint: string;
  readonly userIds: readonly string[];
  readonly addresses: readonly string[];
  readonly createdAt: number;
  /** usable: mail can be sealed to it. */
  readonly status: "usable" | "expired" | "revoked" | "cannot-seal";
  /** The sender's address if the key names it, else the first address of the key; null if it has none. */
  readonly address: string | null;
  /** That address is the sender's, as the page shows it. */
  readonly sender: boolean;
  /** new: no key is known for the address. same: this one is. different: another one is. own: the user's own key. */
  readonly compared: "new" | "same" | "different" | "own";
}
