import { useSignal } from "@preact/signals";
import browser from "../../../platform/browser";
import { Icon } from "../../components/icon";
import { saveFile } from "../../components/save-file";
import { t } from "../../i18n";
import { FRAME_BELOW, sketchOfPage } from "./sketch-of-page";

/** Shows the sketch of the page in front before it is saved as a file. Nothing is sent. */
export function Sketch({ tabId, host, about }: { tabId: number; host: string; about: string }) {
  const sketch = useSignal<string | null>(null);
  const failed = useSignal(false);
  const make = async (): Promise<void> => {
    const frames = await browser.scripting
      .executeScript({ target: { tabId, allFrames: true }, func: sketchOfPage })
      .catch(() => []);
    const drawn = frames.map(({ result }) => result).filter((result): result is string => typeof result === "string");
    failed.value = drawn.length === 0;
    sketch.value = failed.value
      ? null
      : [`<!--\n${about.replaceAll("--", "")}\n-->`, ...drawn].join(`\n${FRAME_BELOW}\n`);
  };
  const save = (): void =>
    saveFile(`cachet-sketch-${host.replace(/[^\w.-]/g, "-")}.html`, sketch.value ?? "", "text/html");
  return (
    <div class="sketch">
      <p class="muted small">{t("sketch_text")}</p>
      {sketch.value !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach it.
        <section class="sketch-text" tabIndex={0} aria-label={t("sketch_shown")}>
          <pre>{sketch.value}</pre>
        </section>
      )}
      <button type="button" class="button small" onClick={sketch.value === null ? make : save}>
        {t(sketch.value === null ? "sketch_make" : "sketch_save")}
      </button>
      {failed.value && (
        <p class="field-error" role="alert">
          <Icon name="warn" size={14} />
          <span>{t("sketch_failed")}</span>
        </p>
      )}
    </div>
  );
}
