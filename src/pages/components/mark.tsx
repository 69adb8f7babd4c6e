import type { SecurityMark } from "../../domain/security-mark";
import { t, tData } from "../i18n";
import { Icon } from "./icon";

/** The user's security mark: only Cachet's real overlays can show it. */
export function Mark({ mark, size = 28 }: { mark: SecurityMark; size?: number }) {
  const label = t("mark_label", { symbol: tData(`mark_${mark.symbol}`) });
  return (
    <span
      class={`mark mark-${mark.colour}`}
      role="img"
      aria-label={label}
      title={label}
      style={{ width: `${size}px`, height: `${size}px` }}
    >
      <Icon name={mark.symbol} size={Math.round(size * 0.64)} />
    </span>
  );
}
