import { t } from "../i18n";
import { Icon } from "./icon";

/** Marks a person whose address is outside the organisation. Its absence proves nothing: an address can be forged. */
export function Outside() {
  return (
    <p class="row small text-d">
      <Icon name="globe" size={14} />
      {t("card_outside")}
    </p>
  );
}

/** The same where there is room for one word. */
export function OutsideMark() {
  return (
    <span class="state text-d row nowrap" title={t("card_outside")}>
      <Icon name="globe" size={12} />
      {t("chip_outside")}
    </span>
  );
}
