import { useId } from "preact/hooks";
import { Area } from "./controls";
import { FieldError } from "./field";

interface LongFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly rows: number;
  /** A single value that wraps but has no line breaks: Enter submits the form. */
  readonly single?: boolean;
  readonly error?: string | null;
}

/** A labelled text field that shows its whole value, however narrow it is. */
export function LongField({ label, value, onInput, rows, single = false, error = null }: LongFieldProps) {
  const id = useId();
  return (
    <div class="field-block">
      <div class={error ? "field wrong" : "field"}>
        <label for={id}>{label}</label>
        <Area
          id={id}
          rows={rows}
          value={value}
          prose={!single}
          autocapitalize={single ? "off" : "sentences"}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onInput={(event) => onInput(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!single || event.key !== "Enter") return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
      </div>
      <FieldError id={`${id}-error`} text={error} />
    </div>
  );
}
