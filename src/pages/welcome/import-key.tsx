import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Identity } from "../../domain/identity";
import type { ImportCode } from "../../messages/calls/own-keys";
import { ask, failureWord } from "../components/ask";
import { Notice } from "../components/notice";
import { loadIdentities } from "../components/own/identities";
import { type GivenKey, KeyInput } from "../components/own/key-input";
import { PassphraseField } from "../components/own/passphrase-field";
import { Submit } from "../components/submit";
import { t, type WordKey } from "../i18n";

const ERRORS: Record<Exclude<ImportCode, "needs-passphrase">, WordKey> = {
  "not-a-key": "error_import_not_a_key",
  "not-secret": "error_import_not_secret",
  "wrong-passphrase": "error_import_wrong_passphrase",
  "no-address": "error_import_no_address",
  "already-there": "error_import_already_there",
  unsupported: "error_import_unsupported",
  failed: "error_import_failed",
};

/** Imports a key made elsewhere, or a Cachet backup. The passphrase is asked only when the key needs one. */
export function ImportKey({ onDone, onBack }: { onDone: (identity: Identity) => void; onBack: () => void }) {
  const given = useSignal<GivenKey | null>(null);
  const passphrase = useSignal("");
  const asked = useSignal(false);
  const busy = useSignal(false);
  const wrong = useSignal<{ at: "key" | "passphrase" | "form"; word: WordKey } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const passphraseInput = useRef<HTMLInputElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (asked.value) passphraseInput.current?.focus();
  }, [asked.value]);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    if (!given.value) {
      wrong.value = { at: "key", word: "error_import_nothing" };
      return;
    }
    busy.value = true;
    wrong.value = null;
    const answer = await ask("identity.import", {
      key: given.value.key,
      ...(passphrase.value ? { passphrase: passphrase.value } : {}),
    });
    busy.value = false;
    if (answer.ok) {
      await loadIdentities();
      return onDone(answer.value);
    }
    if (answer.code === "needs-passphrase") {
      asked.value = true;
      return;
    }
    const word = failureWord(answer.code, ERRORS);
    if (answer.code === "wrong-passphrase") {
      asked.value = true;
      wrong.value = { at: "passphrase", word };
      passphraseInput.current?.select();
      return passphraseInput.current?.focus();
    }
    wrong.value = { at: answer.code in ERRORS && answer.code !== "failed" ? "key" : "form", word };
  };
  const errorAt = (place: "key" | "passphrase" | "form"): string | null =>
    wrong.value?.at === place ? t(wrong.value.word) : null;

  return (
    <form class="card welcome-card stack" onSubmit={submit} noValidate>
      <div>
        <h1 class="sentence" tabIndex={-1} ref={heading}>
          {t("import_title")}
        </h1>
        <p class="muted">{t("import_intro")}</p>
      </div>
      <KeyInput
        value={given.value}
        onGive={(next) => {
          given.value = next;
          wrong.value = null;
          asked.value = false;
          passphrase.value = "";
        }}
        error={errorAt("key")}
      />
      {asked.value && (
        <PassphraseField
          label={t("import_passphrase")}
          hint={t("import_passphrase_hint")}
          value={passphrase.value}
          onInput={(value) => {
            passphrase.value = value;
          }}
          error={errorAt("passphrase")}
          inputRef={passphraseInput}
        />
      )}
      {errorAt("form") && (
        <Notice tone="bad" role="alert">
          {errorAt("form")}
        </Notice>
      )}
      <div class="row">
        <Submit busy={busy.value}>{busy.value ? t("import_busy") : t("import_do")}</Submit>
        <button type="button" class="button quiet" onClick={onBack}>
          {t("import_back")}
        </button>
      </div>
      <p class="visually-hidden" role="status">
        {busy.value ? t("import_busy") : ""}
      </p>
      {busy.value && <span class="working" aria-hidden="true" />}
    </form>
  );
}
