import { useSignal } from "@preact/signals";
import type { KeyringEntry, KeyringResult } from "../../domain/trust/keyring";
import { Line, Select } from "../components/controls";
import { Notice } from "../components/notice";
import { formatNumber, t, tData } from "../i18n";
import { forgetKeyring, type KeyringImport } from "./import-keyring-run";
import { contactHash } from "./route";

type Ended = Extract<KeyringImport, { stage: "ended" }>;

/** Lines drawn at once; the filter brings up the others. */
const MOST_LINES = 100;

/** How the import went, and every key that was not simply imported, with the reason. */
export function KeyringReport({ ended }: { ended: Ended }) {
  const { entries, total, why } = ended;
  const taken = entries.filter(({ result }) => result === "taken");
  const others = entries.filter(({ result }) => result !== "taken");
  const addresses = new Set(taken.flatMap((entry) => entry.addresses)).size;
  const summary = t("keys_done", {
    taken: formatNumber(taken.length),
    total: formatNumber(total),
    addresses: formatNumber(addresses),
  });
  return (
    <>
      <Notice tone={why === null ? "good" : "care"} role="status" title={titleOf(ended)}>
        {summary}
      </Notice>
      {others.length > 0 && <NotTaken entries={others} />}
      <div class="row">
        <button type="button" class="button small" onClick={forgetKeyring}>
          {t("keys_another")}
        </button>
      </div>
    </>
  );
}

function titleOf({ entries, total, why }: Ended): string {
  const counts = { done: formatNumber(entries.length), total: formatNumber(total) };
  if (why === null) return t("keys_ended");
  return why === "stopped" ? t("keys_stopped", counts) : `${t(why.word)} ${t("keys_stopped", counts)}`;
}

function NotTaken({ entries }: { entries: readonly KeyringEntry[] }) {
  const reason = useSignal<KeyringResult | "all">("all");
  const query = useSignal("");
  const counts = new Map<KeyringResult, number>();
  for (const { result } of entries) counts.set(result, (counts.get(result) ?? 0) + 1);
  const wanted = query.value.trim().toLowerCase();
  const shown = entries.filter(
    ({ result, name, fingerprint }) =>
      (reason.value === "all" || result === reason.value) && `${name} ${fingerprint}`.toLowerCase().includes(wanted),
  );
  return (
    <section class="stack" aria-label={t("keys_not_taken")}>
      <h3>{t("keys_not_taken")}</h3>
      <div class="row">
        <Select
          class="keys-filter"
          aria-label={t("keys_filter")}
          value={reason.value}
          onChange={(event) => {
            reason.value = event.currentTarget.value as KeyringResult | "all";
          }}
        >
          <option value="all">{t("keys_filter_all", { count: formatNumber(entries.length) })}</option>
          {[...counts].map(([result, count]) => (
            <option key={result} value={result}>
              {`${shortWhy(result)} (${formatNumber(count)})`}
            </option>
          ))}
        </Select>
        <Line
          type="search"
          class="keys-filter"
          aria-label={t("keys_search")}
          placeholder={t("keys_search")}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
        />
      </div>
      <p class="visually-hidden" role="status">
        {t("keys_shown", { count: formatNumber(shown.length) })}
      </p>
      <ul class="keys-list">
        {shown.slice(0, MOST_LINES).map((entry, i) => (
          <li key={`${entry.fingerprint}${i}`}>
            <strong>{entry.name || t("keys_nameless")}</strong>
            <span class="muted small">
              {longWhy(entry.result)}
              {entry.result === "held" && entry.addresses[0] && (
                <>
                  {" "}
                  <a href={contactHash(entry.addresses[0])}>{t("contact_settle")}</a>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {shown.length > MOST_LINES && (
        <p class="muted small">{t("keys_more", { count: formatNumber(shown.length - MOST_LINES) })}</p>
      )}
    </section>
  );
}

const id = (result: KeyringResult): string => result.replaceAll("-", "_");
const shortWhy = (result: KeyringResult): string => tData(`keys_short_${id(result)}`);
const longWhy = (result: KeyringResult): string => tData(`keys_why_${id(result)}`);
