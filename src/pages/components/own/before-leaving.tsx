import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import type { Identity } from "../../../domain/identity";
import { t, type WordKey } from "../../i18n";
import { Submit } from "../submit";
import { PassphraseField } from "./passphrase-field";

/** Why a secret key was not exported. */
export const NOT_LEFT = { "wrong-passphrase": "error_wrong_passphrase", unknown: "error_export_unknown" } as const;

interface BeforeLeavingProps {
  readonly identity: Identity;
  readonly title: string;
  /** What anyone who gets the file can do with it. */
  readonly text: string;
  /** Receives the typed passphrase, null where the key has none; returns why the export failed, or null. */
  readonly onGo: (current: string | null) => Promise<WordKey | null>;
  readonly onClose: () => void;
}

/**
 * Asks before a secret key is exported: for its passphrase even when it is unlocked, since the person at the keyboard may
 * not be its owner. For a key without a passphrase it still asks for confirmation.
 */
export function BeforeLeaving({ identity, title, text, onGo, onClose }: BeforeLeavingProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const passphrase = useSignal("");
  const busy = useSignal(false);
  const error = useSignal<WordKey | null>(null);
  const id = useId();
  const guarded = identity.protection === "passphrase";
  useEffect(() => {
    dialog.current?.showModal();
    input.current?.focus();
  }, []);
  const go = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    error.value = null;
    error.value = await onGo(guarded ? passphrase.value : null);
    busy.value = false;
    if (error.value) input.current?.focus();
    else dialog.current?.close();
  };
  return (
    <dialog ref={dialog} class="confirm" aria-labelledby={id} onClose={onClose}>
      <form class="stack" onSubmit={go} noValidate>
        <h2 id={id}>{title}</h2>
        <p>{text}</p>
        {guarded ? (
          <PassphraseField
            label={t("leave_passphrase")}
            hint={t("leave_passphrase_why")}
            value={passphrase.value}
            onInput={(value) => {
              passphrase.value = value;
            }}
            error={error.value && t(error.value)}
            inputRef={input}
          />
        ) : (
          <p class="muted small">{t("leave_no_passphrase")}</p>
        )}
        {!guarded && error.value && (
          <p class="field-error" role="alert">
            {t(error.value)}
          </p>
        )}
        <div class="row end">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t("cancel")}
          </button>
          <Submit busy={busy.value}>{t("leave_do")}</Submit>
        </div>
      </form>
    </dialog>
  );
}
