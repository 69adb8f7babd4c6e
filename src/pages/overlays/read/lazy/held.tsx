import { useSignal } from "@preact/signals";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";

/** A page that shows messages by the client API could run through all of them: a key is used once the user says so. */
export function Held({ open }: { open: () => void }) {
  const opening = useSignal(false);
  const begin = (): void => {
    opening.value = true;
    open();
  };
  return (
    <div class="body problem">
      <span class="text-u">
        <Icon name="lock" size={20} />
      </span>
      <div>
        <h2>{t("held_title")}</h2>
        <p class="muted">{t("held_text")}</p>
        <button
          type="button"
          class="button primary"
          data-careful="seen"
          aria-disabled={opening.value || undefined}
          onClick={begin}
        >
          {t("held_open")}
        </button>
      </div>
    </div>
  );
}
