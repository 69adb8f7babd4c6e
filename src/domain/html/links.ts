// Where links of a mail lead, and whether their words say so.

export interface LinkTarget {
  /** As the browser will ask for it. */
  readonly href: string;
  /** ASCII host of a web address; the address of a mail link. */
  readonly place: string;
  readonly kind: "web" | "mail";
}

/**
 * Null for what is no link to the web or to an address: every other scheme, and web addresses with a user name before the
 * host, which are only written to deceive ("https://bank.example@evil.example").
 */
export function linkTarget(href: string): LinkTarget | null {
  const url = URL.parse(href.trim());
  if (!url) return null;
  if (url.protocol === "mailto:") {
    const address = decodeOrNull(url.pathname);
    return address === null || address === "" ? null : { href: url.href, place: address, kind: "mail" };
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  if (url.username || url.password || url.hostname === "") return null;
  return { href: url.href, place: url.hostname, kind: "web" };
}

function decodeOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** A host at the beginning of the words: "https://bank.example/x", "www.bank.example", "bank.example". */
const WRITTEN_HOST = /^(?:https?:\/\/)?(?:[^\s/@]+@)?((?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]+)(?=[\s/:?#.,;!)]|$)/iu;

/** True when the link's words name another host than the one it leads to. A host within the same one counts as the same. */
export function misleads(words: string, target: LinkTarget): boolean {
  if (target.kind !== "web") return false;
  const bare = words.replace(/[\p{Cc}\p{Cf}]/gu, "").trim();
  const written = WRITTEN_HOST.exec(bare)?.[1];
  if (!written) return false;
  const host = URL.parse(`https://${written}`)?.hostname.replace(/^www\./, "");
  const real = target.place.replace(/^www\./, "");
  return host !== undefined && host !== real && !real.endsWith(`.${host}`);
}
