import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { FilePicker } from "../../../components/controls";
import { Icon } from "../../../components/icon";
import { t, tData } from "../../../i18n";
import type { ReadModel } from "../read-model";
import type { Refused } from "./given-file";

/** Takes the message as a file, chosen or dropped anywhere on the overlay, where the page does not hand it over. */
export function GiveFile({ model }: { model: ReadModel }) {
  const picker = useRef<HTMLInputElement>(null);
  const over = useSignal(false);
  const refused = useSignal<Refused | null>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (file) refused.value = await model.openFile(file);
  };
  useEffect(() => {
    const leaving = new AbortController();
    const listen = (type: "dragover" | "dragleave" | "drop", heard: (event: DragEvent) => void): void =>
      document.addEventListener(type, heard, { signal: leaving.signal });
    listen("dragover", (event) => {
      event.preventDefault();
      over.value = true;
    });
    listen("dragleave", () => {
      over.value = false;
    });
    listen("drop", (event) => {
      // Otherwise the browser would open the file in place of the page.
      event.preventDefault();
      over.value = false;
      void take(event.dataTransfer?.files[0]);
    });
    return () => leaving.abort();
  });
  return (
    <fieldset class={`drop give-file ${over.value ? "over" : ""}`} aria-label={t("give_title")}>
      <p>
        <strong>{t("give_title")}</strong>
      </p>
      <p class="muted small">{t("give_text")}</p>
      <p class="row">
        <button type="button" class="button small" onClick={() => picker.current?.click()}>
          <Icon name="upload" size={14} />
          {t("give_choose")}
        </button>
      </p>
      <FilePicker
        ref={picker}
        class="visually-hidden"
        tabIndex={-1}
        aria-label={t("give_choose")}
        accept=".eml,.asc,.pgp,.gpg,message/rfc822"
        onFiles={([file]) => void take(file)}
      />
      {refused.value && (
        <p class="field-error" role="alert">
          <Icon name="warn" size={14} />
          <span>{tData(`give_${refused.value.replaceAll("-", "_")}`)}</span>
        </p>
      )}
    </fieldset>
  );
}
