import browser from "../../platform/browser";
import { identities } from "../components/own/identities";
import { t } from "../i18n";
import { Heading } from "./heading";
import { KeyCard } from "./key-card";
import { NoKey } from "./no-key";

export function MyKey() {
  const welcome = browser.runtime.getURL("pages/welcome/index.html");
  const none = identities.value.length === 0;
  return (
    <>
      <Heading title={t("section_key")}>{t("key_intro")}</Heading>
      {none && <NoKey />}
      {identities.value.map((identity) => (
        <KeyCard key={identity.fingerprint} identity={identity} />
      ))}
      {!none && (
        <p>
          <a class="button quiet" href={welcome}>
            {t("already_another")}
          </a>
        </p>
      )}
    </>
  );
}
