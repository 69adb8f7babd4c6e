import { useSignal } from "@preact/signals";
import type { Identity } from "../../messages/types";
import { t, type WordKey } from "../i18n";
import { ask, failureWord } from "./ask";
import { Icon } from "./icon";
import { loadIdentities } from "./identities";
import { Notice } from "./notice";
import { RecoverySheet } from "./recovery-sheet";
import { saveFile } from "./save-file";

/** Saves the backup file, then shows the code that opens it. The code exists on this screen only. */
export function Backup({ identity, primary = false }: { identity: Identity; primary?: boolean }) {
  const made = useSignal<{ code: string; fileName: string } | null>(null);
  const busy = useSignal(false);
  const error = useSignal<WordKey | null>(null);
  const make = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    error.value = null;
    const answer = await ask("identity.export", { fingerprint: identity.fingerprint, what: "backup" });
    busy.value = false;
    if (!answer.ok) {
      error.value = failureWord(answer.code, { locked: "error_export_locked", unknown: "error_export_unknown" });
      return;
    }
    saveFile(answer.value.fileName, answer.value.text);
    made.value = { code: answer.value.code ?? "", fileName: answer.value.fileName };
    await loadIdentities();
  };
  return (
    <div class="stack">
      {error.value && (
        <Notice tone="bad" role="alert">
          {t(error.value)}
        </Notice>
      )}
      {made.value && (
        <>
          <p role="status" class="done-line">
            <Icon name="check" size={14} />
            {t("backup_saved", { file: made.value.fileName })}
          </p>
          <RecoverySheet identity={identity} code={made.value.code} fileName={made.value.fileName} />
        </>
      )}
      <div class="row">
        <button
          type="button"
          class={primary && !made.value ? "button primary" : "button"}
          aria-disabled={busy.value || undefined}
          onClick={make}
        >
          <Icon name="download" size={14} />
          {made.value ? t("backup_again") : t("backup_make")}
        </button>
      </div>
    </div>
  );
}
