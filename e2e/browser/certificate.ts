// A self-signed certificate without openssl: Node signs, and this file writes the little DER needed (RFC 5280 4.1). The
// browser accepts this one key (--ignore-certificate-errors-spki-list), so other bad certificates remain errors.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from "node:crypto";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const tlv = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: Uint8Array[]): Buffer => tlv(0x30, ...parts);
const set = (...parts: Uint8Array[]): Buffer => tlv(0x31, ...parts);
const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, "hex"));
const utcTime = (date: Date): Buffer =>
  tlv(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, "")}Z`));

const ECDSA_WITH_SHA256 = sequence(oid("2a8648ce3d040302"));
const COMMON_NAME = "550403";
const SUBJECT_ALT_NAME = "551d11";
const BASIC_CONSTRAINTS = "551d13";

function names(hosts: readonly string[]): Buffer {
  const general = hosts.map((host) => tlv(0x82, Buffer.from(host)));
  return sequence(oid(SUBJECT_ALT_NAME), tlv(0x04, sequence(...general, tlv(0x87, Buffer.from([127, 0, 0, 1])))));
}

function signed(hosts: readonly string[], publicKey: KeyObject, privateKey: KeyObject): Buffer {
  const now = Date.now();
  const subject = sequence(set(sequence(oid(COMMON_NAME), tlv(0x0c, Buffer.from("Cachet demo")))));
  const serial = tlv(0x02, Buffer.from([1]), randomBytes(8));
  const validity = sequence(utcTime(new Date(now - 86_400_000)), utcTime(new Date(now + 365 * 86_400_000)));
  const constraints = sequence(oid(BASIC_CONSTRAINTS), tlv(0x01, Buffer.from([255])), tlv(0x04, sequence()));
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    serial,
    ECDSA_WITH_SHA256,
    subject,
    validity,
    subject,
    publicKey.export({ type: "spki", format: "der" }),
    tlv(0xa3, sequence(constraints, names(hosts))),
  );
  const signature = sign("sha256", body, privateKey);
  return sequence(body, ECDSA_WITH_SHA256, tlv(0x03, Buffer.from([0]), signature));
}

/** A fresh key and certificate for these host names (wildcards allowed), valid for a year. PEM. */
export function makeCertificate(hosts: readonly string[]): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const der = signed(hosts, publicKey, privateKey);
  const lines = der.toString("base64").replace(/(.{64})/g, "$1\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`,
  };
}

/** The form that --ignore-certificate-errors-spki-list expects: base64 of SHA-256 over the SPKI. */
export function spkiHash(cert: string): string {
  const spki = new X509Certificate(cert).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(spki).digest("base64");
}
