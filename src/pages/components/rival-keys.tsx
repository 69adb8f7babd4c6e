import { useSignal } from "@preact/signals";
import type { KeySummary, RecipientState } from "../../messages/types";
import { formatDate, t } from "../i18n";
import { ask } from "./ask";
import { provenanceWords } from "./key-words";

interface Props {
  readonly name: string;
  readonly address: string;
  readonly rivals: readonly KeySummary[];
  readonly onChosen: (state: RecipientState) => void;
}

/** Several keys claim one address: how to tell which is right, and the choice, which is the user's alone. */
export function RivalKeys({ name, address, rivals, onChosen }: Props) {
  const failed = useSignal(false);
  const choose = async (fingerprint: string): Promise<void> => {
    const answer = await ask("recipient.choose", { address, fingerprint });
    failed.value = !answer.ok;
    if (answer.ok) onChosen(answer.value);
  };
  return (
    <div class="rivals">
      <p>{t("rivals_how", { name })}</p>
      <ul class="plain">
        {rivals.map((key, place) => (
          <li key={key.fingerprint}>
            <p>
              <strong>{place === 0 && rivals.length > 1 ? t("rivals_before") : t("rivals_other")}</strong>{" "}
              <span class="muted small">{t("rivals_made", { date: formatDate(key.createdAt) })}</span>
            </p>
            <p class="mono small">{spaced(key.fingerprint)}</p>
            {key.sources.map((source) => (
              <p class="muted small" key={`${source.source} ${source.host}`}>
                {provenanceWords(source)}
              </p>
            ))}
            <button type="button" class="button small" data-careful onClick={() => void choose(key.fingerprint)}>
              {t("rivals_use")}
            </button>
          </li>
        ))}
      </ul>
      {rivals.length === 0 && <p class="muted small">{t("rivals_none")}</p>}
      {failed.value && (
        <p class="small text-e" role="alert">
          {t("rivals_failed")}
        </p>
      )}
    </div>
  );
}

/** Fingerprints in groups of four, as people read them out. */
export const spaced = (fingerprint: string): string => fingerprint.toUpperCase().replace(/(.{4})(?=.)/g, "$1 ");
