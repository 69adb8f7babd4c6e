import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";
import { askWindow, onNews } from "./ask-window";

/**
 * Says why the passphrase is needed and opens the window for it: the page could lay a field of its own over one in the frame.
 * Continues by itself wherever the key is unlocked.
 */
export function Unlock({ why, onUnlocked, onCancel }: { why: string; onUnlocked: () => void; onCancel?: () => void }) {
  const failed = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const go = useRef(onUnlocked);
  go.current = onUnlocked;
  useEffect(() => onNews(({ news }) => news === "unlocked" && go.current()), []);
  useEffect(() => {
    if (onCancel) button.current?.focus();
  }, []);
  const open = async (): Promise<void> => {
    failed.value = !(await askWindow({ kind: "unlock", label: why, people: [] })).opened;
  };
  return (
    <div class="unlock">
      <p class="row nowrap">
        <Icon name="key" size={18} />
        <span>{why}</span>
      </p>
      <div class="row">
        <button type="button" class="button primary" ref={button} onClick={() => void open()}>
          {t("unlock")}
        </button>
        {onCancel && (
          <button type="button" class="button quiet" onClick={onCancel}>
            {t("cancel")}
          </button>
        )}
        <span class="small muted">{t("unlock_window")}</span>
      </div>
      {failed.value && (
        <p class="small ink-e" role="alert">
          {t("consent_no_window")}
        </p>
      )}
    </div>
  );
}
