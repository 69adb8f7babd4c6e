import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Identity } from "../../domain/identity";
import { ask, failureWord } from "../components/ask";
import { Icon } from "../components/icon";
import { loadIdentities } from "../components/own/identities";
import { PassphraseField } from "../components/own/passphrase-field";
import { Submit } from "../components/submit";
import { t, type WordKey } from "../i18n";

interface ExtendLifeProps {
  readonly own: Identity;
  readonly kind?: string;
}

/** Extends a key by two years. The new self-signatures need the secret key, so the passphrase is asked where there is one. */
export function ExtendLife({ own, kind = "button" }: ExtendLifeProps) {
  const asking = useSignal(false);
  const passphrase = useSignal("");
  const busy = useSignal(false);
  const error = useSignal<WordKey | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const guarded = own.protection === "passphrase";
  const extend = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    const secret = guarded ? passphrase.value : null;
    const answer = await ask("identity.extend", { fingerprint: own.fingerprint, passphrase: secret });
    busy.value = false;
    error.value = answer.ok
      ? null
      : failureWord(answer.code, { "wrong-passphrase": "error_wrong_passphrase", unknown: "error_export_unknown" });
    if (answer.ok) {
      passphrase.value = "";
      asking.value = false;
      await loadIdentities();
    } else input.current?.focus();
  };
  if (asking.value)
    return (
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void extend();
        }}
      >
        <PassphraseField
          label={t("passphrase")}
          value={passphrase.value}
          onInput={(value) => {
            passphrase.value = value;
          }}
          error={error.value && t(error.value)}
          inputRef={(field) => {
            if (field && input.current !== field) field.focus();
            input.current = field;
          }}
        />
        <div class="row">
          <Submit busy={busy.value}>{t("extend_do")}</Submit>
        </div>
      </form>
    );
  return (
    <>
      <button
        type="button"
        class={kind}
        aria-disabled={busy.value || undefined}
        onClick={() => {
          if (guarded) asking.value = true;
          else void extend();
        }}
      >
        <Icon name="clock" size={14} />
        {t("extend_do")}
      </button>
      {error.value && (
        <p class="field-error" role="alert">
          <Icon name="warn" size={14} />
          <span>{t(error.value)}</span>
        </p>
      )}
    </>
  );
}
