// Just enough MIME to reach the plain text of a message whose page shows it changed or cut (RFC 2045, 2046).

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const MAX_DEPTH = 5;

/**
 * One character per octet. Not TextDecoder("latin1"): that is windows-1252 to a browser, and 0x80 to 0x9F, which stand in
 * every typographic quote of UTF-8, would come out as other characters.
 */
export function octets(source: Uint8Array): string {
  let text = "";
  // As many at a time as a call takes arguments without risk.
  for (let at = 0; at < source.length; at += 8192) text += String.fromCharCode(...source.subarray(at, at + 8192));
  return text;
}

/** The first text/plain of a raw message, decoded; null when there is none or its encoding is unknown. */
export function plainTextOf(source: Uint8Array): string | null {
  return firstPlain(octets(source), 0);
}

function firstPlain(text: string, depth: number): string | null {
  if (depth > MAX_DEPTH) return null;
  const part = split(text);
  const type = part.headers.get("content-type") ?? "text/plain";
  if (/^multipart\//i.test(type)) {
    const boundary = /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type);
    if (!boundary) return null;
    const marker = `--${boundary[1] ?? boundary[2]}`;
    const pieces = `\n${part.body}`.split(`\n${marker}`).slice(1);
    for (const piece of pieces) {
      if (piece.startsWith("--")) return null;
      const found = firstPlain(piece.replace(/^[ \t]*\n/, ""), depth + 1);
      if (found !== null) return found;
    }
    return null;
  }
  return /^text\/plain\b/i.test(type) ? decode(part, type) : null;
}

function split(raw: string): Part {
  const text = raw.replace(/\r\n?/g, "\n");
  const end = text.startsWith("\n") ? 0 : text.indexOf("\n\n");
  const head = end < 0 ? text : text.slice(0, end);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\n[ \t]+/g, " ").split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end < 0 ? "" : text.slice(end === 0 ? 1 : end + 2) };
}

function decode({ headers, body }: Part, type: string): string | null {
  const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(type)?.[1] ?? "utf-8";
  const content = transferDecoded(body, (headers.get("content-transfer-encoding") ?? "7bit").toLowerCase());
  if (content === null) return null;
  try {
    const bytes = Uint8Array.from(content, (char) => char.charCodeAt(0));
    return new TextDecoder(charset).decode(bytes).replace(/\r\n?/g, "\n");
  } catch {
    return null; // a charset this browser does not know
  }
}

function transferDecoded(body: string, encoding: string): string | null {
  switch (encoding) {
    case "quoted-printable":
      return body
        .replace(/[ \t]+$/gm, "")
        .replace(/=\n/g, "")
        .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    case "base64":
      try {
        return atob(body.replace(/[^A-Za-z0-9+/=]/g, ""));
      } catch {
        return null;
      }
    case "7bit":
    case "8bit":
    case "binary":
      return body;
    default:
      return null;
  }
}

/** Raw mail begins with a header field, or with mbox's "From "; sign-in and error pages begin otherwise. */
export const looksLikeMail = (source: Uint8Array): boolean =>
  /^\s*(From |[!-9;-~]+[ \t]*:)/.test(octets(source.subarray(0, 300)));
