import { joined, octetString } from "../../domain/octets";

const MAX_BYTES = 50 * 1024 * 1024;
const MAX_HEAD = 262_144;
const MAX_MS = 20_000;

/** head: enough octets to hold the header; the rest is not downloaded. */
export type SourcePart = "head" | "whole";

export interface OwnAnswer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Media type in lower case, without parameters. */
  readonly type: string;
}

/**
 * Fetches the user's own data from the webmail with the user's session: the only request that content ever makes, and only to
 * the page's own origin. Rejects on failure, above 50 MiB and after 20 s.
 */
export async function getOwn(
  url: URL,
  signal: AbortSignal,
  part: SourcePart = "whole",
  headers: Readonly<Record<string, string>> = {},
): Promise<OwnAnswer> {
  if (url.origin !== location.origin) throw new Error("not the page's own origin");
  const limits = AbortSignal.any([signal, AbortSignal.timeout(MAX_MS)]);
  const response = await fetch(url, { credentials: "include", cache: "no-store", headers, signal: limits });
  if (!response.ok || !response.body) throw new Error(`the webmail answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > MAX_BYTES) {
      await reader.cancel();
      throw new Error("the message is too large");
    }
    chunks.push(value);
    if (part === "head" && length >= MAX_HEAD) {
      await reader.cancel();
      break;
    }
  }
  const bytes = joined(chunks);
  const type = (response.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
  return { bytes, type };
}

/** Raw mail begins with a header field, or with mbox's "From "; sign-in and error pages begin otherwise. */
export const looksLikeMail = (source: Uint8Array): boolean =>
  /^\s*(From |[!-9;-~]+[ \t]*:)/.test(octetString(source.subarray(0, 300)));
