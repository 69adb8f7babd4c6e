import { useId } from "preact/hooks";
import { Line } from "../../../components/controls";
import { Icon } from "../../../components/icon";
import { t, tData } from "../../../i18n";
import { lazily } from "../../frame/lazily";
import type { ComposeModel } from "../compose-model";
import { leftInClear } from "../state/composition";
import { signerName } from "../state/speaking";
import { Banner, useQuiet } from "./banner";

/** Loaded when the question must be asked: most people have one key, which belongs to their account. */
const WhoseKey = lazily(async () => (await import("./lazy/whose-key")).WhoseKey);

/** Says which address the message leaves from and whose key signs it, unless both are obvious. */
export function SpeaksRow({ model }: { model: ComposeModel }) {
  const { speaker, keys, askAgain } = model.speaking;
  const { value } = speaker;
  if (value.is === "from" && keys.value.length === 1) return null;
  return (
    <>
      <div class="line">
        <span class="label">{t("speaks_from")}</span>
        <span class={`grow break ${value.is === "from" ? "" : "text-d"}`} role="status">
          {speakerWords(model)}
        </span>
        {value.is === "chosen" && (
          <button type="button" class="button small" onClick={askAgain}>
            {t("speaks_change")}
          </button>
        )}
      </div>
      {!("key" in value) && <WhoseKey model={model} />}
    </>
  );
}

function speakerWords({ speaking: { speaker, from } }: ComposeModel): string {
  const { value } = speaker;
  const { value: address } = from;
  if (!("key" in value)) return address === null ? t("speaks_untold") : t("speaks_undecided", { from: address });
  const signer = signerName(value.key, address);
  if (address === null) return t("speaks_only", { signer });
  return t(value.is === "chosen" ? "speaks_chosen" : "speaks_own", { from: address, signer });
}

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

/**
 * Names recipients who appeared without an act of the writer's, by address whatever the page calls them, until they are
 * accepted. It stands above the text, where even a small window shows it.
 */
export function Newcomers({ model }: { model: ComposeModel }) {
  const held = model.watch.unseen.value;
  const quiet = useQuiet(held.map(({ key, field }) => `${field} ${key}`).join());
  if (held.length === 0) return null;
  const who = held
    .map(({ address, field }) =>
      field === "to" ? address : t("compose_newcomer_in", { address, field: tData(`compose_${field}`) }),
    )
    .join(", ");
  const accept = (): void => {
    model.watch.accept(held);
    model.step({ type: "cancel" });
  };
  return (
    <Banner
      icon="warn"
      tone="e"
      alert
      still
      inset
      actions={
        <button type="button" class="button small" data-careful="still" disabled={quiet} onClick={accept}>
          {t("compose_newcomers_yes", { who: held.map(({ address }) => address).join(", ") })}
        </button>
      }
    >
      {t("compose_newcomers", { who })}
    </Banner>
  );
}
