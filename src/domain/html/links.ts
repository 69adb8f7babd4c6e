// Where the links of a mail lead, and whether their text says so.

export interface LinkTarget {
  /** The URL as the browser requests it. */
  readonly href: string;
  /** ASCII host of a web address; the address of a mail link. */
  readonly place: string;
  readonly kind: "web" | "mail";
}

/**
 * Null unless it leads to the web or to an address, and for web addresses with a user name before the host, which are only
 * written to deceive ("https://bank.example@evil.example").
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

/**
 * A host at the beginning of the link's text ("bank.example/x"), or further on if it is clearly one ("at
 * https://bank.example").
 */
const HOST = "((?:[\\p{L}\\p{N}-]+\\.)+\\p{L}[\\p{L}\\p{N}-]+)(?=[\\s/:?#.,;!)\"'»”]|$)";
const WRITTEN_HOST = new RegExp(`(?:^(?:https?://)?(?:[^\\s/@]+@)?|\\bhttps?://|\\b(?=www\\.))${HOST}`, "giu");
/** MIXED: Latin and look-alike letters in one label. LOOKALIKE: a label of look-alike letters only. */
const MIXED =
  /\p{Script=Latin}[^.]*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]|[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}][^.]*\p{Script=Latin}/u;
const LOOKALIKE = /(?:^|\.)[аеорсухіјѕһԁԛԝӏвкмнтο\d-]+\.[a-z.]+$/u;

/**
 * Whether the link's text names another host than the one it leads to, or spells a host with look-alike letters. A parent
 * domain of the real host counts as the same.
 */
export function misleads(words: string, target: LinkTarget): boolean {
  if (target.kind !== "web") return false;
  // As browsers read it: full-width letters are letters, and the full stops of Chinese and Japanese are dots (UTS 46).
  const bare = words
    .replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replace(/[。｡．]/gu, ".")
    .normalize("NFKC")
    .trim();
  if (/^https?:\/\/[^\s/]*@/iu.test(bare)) return true;
  const real = target.place.replace(/^www\./, "");
  return [...bare.matchAll(WRITTEN_HOST)].some(([, written]) => {
    const spelt = written!.toLowerCase();
    if (MIXED.test(spelt) || LOOKALIKE.test(spelt)) return true;
    const host = URL.parse(`https://${spelt}`)?.hostname.replace(/^www\./, "");
    return host !== undefined && host !== real && !real.endsWith(`.${host}`);
  });
}
