import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { DraftSummary } from "../../messages/types";
import browser from "../../platform/browser";
import { patternOf } from "../../platform/match-pattern";
import { ask } from "../components/ask";
import { Confirm } from "../components/confirm";
import { formatDate, formatSize, t } from "../i18n";

const SHOWN = 3;
const hostOf = (place: string): string => (URL.canParse(place) ? new URL(place).host : place);

/** Sealed messages begun and not sent, newest first; the webmail they belong to brings them back. */
export function Drafts({ first }: { first: readonly DraftSummary[] }) {
  const drafts = useSignal([...first].sort((a, b) => b.savedAt - a.savedAt));
  const dropping = useSignal<DraftSummary | null>(null);
  const subjects = useSubjects(drafts.value.slice(0, SHOWN));
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
          const subject = subjects.get(draft.id) ?? t("popup_draft_locked");
          const named = { subject, date: formatDate(draft.savedAt, "moment") };
          return (
            <li key={draft.id}>
              <span class="draft-about">
                <strong class="draft-subject">
                  <bdi>{subject}</bdi>
                </strong>
                <span class="muted small">{[hostOf(draft.place), named.date, ...howMuch(draft)].join(" · ")}</span>
              </span>
              <button
                type="button"
                class="button small"
                aria-label={t("popup_draft_continue_label", named)}
                onClick={() => void goOn(draft)}
              >
                {t("popup_draft_continue")}
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
      <p class="muted small">{t("popup_draft_how")}</p>
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

const howMuch = ({ files, size }: DraftSummary): string[] => [
  ...(files === 0 ? [] : [files === 1 ? t("popup_draft_file") : t("popup_draft_files", { count: files })]),
  formatSize(size),
];

/** Opened here, and only where a key that is open already opens them: the popup asks for no passphrase. */
function useSubjects(drafts: readonly DraftSummary[]): ReadonlyMap<string, string> {
  const subjects = useSignal<ReadonlyMap<string, string>>(new Map());
  const wanted = drafts
    .map(({ id }) => id)
    .filter((id) => !subjects.value.has(id))
    .join(" ");
  useEffect(() => {
    for (const id of wanted.split(" ").filter((one) => one !== ""))
      void subjectOf(id).then((subject) => {
        if (subject !== null) subjects.value = new Map(subjects.value).set(id, subject);
      });
  }, [wanted, subjects]);
  return subjects.value;
}

async function subjectOf(id: string): Promise<string | null> {
  const loaded = await ask("draft.load", { id, account: null });
  if (!loaded.ok) return null;
  const { draftFromEntity } = await import("../../domain/mime/draft");
  const mail = draftFromEntity(loaded.value.entity);
  return mail && (mail.subject.trim() || t("popup_draft_no_subject"));
}

/** To the webmail, in a tab that shows it where there is one; the next editor sealed there begins with the draft. */
async function goOn({ id, place }: DraftSummary): Promise<void> {
  await ask("draft.continue", { id });
  const tabs = await browser.tabs.query({ url: patternOf(place) }).catch(() => []);
  const open = tabs.find((tab) => tab.active) ?? tabs[0];
  if (open?.id === undefined) await browser.tabs.create({ url: place });
  else {
    await browser.tabs.update(open.id, { active: true });
    if (open.windowId !== undefined) await browser.windows.update(open.windowId, { focused: true });
  }
  window.close();
}
