import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AddressParts } from "../../domain/discovery/owner-name";
import type { PublishedKey } from "../../domain/publish/published";
import { webFolder } from "../../domain/publish/web-folder";
import { type ZoneLine, zoneLines } from "../../domain/publish/zone-lines";
import { Icon } from "../components/icon";
import { saveFile } from "../components/save-file";
import { t } from "../i18n";
import { PublishCard } from "./publish-card";
import { Check } from "./publish-check";
import { CopyBlock } from "./publish-copy";

/** The second header lets browser extensions read the key without a host permission (Fetch 3.2.3). */
const HEADERS = `     Content-Type: application/octet-stream
     Access-Control-Allow-Origin: *`;

/** A Web Key Directory for the domain's web host, ready to unpack. */
export function PublishOnWeb({ own, parts }: { own: PublishedKey; parts: AddressParts }) {
  const saved = useSignal("");
  const alias = useSignal<ZoneLine | null>(null);
  const { domain } = parts;
  useEffect(() => {
    void zoneLines({ parts, certificate: own.certificate, fingerprint: own.fingerprint }).then((lines) => {
      alias.value = lines.find(({ kind }) => kind === "alias") ?? null;
    });
  }, []);
  const save = async (): Promise<void> => {
    const readme = t("publish_web_readme", { domain, address: own.address, headers: HEADERS });
    const [{ zipSync }, files] = await Promise.all([import("fflate"), webFolder(parts, own.certificate, readme)]);
    const name = `openpgpkey-${domain}.zip`;
    saveFile(name, zipSync(files) as Uint8Array<ArrayBuffer>, "application/zip");
    saved.value = name;
  };
  return (
    <PublishCard
      icon="globe"
      title={t("publish_web_title")}
      what={t("publish_web_what", { domain })}
      reveals={t("publish_web_reveals")}
    >
      <p>{t("publish_web_how", { domain })}</p>
      <Check own={own} source="wkd">
        <button type="button" class="button primary" onClick={() => void save()}>
          <Icon name="download" size={14} />
          {t("publish_web_save")}
        </button>
      </Check>
      <p class="done-line" role="status">
        {saved.value && t("backup_saved", { file: saved.value })}
      </p>
      {alias.value && (
        <details>
          <summary>{t("publish_alias")}</summary>
          <div class="stack">
            <p class="muted small">{t("publish_alias_text", { domain })}</p>
            <CopyBlock label={alias.value.type} text={alias.value.bind} />
          </div>
        </details>
      )}
    </PublishCard>
  );
}
