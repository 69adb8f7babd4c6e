import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ContactEvent } from "../../domain/trust/contact";
import { ask, failureWord } from "../components/ask";
import { Icon, type IconName } from "../components/icon";
import { Notice } from "../components/notice";
import { formatDate, formatNumber, t, tData, type WordKey } from "../i18n";
import { type TimelineRow, timeline } from "./timeline";

const FIRST = 8;

const ICON: Record<ContactEvent["kind"], { readonly icon: IconName; readonly grade: string }> = {
  found: { icon: "search", grade: "u" },
  pinned: { icon: "lock", grade: "b" },
  "sealed-day": { icon: "lock", grade: "u" },
  "signed-day": { icon: "check", grade: "u" },
  changed: { icon: "warn", grade: "e" },
  replaced: { icon: "refresh", grade: "b" },
  chosen: { icon: "person", grade: "b" },
  rejected: { icon: "close", grade: "u" },
  verified: { icon: "check", grade: "a" },
  unverified: { icon: "question", grade: "u" },
  expired: { icon: "clock", grade: "d" },
  revoked: { icon: "close", grade: "e" },
  refreshed: { icon: "refresh", grade: "u" },
  "brought-back": { icon: "refresh", grade: "d" },
};

/** What happened to this contact's key, day by day, newest first. A change of `version` means there may be news. */
export function ContactHistory({ address, version }: { address: string; version: unknown }) {
  const events = useSignal<readonly ContactEvent[] | null>(null);
  const failed = useSignal<WordKey | null>(null);
  const all = useSignal(false);
  useEffect(() => {
    void ask("contact.history", { address }).then((answer) => {
      failed.value = answer.ok ? null : failureWord(answer.code, {});
      if (answer.ok) events.value = answer.value;
    });
  }, [address, version, events]);
  // An unreadable history must not look like an empty one.
  if (failed.value) return <Notice tone="bad">{t(failed.value)}</Notice>;
  if (events.value === null) return null;
  const rows = timeline(events.value);
  const keys = new Set(events.value.map((event) => event.fingerprint));
  return (
    <section class="pad stack">
      <h2>{t("history_title")}</h2>
      {rows.length === 0 && <p class="muted">{t("history_none")}</p>}
      <ol class="timeline">
        {(all.value ? rows : rows.slice(0, FIRST)).map((row) => (
          <Row
            key={row.kind === "event" ? `${row.event.at} ${row.event.kind} ${row.event.detail}` : row.to}
            row={row}
            tell={keys.size > 1}
          />
        ))}
      </ol>
      {rows.length > FIRST && !all.value && (
        <div class="row">
          <button
            type="button"
            class="button small"
            onClick={() => {
              all.value = true;
            }}
          >
            {t("history_all")}
          </button>
        </div>
      )}
    </section>
  );
}

/** `tell`: several keys occur, so each row names its key. */
function Row({ row, tell }: { row: TimelineRow; tell: boolean }) {
  if (row.kind === "stretch") {
    const from = formatDate(row.from);
    const to = formatDate(row.to);
    return (
      <li class="quiet">
        <Dot icon="clock" grade="u" />
        <span class="when">{from === to ? from : t("history_range", { from, to })}</span>
        <span class="what muted">{stretchWords(row)}</span>
      </li>
    );
  }
  const { event } = row;
  const look = ICON[event.kind];
  return (
    <li>
      <Dot icon={look.icon} grade={look.grade} />
      <time class="when" dateTime={new Date(event.at).toISOString()}>
        {formatDate(event.at)}
      </time>
      <span class="what">
        {happenedWords(event)}
        {tell && " "}
        {tell && <span class="muted small nowrap">{t("history_key", { short: shortKey(event.fingerprint) })}</span>}
      </span>
    </li>
  );
}

function Dot({ icon, grade }: { icon: IconName; grade: string }) {
  return (
    <span class={`dot ink-${grade}`}>
      <Icon name={icon} size={14} />
    </span>
  );
}

const shortKey = (fingerprint: string): string => fingerprint.slice(-8).toUpperCase();

function happenedWords({ kind, detail = "" }: ContactEvent): string {
  if (kind === "found") return t("happened_found", { origin: tData(`origin_${detail || "import"}`) });
  if (kind === "replaced") return t("happened_replaced", { because: tData(`replaced_${detail.replaceAll("-", "_")}`) });
  return tData(`happened_${kind.replaceAll("-", "_")}`);
}

function stretchWords({ signed, sealed, refreshed }: TimelineRow & { kind: "stretch" }): string {
  const said: string[] = [];
  if (signed > 0)
    said.push(signed === 1 ? t("history_signed_one") : t("history_signed", { count: formatNumber(signed) }));
  if (sealed > 0)
    said.push(sealed === 1 ? t("history_sealed_one") : t("history_sealed", { count: formatNumber(sealed) }));
  if (refreshed > 0)
    said.push(refreshed === 1 ? t("happened_refreshed") : t("history_refreshed", { count: formatNumber(refreshed) }));
  return said.map((sentence) => `${sentence}.`).join(" ");
}
