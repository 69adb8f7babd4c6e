import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { t } from "../../i18n";
import { Area } from "../controls";
import { FieldError } from "../field";
import { FileDrop } from "./file-drop";

const LARGEST = 5_000_000; // bytes; a key with thousands of signatures is far smaller

export interface GivenKey {
  readonly key: string | Uint8Array<ArrayBuffer>;
  readonly fileName: string | null;
}

/** Takes a key as people have it: a file chosen or dropped (text or binary), or pasted text. */
export function KeyInput({
  value,
  onGive,
  error,
}: {
  value: GivenKey | null;
  onGive: (given: GivenKey | null) => void;
  error?: string | null;
}) {
  const id = useId();
  const tooLarge = useSignal(false);
  const take = async (file: File): Promise<void> => {
    tooLarge.value = file.size > LARGEST;
    if (tooLarge.value) return;
    onGive({ key: await readKey(file), fileName: file.name });
  };
  const pasted = value && value.fileName === null && typeof value.key === "string" ? value.key : "";
  const wrong = tooLarge.value ? t("key_file_too_large") : error;
  return (
    <FileDrop
      label={t("key_input")}
      pickerLabel={t("key_file_choose")}
      accept=".asc,.gpg,.pgp,.key,.txt,application/pgp-keys"
      chosen={value?.fileName}
      onFile={(file) => void take(file)}
    >
      <label class="muted small" for={id}>
        {t("key_paste")}
      </label>
      <Area
        id={id}
        rows={4}
        value={pasted}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-error` : undefined}
        onInput={(event) => {
          const text = event.currentTarget.value;
          onGive(text.trim() ? { key: text, fileName: null } : null);
        }}
      />
      <FieldError id={`${id}-error`} text={wrong} />
    </FileDrop>
  );
}

async function readKey(file: File): Promise<string | Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  return text.includes("-----BEGIN PGP") ? text : bytes;
}
