import { useSignal } from "@preact/signals";
import { Icon } from "../../components/icon";
import { t } from "../../i18n";
import type { ReadModel } from "./read-model";

/** Saves the original, so that a message that cannot be opened here can be opened elsewhere. */
export function SaveOriginal({ model }: { model: ReadModel }) {
  const saved = useSignal<"idle" | "saved" | "failed">("idle");
  const save = async (): Promise<void> => {
    saved.value = (await model.saveOriginal()) ? "saved" : "failed";
  };
  return (
    <p class="row">
      <button type="button" class="button small" onClick={() => void save()}>
        <Icon name="download" size={14} />
        {t("other_save")}
      </button>
      <span class="muted small" role="status">
        {saved.value === "saved" && t("other_saved")}
        {saved.value === "failed" && t("other_save_failed")}
      </span>
    </p>
  );
}
