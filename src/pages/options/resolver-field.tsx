import { type Signal, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { Select } from "../components/controls";
import { Field } from "../components/field";
import { t, tData } from "../i18n";
import { choiceFor, RESOLVER_CHOICES } from "./resolver-choices";

interface ResolverFieldProps {
  readonly label: string;
  readonly url: Signal<string>;
  readonly optional: boolean;
  readonly error: string | null;
}

/** A resolver chosen by name or by its URL; says who runs it. */
export function ResolverField({ label, url, optional, error }: ResolverFieldProps) {
  const id = useId();
  const known = choiceFor(url.value);
  const own = useSignal(url.peek() !== "" && !choiceFor(url.peek()));
  const choose = (value: string): void => {
    own.value = value === "own";
    url.value = RESOLVER_CHOICES.find((choice) => choice.id === value)?.url ?? "";
  };
  return (
    <div class="field-block">
      <label for={id} class="label">
        {label}
      </label>
      <Select
        id={id}
        value={own.value ? "own" : (known?.id ?? "none")}
        aria-describedby={`${id}-who`}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {RESOLVER_CHOICES.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.name}
          </option>
        ))}
        <option value="own">{t("resolver_own")}</option>
        {(optional || (!known && !own.value)) && <option value="none">{t("resolver_none")}</option>}
      </Select>
      <p id={`${id}-who`} class="field-hint">
        {known ? tData(`resolver_${known.id}`) : own.value ? t("resolver_own_text") : t("resolver_none_text")}
      </p>
      {own.value && (
        <Field
          label={t("resolver_url")}
          type="url"
          value={url.value}
          onInput={(value) => {
            url.value = value;
          }}
          error={error}
        />
      )}
      {!own.value && error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
