import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Identity } from "../../../domain/identity";
import { t, type WordKey } from "../../i18n";
import { ask, failureWord } from "../ask";
import { Submit } from "../submit";
import { PassphraseField } from "./passphrase-field";

interface UnlockFormProps {
  readonly identity?: Identity | undefined;
  readonly onUnlocked: (identities: readonly Identity[]) => void;
  readonly autofocus?: boolean;
  /** The button's label: what unlocking leads to; "unlock" by default. */
  readonly action?: string;
  readonly onCancel?: (() => void) | undefined;
}

/** Asks for the passphrase where it is needed. */
export function UnlockForm({
  identity,
  onUnlocked,
  autofocus = false,
  action = t("unlock"),
  onCancel,
}: UnlockFormProps) {
  const passphrase = useSignal("");
  const busy = useSignal(false);
  const error = useSignal<WordKey | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autofocus) input.current?.focus();
  }, [autofocus]);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    const answer = await ask("vault.unlock", { fingerprint: identity?.fingerprint, passphrase: passphrase.value });
    busy.value = false;
    if (answer.ok) {
      passphrase.value = "";
      error.value = null;
      onUnlocked(answer.value);
      return;
    }
    error.value = failureWord(answer.code, {
      "wrong-passphrase": "error_wrong_passphrase",
      "no-identity": "error_no_identity",
    });
    input.current?.focus();
    input.current?.select();
  };
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <PassphraseField
        label={t("passphrase")}
        value={passphrase.value}
        onInput={(value) => {
          passphrase.value = value;
        }}
        error={error.value && t(error.value)}
        inputRef={input}
      />
      <div class="row">
        <Submit busy={busy.value}>{busy.value ? t("unlocking") : action}</Submit>
        {onCancel && (
          <button type="button" class="button quiet" onClick={onCancel}>
            {t("cancel")}
          </button>
        )}
      </div>
    </form>
  );
}
