const MIB = 1024 * 1024;

/** Limits for reading one message; beyond them it counts as an attack. */
export const MIME_LIMITS = {
  /** Octets of a message. */
  message: 50 * MIB,
  /** Entities inside one another; the message itself is the first. */
  depth: 20,
  /** Entities of a message in total, including itself. */
  parts: 500,
  /** Octets of one header block. */
  header: 262_144,
  /** Contiguous cryptographic layers; nobody needs more than signed, encrypted, signed again. */
  layers: 3,
  /** Items opened by a click inside one another. */
  clicks: 8,
} as const;
