import { useSignal } from "@preact/signals";
import type { Identity } from "../../messages/types";
import { ask, failureWord } from "../components/ask";
import { Confirm } from "../components/confirm";
import { loadIdentities } from "../components/identities";
import { Notice } from "../components/notice";
import { t, type WordKey } from "../i18n";

/** The one thing here that cannot be undone: says what is lost, then waits for the address to be typed. */
export function DeleteKey({ identity }: { identity: Identity }) {
  const asking = useSignal(false);
  const error = useSignal<WordKey | null>(null);
  const remove = async (): Promise<void> => {
    const answer = await ask("identity.delete", { fingerprint: identity.fingerprint });
    if (!answer.ok) error.value = failureWord(answer.code, { unknown: "error_export_unknown" });
    await loadIdentities();
    // The button that had the focus went with its key.
    document.querySelector<HTMLElement>("h1")?.focus();
  };
  return (
    <section class="pad stack">
      {error.value && (
        <Notice tone="bad" role="alert">
          {t(error.value)}
        </Notice>
      )}
      <div class="row">
        <button
          type="button"
          class="button danger"
          onClick={() => {
            asking.value = true;
          }}
        >
          {t("key_delete")}
        </button>
      </div>
      {asking.value && (
        <Confirm
          title={t("key_delete_title")}
          action={t("key_delete")}
          typed={identity.addresses[0] ?? identity.name}
          onConfirm={() => void remove()}
          onClose={() => {
            asking.value = false;
          }}
        >
          <p>{t("key_delete_text")}</p>
          <p>{identity.backupAt === null ? t("key_delete_no_backup") : t("key_delete_backup")}</p>
        </Confirm>
      )}
    </section>
  );
}
