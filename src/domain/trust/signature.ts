export interface Signer {
  readonly fingerprint: string;
  readonly name: string;
  readonly address: string;
  readonly verifiedAt: number | null;
}

/** What the signature of a message says about its From; each state has one sentence in the interface. */
export type Signature =
  | {
      readonly state: "verified" | "known" | "first-contact" | "own";
      readonly signer: Signer;
      readonly signedAt: number;
    }
  /**
   * As above, but it is not known when the message was sent: it may be an old one sent again. `trust`: the state it would
   * have.
   */
  | {
      readonly state: "undated";
      readonly trust: "verified" | "known" | "first-contact";
      readonly signer: Signer;
      readonly signedAt: number;
    }
  /**
   * Good signature by a key that only messages name, and the reader's provider does not confirm that this message is from
   * there.
   */
  | { readonly state: "not-checked"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature, but the key belongs to another address than From. */
  | { readonly state: "other-address"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature by another key than the one pinned for From. */
  | { readonly state: "changed-key"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature, but the page does not show a sender. */
  | { readonly state: "no-from"; readonly signer: Signer; readonly signedAt: number }
  /**
   * Good signature, but the message names different senders in different places. `claimed`: those other than the From shown
   * by the page.
   */
  | {
      readonly state: "from-mismatch";
      readonly signer: Signer;
      readonly signedAt: number;
      readonly claimed: readonly string[];
    }
  /** Good signature, but the user is not among its intended recipients. `intended`: those of their addresses that are known. */
  | {
      readonly state: "for-others";
      readonly signer: Signer;
      readonly signedAt: number;
      readonly intended: readonly string[];
    }
  /** Made more than a day before or after the message's Date, or outside the key's life. */
  | { readonly state: "date-mismatch"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature by a revoked key: a thief of the key could have made it, with any date. */
  | { readonly state: "revoked-key"; readonly signer: Signer; readonly signedAt: number }
  | { readonly state: "unknown-key"; readonly keyId: string }
  | { readonly state: "invalid"; readonly keyId: string }
  | { readonly state: "none" };

export type SignatureState = Signature["state"];
