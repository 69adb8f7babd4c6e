import { useSignal } from "@preact/signals";
import type { Contact } from "../../messages/types";
import { ask } from "../components/ask";
import { Confirm } from "../components/confirm";
import { t } from "../i18n";

export function DeleteContact({ contact }: { contact: Contact }) {
  const asking = useSignal(false);
  const failed = useSignal(false);
  const remove = async (): Promise<void> => {
    const answer = await ask("contact.delete", { address: contact.address });
    failed.value = !answer.ok;
    if (answer.ok) location.hash = "contacts";
  };
  const name = contact.name || contact.address;
  return (
    <section class="pad stack">
      <div class="row">
        <button
          type="button"
          class="button danger"
          onClick={() => {
            asking.value = true;
          }}
        >
          {t("contact_delete")}
        </button>
        {failed.value && (
          <span class="field-error" role="alert">
            {t("error_internal")}
          </span>
        )}
      </div>
      {asking.value && (
        <Confirm
          title={t("contact_delete_title", { name })}
          action={t("contact_delete")}
          onConfirm={() => void remove()}
          onClose={() => {
            asking.value = false;
          }}
        >
          <p>{t("contact_delete_text")}</p>
        </Confirm>
      )}
    </section>
  );
}
