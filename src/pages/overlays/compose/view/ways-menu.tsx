import "./ways-menu.css";
import { useEffect, useRef } from "preact/hooks";
import { isAboveDefault } from "../../../../domain/trust/message-class";
import { careful } from "../../../components/careful";
import { Tick } from "../../../components/controls";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";
import type { ComposeModel } from "../compose-model";
import { AttachKeyButton } from "./attach-key-button";
import { classWords } from "./recipient-limits";

/** The form that everything reads, signing without sealing, the own key as a file, who may receive it. */
export function WaysMenu({ model, close }: { model: ComposeModel; close: () => void }) {
  const { written } = model;
  const possible = written.html.value === null && written.attachments.value.length === 0;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.querySelector<HTMLElement>("input:enabled, button")?.focus();
    const over = new AbortController();
    const { signal } = over;
    const outside = (event: Event): void => {
      if (!place.current?.parentElement?.contains(event.target as Node)) close();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      // Escape closes one thing at a time.
      event.stopPropagation();
      close();
    };
    document.addEventListener("pointerdown", outside, { signal });
    document.addEventListener("keydown", onKey, { capture: true, signal });
    return () => over.abort();
  }, []);
  return (
    <div class="card menu" ref={place}>
      <label class="way">
        <Tick
          checked={written.inlineOnly.value && possible}
          disabled={!possible}
          onChange={(event) => {
            written.inlineOnly.value = event.currentTarget.checked;
          }}
        />
        <span>
          {t("way_inline")}
          <span class="muted small">{t(possible ? "way_inline_why" : "way_inline_off")}</span>
        </span>
      </label>
      {!isAboveDefault(model.least.value) && (
        <button
          type="button"
          class="way"
          {...careful("sign-clear")}
          onClick={() => {
            close();
            model.press(false, "sign");
          }}
        >
          <Icon name="open" size={14} />
          <span>
            {t("way_sign")}
            <span class="muted small">{t("way_sign_why")}</span>
          </span>
        </button>
      )}
      <AttachKeyButton model={model} />
      <button
        type="button"
        class="way"
        onClick={() => {
          close();
          model.choosingClass.value = true;
        }}
      >
        <Icon name="person" size={14} />
        <span>
          {t("class_title")}
          <span class="muted small">{classWords(model.least.value).join(", ")}</span>
        </span>
      </button>
    </div>
  );
}
