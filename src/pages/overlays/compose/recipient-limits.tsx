import { isInside } from "../../../domain/organisation";
import { isAboveDefault } from "../../../domain/trust/message-class";
import { Icon } from "../../components/icon";
import { t, tData } from "../../i18n";
import type { ComposeModel } from "./compose-model";
import { allAddresses } from "./recipient-keys";

/** Nobody is outside where no organisation names its domains; the user never is. */
export function isOutside({ session, keys }: ComposeModel, address: string): boolean {
  const { domains } = session.settings.managed;
  return domains.length > 0 && !isInside(address, domains) && keys.of(address).state?.state !== "own";
}

/** What is asked of everybody it goes to, and how many of them are strangers to the organisation. */
export function RecipientLimits({ model }: { model: ComposeModel }) {
  const least = model.least.value;
  const count = allAddresses(model.recipients.value).filter((address) => isOutside(model, address)).length;
  if (count === 0 && !isAboveDefault(least)) return null;
  return (
    <p class="line small limits">
      {isAboveDefault(least) && (
        <span class="row nowrap chip">
          <Icon name="person" size={14} />
          {tData(`class_${least.level === "anyone" ? "key" : least.level}`)}
        </span>
      )}
      {least.inside && (
        <span class="row nowrap chip">
          <Icon name="lock" size={14} />
          {t("class_inside")}
        </span>
      )}
      {count > 0 && (
        <span class="row nowrap text-d">
          <Icon name="globe" size={14} />
          {t(count === 1 ? "outside_one" : "outside_count", { count })}
        </span>
      )}
    </p>
  );
}
