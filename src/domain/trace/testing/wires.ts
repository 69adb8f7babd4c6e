// Connections as mail servers make them, and the verdict on each, written by hand and not by the code under test.
import type { Transport } from "../tls";

export interface Wire {
  /** "TLSv1.3", as OpenSSL calls it; null in clear. */
  readonly version: string | null;
  /** OpenSSL's name. */
  readonly cipher: string;
  /** The name of the IANA registry, which Exchange and RFC 8314 use. */
  readonly iana: string;
  readonly bits: number;
  readonly verdict: Transport;
}

const wire = (version: string, cipher: string, iana: string, bits: number, verdict: Transport): Wire => ({
  version,
  cipher,
  iana,
  bits,
  verdict,
});

export const CLEAR: Wire = { version: null, cipher: "", iana: "", bits: 0, verdict: "clear" };

const RSA = "TLS_ECDHE_RSA_WITH";

export const WIRES: readonly Wire[] = [
  wire("TLSv1.3", "TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384", 256, "modern"),
  wire("TLSv1.3", "TLS_CHACHA20_POLY1305_SHA256", "TLS_CHACHA20_POLY1305_SHA256", 256, "modern"),
  wire("TLSv1.3", "TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256", 128, "modern"),
  wire("TLSv1.2", "ECDHE-RSA-AES256-GCM-SHA384", `${RSA}_AES_256_GCM_SHA384`, 256, "modern"),
  wire("TLSv1.2", "ECDHE-ECDSA-CHACHA20-POLY1305", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", 256, "modern"),
  // Without authenticated encryption.
  wire("TLSv1.2", "ECDHE-RSA-AES256-SHA384", `${RSA}_AES_256_CBC_SHA384`, 256, "weak"),
  wire("TLSv1.2", "AES128-SHA", "TLS_RSA_WITH_AES_128_CBC_SHA", 128, "weak"),
  wire("TLSv1.1", "ECDHE-RSA-AES256-SHA", `${RSA}_AES_256_CBC_SHA`, 256, "weak"),
  wire("TLSv1", "DHE-RSA-AES256-SHA", "TLS_DHE_RSA_WITH_AES_256_CBC_SHA", 256, "weak"),
  wire("TLSv1", "DES-CBC3-SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA", 168, "weak"),
  wire("TLSv1.2", "RC4-SHA", "TLS_RSA_WITH_RC4_128_SHA", 128, "weak"),
  wire("TLSv1", "EXP-RC4-MD5", "TLS_RSA_EXPORT_WITH_RC4_40_MD5", 40, "weak"),
  // Encrypted to an unauthenticated peer.
  wire("TLSv1.2", "ADH-AES256-GCM-SHA384", "TLS_DH_anon_WITH_AES_256_GCM_SHA384", 256, "weak"),
  wire("TLSv1", "AECDH-AES256-SHA", "TLS_ECDH_anon_WITH_AES_256_CBC_SHA", 256, "weak"),
  wire("SSLv3", "RC4-MD5", "TLS_RSA_WITH_RC4_128_MD5", 128, "weak"),
  CLEAR,
];
