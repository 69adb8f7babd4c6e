const MIB = 1024 * 1024;

/** What is read of one message before it counts as an attack on its reader. */
export const MIME_LIMITS = {
  /** Octets of a message. */
  message: 50 * MIB,
  /** Entities inside one another; the message itself is the first. */
  depth: 20,
  /** Entities of a message together, itself included. */
  parts: 500,
  /** Octets of one header block. */
  header: 262_144,
  /** Contiguous cryptographic layers; nobody needs more than signed, encrypted, signed again. */
  layers: 3,
  /** What is opened by a click in what was opened by a click, and so on. */
  clicks: 8,
} as const;
