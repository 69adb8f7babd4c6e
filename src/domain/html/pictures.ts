// Where the pictures of a mail come from.

export type PictureSource =
  /** On a server, which learns of the reading when it is loaded. Always https. */
  | { readonly kind: "remote"; readonly url: string; readonly host: string }
  /** A part of the message (RFC 2392). */
  | { readonly kind: "part"; readonly contentId: string }
  /** Embedded in the HTML. */
  | { readonly kind: "data"; readonly url: string };

/** Raster formats only, because an SVG is a document. */
export const PICTURE_TYPES: readonly string[] = [
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/bmp",
];
const DATA = /^data:(image\/[a-z]+);base64,[a-z0-9+/=\s]*$/i;

/** Null for any other source. */
export function pictureSource(src: string): PictureSource | null {
  const trimmed = src.trim();
  if (/^cid:/i.test(trimmed)) {
    const contentId = decoded(trimmed.slice(4));
    return contentId ? { kind: "part", contentId } : null;
  }
  if (/^data:/i.test(trimmed)) {
    const type = DATA.exec(trimmed)?.[1]?.toLowerCase();
    return type && PICTURE_TYPES.includes(type) ? { kind: "data", url: trimmed } : null;
  }
  const url = URL.parse(trimmed.startsWith("//") ? `https:${trimmed}` : trimmed);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  if (url.username || url.password || url.hostname === "") return null;
  url.protocol = "https:";
  return { kind: "remote", url: url.href, host: url.hostname };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a picture is not meant to be seen: a tracking pixel. */
export const isBeacon = (width: string | null, height: string | null): boolean =>
  [width, height].some((side) => side !== null && /^\s*[0-2](?:\.\d+)?(?:px)?\s*$/.test(side));
