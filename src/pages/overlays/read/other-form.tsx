import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ReadJob } from "../../../messages/channel";
import { Icon } from "../../components/icon";
import { t, tData } from "../../i18n";
import type { ReadModel } from "./read-model";

type Other = Exclude<ReadJob["content"], { form: "armored" | "key" }>;

/** Forms Cachet names and saves but does not open: said plainly, with the way to the content. */
export function OtherForm({ model, content }: { model: ReadModel; content: Other }) {
  const saved = useSignal<"idle" | "saved" | "failed">("idle");
  useEffect(() => {
    model.session.listen((message) => {
      if (message.type === "saved") saved.value = message.ok ? "saved" : "failed";
    });
  }, [model, saved]);
  const canSave = content.form !== "clipped" && content.canSave;
  return (
    <>
      <div class="body problem">
        <Icon name={content.form === "signed-mime" ? "open" : "lock"} size={20} />
        <div>
          <h2>{tData(`other_${content.form.replaceAll("-", "_")}_title`)}</h2>
          <p class="muted">{tData(`other_${content.form.replaceAll("-", "_")}_text`)}</p>
          {content.form !== "clipped" && content.fileName && <p class="small muted break">{content.fileName}</p>}
        </div>
      </div>
      {canSave && (
        <div class="foot">
          <button type="button" class="button" onClick={() => model.session.post({ type: "save" })}>
            <Icon name="download" size={14} />
            {t("other_save")}
          </button>
          <span class="muted small" aria-live="polite">
            {saved.value === "saved" && t("other_saved")}
            {saved.value === "failed" && t("other_save_failed")}
          </span>
        </div>
      )}
    </>
  );
}
