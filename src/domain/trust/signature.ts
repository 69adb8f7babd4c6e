export interface Signer {
  readonly fingerprint: string;
  readonly name: string;
  readonly address: string;
  readonly verifiedAt: number | null;
}

/** What the signature of a message says of its From; each state has one sentence in the interface. */
export type Signature =
  | {
      readonly state: "verified" | "known" | "first-contact" | "own";
      readonly signer: Signer;
      readonly signedAt: number;
    }
  /** The same, but nothing tells when the message was sent: it may be an old one sent again. `trust`: as it would be. */
  | {
      readonly state: "undated";
      readonly trust: "verified" | "known" | "first-contact";
      readonly signer: Signer;
      readonly signedAt: number;
    }
  /** Good signature by a key that nobody but messages names, and nobody says that this message is from there. */
  | { readonly state: "not-checked"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature, but the key belongs to another address than From. */
  | { readonly state: "other-address"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature by another key than the one pinned for From. */
  | { readonly state: "changed-key"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature, but the page does not tell whom the message claims to be from. */
  | { readonly state: "no-from"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature, but the message names different senders in different places. `claimed`: those besides the From that the page shows. */
  | {
      readonly state: "from-mismatch";
      readonly signer: Signer;
      readonly signedAt: number;
      readonly claimed: readonly string[];
    }
  /**
   * Good signature, but it names whom it is for, and none of these is the user. `intended`: the addresses of those the user
   * knows.
   */
  | {
      readonly state: "for-others";
      readonly signer: Signer;
      readonly signedAt: number;
      readonly intended: readonly string[];
    }
  /** Made more than a day away from the message's Date (or outside the key's life). */
  | { readonly state: "date-mismatch"; readonly signer: Signer; readonly signedAt: number }
  /** Good signature by a key its owner has withdrawn: whoever stole it could have made it, with any date. */
  | { readonly state: "revoked-key"; readonly signer: Signer; readonly signedAt: number }
  | { readonly state: "unknown-key"; readonly keyId: string }
  | { readonly state: "invalid"; readonly keyId: string }
  | { readonly state: "none" };

export type SignatureState = Signature["state"];
