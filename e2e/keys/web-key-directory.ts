// A domain's Web Key Directory (draft-koch-openpgp-webkey-service 3.1): /.well-known/openpgpkey/ in both layouts.
import { createHash } from "node:crypto";
import type { KeyReply } from "./server";

export interface Directory {
  /** advanced: at openpgpkey.<domain>. direct: at the domain itself. */
  place: "advanced" | "direct";
  /** False: the host's answers may not be read by other origins, as of most directories on real domains. */
  cors: boolean;
  /** Where keys can be mailed to (4.1); null: nowhere. */
  submission: string | null;
  readonly keys: Map<string, Uint8Array>;
}

const ALPHABET = "ybndrfg8ejkmcpqxot1uwisza345h769";

/** z-base-32 of SHA-1 over the lower-case local part: 160 bits, 32 characters. */
export function wkdHash(address: string): string {
  const local = address.slice(0, address.lastIndexOf("@")).toLowerCase();
  const bits = [...createHash("sha1").update(local).digest()].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.replace(/.{5}/g, (five) => ALPHABET[Number.parseInt(five, 2)]!);
}

/** Null: this host is no directory. */
export function answerDirectory(
  directories: ReadonlyMap<string, Directory>,
  host: string,
  url: URL,
): { reply: KeyReply; cors: boolean } | null {
  for (const [domain, directory] of directories) {
    const advanced = directory.place === "advanced";
    if (host !== (advanced ? `openpgpkey.${domain}` : domain)) continue;
    const folder = `/.well-known/openpgpkey/${advanced ? `${domain}/` : ""}`;
    const file = url.pathname.startsWith(folder) ? url.pathname.slice(folder.length) : "";
    return { reply: fileOf(directory, file), cors: directory.cors };
  }
  return null;
}

function fileOf(directory: Directory, file: string): KeyReply {
  if (file === "policy")
    return { type: "text/plain", body: directory.submission ? `submission-address: ${directory.submission}\n` : "" };
  if (file === "submission-address" && directory.submission)
    return { type: "text/plain", body: `${directory.submission}\n` };
  const key = file.startsWith("hu/") ? directory.keys.get(file.slice(3)) : undefined;
  return key ? { type: "application/octet-stream", body: key } : null;
}
