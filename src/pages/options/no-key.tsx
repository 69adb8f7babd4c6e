import browser from "../../platform/browser";
import { UnlessKept } from "../components/own/kept";
import { t } from "../i18n";

/** Shown where a key is needed and there is none: leads to making one. */
export function NoKey() {
  return (
    <UnlessKept>
      <section class="card pad stack">
        <p class="sentence">{t("key_none_title")}</p>
        <p class="muted">{t("key_none_text")}</p>
        <div class="row">
          <a class="button primary" href={browser.runtime.getURL("pages/welcome/index.html")}>
            {t("welcome_make")}
          </a>
        </div>
      </section>
    </UnlessKept>
  );
}
