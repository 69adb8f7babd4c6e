import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Icon } from "../../components/icon";
import { formatTime, t } from "../../i18n";
import { AttachKeyButton } from "./attach-key-button";
import type { ComposeModel } from "./compose-model";
import { draftAge } from "./draft-timing";

export function ComposeFooter({ model }: { model: ComposeModel }) {
  const { job, seal, start } = model;
  const state = seal.value;
  const working = state.step === "sealing" || state.step === "inserting";
  const off = start.value.is !== "ready" || working;
  return (
    <div class="foot">
      {job.canSend && (
        <button type="button" class="button primary" data-careful disabled={off} onClick={() => model.press(true)}>
          <Icon name="lock" size={15} />
          {t("compose_seal_and_send")}
        </button>
      )}
      <button
        type="button"
        data-careful
        class={job.canSend ? "button" : "button primary"}
        disabled={off}
        onClick={() => model.press(false)}
      >
        {t("compose_seal")}
      </button>
      <AttachKeyButton model={model} />
      <span class="spacer" />
      <span class="muted small">{working ? t("compose_sealing") : <DraftLine model={model} />}</span>
      <button
        type="button"
        class="button quiet"
        aria-label={t("compose_close")}
        title={t("compose_close")}
        onClick={model.askClose}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

function DraftLine({ model }: { model: ComposeModel }) {
  const draft = model.draft.value;
  const now = useSignal(Date.now());
  const savedAt = draft.is === "sealed" ? draft.at : null;
  useEffect(() => {
    if (savedAt === null) return;
    let id = 0;
    // Only as long as the words change: ten seconds.
    const tick = (): void => {
      now.value = Date.now();
      const { nextIn } = draftAge(savedAt, Date.now());
      if (nextIn !== null) id = window.setTimeout(tick, nextIn);
    };
    tick();
    return () => clearTimeout(id);
  }, [savedAt, now]);
  if (draft.is === "none") return null;
  if (draft.is === "failing") {
    return (
      <span class="text-e" role="alert">
        {t(draft.code === "full" ? "draft_full" : draft.code === "no-identity" ? "draft_no_identity" : "draft_failing")}
      </span>
    );
  }
  const { seconds } = draftAge(draft.at, Math.max(now.value, draft.at));
  return (
    <>{seconds === null ? t("draft_sealed_at", { time: formatTime(draft.at) }) : t("draft_sealed", { seconds })}</>
  );
}
