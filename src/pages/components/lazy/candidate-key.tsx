import { useSignal } from "@preact/signals";
import type { KeySummary } from "../../../domain/discovery/lookup";
import type { RecipientState } from "../../../domain/trust/contact";
import { formatDate, t } from "../../i18n";
import { ask } from "../ask";
import { careful } from "../careful";
import { Fingerprint, groupFingerprint } from "../fingerprint";
import { SourceLine } from "../source-line";

interface Props {
  readonly name: string;
  readonly address: string;
  readonly keys: readonly KeySummary[];
  readonly onChosen: (state: RecipientState) => void;
}

/** Keys from a server that confirms nothing: shown, and used only after the user is told what that means. */
export function CandidateKeys({ name, address, keys, onChosen }: Props) {
  return (
    <ul class="plain rivals">
      {keys.map((key) => (
        <CandidateKey key={key.fingerprint} name={name} address={address} summary={key} onChosen={onChosen} />
      ))}
    </ul>
  );
}

function CandidateKey({ name, address, summary, onChosen }: Omit<Props, "keys"> & { readonly summary: KeySummary }) {
  const asking = useSignal(false);
  const failed = useSignal(false);
  const told = [groupFingerprint(summary.fingerprint)];
  const answerWith = async (call: "recipient.choose" | "recipient.reject"): Promise<void> => {
    const answer = await ask(call, { address, fingerprint: summary.fingerprint });
    failed.value = !answer.ok;
    if (answer.ok) onChosen(answer.value);
  };
  return (
    <li class="rival">
      <ul class="plain small">
        <li class="muted">{t("rivals_made", { date: formatDate(summary.createdAt) })}</li>
        {summary.sources.map((source) => (
          <SourceLine key={`${source.source} ${source.host}`} source={source} address={address} />
        ))}
      </ul>
      <details>
        <summary>{t("details")}</summary>
        <p>
          <Fingerprint value={summary.fingerprint} />
        </p>
      </details>
      <div role="status">{asking.value && <p class="small">{t("card_use_first", { name })}</p>}</div>
      <div class="row">
        {/* Cancel takes the place of the button just pressed, so that a double click cannot confirm. */}
        {asking.value ? (
          <>
            <button
              type="button"
              class="button small"
              onClick={() => {
                asking.value = false;
              }}
            >
              {t("cancel")}
            </button>
            <button
              type="button"
              class="button small"
              {...careful("choose-key", told, [address])}
              onClick={() => void answerWith("recipient.choose")}
            >
              {t("candidate_use_sure")}
            </button>
          </>
        ) : (
          <>
            <button
              type="button"
              class="button small"
              onClick={() => {
                asking.value = true;
              }}
            >
              {t("candidate_use")}
            </button>
            <button
              type="button"
              class="button small"
              {...careful("reject-key", told, [address])}
              onClick={() => void answerWith("recipient.reject")}
            >
              {t("candidate_reject")}
            </button>
          </>
        )}
      </div>
      {failed.value && (
        <p class="small ink-e" role="alert">
          {t("rivals_failed")}
        </p>
      )}
    </li>
  );
}
