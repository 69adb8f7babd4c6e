import { useSignal, useSignalEffect } from "@preact/signals";
import browser from "../../platform/browser";
import { Brand } from "../components/brand";
import { ClockNote } from "../components/clock-note";
import { identities, kept, loadIdentities } from "../components/own/identities";
import { UnlessKept } from "../components/own/kept";
import { t } from "../i18n";
import { Drafts } from "./drafts";
import { KeyState } from "./key-state";
import { look, type Seen } from "./look";
import { NextStep } from "./next-step";
import { ThisPage } from "./this-page";
import { Unread } from "./unread";

export function Popup({ first }: { first: Seen }) {
  const seen = useSignal(first);
  const turn = useSignal(0);
  const again = async (): Promise<void> => {
    [seen.value] = await Promise.all([look(), loadIdentities()]);
    turn.value++;
  };
  useSignalEffect(() => {
    document.title = t("app_name");
  });
  const { front, steps, drafts } = seen.value;
  const hasKey = identities.value.length > 0;
  return (
    <main>
      <header class="popup-top">
        <h1>
          <Brand size={24} />
        </h1>
        <a
          class="button quiet small"
          href={browser.runtime.getURL("pages/options/index.html")}
          target="_blank"
          rel="noreferrer"
        >
          {t("popup_options")}
        </a>
      </header>
      {kept.value.clockFault && (
        <section class="part">
          <ClockNote fault={kept.value.clockFault} />
        </section>
      )}
      {!hasKey && <NoKey again={again} />}
      {hasKey && <KeyState account={front.kind === "on" ? (front.state.account?.address ?? null) : null} />}
      {(hasKey || kept.value.trouble === null) && <Unread seen={seen.value} again={again} />}
      {front.kind !== "unread" && <ThisPage key={`page ${turn.value}`} first={front} quiet={!hasKey} />}
      {hasKey && drafts.ok && <Drafts key={`drafts ${turn.value}`} first={drafts.value} />}
      {hasKey && steps.ok && <NextStep key={`steps ${turn.value}`} first={steps.value} />}
    </main>
  );
}

function NoKey({ again }: { again: () => Promise<void> }) {
  return (
    <section class="part">
      <UnlessKept again={again}>
        <p class="sentence">{t("welcome_title")}</p>
        <p class="muted">{t("popup_no_key")}</p>
        <a
          class="button primary wide"
          href={browser.runtime.getURL("pages/welcome/index.html")}
          target="_blank"
          rel="noreferrer"
        >
          {t("welcome_make")}
        </a>
      </UnlessKept>
    </section>
  );
}
