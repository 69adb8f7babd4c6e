import type { ComponentChildren } from "preact";
import type { RecipientState } from "../../../../domain/trust/contact";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";

interface Props {
  readonly model: ComposeModel;
  /** Recipients who may well have a key that nobody could tell of. */
  readonly unsure: readonly string[];
  /** Whose key is used although it could not be stored. */
  readonly unkept: readonly RecipientState[];
  /** The other ways, where nobody else is without a key, whose banner has them. */
  readonly children: ComponentChildren;
}

/** What is not known of recipients, and what is known for now only. Rarely needed, so it comes when it is. */
export function Unsure({ model, unsure, unkept, children }: Props) {
  const again = () => void Promise.all(unsure.map(model.keys.again));
  return (
    <>
      {unsure.length > 0 && (
        <div class="note wrap">
          <span class="text-d">
            <Icon name="question" />
          </span>
          <span class="grow break">{t("nokey_unanswered", { who: unsure.join(", ") })}</span>
          <span class="row">
            <button type="button" class="button small" onClick={again}>
              {t("compose_look_again")}
            </button>
            {children}
          </span>
        </div>
      )}
      {unkept.length > 0 && (
        <div class="note wrap">
          <span class="text-d">
            <Icon name="warn" />
          </span>
          <span class="grow break">
            {t(`unkept_${unkept[0]!.unkept!}`, { who: unkept.map(({ address }) => address).join(", ") })}
          </span>
        </div>
      )}
    </>
  );
}
