import { useSignal } from "@preact/signals";
import { abilitiesOf, type Working, workingOf } from "../../domain/abilities";
import type { PageState } from "../../messages/page-state";
import browser from "../../platform/browser";
import { allowsEveryPort, patternOf } from "../../platform/match-pattern";
import { ask, failureWord } from "../components/ask";
import { Icon, type IconName } from "../components/icon";
import { lazily } from "../components/lazily";
import { t, type WordKey } from "../i18n";
import { AbilityList } from "./ability-list";
import { askPage, type Front } from "./page-in-front";
import { reportFor, Sketch, Unrecognised } from "./unrecognised";

/** What Cachet does on the page in front. `quiet`: another button is the primary one (making a key). */
export function ThisPage({ first, quiet }: { first: Front; quiet: boolean }) {
  const front = useSignal(first);
  const now = front.value;
  return (
    <section class="part" aria-label={t("popup_page")}>
      {now.kind === "on" && now.state.health === "broken" && (
        <Unrecognised state={now.state} tabId={now.tabId} host={now.host} />
      )}
      {now.kind === "on" && now.state.health !== "broken" && (
        <Works state={now.state} tabId={now.tabId} host={now.host} />
      )}
      {now.kind === "asleep" && <Asleep tabId={now.tabId} host={now.host} />}
      {now.kind === "off" && (
        <Off
          front={now}
          quiet={quiet}
          onEnabled={(next) => {
            front.value = next;
          }}
        />
      )}
      {now.kind === "http" && (
        <div class="said">
          <span class="ink-d">
            <Icon name="open" />
          </span>
          <div>
            <strong>{t("popup_http_title", { host: now.host })}</strong>
            <p class="muted small">{t("popup_http_text")}</p>
          </div>
        </div>
      )}
      {now.kind === "none" && <p class="muted">{t("popup_none")}</p>}
    </section>
  );
}

/** How much works here. Without a message or an editor open nothing was measured, and nothing is called working. */
const HEADLINES = {
  all: { title: "popup_works", icon: "check", ink: "ink-a" },
  part: { title: "popup_works_part", icon: "check", ink: "ink-c" },
  none: { title: "popup_works_none", icon: "warn", ink: "ink-c" },
  idle: { title: "popup_works_idle", icon: "mail", ink: "ink-u" },
} as const satisfies Record<Working, { title: WordKey; icon: IconName; ink: string }>;

const ClientApi = lazily(() => import("./lazy/client-api").then((part) => part.ClientApi));

/** Webmails of the large providers know no extension, and are not to learn that one is there. */
const SPEAKS_TO_NONE: readonly PageState["site"][] = ["gmail", "outlook", "yahoo"];

function Works({ state, tabId, host }: { state: PageState; tabId: number; host: string }) {
  const account = state.account?.address ?? null;
  const asked = useSignal(false);
  const abilities = abilitiesOf(state.abilities, state.missing);
  const working = workingOf(abilities);
  const { title, icon, ink } = HEADLINES[working];
  return (
    <>
      <div class="said" role="status">
        <span class={ink}>
          <Icon name={icon} />
        </span>
        <div>
          <strong>{t(title, { host })}</strong>
          {account && <p class="muted small break">{t("popup_works_account", { account })}</p>}
          <p class="muted small">{t(working === "idle" ? "popup_works_idle_text" : "popup_works_text")}</p>
        </div>
      </div>
      <AbilityList abilities={abilities} />
      {!SPEAKS_TO_NONE.includes(state.site) && <ClientApi host={host} tabId={tabId} />}
      <details
        onToggle={({ currentTarget }) => {
          asked.value = currentTarget.open;
        }}
      >
        <summary>{t("popup_trouble")}</summary>
        {asked.value && <Sketch tabId={tabId} host={host} about={reportFor(state, host)} />}
      </details>
    </>
  );
}

function Asleep({ tabId, host }: { tabId: number; host: string }) {
  const reload = async (): Promise<void> => {
    await browser.tabs.reload(tabId);
    close();
  };
  return (
    <>
      <div class="said">
        <span class="ink-u">
          <Icon name="refresh" />
        </span>
        <div>
          <strong>{t("popup_asleep", { host })}</strong>
          <p class="muted small">{t("popup_asleep_text")}</p>
        </div>
      </div>
      <button type="button" class="button wide" onClick={reload}>
        {t("popup_reload")}
      </button>
    </>
  );
}

interface OffProps {
  readonly front: Extract<Front, { kind: "off" }>;
  readonly quiet: boolean;
  readonly onEnabled: (next: Front) => void;
}

function Off({ front, quiet, onEnabled }: OffProps) {
  const error = useSignal<WordKey | null>(null);
  const busy = useSignal(false);
  // permissions.request must come first in the handler: after an await the click no longer counts as a user gesture.
  const enable = async (): Promise<void> => {
    if (busy.value) return;
    const granted = await browser.permissions.request({ origins: [patternOf(front.origin)] });
    if (!granted) {
      error.value = "popup_not_granted";
      return;
    }
    busy.value = true;
    const answer = await ask("site.enable", { origin: front.origin, tabId: front.tabId });
    busy.value = false;
    if (!answer.ok) {
      error.value = failureWord(answer.code, { "not-granted": "popup_not_granted" });
      return;
    }
    const state = await askPage(front.tabId);
    onEnabled(
      state
        ? { kind: "on", tabId: front.tabId, host: front.host, state }
        : { kind: "asleep", tabId: front.tabId, host: front.host },
    );
  };
  return (
    <>
      <div class="said">
        <span class="ink-u">
          <Icon name="globe" />
        </span>
        <div>
          <strong>{t("popup_off", { host: front.host })}</strong>
          <p class="muted small">
            {allowsEveryPort(front.origin)
              ? t("popup_off_why_ports", { host: new URL(front.origin).hostname })
              : t("popup_off_why")}
          </p>
        </div>
      </div>
      <button
        type="button"
        class={quiet ? "button wide" : "button primary wide"}
        aria-disabled={busy.value || undefined}
        onClick={enable}
      >
        {t("popup_enable", { host: front.host })}
      </button>
      {error.value && (
        <p class="field-error" role="alert">
          <Icon name="warn" size={14} />
          <span>{t(error.value)}</span>
        </p>
      )}
    </>
  );
}
