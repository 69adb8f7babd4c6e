import { useSignal } from "@preact/signals";
import { abilitiesOf } from "../../domain/abilities";
import type { PageState } from "../../messages/page-state";
import browser from "../../platform/browser";
import { Icon } from "../components/icon";
import { lazily } from "../components/lazily";
import { t } from "../i18n";
import { AbilityList } from "./ability-list";

export const Sketch = lazily(() => import("./lazy/sketch").then((part) => part.Sketch));

/** The report's text: versions and the names of parts not found; nothing of the user's. */
export const reportFor = (state: PageState, host: string): string =>
  [
    `Cachet ${browser.runtime.getManifest().version}`,
    navigator.userAgent,
    `site: ${state.site} (${host})`,
    `not found: ${state.missing.join(", ") || "-"}`,
  ].join("\n");

export function Unrecognised({ state, tabId, host }: { state: PageState; tabId: number; host: string }) {
  const copied = useSignal(false);
  const report = reportFor(state, host);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(report);
    copied.value = true;
  };
  const reload = async (): Promise<void> => {
    await browser.tabs.reload(tabId);
    close();
  };
  return (
    <>
      <div class="said">
        <span class="ink-c">
          <Icon name="warn" />
        </span>
        <div>
          <strong>{t("popup_broken")}</strong>
          <p class="muted small">{t("popup_broken_text")}</p>
        </div>
      </div>
      <AbilityList abilities={abilitiesOf(state.abilities, state.missing)} />
      <div class="row">
        <button type="button" class="button small" onClick={reload}>
          {t("popup_reload")}
        </button>
        <button type="button" class="button quiet small" onClick={copy}>
          {t("popup_copy_report")}
        </button>
        <span class="muted small" role="status">
          {copied.value ? t("popup_copied") : ""}
        </span>
      </div>
      <details>
        <summary>{t("popup_report_shows")}</summary>
        <pre class="report">{report}</pre>
      </details>
      <Sketch tabId={tabId} host={host} about={report} />
    </>
  );
}
