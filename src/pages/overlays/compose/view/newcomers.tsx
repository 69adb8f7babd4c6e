import { Icon } from "../../../components/icon";
import { t, tData } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { useQuiet } from "./quiet";

/**
 * Who came among the recipients without the writer: named by address, whatever the page calls them, until accepted. It stands
 * above the text, where a small window shows it, too.
 */
export function Newcomers({ model }: { model: ComposeModel }) {
  const held = model.watch.unseen.value;
  const quiet = useQuiet(held.map(({ key, field }) => `${field} ${key}`).join());
  if (held.length === 0) return null;
  const who = held
    .map(({ address, field }) =>
      field === "to" ? address : t("compose_newcomer_in", { address, field: tData(`compose_${field}`) }),
    )
    .join(", ");
  const accept = (): void => {
    model.watch.accept(held);
    model.step({ type: "cancel" });
  };
  return (
    <div class="note wrap bad inset" role="alert">
      <span class="text-e">
        <Icon name="warn" />
      </span>
      <span class="grow">{t("compose_newcomers", { who })}</span>
      <span class="row">
        <button type="button" class="button small" data-careful="still" disabled={quiet} onClick={accept}>
          {t("compose_newcomers_yes", { who: held.map(({ address }) => address).join(", ") })}
        </button>
      </span>
    </div>
  );
}
