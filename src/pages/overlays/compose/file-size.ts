import { formatNumber, t } from "../../i18n";

const MB = 1_000_000;

/** In the units files are shown in elsewhere: thousands, two digits at most. */
export function fileSize(octets: number): string {
  if (octets < 1000) return t("size_bytes", { size: formatNumber(octets) });
  if (octets < MB) return t("size_kb", { size: formatNumber(Math.round(octets / 1000)) });
  return t("size_mb", {
    size: formatNumber(octets < 10 * MB ? Math.round(octets / (MB / 10)) / 10 : Math.round(octets / MB)),
  });
}
