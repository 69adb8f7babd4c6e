import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Identity } from "../../domain/identity";
import { ask, failureWord } from "../components/ask";
import { Confirm } from "../components/own/confirm";
import { loadIdentities } from "../components/own/identities";
import { PassphraseField } from "../components/own/passphrase-field";
import { Submit } from "../components/submit";
import { t, type WordKey } from "../i18n";

interface PassphraseFormProps {
  readonly identity: Identity;
  /** Receives the word to show; null clears it. */
  readonly onSaid: (said: WordKey | null) => void;
  readonly autofocus?: boolean;
}

/** Asks for the current passphrase where there is one and for the new one, or removes it. */
export function PassphraseForm({ identity, onSaid, autofocus = false }: PassphraseFormProps) {
  const has = identity.protection === "passphrase";
  const current = useSignal("");
  const next = useSignal("");
  const busy = useSignal(false);
  const removing = useSignal(false);
  const wrong = useSignal<{ at: "current" | "next"; word: WordKey } | null>(null);
  const currentInput = useRef<HTMLInputElement>(null);
  const nextInput = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autofocus) (has ? currentInput : nextInput).current?.focus();
  }, []);

  const protect = async (passphrase: string | null, said: WordKey): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    onSaid(null);
    wrong.value = null;
    const answer = await ask("identity.protect", {
      fingerprint: identity.fingerprint,
      current: has ? current.value : null,
      next: passphrase,
    });
    busy.value = false;
    if (!answer.ok) {
      const word = failureWord(answer.code, {
        "wrong-passphrase": "error_wrong_passphrase",
        unknown: "error_export_unknown",
      });
      wrong.value = { at: has ? "current" : "next", word };
      (has ? currentInput : nextInput).current?.focus();
      return;
    }
    current.value = "";
    next.value = "";
    onSaid(said);
    await loadIdentities();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (next.value === "") {
      wrong.value = { at: "next", word: "protect_empty" };
      nextInput.current?.focus();
      return;
    }
    void protect(next.value, has ? "protect_changed" : "protect_set");
  };
  const errorAt = (at: "current" | "next"): string | null => (wrong.value?.at === at ? t(wrong.value.word) : null);

  return (
    <>
      <form class="stack" onSubmit={submit} noValidate>
        {has && (
          <PassphraseField
            label={t("protect_current")}
            value={current.value}
            onInput={(value) => {
              current.value = value;
            }}
            error={errorAt("current")}
            inputRef={currentInput}
          />
        )}
        <PassphraseField
          label={has ? t("protect_new") : t("passphrase")}
          value={next.value}
          onInput={(value) => {
            next.value = value;
          }}
          error={errorAt("next")}
          choosing={{ about: [identity.name, ...identity.addresses] }}
          inputRef={nextInput}
        />
        <div class="row">
          <Submit busy={busy.value} kind="plain">
            {has ? t("protect_change") : t("protect_add")}
          </Submit>
          {has && (
            <button
              type="button"
              class="button quiet"
              onClick={() => {
                removing.value = true;
              }}
            >
              {t("protect_remove")}
            </button>
          )}
        </div>
      </form>
      {removing.value && (
        <Confirm
          title={t("protect_remove_title")}
          action={t("protect_remove")}
          onConfirm={() => void protect(null, "protect_removed")}
          onClose={() => {
            removing.value = false;
          }}
        >
          <p>{t("protect_remove_text")}</p>
        </Confirm>
      )}
    </>
  );
}
