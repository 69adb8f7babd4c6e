import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ClientQuestion, ClientState } from "../../../messages/page-state";
import browser from "../../../platform/browser";
import { ask, failureWord } from "../../components/ask";
import { Icon } from "../../components/icon";
import { t, type WordKey } from "../../i18n";

interface Props {
  readonly host: string;
  readonly tabId: number;
}

/** Lets the page speak to Cachet as to Mailvelope, or takes that back. Says first what the page then learns. */
export function ClientApi({ host, tabId }: Props) {
  const origin = `https://${host}`;
  /** Null: not known yet, or it cannot be switched on here. */
  const on = useSignal<boolean | null>(null);
  const changed = useSignal(false);
  const other = useSignal(false);
  const error = useSignal<WordKey | null>(null);
  useEffect(() => {
    void ask("client.allowed", { origin }).then((answer) => {
      on.value = answer.ok ? (answer.value?.on ?? null) : null;
    });
    void speaksTo(tabId).then((met) => {
      other.value = met === "other-extension";
    });
  }, [origin, tabId, on, other]);
  const change = async (): Promise<void> => {
    const answer = await ask("client.allow", { origin, on: !on.value });
    error.value = answer.ok ? null : failureWord(answer.code, {});
    if (!answer.ok) return;
    on.value = answer.value.on;
    changed.value = true;
  };
  const reload = async (): Promise<void> => {
    await browser.tabs.reload(tabId);
    close();
  };
  if (on.value === null) return null;
  return (
    <details class="client" open={on.value || changed.value}>
      <summary>{on.value ? t("popup_client_on", { host }) : t("popup_client_title")}</summary>
      {!on.value && <p class="muted small">{t("popup_client_text", { host })}</p>}
      <p class="muted small">{t("popup_client_learns")}</p>
      {on.value && other.value && (
        <p class="small" role="status">
          <Icon name="warn" size={14} /> <span>{t("popup_client_other")}</span>
        </p>
      )}
      <div class="row">
        <button type="button" class="button small" onClick={() => void change()}>
          {on.value ? t("popup_client_forbid") : t("popup_client_allow", { host })}
        </button>
        {changed.value && (
          <button type="button" class="button quiet small" onClick={() => void reload()}>
            {t("popup_reload")}
          </button>
        )}
      </div>
      <p class="muted small" role="status">
        {changed.value ? t("popup_client_reloads") : ""}
      </p>
      {error.value && (
        <p class="field-error" role="alert">
          <Icon name="warn" size={14} />
          <span>{t(error.value)}</span>
        </p>
      )}
    </details>
  );
}

async function speaksTo(tabId: number): Promise<ClientState["speaksTo"]> {
  const question: ClientQuestion = { ask: "client-api" };
  const state = await browser.tabs.sendMessage(tabId, question, { frameId: 0 }).catch(() => null);
  return (state as ClientState | null)?.speaksTo ?? "nobody";
}
