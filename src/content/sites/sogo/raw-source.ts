import { headerPart } from "../../../domain/mime/headers";
import { octetString } from "../../../domain/octets";
import { getOwn, looksLikeMail, type SourcePart } from "../../dom/own-session";

/**
 * The raw message, which must be of this sender: the address in the page's bar may be of another message than the one that is
 * drawn. SOGo ends lines with a single line feed, and what was signed ends them as mail does.
 */
export async function sogoSource(
  url: URL,
  sender: string,
  signal: AbortSignal,
  part?: SourcePart,
): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes, type } = await getOwn(url, signal, part, tokenIn(document.cookie));
  if (type === "text/html" || !looksLikeMail(bytes)) throw new Error("no source found");
  const [, from = ""] = /^from:((?:.*\r?\n(?=[ \t]))*.*)/im.exec(headerPart(octetString(bytes))) ?? [];
  if (!from.toLowerCase().includes(sender.toLowerCase())) throw new Error("the source of another message");
  return withMailLines(bytes);
}

/** SOGo answers nobody who does not repeat its cookie in a header, as its own script does. */
function tokenIn(cookies: string): Record<string, string> {
  const [, token] = /(?:^|;\s*)XSRF-TOKEN=([^;]+)/.exec(cookies) ?? [];
  return token ? { "X-XSRF-TOKEN": decodeURIComponent(token) } : {};
}

const [LF, CR] = [10, 13];

function withMailLines(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bare = bytes.reduce((sum, byte, at) => sum + (byte === LF && bytes[at - 1] !== CR ? 1 : 0), 0);
  if (bare === 0) return bytes;
  const lines = new Uint8Array(bytes.length + bare);
  let to = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte === LF && bytes[at - 1] !== CR) lines[to++] = CR;
    lines[to++] = byte;
  }
  return lines;
}
