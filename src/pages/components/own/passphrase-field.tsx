import { useSignal } from "@preact/signals";
import type { Ref } from "preact";
import { t, tData } from "../../i18n";
import { Field } from "../field";
import { Icon } from "../icon";
import { type PassphraseStrength, strengthOf } from "./strength";

interface PassphraseFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly error?: string | null;
  readonly hint?: string;
  /** For a new passphrase: shows how strong it is. `about` holds what an attacker tries first (name, address). */
  readonly choosing?: { readonly about: readonly string[] };
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function PassphraseField({ label, value, onInput, error, hint, choosing, inputRef }: PassphraseFieldProps) {
  const shown = useSignal(false);
  const strength = choosing ? strengthOf(value, choosing.about) : "empty";
  return (
    <div class="field-block">
      <Field
        label={label}
        value={value}
        onInput={onInput}
        type={shown.value ? "text" : "password"}
        error={error}
        hint={hint}
        inputRef={inputRef}
      >
        <button
          type="button"
          class="reveal"
          aria-pressed={shown.value}
          aria-label={t("passphrase_show")}
          title={t("passphrase_show")}
          onClick={() => {
            shown.value = !shown.value;
          }}
        >
          <Icon name="eye" />
        </button>
      </Field>
      {choosing && <StrengthWords strength={strength} />}
    </div>
  );
}

const FILLED: Record<PassphraseStrength, number> = { empty: 0, short: 1, weak: 2, fair: 3, strong: 4 };

function StrengthWords({ strength }: { strength: PassphraseStrength }) {
  return (
    <div class={`strength strength-${strength}`}>
      <span class="strength-bar" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <span key={step} class={step <= FILLED[strength] ? "on" : ""} />
        ))}
      </span>
      <span role="status">{tData(`strength_${strength}`)}</span>
    </div>
  );
}
