import { formatNumber, t } from "../../../i18n";

const KB = 1024;
const MB = KB * KB;

/** In the units in which webmails name their limits: 1024 octets a kB. */
export function fileSize(octets: number): string {
  if (octets < 1000) return t("size_bytes", { size: formatNumber(octets) });
  if (octets < 1000 * KB) return t("size_kb", { size: formatNumber(Math.max(1, Math.round(octets / KB))) });
  const size = octets < 10 * MB ? Math.round((octets / MB) * 10) / 10 : Math.round(octets / MB);
  return t("size_mb", { size: formatNumber(size) });
}
