import { addressKey } from "../../../../domain/address";
import { deliveryAddress } from "../../../../domain/discovery/strong-address";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { allAddresses } from "../state/recipient-keys";
import { QuoteLine } from "./quote-line";

/** What did not come back with a draft, whom it was for, and who else would read what it quotes. */
export function DraftNotices({ model }: { model: ComposeModel }) {
  const lost = model.lost.value;
  const there = new Set(allAddresses(model.recipients.value).map((one) => addressKey(deliveryAddress(one))));
  const missing = model.meant.value.filter(({ address }) => !there.has(addressKey(deliveryAddress(address))));
  if (model.start.value.is !== "ready") return null;
  return (
    <>
      {lost.length > 0 && (
        <p class="note" role="alert">
          <Icon name="warn" />
          <span>{t("draft_files_lost", { names: lost.join(", ") })}</span>
        </p>
      )}
      {missing.length > 0 && (
        <p class="note" role="status">
          <Icon name="mail" />
          <span>{t("draft_meant_for", { addresses: missing.map(({ address }) => address).join(", ") })}</span>
        </p>
      )}
      <QuoteLine model={model} />
    </>
  );
}
