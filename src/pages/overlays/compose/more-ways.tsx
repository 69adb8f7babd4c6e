import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../components/icon";
import { t } from "../../i18n";
import { AttachKeyButton } from "./attach-key-button";
import type { ComposeModel } from "./compose-model";

/** What few need: the form that everything reads, signing without sealing, the own key as a file. */
export function MoreWays({ model }: { model: ComposeModel }) {
  const open = useSignal(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open.value) return;
    place.current?.querySelector<HTMLElement>(".menu input, .menu button")?.focus();
    const outside = (event: Event): void => {
      if (!place.current?.contains(event.target as Node)) open.value = false;
    };
    const over = new AbortController();
    for (const type of ["pointerdown", "focusin"]) document.addEventListener(type, outside, { signal: over.signal });
    const close = (back: boolean): void => {
      open.value = false;
      if (back) place.current?.querySelector<HTMLElement>("button")?.focus();
    };
    window.addEventListener("blur", () => close(false), { signal: over.signal });
    const onEscape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      close(true);
    };
    document.addEventListener("keydown", onEscape, { capture: true, signal: over.signal });
    return () => over.abort();
  }, [open.value, open]);
  const { written } = model;
  const possible = written.html.value === null && written.attachments.value.length === 0;
  const close = (): void => {
    open.value = false;
    place.current?.querySelector<HTMLElement>("button")?.focus();
  };
  return (
    <div class="ways" ref={place}>
      <button
        type="button"
        class="button quiet"
        aria-label={t("compose_more")}
        title={t("compose_more")}
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <Icon name="dots" />
      </button>
      {open.value && (
        <div class="card menu">
          <label class="way">
            <input
              type="checkbox"
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
          <button
            type="button"
            class="way"
            data-careful
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
          <AttachKeyButton model={model} />
        </div>
      )}
    </div>
  );
}
