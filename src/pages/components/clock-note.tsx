import type { ClockFault } from "../../domain/clock";
import { formatDate, t } from "../i18n";
import { Notice } from "./notice";

/** One sentence wherever a wrong clock falsifies something: expired keys, signatures from the future, ages. */
export function ClockNote({ fault }: { fault: ClockFault | null }) {
  if (fault === null) return null;
  return (
    <Notice tone="care" icon="clock" title={t("clock_title", { time: formatDate(Date.now(), "moment") })}>
      {t(fault === "behind" ? "clock_behind" : "clock_ahead")}
    </Notice>
  );
}
