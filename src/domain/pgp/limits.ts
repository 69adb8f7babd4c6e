const MIB = 1024 * 1024;

/** Limits for opening a message, in octets unless noted. */
export const LIMITS = {
  /** Armored or binary message, as received. */
  message: 50 * MIB,
  /** The same for a message with a cipher older than AES and no integrity protection. */
  oldCipher: 8 * MIB,
  /** Decompressed text. */
  decompressed: 200 * MIB,
  /** One certificate after third-party signatures are dropped. */
  certificate: 64 * 1024,
  /** Input that is parsed for keys at all. */
  keyInput: 8 * MIB,
  signatures: 64,
  /** Chunks of a message in GCM, since each is a call to the browser. The longest message has fewer of 4 KiB. */
  chunks: 20_000,
  /** Recipients of a message that may be the user: each costs a try with one secret key, or with all of them. */
  tries: 100,
  /**
   * Packets of one list, such as a message or the content of an encrypted packet. In an honest message most belong to its
   * recipients.
   */
  packets: 5000,
} as const;
