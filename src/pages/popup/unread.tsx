import { useSignal } from "@preact/signals";
import { failureWord } from "../components/ask";
import { Icon } from "../components/icon";
import { formatList, t } from "../i18n";
import type { Seen } from "./look";

interface Props {
  readonly seen: Seen;
  readonly again: () => Promise<void>;
}

/** Says what could not be read and why, with a button to try again. */
export function Unread({ seen: { front, steps, drafts }, again }: Props) {
  const busy = useSignal(false);
  const failed: [string, string][] = [
    ...(drafts.ok ? [] : [[t("popup_unread_drafts"), drafts.code] as [string, string]]),
    ...(steps.ok ? [] : [[t("popup_unread_steps"), steps.code] as [string, string]]),
    ...(front.kind === "unread"
      ? [[t("popup_unread_page", { host: front.host }), front.code] as [string, string]]
      : []),
  ];
  const [first] = failed;
  if (!first) return null;
  const retry = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    await again();
    busy.value = false;
  };
  return (
    <section class="part">
      <div class="said" role="alert">
        <span class="ink-c">
          <Icon name="warn" />
        </span>
        <div>
          <strong>{t("popup_unread", { what: formatList(failed.map(([what]) => what)) })}</strong>
          <p class="muted small">{t(failureWord(first[1], {}))}</p>
        </div>
      </div>
      <div class="row">
        <button type="button" class="button small" aria-disabled={busy.value || undefined} onClick={retry}>
          {t("try_again")}
        </button>
      </div>
    </section>
  );
}
