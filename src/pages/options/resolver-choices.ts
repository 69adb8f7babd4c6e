/** Resolvers offered by name; the words resolver_<id> give operator, country and what they say they log. */
export const RESOLVER_CHOICES = [
  { id: "quad9", name: "Quad9", url: "https://dns.quad9.net/dns-query" },
  { id: "cloudflare", name: "Cloudflare", url: "https://cloudflare-dns.com/dns-query" },
  { id: "mullvad", name: "Mullvad", url: "https://dns.mullvad.net/dns-query" },
  { id: "fdn", name: "FDN", url: "https://ns0.fdn.fr/dns-query" },
  { id: "google", name: "Google", url: "https://dns.google/dns-query" },
] as const;

export const choiceFor = (url: string) => RESOLVER_CHOICES.find((choice) => choice.url === url);

/** The typed resolver as a URL; null when it is not an https URL that can be queried. */
export function resolverUrl(text: string): string | null {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  return url.protocol === "https:" && !url.username && !url.password && !url.hash ? url.href : null;
}
