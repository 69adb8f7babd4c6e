import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";

/** Says over the editor why it takes no text; pressed, writing goes on where it was. */
export function Paused({ model }: { model: ComposeModel }) {
  const why = model.pausing.pause.value;
  const was = useRef(why);
  useLayoutEffect(() => {
    const stopped = was.current === "taken" || was.current === "covered";
    was.current = why;
    if (stopped && why === null) document.querySelector<HTMLElement>("[data-editor]")?.focus({ preventScroll: true });
  }, [why]);
  if (why !== "taken" && why !== "covered") return null;
  return (
    <div class="paused" role="alert">
      <p>
        <span class="text-e">
          <Icon name="warn" />
        </span>
        <span>{t(why === "taken" ? "pause_taken" : "pause_covered")}</span>
      </p>
      <button type="button" class="button" onClick={model.pausing.goOn}>
        {t("pause_go_on")}
      </button>
    </div>
  );
}
