import type { StrongState } from "../../../../domain/discovery/strong-address";
import type { Replacement } from "../../../../messages/channel";
import { Icon } from "../../../components/icon";
import { t, tData } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { allAddresses } from "../state/recipient-keys";

const UNFIT: readonly StrongState["status"][] = ["mismatch", "weak", "malformed"];

/** Strong addresses among the recipients that nothing can be sealed to, each with its reason and what to do. */
export function StrongBanner({ model }: { model: ComposeModel }) {
  model.keys.entries.value;
  const unfit = allAddresses(model.recipients.value).flatMap((address) => {
    const strong = model.keys.of(address).state?.strong;
    return strong && UNFIT.includes(strong.status) ? [{ address, status: strong.status }] : [];
  });
  return (
    <>
      {unfit.map(({ address, status }) => (
        <div class="note wrap bad" role="alert" key={address}>
          <span class="text-e">
            <Icon name="warn" />
          </span>
          <span class="grow break">{tData(`strong_${status}`, { who: address })}</span>
          {status === "mismatch" && (
            <button
              type="button"
              class="button small"
              disabled={model.keys.of(address).looking}
              onClick={() => void model.keys.again(address)}
            >
              {t("compose_look_again")}
            </button>
          )}
        </div>
      ))}
    </>
  );
}

/** The page's own field must be changed by hand before the sealed text goes in. */
export function Retype({ replacements }: { replacements: readonly Replacement[] }) {
  return (
    <div class="note wrap" role="alert">
      <span class="text-d">
        <Icon name="warn" />
      </span>
      <div class="grow break">
        {replacements.map(({ from, to }) => (
          <p key={from}>{t("strong_retype", { from, to })}</p>
        ))}
      </div>
    </div>
  );
}
