// openpgp.js, configured once for everything Cachet does with it; the rest of domain/pgp imports it from here.
import * as openpgp from "openpgp";
import { LIMITS } from "./limits";

Object.assign(openpgp.config, {
  showVersion: false,
  showComment: false,
  // Compressing before encryption leaks through the length and costs more time than the encryption itself.
  preferredCompressionAlgorithm: openpgp.enums.compression.uncompressed,
  preferredSymmetricAlgorithm: openpgp.enums.symmetric.aes256,
  // RFC 9580 3.7.1: readers of v4 keys know no Argon2.
  s2kType: openpgp.enums.s2k.iterated,
  v6Keys: false,
  aeadProtect: false,
  // RFC 9580 3.7.1.4: 2^20 KiB = 1 GiB is the most a message may ask of us.
  maxArgon2MemoryExponent: 20,
  maxDecompressedMessageSize: LIMITS.decompressed,
  allowUnauthenticatedMessages: false,
  allowUnauthenticatedStream: false,
} satisfies Partial<openpgp.Config>);

export { openpgp };
