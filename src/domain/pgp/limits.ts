const MIB = 1024 * 1024;

/** Limits of what is opened, in bytes and packets. */
export const LIMITS = {
  /** Armored or binary message, as received. */
  message: 50 * MIB,
  /** The same, encrypted with a cipher before AES and nothing against change. */
  oldCipher: 8 * MIB,
  /** Decompressed text. */
  decompressed: 200 * MIB,
  /** One certificate after third-party signatures are dropped. */
  certificate: 64 * 1024,
  /** What is parsed at all when somebody hands us keys. */
  keyInput: 8 * MIB,
  signatures: 64,
  /** Of a message in GCM, each of which is a call of the browser's. The longest message has fewer of 4 KiB. */
  chunks: 20_000,
  /** Readers of a message that may be the user: each takes a try with a secret key, or with all of them. */
  tries: 100,
  /** Of one list, such as a message or what is inside a seal. Most of an honest one are its readers. */
  packets: 5000,
} as const;
