import type { ReadonlySignal, Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Icon } from "../../../components/icon";
import { t } from "../../../i18n";

interface Props {
  /** Distance in px from the left edge of the open panel, as for a badge. */
  readonly aside: ReadonlySignal<number>;
  readonly open: Signal<boolean>;
  readonly children: ComponentChildren;
}

/** Shown instead of a badge where a message could not be judged; without a letter, which could be taken for a grade. */
export function BadgeTrouble({ aside, open, children }: Props) {
  return (
    <main class="badge-place">
      <div class="row" style={{ "--aside": `${aside.value}px` }}>
        <button
          type="button"
          class="badge grade-u"
          aria-expanded={open.value}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          <Icon name="warn" size={16} /> <span>{t("trouble_badge")}</span>
        </button>
      </div>
      {open.value && <div class="card">{children}</div>}
    </main>
  );
}
