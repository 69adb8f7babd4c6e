import type { KeySummary, LookupOutcome } from "../../domain/discovery/lookup";
import { Fingerprint, groupFingerprint } from "../components/fingerprint";
import { FoundBy } from "../components/found-by";
import { formatDate, t } from "../i18n";
import { Copy } from "./publish-copy";

interface Props {
  readonly address: string;
  readonly summary: KeySummary;
  readonly outcomes: readonly LookupOutcome[];
  readonly onAnswered: () => void;
}

/** How the key was found, source by source; fingerprints and dates are left to the details. */
export function ContactKey({ address, summary, outcomes, onAnswered }: Props) {
  return (
    <section class="pad stack">
      <h2>{t("found_by")}</h2>
      <FoundBy address={address} sources={summary.sources} outcomes={outcomes} onAnswered={onAnswered} />
      <details>
        <summary>{t("contact_key_details")}</summary>
        <dl class="facts">
          <dt>{t("fingerprint")}</dt>
          <dd class="row">
            <Fingerprint value={summary.fingerprint} />
            <Copy text={groupFingerprint(summary.fingerprint)} about={t("fingerprint")} />
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
