import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { isAboveDefault } from "../../../../domain/trust/message-class";
import { careful } from "../../../components/careful";
import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { shown } from "./shown";

/**
 * A question that must be answered before anything else. It stands in the flow, in the footer's place: a centred dialog
 * would be centred in a frame that may be taller than the window.
 */
function Dialog({ title, text, children }: { title: string; text: string; children: ComponentChildren }) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.querySelector<HTMLElement>("[data-first]")?.focus();
    const over = shown(place.current!);
    return () => {
      over();
      // Answered: writing goes on where it stopped.
      document.querySelector<HTMLElement>("[data-editor]")?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div
      class="dialog"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      ref={place}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <p id={`${id}-text`}>{text}</p>
      <div class="row">{children}</div>
    </div>
  );
}

interface ClearProps {
  readonly model: ComposeModel;
  readonly addresses: readonly string[];
  readonly unanswered: boolean;
}

/** The only way text of the editor leaves in clear. Cancel comes first and has the focus. */
export function ClearDialog({ model, addresses, unanswered }: ClearProps) {
  const who = addresses.join(", ");
  const unsure = unanswered ? `${t("clear_unanswered", { who })} ` : "";
  return (
    <Dialog title={t("clear_title")} text={unsure + t("clear_text", { who })}>
      <button type="button" class="button primary" data-first onClick={() => model.step({ type: "cancel" })}>
        {t("cancel")}
      </button>
      <button type="button" class="button" {...careful("send-clear")} onClick={() => model.step({ type: "confirmed" })}>
        {t("clear_confirm")}
      </button>
    </Dialog>
  );
}

export function CloseDialog({ model }: { model: ComposeModel }) {
  const sealed = model.reopened.value;
  return (
    <Dialog
      title={t("close_title")}
      text={(model.tookBack.value ? `${t("seal_stopped")} ` : "") + t(sealed ? "close_text_reopened" : "close_text")}
    >
      <button type="button" class="button primary" data-first onClick={() => model.chooseClose("keep")}>
        {t("close_keep")}
      </button>
      {!isAboveDefault(model.least.value) && (
        <button type="button" class="button" {...careful("put-back")} onClick={() => model.chooseClose("put-back")}>
          {t("close_put_back")}
        </button>
      )}
      <button type="button" class="button" data-careful="seen" onClick={() => model.chooseClose("discard")}>
        {t("compose_discard")}
      </button>
      <button
        type="button"
        class="button quiet"
        onClick={() => {
          model.closing.value = false;
        }}
      >
        {t("close_back")}
      </button>
    </Dialog>
  );
}
