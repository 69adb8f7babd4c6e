import type { Ref } from "preact";
import { useId } from "preact/hooks";
import { Line } from "./controls";
import { Icon } from "./icon";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: "text" | "email" | "password" | "url";
  readonly hint?: string | undefined;
  readonly error?: string | null | undefined;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly children?: preact.ComponentChildren;
}

/** One labelled line of text. Hint and error are linked to it, so that a screen reader says them with the field. */
export function Field({ label, value, onInput, type = "text", hint, error, inputRef, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field-block">
      <div class={error ? "field wrong" : "field"}>
        <label for={id}>{label}</label>
        <Line
          ref={inputRef ?? null}
          id={id}
          type={type}
          value={value}
          autocapitalize={type === "text" ? "sentences" : "off"}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        {children}
      </div>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} text={error} />
    </div>
  );
}

export function FieldError({ id, text }: { id: string; text: string | null | undefined }) {
  if (!text) return null;
  return (
    <p class="field-error" id={id} role="alert">
      <Icon name="warn" size={14} />
      <span>{text}</span>
    </p>
  );
}
