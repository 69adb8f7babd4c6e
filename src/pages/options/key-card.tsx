import type { Identity } from "../../domain/identity";
import { lifeOf } from "../../domain/privacy/account-index";
import { Fingerprint, groupFingerprint } from "../components/fingerprint";
import { Icon } from "../components/icon";
import { Notice } from "../components/notice";
import { Backup } from "../components/own/backup";
import { identities } from "../components/own/identities";
import { UnlockForm } from "../components/own/unlock-form";
import { formatDate, t } from "../i18n";
import { DeleteKey } from "./delete-key";
import { ExportKey } from "./export-key";
import { ExtendLife } from "./extend-life";
import { OwnStrong } from "./own-strong";
import { Protection } from "./protection";
import { Copy } from "./publish-copy";

/** Everything about one of the user's keys: details, backup, protection, deletion. */
export function KeyCard({ identity }: { identity: Identity }) {
  const { protection, locked } = identity;
  return (
    <article class="card key-card" aria-label={identity.addresses.join(", ")}>
      <section class="pad stack">
        <div class="row">
          <span class="key-disc ink-a">
            <Icon name="key" size={18} />
          </span>
          <div>
            <h2>{identity.name}</h2>
            <p class="muted">{identity.addresses.join(", ")}</p>
          </div>
        </div>
        {locked && (
          <Notice icon="lock" title={t("popup_locked")}>
            <UnlockForm
              identity={identity}
              onUnlocked={(next) => {
                identities.value = next;
              }}
            />
          </Notice>
        )}
        <dl class="facts">
          <dt>{t("key_made")}</dt>
          <dd>{formatDate(identity.createdAt)}</dd>
          <dt>{t("key_expires")}</dt>
          <dd>{identity.expiresAt === null ? t("key_never_expires") : formatDate(identity.expiresAt)}</dd>
          <dt>{t("key_opens")}</dt>
          <dd>{protection === "passphrase" ? t("key_opens_passphrase") : t("key_opens_device")}</dd>
          <dt>{t("key_copy")}</dt>
          <dd>
            {identity.backupAt === null
              ? t("key_copy_none")
              : t("key_copy_on", { date: formatDate(identity.backupAt) })}
          </dd>
        </dl>
        {lifeOf(identity.expiresAt, Date.now()) !== "good" && (
          <div class="stack">
            <ExtendLife own={identity} />
          </div>
        )}
        <details>
          <summary>{t("details")}</summary>
          <dl class="facts">
            <dt>{t("fingerprint")}</dt>
            <dd class="row">
              <Fingerprint value={identity.fingerprint} />
              <Copy text={groupFingerprint(identity.fingerprint)} about={t("fingerprint")} />
            </dd>
            <dt>{t("algorithm")}</dt>
            <dd>{identity.algorithm}</dd>
          </dl>
        </details>
      </section>
      <section class="pad stack">
        <div>
          <h3>{t("next_backup_title")}</h3>
          <p class="muted small">{t("next_backup_text")}</p>
        </div>
        <Backup identity={identity} primary={identity.backupAt === null} />
      </section>
      <section class="pad stack">
        <div>
          <h3>{t("step_publish_title")}</h3>
          <p class="muted small">{t("step_publish_text")}</p>
        </div>
        <div class="row">
          <a class="button" href="#publish">
            <Icon name="upload" size={14} />
            {t("section_publish")}
          </a>
        </div>
      </section>
      <OwnStrong identity={identity} />
      <Protection identity={identity} />
      <ExportKey identity={identity} />
      <DeleteKey identity={identity} />
    </article>
  );
}
