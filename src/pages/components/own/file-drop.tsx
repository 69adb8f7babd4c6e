import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../../i18n";
import { FilePicker } from "../controls";
import { Icon } from "../icon";

/** One file, chosen or dropped anywhere in the frame. */
export function FileDrop({
  label,
  accept,
  pickerLabel,
  chosen,
  onFile,
  before,
  children,
  class: more = "",
}: {
  label: string;
  accept: string;
  /** Accessible name of the picker itself. */
  pickerLabel: string;
  /** The file's name, once there is one. */
  chosen?: string | null;
  onFile: (file: File) => void;
  before?: ComponentChildren;
  children?: ComponentChildren;
  class?: string;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const over = useSignal(false);
  const take = (file: File | undefined): void => {
    if (file) onFile(file);
  };
  return (
    <fieldset
      class={`drop ${over.value ? "over" : ""} ${more}`}
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        take(event.dataTransfer?.files[0]);
      }}
    >
      {before}
      <div class="row">
        <button type="button" class="button small" onClick={() => picker.current?.click()}>
          <Icon name="clip" size={14} />
          {t("key_file_choose")}
        </button>
        <span class="muted small" role="status">
          {chosen ? t("key_file_chosen", { name: chosen }) : t("key_file_drop")}
        </span>
      </div>
      <FilePicker
        ref={picker}
        class="visually-hidden"
        tabIndex={-1}
        aria-label={pickerLabel}
        accept={accept}
        onFiles={([file]) => take(file)}
      />
      {children}
    </fieldset>
  );
}
