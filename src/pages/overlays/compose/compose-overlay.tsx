import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { forecastOf } from "../../../domain/privacy/forecast";
import type { Grade } from "../../../domain/privacy/index-types";
import { Icon } from "../../components/icon";
import { t } from "../../i18n";
import { ask } from "../frame/ask";
import { lazily } from "../frame/lazily";
import { Unlock } from "../frame/unlock-later";
import { Strip } from "../report/strip";
import type { ComposeModel } from "./compose-model";
import { allAddresses } from "./state/recipients";
import { signsForFrom } from "./state/speaking";
import { AttachedFiles, useFiles } from "./view/attachments";
import { Banners } from "./view/banners";
import { Editor } from "./view/editor";
import { ComposeFooter } from "./view/footer";
import { Newcomers, SpeaksRow, SubjectRow } from "./view/header";
import { RecipientRows } from "./view/recipient-rows";

const ClearDialog = lazily(() => import("./view/lazy/dialogs").then((part) => part.ClearDialog));
const CloseDialog = lazily(() => import("./view/lazy/dialogs").then((part) => part.CloseDialog));
/** Most messages never need them. */
const InviteForm = lazily(() => import("./view/lazy/dialogs").then((part) => part.InviteForm));
const PasswordMessageForm = lazily(() => import("./view/lazy/dialogs").then((part) => part.PasswordMessageForm));

/** The sealed editor over the page's own box. */
export function ComposeOverlay({ model }: { model: ComposeModel }) {
  const { session, start, seal, closing } = model;
  useKeys(model);
  const over = useFiles(model);
  const asking = isAsking(model);
  const forecast = forecastFor(model);
  const panelOpen = useSignal(false);
  useSentVerdict(model, forecast.index.grade);
  return (
    <section class="overlay card compose" aria-label={t("compose_region")}>
      <div inert={asking}>
        <Strip
          mark={session.settings.mark}
          index={"key" in model.speaking.speaker.value ? forecast.index : null}
          open={panelOpen}
          forecast={{ ...forecast, goesAs: t(model.written.leavesAs.value) }}
        >
          <h1>{t("compose_title")}</h1>
        </Strip>
        <SpeaksRow model={model} />
        <RecipientRows model={model} />
        <SubjectRow model={model} />
        <Newcomers model={model} />
        {start.value.is === "ready" && <Editor model={model} />}
        {start.value.is === "locked" && (
          <div class="body">
            <Unlock why={t("unlock_why_draft")} onUnlocked={model.unlocked} />
          </div>
        )}
        {start.value.is === "unread" && (
          <p class="note inset" role="alert">
            <Icon name="warn" />
            <span class="grow">{t("compose_drafts_unread")}</span>
            <button type="button" class="button small" onClick={start.value.again}>
              {t("try_again")}
            </button>
          </p>
        )}
        {start.value.is === "foreign" && (
          <p class="note inset">
            <Icon name="warn" />
            <span>{t("compose_foreign_box")}</span>
          </p>
        )}
        {start.value.is === "ready" && <AttachedFiles model={model} />}
        <Banners model={model} />
        {over.value && <p class="drop">{t("attach_drop")}</p>}
      </div>
      {closing.value && <CloseDialog model={model} />}
      {seal.value.step === "confirm-clear" && (
        <ClearDialog model={model} addresses={seal.value.addresses} unanswered={seal.value.unanswered === true} />
      )}
      {model.noKey.open.value === "invite" && <InviteForm model={model} />}
      {model.noKey.open.value === "password-message" && <PasswordMessageForm model={model} />}
      {!asking && <ComposeFooter model={model} />}
    </section>
  );
}

/** A question replaces the footer, and the rest of the overlay takes no input. */
const isAsking = ({ closing, seal, noKey }: ComposeModel): boolean =>
  closing.value || seal.value.step === "confirm-clear" || noKey.open.value !== null;

function forecastFor({ recipients, keys, deliveries, written, speaking }: ComposeModel) {
  const participants = allAddresses(recipients.value).map((address) => {
    const delivery = deliveries.of(address);
    const trust = keys.of(address).state?.state ?? ("none" as const);
    return { address, trust, ...(delivery ? { delivery } : {}) };
  });
  const subjectSealed = written.subjectSealed.value;
  const subjectBare = !subjectSealed && written.inlineOnly.value && written.subject.value.trim() !== "";
  return forecastOf(participants, { signed: signsForFrom(speaking), subjectSealed, subjectBare });
}

/** Counts a sealed and sent message among the user's own badges, with the grade it had when it was sealed. */
function useSentVerdict({ seal }: ComposeModel, grade: Grade): void {
  const sealed = useRef<Grade | null>(null);
  const state = seal.value;
  useLayoutEffect(() => {
    if (state.step === "sealing") sealed.current = state.shape === "sign" ? null : grade;
    if (state.step === "done" && state.sent && !state.clear && sealed.current)
      void ask("verdict.sent", { grade: sealed.current });
  }, [state]);
}

/** Ctrl or Cmd with Enter seals and sends; Escape leaves whatever is open, and in the end the overlay. */
function useKeys(model: ComposeModel): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented) return;
      const asking = isAsking(model);
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !asking) {
        event.preventDefault();
        model.press(model.job.canSend);
      }
      if (event.key !== "Escape") return;
      event.preventDefault();
      if (model.noKey.open.value) model.noKey.show(null);
      else if (model.closing.value) model.stay();
      else if (model.seal.value.step !== "writing" && model.seal.value.step !== "failed")
        model.step({ type: "cancel" });
      else model.askClose();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [model]);
}
