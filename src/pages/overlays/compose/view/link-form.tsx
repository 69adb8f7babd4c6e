import "./link-form.css";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Line } from "../../../components/controls";
import { t } from "../../../i18n";
import { linkTo } from "./link-to";
import type { RichEditor } from "./rich-editor";

/** Asks where the chosen words shall lead. */
export function LinkForm({ rich, done }: { rich: RichEditor; done: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const bad = useSignal(false);
  useEffect(() => input.current?.focus(), []);
  const leave = (): void => {
    done();
    rich.focus();
  };
  return (
    <form
      class="link-form"
      onSubmit={(event) => {
        event.preventDefault();
        const url = linkTo(input.current!.value);
        bad.value = url === null;
        if (url === null) return;
        rich.link(url);
        leave();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        leave();
      }}
    >
      <div class="field">
        <Line
          ref={input}
          aria-label={t("format_link_address")}
          placeholder={t("format_link_address")}
          aria-invalid={bad.value}
        />
      </div>
      <button type="submit" class="button small">
        {t("format_link_set")}
      </button>
      {rich.has("link") && (
        <button
          type="button"
          class="button small quiet"
          onClick={() => {
            rich.link(null);
            leave();
          }}
        >
          {t("format_link_remove")}
        </button>
      )}
      {bad.value && (
        <p class="text-e small" role="alert">
          {t("format_link_bad")}
        </p>
      )}
    </form>
  );
}
