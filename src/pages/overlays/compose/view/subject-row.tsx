import { useId } from "preact/hooks";
import { Line } from "../../../components/controls";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { leftInClear } from "../state/shape";

/** The subject, written here and not in the page, so that it can be sealed with the rest. */
export function SubjectRow({ model }: { model: ComposeModel }) {
  const id = useId();
  const { written, start, blocked } = model;
  const sealed = written.subjectSealed.value;
  const shown = written.subject.value.trim() !== "" || !written.pageSubject.value.taken;
  const left = sealed ? leftInClear(written.subject.value, written.pageSubject.value) : null;
  return (
    <>
      <div class="line subject">
        <label class="label" for={id}>
          {t("compose_subject")}
        </label>
        <Line
          id={id}
          class="grow"
          value={written.subject.value}
          placeholder={written.shape.value === "inline" && written.inlineOnly.value ? "" : t("compose_no_subject")}
          maxLength={900}
          readOnly={blocked.value || start.value.is !== "ready"}
          onInput={(event) => written.setSubject(event.currentTarget.value)}
        />
        {shown && (
          <span
            class={sealed ? "muted small row nowrap" : "text-d small row nowrap"}
            title={sealed ? undefined : t("compose_subject_clear_why")}
          >
            <Icon name={sealed ? "lock" : "open"} size={12} />
            {t(sealed ? "compose_subject_sealed" : "compose_subject_clear")}
          </span>
        )}
      </div>
      {left !== null && (
        <p class="note inset small">
          <Icon name="open" />
          <span>{t("compose_subject_left", { subject: left })}</span>
        </p>
      )}
    </>
  );
}
