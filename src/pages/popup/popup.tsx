import { useSignalEffect } from "@preact/signals";
import type { DraftSummary } from "../../domain/draft-summary";
import type { Step } from "../../domain/privacy/home";
import browser from "../../platform/browser";
import { Brand } from "../components/brand";
import { identities } from "../components/identities";
import { UnlessKept } from "../components/kept";
import { t } from "../i18n";
import { Drafts } from "./drafts";
import { KeyState } from "./key-state";
import { NextStep } from "./next-step";
import type { Front } from "./page-in-front";
import { ThisPage } from "./this-page";

interface PopupProps {
  readonly front: Front;
  readonly steps: readonly Step[];
  readonly drafts: readonly DraftSummary[];
}

export function Popup({ front, steps, drafts }: PopupProps) {
  useSignalEffect(() => {
    document.title = t("app_name");
  });
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
      {!hasKey && <NoKey />}
      {hasKey && <KeyState account={front.kind === "on" ? (front.state.account?.address ?? null) : null} />}
      <ThisPage first={front} quiet={!hasKey} />
      {hasKey && <Drafts first={drafts} />}
      {hasKey && <NextStep first={steps} />}
    </main>
  );
}

function NoKey() {
  return (
    <section class="part">
      <UnlessKept>
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
