// The demo world's DNS root. Its key is the same in every run, so that one copy of the build, which trusts this root only,
// serves them all and keeps what it stored. It protects nothing: anybody can make it from these words.
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { keyTag } from "../../src/domain/dns/keys";
import { digestOf, type SigningKey } from "../../src/domain/dns/testing/signer";

const ED25519 = 15;
const SEED = createHash("sha256").update("The root of Cachet's demo world").digest();
/** PKCS #8 of an Ed25519 key (RFC 8410 7), up to its 32 octets. */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

function rootKey(): SigningKey {
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, SEED]), format: "der", type: "pkcs8" });
  const { x } = createPublicKey(secret).export({ format: "jwk" });
  // Flags 257: signs keys (RFC 4034 2.1).
  const data = Uint8Array.of(1, 1, 3, ED25519, ...Buffer.from(x!, "base64url"));
  return { algorithm: ED25519, data, tag: keyTag(data), sign: (octets) => Uint8Array.from(sign(null, octets, secret)) };
}

export const DEMO_ROOT = rootKey();
/** SHA-256 digest of the root's key as a DS record has it, upper-case hex: what a test build has for its anchors. */
export const DEMO_ANCHOR = Buffer.from(digestOf("", DEMO_ROOT, 2))
  .toString("hex")
  .toUpperCase();
