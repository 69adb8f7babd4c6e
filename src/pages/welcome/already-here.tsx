import browser from "../../platform/browser";
import { Icon } from "../components/icon";
import { identities } from "../components/own/identities";
import { OpenWebmail } from "../components/own/open-webmail";
import { formatDate, t } from "../i18n";

/** Shown when this page is opened again: the key exists, nothing needs to be done. */
export function AlreadyHere({ onAnother }: { onAnother: () => void }) {
  return (
    <section class="card welcome-card stack">
      <h1 class="sentence">{t("already_title")}</h1>
      <ul class="plain-list">
        {identities.value.map((identity) => (
          <li key={identity.fingerprint} class="row">
            <span class="ink-a">
              <Icon name="key" />
            </span>
            <span>
              <strong>{identity.addresses.join(", ")}</strong>
              <br />
              <span class="muted small">
                {t("already_made_on", { name: identity.name, date: formatDate(identity.createdAt) })}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <div class="row">
        <OpenWebmail />
        <a class="button" href={browser.runtime.getURL("pages/options/index.html")}>
          {t("already_manage")}
        </a>
        <button type="button" class="button quiet" onClick={onAnother}>
          {t("already_another")}
        </button>
      </div>
    </section>
  );
}
