import { useSignal } from "@preact/signals";
import type { DraftSummary } from "../../messages/types";
import browser from "../../platform/browser";
import { ask } from "../components/ask";
import { Confirm } from "../components/confirm";
import { formatDate, t } from "../i18n";

const SHOWN = 3;
const hostOf = (place: string): string => (URL.canParse(place) ? new URL(place).host : place);

/** Sealed messages begun and not sent, newest first; the webmail they belong to brings them back. */
export function Drafts({ first }: { first: readonly DraftSummary[] }) {
  const drafts = useSignal([...first].sort((a, b) => b.savedAt - a.savedAt));
  const dropping = useSignal<DraftSummary | null>(null);
  if (drafts.value.length === 0) return null;
  const drop = async (draft: DraftSummary): Promise<void> => {
    const answer = await ask("draft.drop", { id: draft.id });
    if (answer.ok) drafts.value = drafts.value.filter((other) => other.id !== draft.id);
  };
  const rest = drafts.value.length - SHOWN;
  return (
    <section class="part">
      <h2>{t("popup_drafts")}</h2>
      <ul class="drafts">
        {drafts.value.slice(0, SHOWN).map((draft) => {
          const named = { host: hostOf(draft.place), date: formatDate(draft.savedAt, "moment") };
          return (
            <li key={draft.id}>
              <span>
                <strong>{named.host}</strong>
                <br />
                <span class="muted small">{named.date}</span>
              </span>
              <span class="spacer" />
              <button
                type="button"
                class="button small"
                aria-label={t("popup_draft_open_label", named)}
                onClick={() => void browser.tabs.create({ url: draft.place })}
              >
                {t("popup_draft_open")}
              </button>
              <button
                type="button"
                class="button quiet small"
                aria-label={t("popup_draft_delete_label", named)}
                onClick={() => {
                  dropping.value = draft;
                }}
              >
                {t("delete")}
              </button>
            </li>
          );
        })}
      </ul>
      {rest > 0 && <p class="muted small">{t("popup_drafts_more", { count: rest })}</p>}
      {dropping.value && (
        <Confirm
          title={t("popup_draft_delete_title")}
          action={t("delete")}
          onConfirm={() => void drop(dropping.value!)}
          onClose={() => {
            dropping.value = null;
          }}
        >
          <p>{t("popup_draft_delete_text", { host: hostOf(dropping.value.place) })}</p>
        </Confirm>
      )}
    </section>
  );
}
