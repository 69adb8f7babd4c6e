import { useSignal } from "@preact/signals";
import type { KeySummary } from "../../../domain/discovery/lookup";
import type { RecipientState } from "../../../domain/trust/contact";
import { formatDate, t, tData } from "../../i18n";
import { ask } from "../ask";
import { careful } from "../careful";
import { Fingerprint, groupFingerprint } from "../fingerprint";
import { FoundBy } from "../found-by";
import { SourceLine } from "../source-line";

/** What is remembered about the key that was in use. */
export interface PastUse {
  readonly firstUsedAt: number | null;
  readonly lastUsedAt: number | null;
  readonly verifiedAt: number | null;
}

interface Props {
  readonly name: string;
  readonly address: string;
  /** changed: the first rival was in use. conflict: none was. */
  readonly state: "changed" | "conflict";
  readonly rivals: readonly KeySummary[];
  /** Fingerprints of rivals the key in use vouches for. */
  readonly vouched: readonly string[];
  readonly past?: PastUse;
  readonly onChosen: (state: RecipientState) => void;
}

/** Several keys for one address: each with its sources, how to tell which is right, and the choice, which is the user's. */
export function RivalKeys({ name, address, state, rivals, vouched, past, onChosen }: Props) {
  const failed = useSignal(false);
  const later = useSignal(false);
  const choose = async (fingerprint: string): Promise<void> => {
    const answer = await ask("recipient.choose", { address, fingerprint });
    failed.value = !answer.ok;
    if (answer.ok) onChosen(answer.value);
  };
  if (rivals.length === 0) return <p class="muted small">{t("rivals_none")}</p>;
  return (
    <div class="rivals">
      <p>{t("rivals_why")}</p>
      <ul class="plain" aria-label={t("rivals_list")}>
        {rivals.map((key, place) => (
          <Rival
            key={key.fingerprint}
            summary={key}
            address={address}
            role={state === "conflict" ? "one-of" : place === 0 ? "before" : "new"}
            place={t("rival_place", { number: place + 1, count: rivals.length })}
            vouched={vouched.includes(key.fingerprint)}
            past={state === "changed" && place === 0 ? past : undefined}
            onChoose={() => void choose(key.fingerprint)}
          />
        ))}
      </ul>
      <div class="row">
        <button
          type="button"
          class="button small"
          aria-expanded={later.value}
          onClick={() => {
            later.value = !later.value;
          }}
        >
          {t("rivals_later")}
        </button>
      </div>
      <div role="status">
        {later.value && (
          <p class="small">
            {t("rivals_later_text")} {t("rivals_how", { name })}
          </p>
        )}
      </div>
      {failed.value && (
        <p class="small text-e ink-e" role="alert">
          {t("rivals_failed")}
        </p>
      )}
    </div>
  );
}

interface RivalProps {
  readonly summary: KeySummary;
  readonly address: string;
  readonly role: "before" | "new" | "one-of";
  readonly place: string;
  readonly vouched: boolean;
  readonly past?: PastUse | undefined;
  readonly onChoose: () => void;
}

function Rival({ summary, address, role, place, vouched, past, onChoose }: RivalProps) {
  return (
    <li class="rival">
      <p>
        <strong>{role === "one-of" ? place : role === "before" ? t("rival_before") : t("rival_new")}</strong>
      </p>
      <ul class="plain small">
        <li class="muted">{t("rivals_made", { date: formatDate(summary.createdAt) })}</li>
        {past && <li>{usedWords(past)}</li>}
        {past && past.verifiedAt !== null && <li>{t("rivals_verified", { date: formatDate(past.verifiedAt) })}</li>}
        {role === "new" && <li>{vouched ? t("rivals_vouched") : t("rivals_not_vouched")}</li>}
        {summary.sources.map((source) => (
          <SourceLine key={`${source.source} ${source.host}`} source={source} address={address} />
        ))}
        {summary.sources.length === 0 && <li class="muted">{t("rivals_no_source")}</li>}
      </ul>
      <details>
        <summary>{t("details")}</summary>
        <p>
          <Fingerprint value={summary.fingerprint} />
        </p>
        <FoundBy address={address} sources={summary.sources} outcomes={[]} />
      </details>
      <button
        type="button"
        class="button small"
        {...careful("choose-key", [groupFingerprint(summary.fingerprint)], [address])}
        onClick={onChoose}
      >
        {tData(`rival_use_${role.replace("-", "_")}`)}
      </button>
    </li>
  );
}

function usedWords({ firstUsedAt, lastUsedAt }: PastUse): string {
  if (firstUsedAt === null) return t("rivals_never_used");
  const from = formatDate(firstUsedAt);
  return lastUsedAt === null || formatDate(lastUsedAt) === from
    ? t("rivals_used_since", { from })
    : t("rivals_used", { from, to: formatDate(lastUsedAt) });
}
