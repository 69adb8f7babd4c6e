const KILO = 1024;

/**
 * Size of a file: "184 kB", "184 ko". 1024 octets a kB, as in webmails' own lists of files and in providers' limits: 25 MB
 * are 25 times 1024 times 1024 octets.
 */
export function fileSize(octets: number, language: string): string {
  const unit = octets < 1000 ? "byte" : octets < 1000 * KILO ? "kilobyte" : "megabyte";
  const value = octets / { byte: 1, kilobyte: KILO, megabyte: KILO * KILO }[unit];
  const options = { style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short" } as const;
  return new Intl.NumberFormat(language, { ...options, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
