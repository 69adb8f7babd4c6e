import { useSignal } from "@preact/signals";
import type { Identity } from "../../../domain/identity";
import { t, type WordKey } from "../../i18n";
import { ask, failureWord } from "../ask";
import { Icon } from "../icon";
import { saveFile } from "../save-file";
import { BeforeLeaving, NOT_LEFT } from "./before-leaving";
import { loadIdentities } from "./identities";
import { RecoverySheet } from "./recovery-sheet";

/** Saves the backup file, then shows the code that opens it. The code exists on this screen only. */
export function Backup({ identity, primary = false }: { identity: Identity; primary?: boolean }) {
  const made = useSignal<{ code: string; fileName: string } | null>(null);
  const asking = useSignal(false);
  const make = async (current: string | null): Promise<WordKey | null> => {
    const answer = await ask("identity.export", { fingerprint: identity.fingerprint, what: "backup", current });
    if (!answer.ok) return failureWord(answer.code, NOT_LEFT);
    saveFile(answer.value.fileName, answer.value.text);
    made.value = { code: answer.value.code ?? "", fileName: answer.value.fileName };
    await loadIdentities();
    return null;
  };
  return (
    <div class="stack">
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
          onClick={() => {
            asking.value = true;
          }}
        >
          <Icon name="download" size={14} />
          {made.value ? t("backup_again") : t("backup_make")}
        </button>
      </div>
      {asking.value && (
        <BeforeLeaving
          identity={identity}
          title={t("leave_backup_title")}
          text={t("leave_backup_text")}
          onGo={make}
          onClose={() => {
            asking.value = false;
          }}
        />
      )}
    </div>
  );
}
