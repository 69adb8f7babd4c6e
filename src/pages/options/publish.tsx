import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { addressParts } from "../../domain/discovery/owner-name";
import { publishesNothing } from "../../domain/discovery/web-key-directory";
import type { PublishedKey } from "../../messages/types";
import browser from "../../platform/browser";
import { ask, failureWord } from "../components/ask";
import { identities, settings } from "../components/identities";
import { Notice } from "../components/notice";
import { t, type WordKey } from "../i18n";
import { Heading } from "./heading";
import { PublishByMail } from "./publish-by-mail";
import { PublishInDns } from "./publish-dns";
import { PublishByHand } from "./publish-hand";
import { PublishOnServer } from "./publish-server";
import { PublishOnWeb } from "./publish-web";
import "./publish.css";

/** Every way to have the own key found, each with a look at whether it really is. */
export function Publish() {
  const own = identities.value.flatMap(({ fingerprint, addresses }) =>
    addresses.map((address) => ({ fingerprint, address })),
  );
  const chosen = useSignal(0);
  const id = useId();
  const current = own[chosen.value] ?? own[0];
  return (
    <>
      <Heading title={t("section_publish")}>{t("publish_intro")}</Heading>
      {!current && <NoKey />}
      {own.length > 1 && (
        <div class="field-block narrow">
          <label class="label" for={id}>
            {t("publish_address")}
          </label>
          <select
            id={id}
            value={String(chosen.value)}
            onChange={(event) => {
              chosen.value = Number(event.currentTarget.value);
            }}
          >
            {own.map(({ address }, index) => (
              <option key={address} value={String(index)}>
                {address}
              </option>
            ))}
          </select>
        </div>
      )}
      {current && <Ways key={`${current.fingerprint} ${current.address}`} {...current} />}
    </>
  );
}

function NoKey() {
  return (
    <section class="card pad stack">
      <p class="sentence">{t("key_none_title")}</p>
      <p class="muted">{t("key_none_text")}</p>
      <div class="row">
        <a class="button primary" href={browser.runtime.getURL("pages/welcome/index.html")}>
          {t("welcome_make")}
        </a>
      </div>
    </section>
  );
}

function Ways({ fingerprint, address }: { fingerprint: string; address: string }) {
  const own = useSignal<PublishedKey | null>(null);
  const error = useSignal<WordKey | null>(null);
  useEffect(() => {
    void ask("publish.key", { fingerprint, address }).then((answer) => {
      if (answer.ok) own.value = answer.value;
      else error.value = failureWord(answer.code, { unknown: "error_export_unknown" });
    });
  }, []);
  if (error.value)
    return (
      <Notice tone="bad" role="alert">
        {t(error.value)}
      </Notice>
    );
  if (!own.value) return null;
  const parts = addressParts(own.value.address);
  const servers = settings.value.keyServers.filter(({ kind }) => kind !== "hkp");
  return (
    <>
      {parts && !publishesNothing(parts.domain) && (
        <>
          <PublishInDns own={own.value} parts={parts} />
          <PublishOnWeb own={own.value} parts={parts} />
          <PublishByMail own={own.value} domain={parts.domain} />
        </>
      )}
      {parts && publishesNothing(parts.domain) && (
        <Notice icon="globe" title={t("publish_not_yours_title", { domain: parts.domain })}>
          {t("publish_not_yours", { domain: parts.domain })}
        </Notice>
      )}
      {!parts && <Notice icon="globe">{t("publish_not_public")}</Notice>}
      {parts && servers.map((server) => <PublishOnServer key={server.origin} own={own.value!} server={server} />)}
      <PublishByHand own={own.value} />
    </>
  );
}
