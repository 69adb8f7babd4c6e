/** Resolvers offered by name; operator, country and what they say they keep stand in words resolver_<id>. */
export const RESOLVER_CHOICES = [
  { id: "quad9", name: "Quad9", url: "https://dns.quad9.net/dns-query" },
  { id: "cloudflare", name: "Cloudflare", url: "https://cloudflare-dns.com/dns-query" },
  { id: "mullvad", name: "Mullvad", url: "https://dns.mullvad.net/dns-query" },
  { id: "fdn", name: "FDN", url: "https://ns0.fdn.fr/dns-query" },
  { id: "google", name: "Google", url: "https://dns.google/dns-query" },
] as const;

export const choiceFor = (url: string) => RESOLVER_CHOICES.find((choice) => choice.url === url);

/** null: not an https address a question could be sent to. */
export function resolverUrl(text: string): string | null {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  return url.protocol === "https:" && !url.username && !url.password && !url.hash ? url.href : null;
}
