import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SiteGrant } from "../../domain/site-grant";
import browser from "../../platform/browser";
import { patternOf } from "../../platform/match-pattern";
import { ask, failureWord } from "../components/ask";
import { Icon } from "../components/icon";
import { Notice } from "../components/notice";
import { Confirm } from "../components/own/confirm";
import { t, type WordKey } from "../i18n";
import { Heading } from "./heading";
import { Saved, type SaveState } from "./saved";

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : origin);

export function Sites() {
  const sites = useSignal<readonly SiteGrant[]>([]);
  const failed = useSignal<WordKey | null>(null);
  const removing = useSignal<SiteGrant | null>(null);
  const state = useSignal<SaveState>(null);
  useEffect(() => {
    void ask("site.list", {}).then((answer) => {
      failed.value = answer.ok ? null : failureWord(answer.code, {});
      if (answer.ok) sites.value = answer.value;
    });
  }, []);
  const remove = async (site: SiteGrant): Promise<void> => {
    const answer = await ask("site.disable", { origin: site.origin });
    state.value = answer.ok ? "saved" : "failed";
    if (!answer.ok) return;
    sites.value = answer.value;
    await browser.permissions.remove({ origins: [patternOf(site.origin)] });
  };
  const own = sites.value.filter((site) => !site.builtIn);
  return (
    <>
      <Heading title={t("section_sites")}>{t("sites_intro")}</Heading>
      <section class="card pad stack">
        <h2>{t("sites_added")}</h2>
        {failed.value && <Notice tone="bad">{t(failed.value)}</Notice>}
        {own.length === 0 && !failed.value && <p class="muted">{t("sites_none")}</p>}
        {own.length > 0 && (
          <ul class="lines">
            {own.map((site) => (
              <li key={site.origin} class="row">
                <Icon name="globe" />
                <span>{hostOf(site.origin)}</span>
                <span class="spacer" />
                <button
                  type="button"
                  class="button small"
                  aria-label={t("sites_remove_label", { host: hostOf(site.origin) })}
                  onClick={() => {
                    removing.value = site;
                  }}
                >
                  {t("remove")}
                </button>
              </li>
            ))}
          </ul>
        )}
        <Saved state={state.value} />
        <p class="muted small">{t("sites_how")}</p>
      </section>
      <section class="card pad stack">
        <h2>{t("sites_built_in")}</h2>
        <ul class="lines">
          {sites.value
            .filter((site) => site.builtIn)
            .map((site) => (
              <li key={site.origin} class="row">
                <span class="ink-a">
                  <Icon name="check" />
                </span>
                <span>{hostOf(site.origin)}</span>
              </li>
            ))}
        </ul>
      </section>
      {removing.value && (
        <Confirm
          title={t("sites_remove_title", { host: hostOf(removing.value.origin) })}
          action={t("remove")}
          onConfirm={() => void remove(removing.value!)}
          onClose={() => {
            removing.value = null;
          }}
        >
          <p>{t("sites_remove_text")}</p>
        </Confirm>
      )}
    </>
  );
}
