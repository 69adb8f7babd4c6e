import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../components/icon";
import { t, type WordKey } from "../i18n";
import { ask } from "./ask";

/**
 * Asks for the passphrase in place. Nothing here waits for the background: a worker that dies while the user looks for
 * the passphrase is simply asked anew, and what was to be done is still known to the overlay.
 */
export function Unlock({ why, onUnlocked, onCancel }: { why: string; onUnlocked: () => void; onCancel?: () => void }) {
  const [wrong, setWrong] = useState<WordKey | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (onCancel) field.current?.focus();
  }, [onCancel]);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const passphrase = field.current?.value ?? "";
    if (!passphrase || busy) return;
    setBusy(true);
    const answer = await ask("vault.unlock", { passphrase });
    setBusy(false);
    if (answer.ok) {
      onUnlocked();
      return;
    }
    setWrong(answer.code === "wrong-passphrase" ? "unlock_wrong" : "unlock_failed");
    field.current?.select();
    field.current?.focus();
  };

  return (
    <form class="unlock" onSubmit={submit}>
      <p class="row nowrap">
        <Icon name="key" size={18} />
        <span>{why}</span>
      </p>
      <div class="row">
        <span class="field">
          <label for="passphrase">{t("unlock_passphrase")}</label>
          <input
            id="passphrase"
            ref={field}
            type="password"
            autocomplete="off"
            aria-invalid={wrong !== null}
            aria-describedby={wrong ? "wrong" : undefined}
          />
        </span>
        <button type="submit" class="button primary" disabled={busy}>
          {t("unlock_open")}
        </button>
        {onCancel && (
          <button type="button" class="button quiet" onClick={onCancel}>
            {t("cancel")}
          </button>
        )}
      </div>
      {wrong && (
        <p id="wrong" class="small text-e" role="alert">
          {t(wrong)}
        </p>
      )}
    </form>
  );
}
