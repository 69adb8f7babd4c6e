import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { proposePassphrase } from "../../domain/password-message/passphrase";
import type { Asked } from "../../messages/consent";
import { Tick } from "../components/controls";
import { FieldError } from "../components/field";
import { LongField } from "../components/long-field";
import { strengthOf } from "../components/own/strength";
import { Submit } from "../components/submit";
import { shownLanguage, t, tData } from "../i18n";
import { type AnswerConsent, Frame } from "./frame";

const proposal = (): string =>
  proposePassphrase(shownLanguage(), (length) => crypto.getRandomValues(new Uint8Array(length)));

/**
 * Chooses the passphrase of a password message. Anyone who has the mail can guess for ever, so it must be strong. It is never
 * shown or typed within the page.
 */
export function PasswordWindow({ asked, answer }: { asked: Asked; answer: AnswerConsent }) {
  const proposed = useSignal(proposal());
  const passphrase = useSignal(proposed.value);
  const noted = useSignal(false);
  const tried = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("textarea")?.focus(), []);
  const strength = strengthOf(passphrase.value, [...asked.people, ...asked.about]);
  const strong = strength === "fair" || strength === "strong";
  const take = (value: string): void => {
    passphrase.value = value;
    noted.value = false;
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = true;
    if (strong && noted.value) answer(true, passphrase.value);
  };
  return (
    <Frame asked={asked} title={t("letter_window_title")}>
      <form class="stack" noValidate onSubmit={submit} ref={form}>
        <p>{t("nokey_letter_tell")}</p>
        <div>
          <LongField
            label={t("passphrase")}
            value={passphrase.value}
            rows={1}
            single
            onInput={take}
            error={tried.value && !strong ? t("nokey_passphrase_weak") : null}
          />
          <div class="row worth">
            <span class="small muted" role="status">
              {passphrase.value === proposed.value ? t("nokey_passphrase_worth") : tData(`strength_${strength}`)}
            </span>
            <button
              type="button"
              class="button small"
              onClick={() => {
                proposed.value = proposal();
                take(proposed.value);
              }}
            >
              {t("nokey_passphrase_again")}
            </button>
          </div>
        </div>
        <Noted value={noted.value} wanted={tried.value} onChange={(value) => (noted.value = value)} />
        <div class="row">
          <Submit>{asked.label}</Submit>
          <button type="button" class="button quiet" onClick={() => answer(false)}>
            {t("cancel")}
          </button>
        </div>
      </form>
    </Frame>
  );
}

interface NotedProps {
  readonly value: boolean;
  /** The button was pressed without this tick. */
  readonly wanted: boolean;
  readonly onChange: (value: boolean) => void;
}

function Noted({ value, wanted, onChange }: NotedProps) {
  const id = useId();
  const missing = wanted && !value;
  return (
    <div>
      <label class="noted">
        <Tick
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
