import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import type { Unsure } from "../state/sure-recipients";
import { useQuiet } from "./quiet";

/** To whom? Asked of each whose address the page may show by a name alone; only the writer can tell. */
export function UnsureRecipients({ model }: { model: ComposeModel }) {
  return (
    <>
      {model.unsure.value.map((one) => (
        <Question key={`${one.field} ${one.address}`} model={model} one={one} />
      ))}
    </>
  );
}

function Question({ model, one }: { model: ComposeModel; one: Unsure }) {
  const { address, name, field } = one;
  const quiet = useQuiet(`${field} ${address} ${name}`);
  return (
    <div class="note wrap inset">
      <span class="text-d">
        <Icon name="question" />
      </span>
      <span class="grow break">{name ? t("unsure_named", { address, name }) : t("unsure_address", { address })}</span>
      <span class="row">
        <button
          type="button"
          class="button small"
          data-careful="still"
          disabled={quiet}
          onClick={() => model.confirmAddress(one)}
        >
          {t("unsure_yes", { address })}
        </button>
      </span>
    </div>
  );
}
