import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Settings } from "../../domain/settings";
import { Select } from "../components/controls";
import { saveSettings, settings } from "../components/own/identities";
import { MarkChoice, marksFor, turnOf } from "../components/own/mark-choice";
import { t } from "../i18n";
import { Heading } from "./heading";
import { Saved, type SaveState } from "./saved";
import { Switch } from "./switch";

export function Appearance() {
  const state = useSignal<SaveState>(null);
  const turn = useSignal(turnOf(settings.peek().mark));
  const language = useId();
  const save = async (change: Partial<Settings>): Promise<void> => {
    state.value = null;
    state.value = (await saveSettings(change)) ? "saved" : "failed";
  };
  return (
    <>
      <Heading title={t("section_appearance")} />
      <section class="card pad stack">
        <h2>{t("appearance_mark")}</h2>
        <p class="muted">{t("appearance_mark_text")}</p>
        <MarkChoice
          legend={t("appearance_mark_legend")}
          marks={marksFor(turn.value)}
          value={settings.value.mark}
          onChoose={(mark) => void save({ mark })}
        />
        <div class="row">
          <button
            type="button"
            class="button small"
            onClick={() => {
              turn.value = (turn.value + 1) % 6;
            }}
          >
            {t("appearance_other_colours")}
          </button>
        </div>
      </section>
      <section class="card pad stack">
        <h2>
          <label for={language}>{t("appearance_language")}</label>
        </h2>
        <Select
          id={language}
          class="narrow"
          value={settings.value.language}
          onChange={(event) => void save({ language: event.currentTarget.value as Settings["language"] })}
        >
          <option value="auto">{t("appearance_language_auto")}</option>
          <option value="en" lang="en">
            {t("appearance_language_en")}
          </option>
          <option value="fr" lang="fr">
            {t("appearance_language_fr")}
          </option>
        </Select>
      </section>
      <Saved state={state.value} />
      <Switch
        title={t("appearance_window")}
        label={t("appearance_window_tick")}
        text={t("appearance_window_text")}
        on={settings.value.composeWindow === "always"}
        fixed={settings.value.managed.fixed.composeWindow !== undefined}
        save={(on) => saveSettings({ composeWindow: on ? "always" : "choose" })}
      />
    </>
  );
}
