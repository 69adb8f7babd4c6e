import { useSignal } from "@preact/signals";
import type { LookupOutcome, Provenance } from "../../../domain/discovery/lookup";
import type { ReplacedKey } from "../../../domain/trust/trust-state";
import { formatDate, t } from "../../i18n";
import { ask } from "../ask";
import { FoundBy } from "../found-by";
import { Icon } from "../icon";

interface Props {
  readonly name: string;
  readonly address: string;
  readonly notice: ReplacedKey;
  /** How the key now in use was found, shown on request; absent where the page already shows it beside this notice. */
  readonly found?: { readonly sources: readonly Provenance[]; readonly outcomes: readonly LookupOutcome[] };
  readonly onDismissed: () => void;
}

const WHY = {
  published: "notice_published",
  "cross-signed": "notice_cross_signed",
  "better-source": "notice_better_source",
  "brought-back": "notice_brought_back",
} as const satisfies Record<ReplacedKey["because"], string>;

/** Says once, where the user writes and reads, that a key was replaced without them, for a proven reason. */
export function KeyNotice({ name, address, notice, found, onDismissed }: Props) {
  const showing = useSignal(false);
  const failed = useSignal(false);
  const date = formatDate(notice.at);
  const dismiss = async (): Promise<void> => {
    const answer = await ask("recipient.dismissNotice", { address });
    failed.value = !answer.ok;
    if (answer.ok) onDismissed();
  };
  return (
    <div class="key-notice">
      <div class="note wrap">
        <span class="ink-b">
          <Icon name="refresh" />
        </span>
        <span class="grow">{t(WHY[notice.because], { name, date })}</span>
        <span class="row">
          {found && (
            <button
              type="button"
              class="button small"
              aria-expanded={showing.value}
              onClick={() => {
                showing.value = !showing.value;
              }}
            >
              {showing.value ? t("notice_hide") : t("notice_show")}
            </button>
          )}
          <button type="button" class="button small quiet" data-careful="seen" onClick={() => void dismiss()}>
            {t("notice_fine")}
          </button>
        </span>
      </div>
      {failed.value && (
        <p class="small ink-e" role="alert">
          {t("rivals_failed")}
        </p>
      )}
      {found && showing.value && <FoundBy address={address} sources={found.sources} outcomes={found.outcomes} />}
    </div>
  );
}
