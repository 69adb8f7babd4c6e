/** A public key found in the text of a message. */
export interface MailKey {
  readonly fingerprint: string;
  readonly userIds: readonly string[];
  readonly addresses: readonly string[];
  readonly createdAt: number;
  /** usable: mail can be sealed to it. */
  readonly status: "usable" | "expired" | "revoked" | "cannot-seal";
  /** Of the sender's address, if the key names it, else the first it names; null when it names none. */
  readonly address: string | null;
  /** That address is the one the page says the message is from. */
  readonly sender: boolean;
  /** new: no key known for the address. same: this one. different: another one. own: the user's own key. */
  readonly compared: "new" | "same" | "different" | "own";
}
