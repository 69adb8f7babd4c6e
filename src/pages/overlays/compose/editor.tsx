import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../i18n";
import type { ComposeModel } from "./compose-model";

/** Above this the box scrolls instead of growing: laying out a megabyte anew at every key would make typing wait. */
const LARGE = 60_000;

const GROWS = CSS.supports("field-sizing", "content");

/**
 * The textarea owns its text (setting a large value back at every key would cost); the model is told of changes and
 * places text only when it comes from elsewhere.
 */
export function Editor({ model }: { model: ComposeModel }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const placed = model.placed.value;

  useLayoutEffect(() => {
    const area = box.current!;
    // Mounted again after a dialog of ours: what was written is in the model.
    area.value = model.text.peek();
    const caret = placed.caret === "top" ? 0 : area.value.length;
    area.focus({ preventScroll: true });
    area.setSelectionRange(caret, caret);
    grow(area);
  }, [placed, model]);

  return (
    <div class="editor">
      <textarea
        ref={box}
        aria-label={t("compose_message")}
        placeholder={t("compose_placeholder")}
        readOnly={model.blocked.value}
        onInput={(event) => {
          grow(event.currentTarget);
          model.edited(event.currentTarget.value);
        }}
      />
    </div>
  );
}

function grow(area: HTMLTextAreaElement): void {
  const large = area.textLength > LARGE;
  area.classList.toggle("large", large);
  if (GROWS || large) {
    area.style.height = "";
    return;
  }
  area.style.height = "0";
  area.style.height = `${area.scrollHeight}px`;
}
