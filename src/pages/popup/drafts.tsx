import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { DraftSummary } from "../../domain/draft-summary";
import browser from "../../platform/browser";
import { patternOf } from "../../platform/match-pattern";
import { bringToFront } from "../../platform/windows";
import { ask } from "../components/ask";
import { Confirm } from "../components/own/confirm";
import { formatDate, formatSize, t } from "../i18n";
import { Failed } from "./failed";

const SHOWN = 3;
const hostOf = (place: string): string => (URL.canParse(place) ? new URL(place).host : place);

/**
 * Drafts not sent, and messages sealed into a page within the hour, which that page may not have sent. The webmail they
 * belong to brings them back.
 */
export function Drafts({ first }: { first: readonly DraftSummary[] }) {
  const placed = first.filter(({ placedAt }) => placedAt !== null);
  return (
    <>
      <DraftList first={first.filter(({ placedAt }) => placedAt === null)} title={t("popup_drafts")}>
        {t("popup_draft_how")}
      </DraftList>
      <DraftList first={placed} title={t("popup_placed")}>
        {t("popup_placed_how")}
      </DraftList>
    </>
  );
}

interface ListProps {
  readonly first: readonly DraftSummary[];
  readonly title: string;
  readonly children: ComponentChildren;
}

/** Newest first. */
function DraftList({ first, title, children }: ListProps) {
  const drafts = useSignal([...first].sort((a, b) => b.savedAt - a.savedAt));
  const dropping = useSignal<DraftSummary | null>(null);
  const failed = useSignal<string | null>(null);
  const subjects = useSubjects(drafts.value.slice(0, SHOWN).filter(({ lost }) => !lost));
  if (drafts.value.length === 0) return null;
  const drop = async (draft: DraftSummary): Promise<void> => {
    const answer = await ask("draft.drop", { id: draft.id });
    failed.value = answer.ok ? null : answer.code;
    if (answer.ok) drafts.value = drafts.value.filter((other) => other.id !== draft.id);
  };
  const rest = drafts.value.length - SHOWN;
  return (
    <section class="part">
      <h2>{title}</h2>
      <ul class="drafts">
        {drafts.value.slice(0, SHOWN).map((draft) => {
          const subject = draft.lost ? t("popup_draft_lost") : (subjects.get(draft.id) ?? t("popup_draft_locked"));
          const named = { subject, date: formatDate(draft.placedAt ?? draft.savedAt, "moment") };
          const about = [hostOf(draft.place), named.date, ...howMuch(draft), ...openOrLeft(draft)];
          return (
            <li key={draft.id}>
              <span class="draft-about">
                <strong class="draft-subject">
                  <bdi>{subject}</bdi>
                </strong>
                <span class="muted small">{about.join(" · ")}</span>
              </span>
              {!draft.lost && (
                <button
                  type="button"
                  class="button small"
                  aria-label={t("popup_draft_continue_label", named)}
                  onClick={async () => {
                    failed.value = await goOn(draft);
                  }}
                >
                  {t(draft.openIn === null ? "popup_draft_continue" : "popup_draft_show")}
                </button>
              )}
              {draft.openIn === null && (
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
              )}
            </li>
          );
        })}
      </ul>
      {rest > 0 && <p class="muted small">{t("popup_drafts_more", { count: rest })}</p>}
      <Failed code={failed.value} />
      <p class="muted small">{children}</p>
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

const howMuch = ({ files, size, lost }: DraftSummary): string[] => [
  ...(files === 0 ? [] : [files === 1 ? t("popup_draft_file") : t("popup_draft_files", { count: files })]),
  ...(lost ? [] : [formatSize(size)]),
];

/** Where it is being written now, and whether it may have been sent. */
const openOrLeft = ({ openIn, leftAt }: DraftSummary): string[] => [
  ...(openIn === null ? [] : [t("popup_draft_open")]),
  ...(leftAt === null ? [] : [t("popup_draft_may_be_out", { date: formatDate(leftAt, "moment") })]),
];

/** Subjects of drafts, decrypted only where the key is already unlocked: the popup asks for no passphrase. */
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
  if (!loaded.ok) return loaded.code === "locked" ? null : t("popup_draft_unread");
  const { draftFromEntity } = await import("../../domain/mime/draft");
  const mail = draftFromEntity(loaded.value.entity);
  return mail ? mail.subject.trim() || t("popup_draft_no_subject") : t("popup_draft_unread");
}

/**
 * Goes to the tab in which the draft is being written, else to an open or new tab of its webmail, where the next compose
 * overlay starts with it. If that could not be noted, stays here and returns the failure.
 */
async function goOn({ id, place, openIn }: DraftSummary): Promise<string | null> {
  const noted = openIn === null ? await ask("draft.continue", { id }) : null;
  if (noted?.ok === false) return noted.code;
  const writing = openIn === null ? null : await browser.tabs.get(openIn).catch(() => null);
  const tabs = writing ? [writing] : await browser.tabs.query({ url: patternOf(place) }).catch(() => []);
  const open = tabs.find((tab) => tab.active) ?? tabs[0];
  if (open?.id === undefined) await browser.tabs.create({ url: place });
  else await bringToFront({ id: open.id, windowId: open.windowId });
  window.close();
  return null;
}
