import type { KeySummary } from "../../messages/types";
import { Fingerprint } from "../components/fingerprint";
import { provenanceWords } from "../components/key-words";
import { formatDate, t } from "../i18n";

/** Where the key came from, in sentences; its numbers only for those who open the details. */
export function ContactKey({ summary }: { summary: KeySummary }) {
  return (
    <section class="pad stack">
      <h2>{t("contact_key")}</h2>
      <ul class="sources">
        {summary.sources.map((source) => (
          <li key={`${source.source} ${source.host}`}>{provenanceWords(source)}</li>
        ))}
      </ul>
      <details>
        <summary>{t("details")}</summary>
        <dl class="facts">
          <dt>{t("fingerprint")}</dt>
          <dd>
            <Fingerprint value={summary.fingerprint} />
          </dd>
          <dt>{t("contact_names")}</dt>
          <dd>{summary.userIds.join(", ")}</dd>
          <dt>{t("key_made")}</dt>
          <dd>{formatDate(summary.createdAt)}</dd>
          <dt>{t("key_expires")}</dt>
          <dd>{summary.expiresAt === null ? t("key_never_expires") : formatDate(summary.expiresAt)}</dd>
          <dt>{t("algorithm")}</dt>
          <dd>{summary.algorithm}</dd>
        </dl>
      </details>
    </section>
  );
}
