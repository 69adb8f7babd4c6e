/** A date as a page shows it; null when the browser cannot read it, which localised dates often are. */
export function dateShown(text: string): Date | null {
  const plain = text
    .replace(/[\u00a0\u202f\u2009]/g, " ")
    .replace(/\s+at\s+/, " ")
    .trim();
  // A bare number or weekday would be "read" as some date.
  if (!/\d{4}/.test(plain)) return null;
  const time = Date.parse(plain);
  return Number.isNaN(time) ? null : new Date(time);
}
