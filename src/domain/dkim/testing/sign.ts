// Signs messages for tests with our own canonical forms; those are held to other programs' by signed.json.
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { octetsOf } from "../../octets";
import { canonicalBody } from "../canonical";
import { type RawField, readRawMessage } from "../message";
import type { Canonicalization } from "../signature";
import { signedHeader } from "../signed-header";

export interface TestKey {
  readonly secret: KeyObject;
  /** Value of p=. */
  readonly value: string;
}

export function ed25519Key(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x!, "base64url");
  return { secret: privateKey, value: raw.toString("base64") };
}

export const recordOf = ({ value }: TestKey, tags = ""): string => `v=DKIM1; k=ed25519; ${tags}p=${value}`;

export interface Signing {
  readonly domain?: string;
  readonly selector?: string;
  readonly form?: `${Canonicalization}/${Canonicalization}`;
  readonly fields?: readonly string[];
  /** Octets of the canonical body that are signed, put into l=. */
  readonly length?: number;
  /** More tags, each ending in a semicolon. */
  readonly tags?: string;
}

/** The message with a signature on top; both with CRLF, one character an octet. */
export function signedBy({ secret }: TestKey, message: string, signing: Signing = {}): string {
  const { domain = "demo.example", selector = "ed", form = "relaxed/relaxed", length, tags = "" } = signing;
  const { fields = ["from", "to", "subject", "date"] } = signing;
  const [header, body] = form.split("/") as [Canonicalization, Canonicalization];
  const read = readRawMessage(octetsOf(message))!;
  const canonical = canonicalBody(read.body, body).slice(0, length);
  const hash = createHash("sha256").update(canonical).digest("base64");
  const limit = length === undefined ? "" : ` l=${length};`;
  const raw = `DKIM-Signature: v=1; a=ed25519-sha256; c=${form}; d=${domain}; s=${selector};\r\n\th=${fields.join(":")};${limit}${tags} bh=${hash};\r\n\tb=`;
  const own: RawField = { name: "dkim-signature", raw };
  const over = signedHeader(read.fields, own, { fields, canonicalization: { header, body } });
  const value = sign(null, createHash("sha256").update(over).digest(), secret);
  return `${raw}${value.toString("base64")}\r\n${message}`;
}
