import { useLayoutEffect } from "preact/hooks";
import { forecastOf } from "../../../domain/privacy/forecast";
import { Icon } from "../../components/icon";
import { t } from "../../i18n";
import { Strip } from "../strip";
import { Unlock } from "../unlock";
import { Banners } from "./banners";
import { ComposeFooter } from "./compose-footer";
import type { ComposeModel } from "./compose-model";
import { ClearDialog, CloseDialog } from "./dialogs";
import { Editor } from "./editor";
import { allAddresses } from "./recipient-keys";
import { RecipientRows } from "./recipient-rows";

/** The sealed editor over the page's own box. */
export function ComposeOverlay({ model }: { model: ComposeModel }) {
  const { session, start, seal, closing } = model;
  useKeys(model);
  const asking = closing.value || seal.value.step === "confirm-clear";
  const forecast = forecastFor(model);
  return (
    <section class="overlay card compose" aria-label={t("compose_region")}>
      <div inert={asking}>
        <Strip mark={session.settings.mark} index={forecast.index} open={model.panelOpen} forecast={forecast}>
          <h1>{t("compose_title")}</h1>
        </Strip>
        <RecipientRows model={model} />
        <p class="line">
          <span class="label">{t("compose_subject")}</span>
          <span class="grow">{model.subject.value || <span class="muted">{t("compose_no_subject")}</span>}</span>
          <span class="muted small row">
            <Icon name="open" size={12} />
            {t("compose_subject_clear")}
          </span>
        </p>
        {start.value.is === "ready" && <Editor model={model} />}
        {start.value.is === "locked" && (
          <div class="body">
            <Unlock
              why={t(start.value.what === "draft" ? "unlock_why_draft" : "unlock_why_reopen")}
              onUnlocked={model.unlocked}
            />
          </div>
        )}
        {start.value.is === "unreadable" && (
          <p class="note inset">
            <Icon name="warn" />
            <span>{t("compose_unreadable_box")}</span>
          </p>
        )}
        <Banners model={model} />
      </div>
      {closing.value && <CloseDialog model={model} />}
      {seal.value.step === "confirm-clear" && <ClearDialog model={model} addresses={seal.value.addresses} />}
      {!asking && <ComposeFooter model={model} />}
    </section>
  );
}

function forecastFor({ recipients, keys }: ComposeModel) {
  keys.entries.value;
  const participants = allAddresses(recipients.value).map((address) => ({
    address,
    trust: keys.of(address).state?.state ?? ("none" as const),
  }));
  return forecastOf(participants, { signed: true });
}

/** Ctrl or Cmd with Enter seals and sends; Escape leaves whatever is open, and in the end the overlay. */
function useKeys(model: ComposeModel): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented) return;
      const asking = model.closing.value || model.seal.value.step === "confirm-clear";
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !asking) {
        event.preventDefault();
        model.press(model.job.canSend);
      }
      if (event.key !== "Escape") return;
      event.preventDefault();
      if (model.closing.value) model.closing.value = false;
      else if (model.seal.value.step !== "writing" && model.seal.value.step !== "failed")
        model.step({ type: "cancel" });
      else model.askClose();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [model]);
}
