// The record that holds a domain's key (RFC 6376 3.6.1), in DNS at <selector>._domainkey.<domain>.
import { fromFoldedBase64, itemsOf, readTagList } from "./tag-list";

export interface KeyRecord {
  readonly type: "rsa" | "ed25519";
  /** RSA: SubjectPublicKeyInfo or RSAPublicKey, in DER. Ed25519: 32 octets (RFC 8463 4). */
  readonly key: Uint8Array<ArrayBuffer>;
  /** t=y: the domain only tries DKIM, and its signatures are not to count (3.6.1). */
  readonly testing: boolean;
  /** t=s: i= must be of this very domain, not of one below it. */
  readonly strict: boolean;
}

/**
 * The strings of one TXT record, joined. revoked: p= is empty. unusable: it is a key record, but not one for mail, not for
 * SHA-256, of a kind that is not known, or damaged. Null: the text is something else.
 */
export function readKeyRecord(text: string): KeyRecord | "revoked" | "unusable" | null {
  const tags = readTagList(text);
  // A wildcard record of the domain answers here, too, with SPF and the like.
  if (!tags?.has("p")) return /^[ \t]*v[ \t]*=[ \t]*DKIM1[ \t]*(?:;|$)/.test(text) ? "unusable" : null;
  // v= is optional, but where it is, it comes first and says this.
  if (tags.has("v") && (tags.keys().next().value !== "v" || tags.get("v") !== "DKIM1")) return "unusable";
  const list = (name: string, otherwise: string): string[] => itemsOf(tags.get(name) ?? otherwise);
  const type = tags.get("k") ?? "rsa";
  const services = list("s", "*");
  if (!list("h", "sha256").includes("sha256")) return "unusable";
  if (!services.includes("*") && !services.includes("email")) return "unusable";
  if (tags.get("p") === "") return "revoked";
  const key = fromFoldedBase64(tags.get("p")!);
  if (!key || (type !== "rsa" && type !== "ed25519") || (type === "ed25519" && key.length !== 32)) return "unusable";
  const flags = list("t", "");
  return { type, key, testing: flags.includes("y"), strict: flags.includes("s") };
}
