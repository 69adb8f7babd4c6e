/** "a.example" is meant as a web address, "b@b.example" as one of mail; anything else a link could do is refused. */
export function linkTo(typed: string): string | null {
  const text = typed.trim();
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`;
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
  if (!url || !["https:", "http:", "mailto:"].includes(url.protocol)) return null;
  return url.protocol === "mailto:" || url.hostname.includes(".") ? url.href : null;
}
