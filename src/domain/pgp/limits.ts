const MIB = 1024 * 1024;

/** Limits of what is opened, in bytes and packets. */
export const LIMITS = {
  /** Armored or binary message, as received. */
  message: 50 * MIB,
  /** Decompressed text. */
  decompressed: 200 * MIB,
  /** One certificate after third-party signatures are dropped. */
  certificate: 64 * 1024,
  /** What is parsed at all when somebody hands us keys. */
  keyInput: 8 * MIB,
  signatures: 64,
  /** Readers of a message that may be the user: each takes a try with a secret key, or with all of them. */
  tries: 100,
  /** Of one list, such as a message or what is inside a seal. Most of an honest one are its readers. */
  packets: 5000,
} as const;
