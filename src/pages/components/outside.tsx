import { t } from "../i18n";
import { Icon } from "./icon";

/** Somebody whose address is not of the organisation. Its absence proves nothing: an address can be claimed. */
export function Outside() {
  return (
    <p class="row small text-d">
      <Icon name="globe" size={14} />
      {t("card_outside")}
    </p>
  );
}
