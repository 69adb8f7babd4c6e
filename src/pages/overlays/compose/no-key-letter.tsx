import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { proposePassphrase } from "../../../domain/letter/passphrase";
import { Field, FieldError } from "../../components/field";
import { strengthOf } from "../../components/strength";
import { t, tData } from "../../i18n";
import type { ComposeModel } from "./compose-model";
import { keyless } from "./no-key-banner";
import { LongField, NoKeyForm } from "./no-key-form";
import { allAddresses } from "./recipient-keys";

const proposal = (): string => {
  const language = document.documentElement.lang === "fr" ? "fr" : "en";
  return proposePassphrase(language, (length) => crypto.getRandomValues(new Uint8Array(length)));
};

/** The message as an attachment that opens with a passphrase. Whoever holds the mail can guess at it for ever: so it must be a good one. */
export function LetterForm({ model }: { model: ComposeModel }) {
  const { noKey } = model;
  const proposed = useSignal(proposal());
  const passphrase = useSignal(proposed.value);
  const subject = useSignal(t("nokey_letter_subject"));
  const noted = useSignal(false);
  const tried = useSignal(false);
  const who = keyless(model);
  const everyone = allAddresses(model.recipients.value);
  const strength = strengthOf(passphrase.value, [...everyone, noKey.author.from]);
  const strong = strength === "fair" || strength === "strong";
  const again = (): void => {
    proposed.value = proposal();
    passphrase.value = proposed.value;
    noted.value = false;
  };
  const submit = (): void => {
    tried.value = true;
    if (strong && noted.value) void noKey.letter(passphrase.value, subject.value);
  };
  return (
    <NoKeyForm
      model={model}
      title={t("nokey_letter")}
      action={t(model.job.canSend ? "compose_seal_and_send" : "compose_seal")}
      onSubmit={submit}
    >
      <p>{t("nokey_letter_what")}</p>
      {who.length < everyone.length && <p>{t("nokey_letter_mixed", { who: who.join(", ") })}</p>}
      <div>
        <LongField
          label={t("passphrase")}
          value={passphrase.value}
          rows={1}
          single
          onInput={(value) => {
            passphrase.value = value;
            noted.value = false;
          }}
          error={tried.value && !strong ? t("nokey_passphrase_weak") : null}
        />
        <div class="row worth">
          <span class="small muted grow" role="status">
            {passphrase.value === proposed.value ? t("nokey_passphrase_worth") : tData(`strength_${strength}`)}
          </span>
          <button type="button" class="button small" onClick={again}>
            {t("nokey_passphrase_again")}
          </button>
        </div>
      </div>
      <p>{t("nokey_letter_tell")}</p>
      <Noted value={noted.value} wanted={tried.value} onChange={(value) => (noted.value = value)} />
      <Field
        label={t("nokey_subject_open")}
        value={subject.value}
        onInput={(value) => {
          subject.value = value;
        }}
      />
      <p class="small muted">{t("nokey_letter_less")}</p>
    </NoKeyForm>
  );
}

interface NotedProps {
  readonly value: boolean;
  /** It was pressed without. */
  readonly wanted: boolean;
  readonly onChange: (value: boolean) => void;
}

function Noted({ value, wanted, onChange }: NotedProps) {
  const id = useId();
  const missing = wanted && !value;
  return (
    <div>
      <label class="noted">
        <input
          type="checkbox"
          checked={value}
          aria-invalid={missing || undefined}
          aria-describedby={missing ? id : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{t("nokey_letter_noted")}</span>
      </label>
      <FieldError id={id} text={missing ? t("nokey_letter_noted_first") : null} />
    </div>
  );
}
