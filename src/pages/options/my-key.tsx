import browser from "../../platform/browser";
import { identities } from "../components/identities";
import { t } from "../i18n";
import { Heading } from "./heading";
import { KeyCard } from "./key-card";

export function MyKey() {
  const welcome = browser.runtime.getURL("pages/welcome/index.html");
  const none = identities.value.length === 0;
  return (
    <>
      <Heading title={t("section_key")}>{t("key_intro")}</Heading>
      {none && (
        <section class="card pad stack">
          <p class="sentence">{t("key_none_title")}</p>
          <p class="muted">{t("key_none_text")}</p>
          <div class="row">
            <a class="button primary" href={welcome}>
              {t("welcome_make")}
            </a>
          </div>
        </section>
      )}
      {identities.value.map((identity) => (
        <KeyCard key={identity.fingerprint} identity={identity} />
      ))}
      {!none && (
        <p>
          <a href={welcome}>{t("already_another")}</a>
        </p>
      )}
    </>
  );
}
