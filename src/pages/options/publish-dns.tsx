import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { AddressParts } from "../../domain/discovery/owner-name";
import type { PublishedKey } from "../../domain/publish/published";
import { COMFORTABLE_SIZE, type ZoneKind, type ZoneLine, zoneLines } from "../../domain/publish/zone-lines";
import { Radio } from "../components/controls";
import { Notice } from "../components/notice";
import { formatNumber, t } from "../i18n";
import { PublishCard } from "./publish-card";
import { Check } from "./publish-check";
import { CopyBlock } from "./publish-copy";

type Form = "bind" | "generic";

/** The domain's own DNS: one record is enough, the others serve older programs. */
export function PublishInDns({ own, parts }: { own: PublishedKey; parts: AddressParts }) {
  const lines = useSignal<readonly ZoneLine[]>([]);
  const form = useSignal<Form>("bind");
  useEffect(() => {
    void zoneLines({ parts, certificate: own.certificate, fingerprint: own.fingerprint }).then((made) => {
      lines.value = made;
    });
  }, []);
  const blocks = (...kinds: readonly ZoneKind[]) =>
    lines.value
      .filter(({ kind }) => kinds.includes(kind))
      .map((line) => (
        <CopyBlock
          key={line.owner + line.type}
          label={t("publish_dns_record", { type: line.type, size: formatNumber(line.size) })}
          text={line[form.value]}
        />
      ));
  return (
    <PublishCard
      icon="server"
      title={t("publish_dns_title")}
      what={t("publish_dns_what", { domain: parts.domain })}
      reveals={t("publish_dns_reveals")}
    >
      <p>{t("publish_dns_how", { domain: parts.domain })}</p>
      <FormChoice
        value={form.value}
        onChoose={(next) => {
          form.value = next;
        }}
      />
      {blocks("openpgpkey")}
      {own.certificate.length > COMFORTABLE_SIZE && (
        <Notice tone="care" title={t("publish_dns_big_title")}>
          {t("publish_dns_big", { size: formatNumber(own.certificate.length) })}
        </Notice>
      )}
      <Check own={own} source="dns" kind="primary" />
      <details>
        <summary>{t("publish_dns_older")}</summary>
        <div class="stack">
          <p class="muted small">{t("publish_dns_older_text")}</p>
          {blocks("cert", "ipgp")}
          <Check own={own} source="cert" kind="small" label={t("publish_check_cert")} />
          {blocks("pka")}
          <Check own={own} source="pka" kind="small" label={t("publish_check_pka")} />
        </div>
      </details>
    </PublishCard>
  );
}

function FormChoice({ value, onChoose }: { value: Form; onChoose: (form: Form) => void }) {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">{t("publish_dns_form")}</legend>
      {(["bind", "generic"] as const).map((form) => (
        <label key={form}>
          <Radio among={name} checked={value === form} onChange={() => onChoose(form)} />
          <span>{t(form === "bind" ? "publish_dns_bind" : "publish_dns_generic")}</span>
        </label>
      ))}
    </fieldset>
  );
}
